from pathlib import Path

import pytest

from coinstack.accounts.models import User
from coinstack.backup.registry import COUNTS, register_count
from coinstack.jobs.tests.conftest import kind

__all__ = ["kind"]


@pytest.fixture
def data(settings, tmp_path) -> Path:
    """A data folder with two photographs."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    (settings.MEDIA_ROOT / "coins").mkdir(parents=True)
    (settings.MEDIA_ROOT / "coins" / "aureus.webp").write_bytes(b"gold" * 1000)
    (settings.MEDIA_ROOT / "coins" / "δραχμή.webp").write_bytes(b"silver")
    return settings.DATA_DIR


@pytest.fixture
def counted():
    """Collectors are counted in place of coins: this area knows no coins."""
    before = dict(COUNTS)
    COUNTS.clear()
    register_count("coins", User.objects.all)
    yield
    COUNTS.clear()
    COUNTS.update(before)
