"""What a backup counts, so that a person can tell it holds everything. Apps register when Django starts."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

logger = logging.getLogger(__name__)

COUNTS: dict[str, Callable[[], "QuerySet[Any]"]] = {}


def register_count(name: str, rows: Callable[[], "QuerySet[Any]"]) -> None:
    """Have `rows().count()` kept in every backup under `name`, as in `register_count("coins", Coin.objects.all)`.

    `rows` returns the queryset rather than the number, because the copy is counted, not the database that goes on.
    """
    if name in COUNTS:
        raise ValueError(f"The count {name!r} is registered twice.")
    COUNTS[name] = rows


def count_all(using: str) -> dict[str, int]:
    """Count in the database connected as `using`; a table that this older database lacks is left out."""
    counts = {}
    for name, rows in COUNTS.items():
        try:
            with transaction.atomic(using=using):
                counts[name] = rows().using(using).count()
        except DatabaseError as error:
            logger.warning("The backup does not say how many %s it holds: %s", name, error)
    return counts
