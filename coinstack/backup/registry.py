"""What a backup counts, so that a person can tell it holds everything. Apps register when Django starts."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

COUNTS: dict[str, Callable[[], "QuerySet[Any]"]] = {}


def register_count(name: str, rows: Callable[[], "QuerySet[Any]"]) -> None:
    """Have `rows().count()` kept in every backup under `name`, as in `register_count("coins", Coin.objects.all)`.

    `rows` returns the queryset rather than the number, because the copy is counted, not the database that goes on.
    """
    if name in COUNTS:
        raise ValueError(f"The count {name!r} is registered twice.")
    COUNTS[name] = rows


def count_queries() -> dict[str, tuple[str, tuple[Any, ...]]]:
    """Return the SQL and its parameters that count each, to be asked of a copy of the database."""
    queries = {}
    for name, rows in COUNTS.items():
        sql, parameters = rows().order_by().values("pk").query.sql_with_params()
        queries[name] = (f"SELECT count(*) FROM ({sql}) AS counted", parameters)  # noqa: S608 - SQL of the ORM
    return queries
