"""Writing an export: JSON that CoinStack reads back whole, and CSV for a spreadsheet program."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from coins.fields import FIELDS
from collections_app.importers.guarding import looks_guarded

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
        cells = [_cell(joined(name, record.get(name))) for name in COLUMNS]
        yield csv_line([*cells, *map(_cell, (reference_lines(record), provenance_lines(record)))])


def csv_line(cells: Iterable[Any]) -> str:
    line: str = csv.writer(_Echo()).writerow(cells)
    return line


class _Echo:
    """A file for csv.writer that hands each line back."""

    def write(self, text: str) -> str:
        return text


def joined(name: str, value: Any) -> Any:
    """A list as one text: the path of a place, or parts of which those with a separator in them stand in quotes."""
    if not isinstance(value, list):
        return value
    if name == "storage_place":
        return PLACE_SEPARATOR.join(value)
    return LIST_SEPARATOR.join(_quoted(str(part)) for part in value)


def _quoted(part: str) -> str:
    is_plain = part == part.strip() and not any(mark in part for mark in (LIST_SEPARATOR.strip(), '"', "\n", "\r"))
    return part if is_plain else '"{}"'.format(part.replace('"', '""'))


def reference_lines(record: dict[str, Any]) -> str:
    """The references, a line each."""
    return "\n".join(_one_line(row["text"]) for row in record["references"])


def provenance_lines(record: dict[str, Any]) -> str:
    """The stations of the pedigree, a line each."""
    return "\n".join(_one_line(row.get("raw_text") or row.get("source_name", "")) for row in record["provenance"])


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else ""
    return neutralised(value) if isinstance(value, str) else value


def neutralised(text: str) -> str:
    """A text that a spreadsheet program would run as a formula, guarded by an apostrophe; others as they are.

    A text that has such an apostrophe of its own gets a second one: the importer takes one away.
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) or looks_guarded(text) else text


LINES = {"json": json_lines, "csv": csv_lines}
ENCODINGS = {"json": "utf-8", "csv": "utf-8-sig"}
