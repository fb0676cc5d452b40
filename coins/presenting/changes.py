"""The history of a coin as people read it: who, when, why, and each field's old and new value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from catalog.models import Term
from coins.fields import BY_NAME
from coins.models import Coin, StoragePlace
from coins.presenting.facts import plain_text
from coins.presenting.formats import Formats
from coins.services.history import changed_fields

LATEST = 20
EVENTS = {"+": "Added", "~": "", "-": "Deleted"}
SOURCES = {"typed": "", "bulk": "bulk edit"}
SYSTEM_LABELS = {"is_draft": "Draft", "deleted_at": "In the trash since"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    when: str
    who: str
    reason: str
    changes: list[FieldChange] = field(default_factory=list)


def history_of(coin: Coin, formats: Formats) -> list[HistoryEntry]:
    """The latest 20 saves, newest first. At most three queries, however much was changed."""
    rows = list(coin.history.select_related("history_user")[: LATEST + 1])
    if len(rows) <= LATEST:
        rows.append(None)
    steps = [(newer, older, _told_fields(older, newer)) for newer, older in pairwise(rows)]
    names = _names_of_rows(steps)
    return [
        HistoryEntry(
            when=formats.moment(newer.history_date),
            who=newer.history_user.get_username() if newer.history_user else "",
            reason=_reason(newer),
            changes=[_change(name, older, newer, names, formats) for name in told],
        )
        for newer, older, told in steps
    ]


def _told_fields(older: Any, newer: Any) -> list[str]:
    names = changed_fields(older, newer) if older else []
    return [name for name in names if name in BY_NAME or name in SYSTEM_LABELS]


def _reason(row: Any) -> str:
    source = SOURCES.get(row.history_source, row.history_source)
    parts = [EVENTS[row.history_type], row.history_change_reason or "", source]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _change(name: str, older: Any, newer: Any, names: Mapping[str, Mapping[int, str]], formats: Formats) -> FieldChange:
    label = BY_NAME[name].label if name in BY_NAME else SYSTEM_LABELS[name]
    return FieldChange(label, _value(name, older, names, formats), _value(name, newer, names, formats))


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


def _names_of_rows(steps: Iterable[tuple[Any, Any, list[str]]]) -> dict[str, dict[int, str]]:
    """What the changed links pointed at, looked up in one query a table."""
    wanted: dict[str, set[int]] = {"term": set(), "place": set()}
    for newer, older, told in steps:
        for name in told:
            kind = BY_NAME[name].kind if name in BY_NAME else ""
            if kind in wanted:
                wanted[kind] |= {pk for row in (newer, older) if (pk := getattr(row, f"{name}_id"))}
    return {
        "term": {pk: str(row) for pk, row in Term.objects.in_bulk(wanted["term"]).items()},
        "place": {pk: str(row) for pk, row in StoragePlace.objects.in_bulk(wanted["place"]).items()},
    }
