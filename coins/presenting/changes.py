"""The history of a coin as people read it: who, when, why, from where, and each field's old and new value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from catalog.models import Term
from coins.fields import BY_NAME
from coins.merged_history import Step, count_steps, steps_of
from coins.models import Coin, StoragePlace
from coins.presenting.child_changes import Names, child_changes, headline, linked_names
from coins.presenting.facts import plain_text
from coins.presenting.formats import Formats
from coins.presenting.head import CoinHead
from coins.presenting.labels import is_labelled, label_of
from coins.services.former import is_as_before
from coins.services.history import changed_fields
from coinstack.paging import Pager

PER_PAGE = 20
EVENTS = {"+": "Added", "~": "", "-": "Deleted"}
SOURCES = {"typed": "", "bulk": "bulk edit", "api": "API"}
NO_WAY_BACK = {"deleted_at"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`restore_url` takes the field back to `old`; empty where it has that value, or cannot be taken back singly."""

    label: str
    old: str
    new: str
    field: str = ""
    restore_url: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`headline` names the row that hangs off the coin, where not the coin itself was saved."""

    when: str
    moment: str
    who: str
    reason: str
    batch: str
    headline: str = ""
    changes: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HistoryPage:
    head: CoinHead
    entries: Sequence[HistoryEntry]
    count: int
    pager: Pager


def history_of(coin: Coin, formats: Formats, *, first: int = 0, length: int = PER_PAGE) -> list[HistoryEntry]:
    """A page of saves, newest first, with those of references, provenance and pictures.

    A constant number of queries, however much was changed.
    """
    steps = steps_of(coin, first=first, length=length)
    names = _names_of_rows(steps)
    tags = {tag.name for tag in coin.tags.all()}
    return [_entry(step, coin, tags, names, formats) for step in steps]


def count_history(coin: Coin) -> int:
    return count_steps(coin)


def _entry(step: Step, coin: Coin, tags: set[str], names: Names, formats: Formats) -> HistoryEntry:
    row = step.row
    if step.kind == "coin":
        changes = _coin_changes(step, coin, tags, names, formats)
    else:
        changes = [FieldChange(*told) for told in child_changes(step, names, formats)]
    return HistoryEntry(
        when=formats.moment(row.history_date),
        moment=row.history_date.isoformat(),
        who=row.history_user.get_username() if row.history_user else "",
        reason=_reason(step),
        batch=row.history_batch,
        headline=headline(step),
        changes=changes,
    )


def _reason(step: Step) -> str:
    row = step.row
    source = SOURCES.get(row.history_source, row.history_source)
    event = EVENTS[row.history_type] if step.kind == "coin" else ""
    reason = row.history_change_reason or ""
    parts = [event, reason, "" if source.lower() in reason.lower() else source]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _coin_changes(step: Step, coin: Coin, tags: set[str], names: Names, formats: Formats) -> list[FieldChange]:
    told = changed_fields(step.older, step.row) if step.older else []
    changes = [_change(name, step, coin, names, formats) for name in told if is_labelled(name)]
    if step.older and step.row.tags_before != step.row.tags_after:
        url = "" if set(step.row.tags_before) == tags else restore_url(coin, step.row)
        old, new = ", ".join(step.row.tags_before), ", ".join(step.row.tags_after)
        changes.append(FieldChange(label_of("tags"), old, new, "tags", url))
    return changes


def _change(name: str, step: Step, coin: Coin, names: Names, formats: Formats) -> FieldChange:
    return FieldChange(
        label=label_of(name),
        old=_value(name, step.older, names, formats),
        new=_value(name, step.row, names, formats),
        field=name,
        restore_url="" if name in NO_WAY_BACK or is_as_before(coin, step.older, name) else restore_url(coin, step.row),
    )


def restore_url(coin: Coin, row: Any) -> str:
    return reverse("coins:restore_value", args=[coin.pk, row.history_id])


def _value(name: str, row: Any, names: Mapping[str, Mapping[int, str]], formats: Formats) -> str:
    if name not in BY_NAME:
        value = getattr(row, name)
        return formats.moment(value) if name == "deleted_at" and value else "Yes" if value else ""
    spec = BY_NAME[name]
    if spec.kind in names:
        pk = getattr(row, f"{name}_id")
        return names[spec.kind].get(pk, f"no. {pk}") if pk else ""
    text = plain_text(spec, getattr(row, name), formats)
    if spec.kind == "flag":
        return text or "No"
    return f"{text} {spec.unit}" if text and spec.unit and not spec.unit.startswith("/") else text


def _names_of_rows(steps: Iterable[Step]) -> Names:
    """What the changed links pointed at, looked up in one query a table."""
    steps = list(steps)
    wanted: dict[str, set[int]] = {"term": set(), "place": set()}
    for step in steps:
        if step.kind != "coin" or step.older is None:
            continue
        for name in changed_fields(step.older, step.row):
            kind = BY_NAME[name].kind if name in BY_NAME else ""
            if kind in wanted:
                wanted[kind] |= {pk for row in (step.row, step.older) if (pk := getattr(row, f"{name}_id"))}
    return {
        "term": {pk: str(row) for pk, row in Term.objects.in_bulk(wanted["term"]).items()},
        "place": _place_names(wanted["place"]),
        **linked_names(step for step in steps if step.kind != "coin"),
    }


def _place_names(wanted: set[int]) -> dict[int, str]:
    """Places that are gone by the path that they had last."""
    found = {pk: str(row) for pk, row in StoragePlace.objects.in_bulk(wanted).items()}
    if gone := wanted - set(found):
        rows = StoragePlace.history.filter(id__in=gone).order_by("history_id")
        found |= dict(rows.values_list("id", "path_text"))
    return found
