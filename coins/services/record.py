"""A coin with all that a form holds of it: values, storage place, tags, references, provenance. All or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from coins.models import Coin
from coins.services.children import (
    TextEdit,
    lines_in,
    provenance_lines,
    reference_lines,
    write_provenance,
    write_references,
)
from coins.services.edit import Saved, StaleEdit, create_coin, edit_coin
from coins.services.equivalents import suggest_equivalents
from coins.services.history import Change
from coins.services.locking import locked_coin
from coins.services.register import Shelves
from coinstack.accounts.models import User
from coinstack.text import fold


@dataclass(frozen=True, slots=True)
class TagEdit:
    """Names when the form was opened, and now: only what was added or taken away is written."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """What is to be written; None leaves a part as it is. `place` is a path of names, () for none."""

    values: Mapping[str, Any] = field(default_factory=dict)
    place: tuple[str, ...] | None = None
    tags: TagEdit | None = None
    references: TextEdit | None = None
    provenance: TextEdit | None = None


LINES = {
    "references": (reference_lines, write_references),
    "provenance": (provenance_lines, write_provenance),
}


def add_record(*, owner: User, edit: RecordEdit, change: Change) -> Coin:
    """Make a coin of the form's values. Raises InputRefused with a sentence for each field that is wrong."""
    with transaction.atomic():
        coin = create_coin(owner=owner, values=_with_links(owner, edit, (), change), change=change)
        for name, (_, write) in LINES.items():
            text: TextEdit | None = getattr(edit, name)
            if text is not None:
                write(coin, lines_in(text.after), change)
        if edit.references is not None:
            suggest_equivalents(coin.pk)
    return coin


def save_record(*, coin: Coin, version: int, edit: RecordEdit, change: Change) -> Saved:
    """Write the form's values over the coin whose form was opened at `version`.

    Raises StaleEdit for fields, references or provenance that somebody else changed meanwhile, InputRefused for
    values that are not allowed, NotFound when the coin is gone; then nothing is written. Tags of both sides are kept.
    """
    with transaction.atomic():
        current = locked_coin(coin.pk)
        stale = _stale_lines(current, edit)
        tags = tuple(current.tags.values_list("name", flat=True)) if edit.tags else ()
        values = _with_links(current.owner, edit, tags, change)
        try:
            saved = edit_coin(coin_id=coin.pk, version=version, values=values, change=change)
        except StaleEdit as error:
            raise StaleEdit(error.coin, {**error.theirs, **stale.theirs}, {**error.mine, **stale.mine}) from error
        if stale.theirs:
            raise StaleEdit(current, stale.theirs, stale.mine)
        written = [name for name in LINES if _write_lines(saved.coin, name, edit, change)]
        if "references" in written:
            suggest_equivalents(saved.coin.pk)
    return Saved(saved.coin, (*saved.changed, *written), saved.meanwhile)


@dataclass(slots=True)
class _StaleLines:
    theirs: dict[str, Any] = field(default_factory=dict)
    mine: dict[str, Any] = field(default_factory=dict)


def _stale_lines(coin: Coin, edit: RecordEdit) -> _StaleLines:
    """Boxes of lines that both sides changed, differently."""
    found = _StaleLines()
    for name, (shown, _) in LINES.items():
        text: TextEdit | None = getattr(edit, name)
        if text is None or not text.is_change:
            continue
        theirs = shown(coin)
        if lines_in(theirs) not in (lines_in(text.before), lines_in(text.after)):
            found.theirs[name], found.mine[name] = theirs, text.after
    return found


def _write_lines(coin: Coin, name: str, edit: RecordEdit, change: Change) -> bool:
    text: TextEdit | None = getattr(edit, name)
    shown, write = LINES[name]
    if text is None or not text.is_change or lines_in(shown(coin)) == lines_in(text.after):
        return False
    write(coin, lines_in(text.after), change)
    return True


def _with_links(owner: User, edit: RecordEdit, present: tuple[str, ...], change: Change) -> dict[str, Any]:
    """The values with place and tags as rows; both are made where they are named for the first time."""
    shelves = Shelves(owner, change)
    values = dict(edit.values)
    if edit.place is not None:
        values["storage_place"] = shelves.place(edit.place)
    if edit.tags is not None:
        values["tags"] = [shelves.tag(name) for name in _merged(edit.tags, present)]
    return values


def _merged(edit: TagEdit, present: tuple[str, ...]) -> list[str]:
    before, after = {fold(name) for name in edit.before}, {fold(name) for name in edit.after}
    kept = [name for name in present if fold(name) in after or fold(name) not in before]
    had = {fold(name) for name in present}
    return [*kept, *(name for name in edit.after if fold(name) not in had and fold(name) not in before)]
