import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from coins.models import Coin
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User


@pytest.fixture
def coin(alice: User) -> Coin:
    """A denarius of alice's for Julia Domna."""
    return make_domna(alice)


@pytest.fixture(autouse=True)
def no_pictures_made() -> None:
    """Smaller pictures are kept under the names of their content: those of one test must not serve another."""
    shutil.rmtree(Path(settings.DATA_DIR) / "cache" / "pictures", ignore_errors=True)


@pytest.fixture
def planned_as_for_many(db: None) -> None:
    """Plans as for a large collection: PostgreSQL reads and sorts a small one whole, whatever indexes there are."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE coins_coin; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
