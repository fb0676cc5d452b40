"""Values as they were: a history row's columns as values that can be written to the coin again."""

from collections.abc import Iterable
from typing import Any

from coins.fields import BY_NAME
from coins.models import Coin
from coins.services.history import Change, changed_fields
from coins.services.owned_rows import place_as_before, tags_named
from coins.services.values import WRITABLE


def former_values(older: Any, rows: Iterable[Any], change: Change) -> dict[str, Any]:
    """What to write so that the coin is again as `older` says; `rows` are the saves to take back, newest first.

    Empty without an older row: then nothing is known of the time before.
    """
    if older is None:
        return {}
    rows = list(rows)
    changed = changed_fields(older, rows[0])
    values = {name: former_value(older, name, change) for name in changed if name in WRITABLE and name != "title"}
    if "title" in changed or older.title_is_custom != rows[0].title_is_custom:
        values["title"] = older.title if older.title_is_custom else ""
    retagged = [row for row in rows if row.tags_before != row.tags_after]
    if retagged:
        values["tags"] = tags_named(retagged[-1].tags_before, older.owner_id, change)
    return values


def former_value(row: Any, name: str, change: Change) -> Any:
    """One column of a history row as a coin takes it: a storage place that is gone is made again, a term is None."""
    column = Coin.column(name)
    if not column.is_relation:
        return getattr(row, name)
    pk = getattr(row, column.attname)
    if BY_NAME[name].kind == "place":
        return place_as_before(pk, row.owner_id, change)
    related: Any = column.related_model
    return related.objects.filter(pk=pk).first()


def is_as_before(coin: Coin, older: Any, name: str) -> bool:
    """Whether the coin has the value of the history row `older`; a title that follows from other fields is none."""
    if name == "title":
        return (coin.title if coin.title_is_custom else "") == (older.title if older.title_is_custom else "")
    attname = Coin.column(name).attname
    return bool(getattr(coin, attname) == getattr(older, attname))
