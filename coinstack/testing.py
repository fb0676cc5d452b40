"""What the tests of all apps share: the people's password, patience, and where the real data lies."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

PASSWORD = "sesterces-and-asses"  # noqa: S105 - of the people that tests make
SHARED_DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
ClientFor = Callable[..., Client]
"""What the fixture `client_for` is."""
PATIENCE_S = 60
"""How long something may take on a machine that is busy with other tests."""

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason="the real data set is not beside this checkout (../shared/data)"
)


def until(is_true: Callable[[], object], seconds: float = PATIENCE_S) -> bool:
    """Wait for something to become true; False when it did not in time."""
    limit = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True
