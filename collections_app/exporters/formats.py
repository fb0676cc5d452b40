"""Writing an export: JSON that CoinStack reads back whole, and CSV for a spreadsheet program."""

import csv
import errno
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from coins.fields import FIELDS

# A cell that begins with one of these is run as a formula by spreadsheet programs (CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LIST_SEPARATOR = "; "
COLUMNS = [spec.name for spec in FIELDS]


def write_json(records: Iterable[dict[str, Any]], file: IO[str]) -> int:
    """`{"format": "coinstack", "version": 1, "coins": […]}`, one coin a line; returns how many."""
    count = 0
    file.write('{"format": "coinstack", "version": 1, "coins": [')
    for record in records:
        file.write(",\n" if count else "\n")
        file.write(json.dumps(record, ensure_ascii=False))
        count += 1
    file.write("\n]}\n")
    return count


def write_csv(records: Iterable[dict[str, Any]], file: IO[str]) -> int:
    """One row a coin under the field names, texts neutralised against formulas; returns how many rows."""
    writer = csv.writer(file)
    writer.writerow([*COLUMNS, "references", "provenance"])
    count = 0
    for record in records:
        cells = [_cell(record.get(name)) for name in COLUMNS]
        cells.append(_cell([row["text"] for row in record["references"]]))
        cells.append(_cell([row.get("raw_text") or row.get("source_name", "") for row in record["provenance"]]))
        writer.writerow(cells)
        count += 1
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return neutralised(value) if isinstance(value, str) else value


def neutralised(text: str) -> str:
    """A text that a spreadsheet program would run as a formula, guarded by an apostrophe; others as they are."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


WRITERS: dict[str, Callable[[Iterable[dict[str, Any]], IO[str]], int]] = {"json": write_json, "csv": write_csv}
ENCODINGS = {"json": "utf-8", "csv": "utf-8-sig"}


def write_export(records: Iterable[dict[str, Any]], path: Path, export_format: str) -> int:
    """Write beside the target and rename: a failed export never leaves half a file.

    Raises OSError, also when the target exists and is no regular file: a device or a folder is never replaced.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it exists and is no regular file")
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding=ENCODINGS[export_format], newline="") as file:
            count = WRITERS[export_format](records, file)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count
