"""One row of a table as a draft of one coin: every cell is used, told about, or kept as a note."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coins.fields import BY_NAME
from collections_app.importers.base import Cell, CoinDraft, Problem, SourceRow
from collections_app.importers.composites import COMPOSITE_READERS
from collections_app.importers.limits import MAX_CELL_CHARACTERS
from collections_app.importers.values import Reading, cell_text, read_field

# A row that fills none but these is a place kept for a coin, not a coin.
NOT_A_COIN = {"inventory_number", "storage_place", "tags", "currency", "ownership_status", "script"}
# Read after the others: they look at, or override, what those found.
LAST = ("date", "reign", "slab_grade")
DIAMETER_TYPE = re.compile(r"(?:Æ|AE)\s*(\d{1,2})(?:\s*mm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: its headers, and which of them hold which field or composite."""

    headers: tuple[str, ...]
    mapping: Mapping[str, str]


def draft_coin(source: SourceRow, layout: Layout) -> CoinDraft:
    """Understand one row. Never raises for what a cell holds: the draft carries values, notes and problems."""
    cells = _named_cells(source, layout)
    draft = CoinDraft(source.number, row_hash(cells), {header: _plain(cell) for header, cell in cells.items()})
    targets = {header: layout.mapping.get(header, "") for header in cells}
    for header in sorted(cells, key=lambda name: _turn(targets[name])):
        _read_cell(draft, header, targets[header], cells[header])
    _derive_from_texts(draft)
    filled = {target for target in targets.values() if target} - NOT_A_COIN
    draft.is_stub = not filled
    if draft.notes:
        own = draft.values.get("personal_notes", "")
        draft.values["personal_notes"] = "\n".join([*([own] if own else []), *draft.notes])
    return draft


def _turn(target: str) -> int:
    return LAST.index(target) + 1 if target in LAST else 0


def _named_cells(source: SourceRow, layout: Layout) -> dict[str, Cell]:
    pairs = zip(layout.headers, source.cells, strict=False)
    return {header: cell for header, cell in pairs if cell_text(cell) != ""}


def _read_cell(draft: CoinDraft, header: str, target: str, cell: Cell) -> None:
    if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
        message = (
            f"The cell has {len(cell):,} characters; at most {MAX_CELL_CHARACTERS:,} are read. Kept in the ledger."
        )
        draft.problems.append(Problem(draft.row, header, cell[:60], message, "error"))
        return
    if not target:
        draft.notes.append(f"{header}: {cell_text(cell, keep_lines=True)}")
        return
    reading = _reading(draft, target, cell)
    for message, severity in reading.problems:
        draft.problems.append(Problem(draft.row, header, cell_text(cell)[:120], message, severity))
    if reading.note:
        draft.notes.append(f"{header}: {reading.note}")
    draft.values |= reading.values


def _reading(draft: CoinDraft, target: str, cell: Cell) -> Reading:
    if target in COMPOSITE_READERS:
        return COMPOSITE_READERS[target](cell, draft)
    return read_field(BY_NAME[target], cell)


def _derive_from_texts(draft: CoinDraft) -> None:
    """Facts that stand inside a text field: "Æ3" is a module, "Æ25" a diameter, "Rome?" an uncertain mint."""
    denomination, mint = draft.values.get("denomination", ""), draft.values.get("mint", "")
    if match := DIAMETER_TYPE.fullmatch(denomination):
        size = int(match[1])
        if 1 <= size <= 4:
            draft.values.setdefault("module", f"Æ{size}")
        elif "diameter_mm" not in draft.values:
            draft.values["diameter_mm"] = Decimal(size)
            message = f"The diameter of {size} mm is taken from the denomination {denomination!r}."
            draft.problems.append(Problem(draft.row, "diameter_mm", denomination, message, "info"))
    if "?" in mint or " or " in mint:
        draft.values["is_mint_uncertain"] = True
        draft.problems.append(Problem(draft.row, "mint", mint, "The mint is marked as uncertain.", "info"))


def row_hash(cells: Mapping[str, Cell]) -> str:
    """SHA-256 over the row's cleaned texts under their headings: the same row has it again in a later file."""
    plain = {header: cell_text(cell) for header, cell in cells.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(cell: Cell) -> Any:
    """The cell as the ledger keeps it: verbatim, but for the NUL bytes that no database takes."""
    if isinstance(cell, str):
        return cell.replace("\x00", "\ufffd")
    return cell if isinstance(cell, bool | int | float) else cell_text(cell)
