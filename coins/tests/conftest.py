"""Smaller pictures are kept under the names of their content: those of one test must not serve another."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def no_pictures_made() -> None:
    shutil.rmtree(Path(settings.DATA_DIR) / "cache" / "pictures", ignore_errors=True)
