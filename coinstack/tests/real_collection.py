"""Columns of the real collector's spreadsheet, for tests that measure the readers against it."""

from openpyxl import load_workbook

from coinstack.testing import SHARED_DATA


def cells_of(header: str) -> list[str]:
    """Return the filled cells under a header, from the top."""
    book = load_workbook(SHARED_DATA / "collections" / "collection-v1.xlsx", read_only=True)
    rows = list(book.active.values)
    book.close()
    column = rows[0].index(header)
    return [str(row[column]) for row in rows[1:] if row[column] is not None]
