#!/usr/bin/env python
"""Command line entry of CoinStack."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from coinstack.env import load_env_file

if __name__ == "__main__":
    load_env_file(Path(__file__).resolve().parent / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coinstack.settings")
    execute_from_command_line(sys.argv)
