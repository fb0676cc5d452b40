"""Rows held until the transaction ends: a coin by whoever writes it, what it is given by whoever gives it.

Everybody takes the coin first, then tags and places: two that wait for each other would be ended by the database.
"""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models

from coins.models import Coin
from coinstack.exceptions import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

Row = TypeVar("Row", bound=models.Model)


def locked_coin(coin_id: int) -> Coin:
    """The coin as it is now, in the trash or out of it. Raises NotFound when it was deleted for good meanwhile."""
    coin: Coin | None = Coin.objects.select_for_update().filter(pk=coin_id).first()
    if coin is None:
        raise NotFound("This coin is gone; it was deleted for good meanwhile.")
    return coin


def locked_row(row: Row) -> Row:
    """The row as it is now; nobody else can be given it. Raises NotFound when somebody removed it meanwhile."""
    rows: Any = type(row)._default_manager
    found: Row | None = rows.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise NotFound("This is gone; somebody removed it meanwhile.")
    return found


def held(rows: "QuerySet[Row]") -> list[Row]:
    """The rows, which nobody can rename or remove until the transaction ends; others may hold them, too.

    PostgreSQL looks for the row that a link leads to no sooner than at the end. In SQLite nobody else writes anyway.
    """
    if connection.vendor != "postgresql":
        return list(rows)
    sql, parameters = rows.query.sql_with_params()
    return list(rows.model._default_manager.raw(f"{sql} FOR KEY SHARE", parameters))
