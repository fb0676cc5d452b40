"""Small workbooks and CSV files for the importer's tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl


def write_workbook(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def write_csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
