"""A spreadsheet as a table: which file, which sheet, which row holds the headings."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from coinstack.text import clean_text
from collections_app.importers import delimited, workbook
from collections_app.importers.base import ImportFileProblem, Problem, SourceRow, Table
from collections_app.importers.columns import header_score
from collections_app.importers.limits import HEADER_SEARCH_ROWS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS

Rows = Callable[[], Iterator[tuple[Any, ...]]]


def read_spreadsheet(path: Path, sheet: str = "") -> Table:
    """Open an .xlsx, .csv or .tsv file as a table.

    The heading row is the one of the first rows that names the most known columns. Raises ImportFileProblem when
    the file is too big, damaged, encrypted, of another kind, or has no table.
    """
    _check_size(path)
    rows, sheet = _rows_of(path, sheet)
    number, headings = _find_headings(path, rows)
    width, count = _survey(path, rows, number)
    headers, problems = _unique_headers(headings, number, width)
    if path_is_workbook(path):
        problems += [
            Problem(row, headers[column - 1], "", "The formula's result is not saved in the file.", "warning")
            for row, column in workbook.formulas_without_value(path, sheet)
            if row > number and column <= len(headers)
        ]
    return Table(tuple(headers), lambda: _data_rows(rows, number), count, sheet, tuple(problems))


def path_is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == workbook.ZIP_MAGIC


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise ImportFileProblem(f"There is no file {path}.")
    size = path.stat().st_size
    if size == 0:
        raise ImportFileProblem(f"{path.name} is empty.")
    if size > MAX_FILE_BYTES:
        raise ImportFileProblem(
            f"{path.name} has {size // 1_000_000} MB; at most {MAX_FILE_BYTES // 1_000_000} MB are read. "
            "Remove pictures from the workbook, or save the table as CSV."
        )


def _rows_of(path: Path, sheet: str) -> tuple[Rows, str]:
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(workbook.OLE_MAGIC):
        raise ImportFileProblem(
            f"{path.name} is an encrypted workbook or an old .xls. Save it as .xlsx without a password."
        )
    if not magic.startswith(workbook.ZIP_MAGIC):
        return _delimited_rows(path), ""
    workbook.check_archive(path)
    names = workbook.sheet_names(path)
    if sheet and sheet not in names:
        raise ImportFileProblem(f"There is no sheet {sheet!r}; {path.name} has: {', '.join(names)}.")
    chosen = sheet or names[0]
    return lambda: workbook.read_rows(path, chosen), chosen


def _delimited_rows(path: Path) -> Rows:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise ImportFileProblem(f"{path.name} is no spreadsheet that CoinStack reads. Save the table as .xlsx or .csv.")
    encoding = delimited.detect_encoding(path)
    delimiter = delimited.detect_delimiter(path, encoding)
    return lambda: delimited.read_rows(path, encoding, delimiter)


def _find_headings(path: Path, rows: Rows) -> tuple[int, tuple[Any, ...]]:
    """Row number (from 1) and cells of the heading row: the best match among the first rows, the first on a tie."""
    best: tuple[int, int, tuple[Any, ...]] | None = None
    for number, cells in enumerate(islice(rows(), HEADER_SEARCH_ROWS), 1):
        score = header_score([clean_text(str(cell)) for cell in cells if isinstance(cell, str)])
        if score and (best is None or score > best[0]):
            best = (score, number, cells)
    if best is None:
        raise ImportFileProblem(
            f"No row of headings was found in {path.name}: none of the first {HEADER_SEARCH_ROWS} rows names a "
            "column that CoinStack knows (Ruler, Denomination, Weight, Reference …)."
        )
    return best[1], best[2]


def _survey(path: Path, rows: Rows, header_number: int) -> tuple[int, int]:
    """Columns that hold anything (a stray cell may stand right of the headings), and data rows."""
    width = count = 0
    for number, cells in enumerate(rows(), 1):
        filled = next((index for index in range(len(cells), 0, -1) if cells[index - 1] not in (None, "")), 0)
        width = max(width, filled)
        count += bool(filled and number > header_number)
        if count > MAX_ROWS:
            raise ImportFileProblem(f"{path.name} has more than {MAX_ROWS:,} rows. Split it into several files.")
    if width > MAX_COLUMNS:
        raise ImportFileProblem(f"{path.name} has {width} columns; at most {MAX_COLUMNS} are read.")
    return width, count


def _unique_headers(cells: tuple[Any, ...], number: int, width: int) -> tuple[list[str], list[Problem]]:
    """Every column gets a name of its own: the heading, "column C" where it is blank, "Weight (2)" on a repeat."""
    headers: list[str] = []
    problems: list[Problem] = []
    padded = (*cells, *[None] * (width - len(cells)))
    for index, cell in enumerate(padded[:width], 1):
        heading = clean_text(str(cell))[:80] if cell not in (None, "") else f"column {get_column_letter(index)}"
        name, copy = heading, 2
        while name in headers:
            name, copy = f"{heading} ({copy})", copy + 1
        if name != heading:
            message = f"This heading occurs more than once; the column is called {name!r} here."
            problems.append(Problem(number, name, heading, message, "info"))
        headers.append(name)
    return headers, problems


def _data_rows(rows: Rows, header_number: int) -> Iterator[SourceRow]:
    for number, cells in enumerate(rows(), 1):
        if number > header_number and any(cell not in (None, "") for cell in cells):
            yield SourceRow(number, cells)
