"""What the database alone needs for a page: the page's own queries, noted once, asked again without the program."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

READS = ("SELECT", "WITH")
PLACE = re.compile(r"(?<!%)%s")


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL as the database's own driver takes it; `parameters` None when there are none."""

    sql: str
    parameters: Sequence[Any] | None


def noted(ask: Callable[[], object]) -> list[Statement]:
    """The queries by which `ask` reads, in their order; what it writes is left out."""
    found: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.lstrip("( ").upper().startswith(READS):
            found.append(_statement(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    return found


def _statement(sql: str, params: Any) -> Statement:
    if params is None or connection.vendor != "sqlite":
        return Statement(sql, params)
    return Statement(PLACE.sub("?", sql).replace("%%", "%"), params)


@contextmanager
def bare_database() -> Iterator[Callable[[Sequence[Statement]], None]]:
    """Ask the present database by a connection of the driver's own: rows are fetched and nothing is made of them."""
    settings = connection.get_connection_params()
    settings.pop("detect_types", None)
    driver = connection.get_new_connection(settings)
    cursor = driver.cursor()

    def ask(statements: Sequence[Statement]) -> None:
        for each in statements:
            if each.parameters is None:
                cursor.execute(each.sql)
            else:
                cursor.execute(each.sql, each.parameters)
            cursor.fetchall()
        driver.rollback()

    try:
        yield ask
    finally:
        driver.close()
