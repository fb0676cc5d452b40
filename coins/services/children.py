"""References and provenance as lines of text: one row, one line.

A line that stays keeps its row with everything else that is recorded there; a line that was reworded keeps its row
and is read anew; the order of the lines is the order of the rows, and the first reference is the primary one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from coins.models import Coin, CoinReference, ProvenanceEvent
from coins.pedigree import parse_pedigree
from coins.primary_first import primary_first
from coins.services.history import Change, delete_row, save_row, write_row
from coins.services.readings import context_of, keep_readings, read_text
from coinstack.text import fold

LINE_END = " ⏎ "  # a citation from a spreadsheet may hold line ends of its own
ALIKE = 0.6
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A box of lines: what stood in it when the form was opened, and what stands in it now."""

    before: str
    after: str

    @property
    def is_change(self) -> bool:
        return lines_in(self.before) != lines_in(self.after)


def lines_in(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]


def reference_lines(coin: Coin) -> str:
    return "\n".join(_line_of_reference(row) for row in primary_first(coin.references.all()))


def provenance_lines(coin: Coin) -> str:
    return "\n".join(_line_of_event(row) for row in coin.provenance.all())


def _line_of_reference(row: CoinReference) -> str:
    return LINE_END.join(lines_in(row.text))


def _line_of_event(row: ProvenanceEvent) -> str:
    if row.raw_text.strip():
        return LINE_END.join(lines_in(row.raw_text))
    sale = " ".join(part for part in (row.source_name, row.sale_name, row.sale_number) if part)
    lot = f"lot {row.lot_number}" if row.lot_number else ""
    told = ", ".join(part for part in (sale, row.date_text, lot) if part)
    return told or row.notes.replace("\n", " ") or row.get_kind_display()


def write_references(coin: Coin, lines: Sequence[str], change: Change) -> None:
    """Make the coin's references these lines. The caller holds a transaction and has claimed the coin's version."""
    rows, context = primary_first(coin.references.all()), context_of(coin)
    kept = _matched(lines, rows, _line_of_reference, change)
    # One reference is primary: no two may be for a moment.
    for row in kept:
        if row is not None and row.is_primary and row is not kept[0]:
            write_row(row, {"is_primary": False}, change)
    for order, (line, row) in enumerate(zip(lines, kept, strict=True)):
        if row is None:
            found = read_text(line, context)
            new = CoinReference(coin=coin, text=line, order=order, is_primary=not order, **found.columns)
            save_row(new, change)
            keep_readings(new, found.readings)
            continue
        wanted: dict[str, Any] = {"order": order, "is_primary": not order}
        if _line_of_reference(row) != line:
            found = read_text(line, context)
            wanted |= {"text": line, "text_norm": fold(line), **found.columns}
            keep_readings(row, found.readings)
        write_row(row, wanted, change)


def write_provenance(coin: Coin, lines: Sequence[str], change: Change) -> None:
    """Make the coin's provenance these lines; new and reworded ones are read as pedigrees."""
    kept = _matched(lines, list(coin.provenance.all()), _line_of_event, change)
    order = 0
    for line, row in zip(lines, kept, strict=True):
        if row is not None and _line_of_event(row) == line:
            write_row(row, {"order": order}, change)
            order += 1
            continue
        for at, columns in enumerate(event_columns(line)):
            if row is not None and at == 0:
                write_row(row, {**columns, "order": order}, change)
            else:
                save_row(ProvenanceEvent(coin=coin, order=order, **columns), change)
            order += 1


def event_columns(line: str) -> list[dict[str, Any]]:
    """The stations that a line tells, as columns of their rows; a line that is no pedigree is one unknown station."""
    pedigree = parse_pedigree(line)
    if not pedigree.events:
        return [{"kind": "unknown", "raw_text": line, "source_name": line[:200]}]
    found = [event.columns for event in pedigree.events]
    found[0]["raw_text"] = line if len(found) == 1 else found[0]["raw_text"]
    if pedigree.notes and len(found) > 1:
        found[-1]["notes"] = " ".join(part for part in (found[-1]["notes"], *pedigree.notes) if part)
    return found


def _matched(lines: Sequence[str], rows: list[Any], line_of: Any, change: Change) -> list[Any]:
    """The row of each line, None for a new one; rows without a line are deleted."""
    left = list(rows)
    found: list[Any] = [_taken(left, lambda row, line=line: line_of(row) == line) for line in lines]
    for at, line in enumerate(lines):
        if found[at] is None:
            found[at] = _taken(left, lambda row, line=line: _is_like(line_of(row), line))
    for row in left:
        delete_row(row, change)
    return found


def _taken(rows: list[Any], is_wanted: Any) -> Any:
    row = next(filter(is_wanted, rows), None)
    if row is not None:
        rows.remove(row)
    return row


def _is_like(one: str, other: str) -> bool:
    """Reworded, or only added to."""
    is_part = one in other or other in one
    return is_part or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
