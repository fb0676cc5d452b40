"""What a history row says besides the values: who, why, which batch, from which source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, models, transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from coins.models import Coin
from coins.searching import index_coins
from coinstack.accounts.models import User

BATCH_SIZE = 300
WEB_BATCH = "web:"
Row = TypeVar("Row", bound=models.Model)
MACHINE_SOURCES = ("vocabulary", "references")
"""Sources of changes that the program makes by itself: they never count as somebody's edit."""


def new_batch() -> str:
    """The name of one action on a page: whatever history rows carry it, one undo takes back."""
    return f"{WEB_BATCH}{uuid4().hex}"


@dataclass(frozen=True, slots=True)
class Change:
    """`batch` groups the rows that one undo takes back; `source` is "typed", "import", "bulk", "catalogue" …"""

    user: User | None
    reason: str = ""
    source: str = "typed"
    batch: str = ""

    def mark(self, row: models.Model, **more: Any) -> None:
        """Make the next save of `row` write its history row with this change's particulars, and `more` columns."""
        row._history_user = self.user  # type: ignore[attr-defined]
        row._change_reason = self.reason[:100]  # type: ignore[attr-defined]
        row._particulars = {**self.attributes, **more}  # type: ignore[attr-defined]

    @property
    def attributes(self) -> dict[str, str]:
        return {"history_batch": self.batch, "history_source": self.source}


def write_particulars(sender: Any, instance: Any, history_instance: Any, **kwargs: Any) -> None:
    """Receiver of simple-history's signal: carries batch, source and tags from the saved row to its history row."""
    for name, value in getattr(instance, "_particulars", {}).items():
        setattr(history_instance, name, value)


def save_row(row: models.Model, change: Change, columns: Iterable[str] = ()) -> None:
    """Save `row`, or only the named columns, with a history row of the change."""
    change.mark(row)
    row.save(update_fields=[*columns, "updated_at"] if columns else None)


def write_row(row: Row, wanted: Mapping[str, Any], change: Change) -> Row:
    """Save what of `wanted` differs from the row, with a history row; nothing where nothing does."""
    if changed := set_changed(row, wanted):
        save_row(row, change, changed)
    return row


def set_changed(row: models.Model, wanted: Mapping[str, Any]) -> list[str]:
    """Put on the row what of `wanted` differs from it; returns the names of these columns."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    return changed


def delete_row(row: models.Model, change: Change) -> None:
    change.mark(row)
    row.delete()


def bulk_create(rows: Iterable[models.Model], model: type[models.Model], change: Change) -> list[Any]:
    """Insert `rows` with one history row each; returns them with their ids."""
    found = list(rows)
    if not found:
        return []
    with transaction.atomic():
        created: list[Any] = model._default_manager.bulk_create(found, batch_size=BATCH_SIZE)
        for start in range(0, len(created), BATCH_SIZE):
            _record_creation(model, [row.pk for row in created[start : start + BATCH_SIZE]], change)
        index_coins(created)
    return created


def _record_creation(model: Any, ids: list[int], change: Change) -> None:
    """Copy new rows into their history inside the database: building them here again would double an import's time."""
    history = model.history.model
    said: dict[str, Any] = {
        "history_date": timezone.now(),
        "history_type": "+",
        "history_change_reason": change.reason[:100],
        "history_user": change.user.pk if change.user else None,
        **change.attributes,
        **{name: [] for name in TAGS if hasattr(history, name)},
    }
    told = [history._meta.get_field(name) for name in said]
    values = [field.get_db_prep_save(value, connection) for field, value in zip(told, said.values(), strict=True)]
    quote = connection.ops.quote_name
    copied = [quote(field.column) for field in history.tracked_fields]
    into = ", ".join([*copied, *(quote(field.column) for field in told)])
    taken = ", ".join([*copied, *["%s"] * len(told)])
    key, wanted = quote(model._meta.pk.column), ", ".join(["%s"] * len(ids))
    statement = (  # every name is a table's or a column's own
        f"INSERT INTO {quote(history._meta.db_table)} ({into}) "  # noqa: S608
        f"SELECT {taken} FROM {quote(model._meta.db_table)} WHERE {key} IN ({wanted}) ORDER BY {key}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *ids])


def bulk_update(coins: Iterable[Coin], fields: Iterable[str], change: Change) -> int:
    """Update the named columns of `coins` with one history row each; returns how many rows changed."""
    found = list(coins)
    if not found:
        return 0
    with transaction.atomic():
        changed: int = bulk_update_with_history(
            found,
            Coin,
            list(fields),
            batch_size=BATCH_SIZE,
            default_user=change.user,
            default_change_reason=change.reason[:100],
            custom_historical_attrs=change.attributes,
        )
        index_coins(found)
    return changed


def changed_fields(earlier: Any, later: Any) -> list[str]:
    """Names of the tracked columns in which two history rows (or a history row and its coin) differ."""
    return [
        field.name
        for field in type(earlier).tracked_fields
        if field.name not in UNTOLD and getattr(earlier, field.attname) != getattr(later, field.attname)
    ]


UNTOLD = {"id", "version", "owner", "import_batch", "title_is_custom"}
TAGS = ("tags_before", "tags_after")
