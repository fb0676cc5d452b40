"""A row of a file brought to the coin it already is."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.encoding import force_str

from coins.models import Coin, CoinReference, ProvenanceEvent
from coins.services.edit import edit_coin
from coins.services.history import Change, bulk_create
from coins.services.register import Shelves, new_reference
from collections_app.importers.base import CoinDraft


def update_from_draft(coin_id: int, draft: CoinDraft, shelves: Shelves, change: Change) -> tuple[Coin, dict[str, Any]]:
    """Write the row's values over the coin's, and add its tags and notes; what the row leaves blank stays.

    Returns the coin and what it was before, as JSON for the ledger ({} when nothing differed): field values under
    "values", ids of added rows under "references" and "provenance", and the "version" that it had. References that the
    coin has already are not added again, provenance only to a coin without any. Raises CoinStackError when the coin's
    rules refuse the values; the caller's transaction takes back the places and tags made for it.
    """
    coin = Coin.objects.get(pk=coin_id)
    version = coin.version
    values = {name: value for name, value in given_values(coin, draft).items() if getattr(coin, name) != value}
    if draft.storage and (place := shelves.place(draft.storage)) != coin.storage_place:
        values["storage_place"] = place
    had = list(coin.tags.all()) if draft.tags else []
    if new := [tag for tag in map(shelves.tag, draft.tags) if tag not in had]:
        values["tags"] = [*had, *new]
    before: dict[str, Any] = {}
    if values:
        before["values"] = {name: former_value(coin, name) for name in values}
        coin = edit_coin(coin_id=coin_id, version=coin.version, values=values, change=change).coin
    if references := _add_references(coin, draft, change):
        before["references"] = references
    if draft.provenance and not coin.provenance.exists():
        events = [ProvenanceEvent(coin=coin, **row) for row in draft.provenance]
        before["provenance"] = [event.pk for event in bulk_create(events, ProvenanceEvent, change)]
    return coin, {**before, "version": version} if before else {}


def given_values(coin: Coin, draft: CoinDraft) -> dict[str, Any]:
    """What the row says for the coin's own columns, its notes behind those that the coin has."""
    return draft.values | ({"personal_notes": _notes(coin, draft)} if draft.notes else {})


def _notes(coin: Coin, draft: CoinDraft) -> str:
    """What the row says in its own column, else the coin's notes, and behind it what no field takes.

    Every column without a field becomes a note: nothing that the collector wrote on the coin meanwhile is lost to it.
    """
    kept = draft.own_notes or coin.personal_notes
    return "\n".join(filter(None, [kept, *(note for note in draft.notes if f"\n{note}\n" not in f"\n{kept}\n")]))


def _add_references(coin: Coin, draft: CoinDraft, change: Change) -> list[int]:
    had = list(coin.references.values_list("text", flat=True))
    rows = [
        {**row, "is_primary": not had and index == 0, "order": len(had) + index}
        for index, row in enumerate(row for row in draft.references if row["text"] not in had)
    ]
    created = bulk_create([new_reference(coin, row) for row in rows], CoinReference, change)
    return [reference.pk for reference in created]


def former_value(coin: Coin, name: str) -> Any:
    """A field's value as JSON holds it; `Coin.column(name).to_python` reads it back, of tags these are the ids."""
    if name == "tags":
        return [tag.pk for tag in coin.tags.all()]
    if name == "title" and not coin.title_is_custom:
        return ""  # given back as a title of the collector's own, it would no longer follow the other fields
    value = Coin.column(name).value_from_object(coin)
    if value is None or isinstance(value, bool | int | str | list):
        return value
    return force_str(DjangoJSONEncoder().encode(value)).strip('"')
