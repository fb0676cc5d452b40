"""WSGI entry: `gunicorn coinstack.wsgi`."""

import gc
import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from coinstack.env import load_env_file

load_env_file(Path(__file__).resolve().parent.parent / ".env")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coinstack.settings")

application = get_wsgi_application()
# All pages and the API are loaded here, once for all web processes that are forked from this one, and not while the
# first visitor of each waits.
get_resolver().url_patterns  # noqa: B018 - read for what reading it loads
# What is loaded stays: collecting garbage need not look at it, which took a tenth of a second now and then, nor copy it
# into each process.
gc.collect()
gc.freeze()
