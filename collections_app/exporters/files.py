"""An export as a file: whole or not there at all."""

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from collections_app.exporters.formats import ENCODINGS, LINES
from collections_app.exporters.workbook import write_xlsx

FORMATS = ("csv", "json", "xlsx")


def write_export(records: Iterable[dict[str, Any]], path: Path, export_format: str) -> int:
    """Write beside the target and rename: a failed export never leaves half a file. Returns how many coins.

    Raises OSError, also when the target exists and is no regular file: a device or a folder is never replaced.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it exists and is no regular file")
    partial = path.with_name(f".{path.name}.partial")
    try:
        count = _write(records, partial, export_format)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _write(records: Iterable[dict[str, Any]], path: Path, export_format: str) -> int:
    if export_format == "xlsx":
        return write_xlsx(records, path)
    counted = Counted(records)
    with path.open("w", encoding=ENCODINGS[export_format], newline="") as file:
        file.writelines(LINES[export_format](counted))
    return counted.count


@dataclass
class Counted:
    """Records as they pass, and how many have."""

    records: Iterable[dict[str, Any]]
    count: int = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for record in self.records:
            self.count += 1
            yield record
