"""How the database goes about the queries of a list: which indexes it uses, and whether it reads every coin."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection

from coins.filters import PER_PAGE, CoinFilters
from coins.filters.sorting import neighbours, page_ids
from coins.models import Coin
from coinstack.accounts.models import User

# A walk over an index alone is no full scan: it is a tenth of the table and needs no sorting.
FULL_SCANS = {
    "sqlite": re.compile(rf"SCAN {Coin._meta.db_table}\b(?!.* COVERING INDEX)"),
    "postgresql": re.compile(rf"Seq Scan on {Coin._meta.db_table}\b"),
}
FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Plan:
    """One query of a page and the database's plan for it, a step a line."""

    name: str
    sql: str
    steps: tuple[str, ...]

    @property
    def scans_all_coins(self) -> bool:
        if self.name == FIGURES and connection.vendor == "postgresql":
            return False  # the sums need every coin, and PostgreSQL weighs for itself how to come by them
        return any(FULL_SCANS[connection.vendor].search(step) for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "steps": list(self.steps), "scans_all_coins": self.scans_all_coins}


def list_plans(owner: User, filters: CoinFilters) -> list[Plan]:
    """Plans of the queries behind a list's figures, its first and last page, and the way from coin to coin."""
    mine = Coin.objects.visible_to(owner).present()
    found = mine.matching(filters)
    total = found.count()
    last_page = max(0, (total - 1) // PER_PAGE * PER_PAGE)

    def ids(first: int, length: int = PER_PAGE) -> list[int]:
        return page_ids(found, filters.keys, first=first, length=length, total=total)

    plans = [
        *_plans(FIGURES, found.totals),
        *_plans("ids of page 1", lambda: ids(0)),
        *_plans("ids of the last page", lambda: ids(last_page)),
    ]
    for pk in ids(total // 2, 1):
        plans += _plans("coin before and after", partial(neighbours, found, filters.keys, mine.get(pk=pk)))
    return plans


def _plans(name: str, read: Callable[[], object]) -> Iterator[Plan]:
    statements: list[tuple[str, Any]] = []
    with _recorded(statements):
        read()
    for sql, parameters in statements:
        yield Plan(name, sql, explained(sql, parameters))


def _recorded(statements: list[tuple[str, Any]]) -> AbstractContextManager[None]:
    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    return connection.execute_wrapper(note)


def explained(sql: str, parameters: Any) -> tuple[str, ...]:
    """The steps of the database's plan, without its estimates where it gives them apart."""
    prefix = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{prefix} {sql}", parameters)
        return tuple(str(row[-1]) for row in cursor.fetchall())
