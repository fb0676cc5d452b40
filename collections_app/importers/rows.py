"""One row of a table as a draft of one coin: every cell is used, told about, or kept as a note."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from coins.fields import BY_NAME
from collections_app.importers.base import Cell, CoinDraft, Problem, SourceRow
from collections_app.importers.beside import is_beside, without_link
from collections_app.importers.composites import COMPOSITE_READERS, read_side, read_split_grade, read_split_side
from collections_app.importers.limits import MAX_CELL_CHARACTERS
from collections_app.importers.not_coins import no_coin
from collections_app.importers.own_table import is_own_table, read_own
from collections_app.importers.transforms import SIDES, Transform, transformed, value_of
from collections_app.importers.values import CURRENCY_FIELDS, MONEY, Reading, cell_text, is_failed_formula, read_field
from collections_app.importers.works import cited, in_volume, volume_headed, works_named

# What a column may be besides a field: kept as a note, left out, or naming picture files.
NOTES, IGNORE, PICTURES = "notes", "ignore", "pictures"
# Several columns may feed these; every other target takes one.
MANY = {"", NOTES, IGNORE, PICTURES, "tags", "references", "provenance", "personal_notes"}
# Read after the others: they look at, or override, what those found.
LAST = ("date", "reign", "slab_grade")
LARGEST_EXACT = 2.0**53
DIAMETER_TYPE = re.compile(r"(?:Æ|AE)\s*(\d{1,2})(?:\s*mm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: its headers, which of them hold which field or composite, what is done to their cells."""

    headers: tuple[str, ...]
    mapping: Mapping[str, str]
    transforms: Mapping[str, tuple[Transform, ...]] = field(default_factory=dict)
    decimal_comma: bool | None = None

    @property
    def is_own(self) -> bool:
        """Whether the table is an export of CoinStack's."""
        return is_own_table(self.headers)

    @property
    def constants(self) -> set[str]:
        """Columns whose value is the same for every coin, whatever their cells hold."""
        return {header for header, done in self.transforms.items() if value_of(done, "constant") is not None}


def draft_coin(source: SourceRow, layout: Layout) -> CoinDraft:
    """Understand one row. Never raises for what a cell holds: the draft carries values, notes and problems."""
    return draft_cells(source.number, named_cells(source, layout.headers), layout)


def draft_cells(number: int, cells: Mapping[str, Cell], layout: Layout) -> CoinDraft:
    """The same from the filled cells of a row under their headings."""
    draft = CoinDraft(number, row_hash(cells), plain_cells(cells), former_hash(cells))
    constants = layout.constants
    is_own = layout.is_own
    targets = {header: layout.mapping.get(header, "") for header in {**cells, **dict.fromkeys(constants)}}
    for header in sorted(targets, key=lambda name: (_turn(targets[name]), name in constants)):
        _read_cell(draft, header, _in_its_volume(header, cells, targets), layout, is_own=is_own)
    if "price" not in draft.values and draft.values.get("currency") == "":
        del draft.values["currency"]  # what is unreadable takes no known one away
    draft.is_exported = is_own
    if not is_own:
        _derive_from_texts(draft)
    own = {header: cell for header, cell in cells.items() if header not in constants}
    draft.no_coin = no_coin(own, targets)
    draft.own_notes = draft.values.get("personal_notes", "")
    if draft.notes:
        draft.values["personal_notes"] = "\n".join(filter(None, [draft.own_notes, *draft.notes]))
    return draft


def _turn(target: str) -> int:
    return LAST.index(target) + 1 if target in LAST else 0


def named_cells(source: SourceRow, headers: Sequence[str]) -> dict[str, Cell]:
    """The filled cells of a row by their headings."""
    pairs = zip(headers, source.cells, strict=False)
    return {header: cell for header, cell in pairs if cell_text(cell) != ""}


def plain_cells(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """The cells as JSON holds them; read again, they mean the same."""
    return {header: _plain(cell) for header, cell in cells.items()}


def _read_cell(draft: CoinDraft, header: str, cell: Cell, layout: Layout, *, is_own: bool) -> None:
    target, transforms = layout.mapping.get(header, ""), layout.transforms.get(header, ())
    if target == IGNORE:
        return
    if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
        message = (
            f"The cell has {len(cell):,} characters; at most {MAX_CELL_CHARACTERS:,} are read. Kept in the ledger."
        )
        draft.problems.append(Problem(draft.row, header, cell[:60], message, "error"))
        return
    if target in {"", NOTES}:
        draft.notes.append(f"{header}: {cell_text(cell, keep_lines=True)}")
        return
    reading = read_own(target, cell, draft) if is_own and header == target and not transforms else None
    if reading is None:
        reading = _reading(draft, target, _cited(draft, header, target, cell), transforms, layout.decimal_comma)
    for message, severity in reading.problems:
        draft.problems.append(Problem(draft.row, header, cell_text(cell)[:120], message, severity))
    if reading.note:
        draft.notes.append(f"{header}: {reading.note}")
    had = draft.values.get("personal_notes")
    draft.values |= reading.values
    if had and "personal_notes" in reading.values:
        draft.values["personal_notes"] = f"{had}\n{reading.values['personal_notes']}"


def _in_its_volume(header: str, cells: Mapping[str, Cell], targets: Mapping[str, str]) -> Cell:
    """The cell; a number below one work with the volume that a column of volumes tells."""
    cell, works = cells.get(header), works_named(header) if targets[header] == "references" else ()
    volumes = (cells[other] for other in cells if works and volume_headed(other) == works[0].rstrip(" #"))
    if len(works) != 1 or (volume := next(volumes, None)) is None:
        return cell
    return in_volume(cell_text(cell), cell_text(volume))


def _cited(draft: CoinDraft, header: str, target: str, cell: Cell) -> Cell:
    """A number below the name of a work, with that name; of several works it may be open which is meant."""
    text = cell_text(cell) if target == "references" else ""
    citation = cited(header, text)
    if citation.works:
        told = f"Whether {' or '.join(citation.works)} has this number is not told; it is cited as neither."
        draft.problems.append(Problem(draft.row, header, text[:120], told, "warning"))
    return cell if citation.text == text else citation.text


def _reading(
    draft: CoinDraft, target: str, cell: Cell, transforms: Sequence[Transform], decimal_comma: bool | None
) -> Reading:
    cell = transformed(cell, transforms, decimal_comma)
    if is_failed_formula(cell):
        return Reading({}, ((f"The spreadsheet's formula failed ({cell.strip()}).", "warning"),))
    separator = value_of(transforms, "split_side")
    if separator is not None and target in SIDES:
        side = SIDES[target]
        return (read_split_side(side, separator) if separator else read_side(side))(cell, draft)
    if target == "grade" and value_of(transforms, "split_grade") is not None:
        return read_split_grade(cell, draft)
    if target in COMPOSITE_READERS:
        return COMPOSITE_READERS[target](cell, draft)
    return _in_currency(
        draft, target, read_field(BY_NAME[target], cell, decimal_comma), value_of(transforms, "currency")
    )


def _in_currency(draft: CoinDraft, target: str, reading: Reading, chosen: str | None) -> Reading:
    """The currency that a cell leaves open is the one chosen for its column, or that another cell names."""
    name = MONEY.get(target, target)
    said = reading.values.get(name)
    if name in CURRENCY_FIELDS and said == "":
        return replace(reading, values=reading.values | {name: chosen or draft.values.get(name, "")})
    if chosen and target in reading.values:
        return replace(reading, values={name: chosen} | reading.values)
    return reading


def _derive_from_texts(draft: CoinDraft) -> None:
    """Facts that stand inside a text field: "Æ3" is a module, "Æ25" a diameter, "Rome?" an uncertain mint."""
    denomination, mint = draft.values.get("denomination", ""), draft.values.get("mint", "")
    if match := DIAMETER_TYPE.fullmatch(denomination):
        size = int(match[1])
        if 1 <= size <= 4:
            draft.values.setdefault("module", f"Æ{size}")
        elif size and "diameter_mm" not in draft.values:
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


def former_hash(cells: Mapping[str, Cell]) -> str:
    """The row's hash without what stands beside its cells, under which earlier versions have it; "" for no other."""
    alone = {header: without_link(header, cell) for header, cell in cells.items() if not is_beside(header)}
    return "" if alone == cells or not alone else row_hash(alone)


def _plain(cell: Cell) -> Any:
    """The cell as the ledger keeps it: verbatim, but for the NUL bytes that no database takes."""
    if isinstance(cell, str):
        return cell.replace("\x00", "\ufffd")
    if isinstance(cell, float) and not abs(cell) < LARGEST_EXACT:
        return cell_text(cell)  # neither infinite nor huge floats come back from every database as they were
    return cell if isinstance(cell, bool | int | float) else cell_text(cell)
