"""WSGI entry: `gunicorn coinstack.wsgi`."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from coinstack.env import load_env_file

load_env_file(Path(__file__).resolve().parent.parent / ".env")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coinstack.settings")

application = get_wsgi_application()
