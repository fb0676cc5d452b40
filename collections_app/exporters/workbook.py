"""Writing an export as an Excel workbook: numbers and days as such, texts as texts whatever they begin with."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from coins.fields import BY_NAME
from collections_app.exporters.formats import (
    COLUMNS,
    FORMULA_STARTS,
    HEADINGS,
    joined,
    provenance_lines,
    reference_lines,
)
from collections_app.importers.guarding import looks_guarded

SHEET = "Coins"
DAYS = {name for name, spec in BY_NAME.items() if spec.kind == "date"}
LONGEST_TEXT = 32_767  # what Excel allows in a cell
NARROWEST, WIDEST, OF_PROSE = 10, 32, 48


def write_xlsx(records: Iterable[dict[str, Any]], path: Path) -> int:
    """One row a coin under the field names, which the importer knows again; returns how many.

    A year is a signed whole number (-44 is 44 BC), since Excel has no days before 1900; days of our own time are
    dates. Several references or provenance events stand in one cell, a line each.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B2"
    for number, name in enumerate(HEADINGS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(name)
    bold = Font(bold=True)
    sheet.append([_styled(sheet, name, bold) for name in HEADINGS])
    count = 0
    try:
        for record in records:
            sheet.append([_cell(sheet, value) for value in _values(record)])
            count += 1
    except BaseException:  # cleaned up after an interrupt, too, and raised again
        book.save(io.BytesIO())  # ends the half-written stream and removes openpyxl's own temporary file
        raise
    book.save(path)
    return count


def _width(name: str) -> int:
    spec = BY_NAME.get(name)
    if spec is None or spec.kind == "prose":
        return OF_PROSE
    return min(WIDEST, max(NARROWEST, len(name) + 2))


def _styled(sheet: Any, text: str, font: Font) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = font
    return cell


def _values(record: dict[str, Any]) -> Iterator[Any]:
    for name in COLUMNS:
        yield _value(name, record.get(name))
    yield reference_lines(record)
    yield provenance_lines(record)


def _value(name: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else None
    if isinstance(value, list):
        return joined(name, value)
    return date.fromisoformat(value) if name in DAYS else value


def _cell(sheet: Any, value: Any) -> Any:
    """A text is marked as one, so that nothing in it is ever run, also after somebody edits the cell."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT]
    if looks_guarded(text):
        return f"'{text}"  # the importer takes one apostrophe away
    if not text.startswith((*FORMULA_STARTS, *ERROR_CODES)):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
