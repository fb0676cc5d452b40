"""One reference or one station of the provenance: added, changed, taken away. Each counts as a save of its coin."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from coins.models import Coin, CoinReference, ProvenanceEvent
from coins.models.columns.kinds import LAST_ORDER
from coins.services.edit import edit_coin
from coins.services.equivalents import suggest_equivalents
from coins.services.history import Change, delete_row, save_row, set_changed, write_row
from coins.services.locking import locked_coin
from coins.services.readings import context_of, keep_readings, read_text
from coinstack.exceptions import InputRefused, NotFound
from coinstack.search.index import indexed_together
from coinstack.text import fold

LINKS = {"coin", "catalog_type", "house"}

Row = TypeVar("Row", CoinReference, ProvenanceEvent)


def add_reference(coin: Coin, columns: Mapping[str, Any], change: Change) -> CoinReference:
    """Add a citation behind the others; the first one of a coin is its primary. A type that is given with it stays.

    Raises InputRefused.
    """
    with _writing(coin, change):
        is_primary = bool(columns.get("is_primary")) or not coin.references.exists()
        wanted = {"order": _next_order(coin.references), **columns, "is_primary": is_primary}
        row = _checked(CoinReference(coin=coin, **wanted))
        _step_down(row, change)
        found = read_text(row.text, context_of(coin))
        set_changed(row, {**found.columns, "catalog_type_id": row.catalog_type_id or found.catalog_type_id})
        save_row(row, change)
        keep_readings(row, found.readings)
        suggest_equivalents(coin.pk)
    return row


def change_reference(row: CoinReference, columns: Mapping[str, Any], change: Change) -> CoinReference:
    """Write the named columns. Another text is read anew: what it was matched with no longer holds.

    A type that is given with it stays.
    """
    with _writing(row.coin, change):
        fresh = _fresh(row)
        wanted = dict(columns)
        is_reworded = wanted.get("text", fresh.text) != fresh.text
        if is_reworded:
            found = read_text(wanted["text"], context_of(fresh.coin))
            wanted |= {"text_norm": fold(wanted["text"]), **found.columns}
            keep_readings(fresh, found.readings)
        if columns.get("catalog_type"):
            wanted.pop("catalog_type_id", None)
        if wanted.get("is_primary") is False and fresh.is_primary:
            raise _refused("is_primary", "Make another reference the primary one instead.")
        _write(fresh, wanted, change)
        if is_reworded:
            suggest_equivalents(fresh.coin_id)
    return fresh


def remove_reference(row: CoinReference, change: Change) -> None:
    """Take a citation away; the next one becomes the primary where it was."""
    with _writing(row.coin, change):
        fresh = _fresh(row)
        was_primary, coin = fresh.is_primary, fresh.coin
        delete_row(fresh, change)
        if was_primary and (following := coin.references.order_by("order", "pk").first()):
            _write(following, {"is_primary": True}, change)


def add_events(coin: Coin, rows: Sequence[Mapping[str, Any]], change: Change) -> list[ProvenanceEvent]:
    """Add stations behind the others, or where their `order` says. Raises InputRefused."""
    with _writing(coin, change):
        first = _next_order(coin.provenance)
        events = [
            _checked(ProvenanceEvent(coin=coin, **{"order": min(first + at, LAST_ORDER), **columns}))
            for at, columns in enumerate(rows)
        ]
        for event in events:
            save_row(event, change)
    return events


def change_event(row: ProvenanceEvent, columns: Mapping[str, Any], change: Change) -> ProvenanceEvent:
    with _writing(row.coin, change):
        fresh = _fresh(row)
        _write(fresh, columns, change)
    return fresh


def remove_event(row: ProvenanceEvent, change: Change) -> None:
    with _writing(row.coin, change):
        delete_row(_fresh(row), change)


@contextmanager
def _writing(coin: Coin, change: Change) -> Iterator[None]:
    """The coin's next version is claimed first, so that two writers wait for each other."""
    with transaction.atomic(), indexed_together():
        edit_coin(coin_id=coin.pk, version=locked_coin(coin.pk).version, values={}, change=change)
        yield


def _fresh(row: Row) -> Row:
    found = type(row).objects.select_related("coin").filter(pk=row.pk).first()
    if found is None:
        raise NotFound("This is gone; somebody removed it meanwhile.")
    return found  # type: ignore[no-any-return]


def _next_order(rows: Any) -> int:
    last = rows.aggregate(last=Max("order"))["last"]
    return 0 if last is None else min(last + 1, LAST_ORDER)


def _write(row: Any, wanted: Mapping[str, Any], change: Change) -> None:
    changed = set_changed(row, wanted)
    if not changed:
        return
    _checked(row)
    if "is_primary" in changed:
        _step_down(row, change)
    save_row(row, change, changed)


def _step_down(row: CoinReference, change: Change) -> None:
    """No two are primary for a moment: the one before is cleared first."""
    if not row.is_primary:
        return
    for other in CoinReference.objects.filter(coin=row.coin_id, is_primary=True).exclude(pk=row.pk):
        write_row(other, {"is_primary": False}, change)


def _checked(row: Row) -> Row:
    try:
        row.clean_fields(exclude=LINKS)
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise InputRefused(" ".join(fields.values()), fields=fields) from error
    return row


def _refused(name: str, sentence: str) -> InputRefused:
    return InputRefused(sentence, fields={name: sentence})
