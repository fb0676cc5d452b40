"""Writing an export: JSON that CoinStack reads back whole, and CSV for a spreadsheet program."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from coins.fields import FIELDS

# A cell that begins with one of these is run as a formula by spreadsheet programs (CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LIST_SEPARATOR = "; "
PLACE_SEPARATOR = " > "
COLUMNS = [spec.name for spec in FIELDS]
HEADINGS = (*COLUMNS, "references", "provenance")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheet programs take UTF-8 for something else


def json_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """`{"format": "coinstack", "version": 1, "coins": […]}`, one coin a line."""
    yield '{"format": "coinstack", "version": 1, "coins": ['
    for at, record in enumerate(records):
        yield f"{',' if at else ''}\n{json.dumps(record, ensure_ascii=False)}"
    yield "\n]}\n"


def csv_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One row a coin under the field names, texts neutralised against formulas."""
    yield csv_line(HEADINGS)
    for record in records:
        cells = [_cell(record.get(name), _separator(name)) for name in COLUMNS]
        cells.append(_cell([row["text"] for row in record["references"]]))
        cells.append(_cell([row.get("raw_text") or row.get("source_name", "") for row in record["provenance"]]))
        yield csv_line(cells)


def csv_line(cells: Iterable[Any]) -> str:
    line: str = csv.writer(_Echo()).writerow(cells)
    return line


class _Echo:
    """A file for csv.writer that hands each line back."""

    def write(self, text: str) -> str:
        return text


def _separator(name: str) -> str:
    return PLACE_SEPARATOR if name == "storage_place" else LIST_SEPARATOR


def _cell(value: Any, separator: str = LIST_SEPARATOR) -> Any:
    if isinstance(value, list):
        value = separator.join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return neutralised(value) if isinstance(value, str) else value


def neutralised(text: str) -> str:
    """A text that a spreadsheet program would run as a formula, guarded by an apostrophe; others as they are."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


LINES = {"json": json_lines, "csv": csv_lines}
ENCODINGS = {"json": "utf-8", "csv": "utf-8-sig"}
