"""A spreadsheet as a table: which file, which sheet, which row holds the headings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from coinstack.text import clean_text
from collections_app.importers import delimited, workbook
from collections_app.importers.base import ImportFileProblem, Problem, SourceRow, Table
from collections_app.importers.columns import header_score
from collections_app.importers.limits import (
    HEADER_SEARCH_ROWS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    MAX_WORKBOOK_BYTES,
)

GLANCE_ROWS = 1_000
Rows = Callable[[], Iterator[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class TableChoice:
    """How the collector wants a file read; "" and 0 leave it to the importer. `header_row` counts from 1.

    With `any_headings` the first filled row is taken for the headings where none names a known column. `glance` looks
    only at the first rows: the table may turn out to have more columns, and its rows are counted roughly.
    """

    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""
    any_headings: bool = False
    glance: bool = False


@dataclass(frozen=True, slots=True)
class _Opened:
    rows: Rows
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


AS_FOUND = TableChoice()


def read_spreadsheet(path: Path, choice: TableChoice = AS_FOUND) -> Table:
    """Open an .xlsx, .csv or .tsv file as a table.

    Unless chosen, the heading row is the one of the first rows that names the most known columns. Raises
    ImportFileProblem when the file is too big, damaged, encrypted, of another kind, or has no table.
    """
    _check_size(path)
    opened = _open(path, choice)
    head = list(islice(opened.rows(), GLANCE_ROWS))
    number, headings = _headings(path, head, choice)
    glance = choice.glance and path_is_workbook(path)
    width, count = _survey(path, iter(head) if glance or len(head) < GLANCE_ROWS else opened.rows(), number)
    if glance and count >= GLANCE_ROWS - number:
        count = max(count, workbook.row_count(path, opened.sheet) - number)
    headers, problems = _unique_headers(headings, number, width)
    if path_is_workbook(path) and not glance:
        problems += [
            Problem(row, headers[column - 1], "", "The formula's result is not saved in the file.", "warning")
            for row, column in workbook.formulas_without_value(path, opened.sheet)
            if row > number and column <= len(headers)
        ]
    return Table(
        headers=tuple(headers),
        rows=lambda: _data_rows(opened.rows, number),
        count=count,
        sheet=opened.sheet,
        problems=tuple(problems),
        header_row=number,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        head=tuple(head),
    )


def path_is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == workbook.ZIP_MAGIC


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise ImportFileProblem(f"There is no file {path}.")
    size = path.stat().st_size
    if size == 0:
        raise ImportFileProblem(f"{path.name} is empty.")
    most = MAX_WORKBOOK_BYTES if path_is_workbook(path) else MAX_FILE_BYTES
    if size > most:
        raise ImportFileProblem(
            f"{path.name} has {size // 1_000_000} MB; at most {most // 1_000_000} MB are read. "
            "Remove pictures from the workbook, or save the table as CSV."
        )


def _open(path: Path, choice: TableChoice) -> _Opened:
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(workbook.OLE_MAGIC):
        raise ImportFileProblem(
            f"{path.name} is an encrypted workbook or an old .xls. Save it as .xlsx without a password."
        )
    if not magic.startswith(workbook.ZIP_MAGIC):
        return _open_text(path, choice)
    workbook.check_archive(path)
    names = workbook.sheet_names(path)
    if choice.sheet and choice.sheet not in names:
        raise ImportFileProblem(f"There is no sheet {choice.sheet!r}; {path.name} has: {', '.join(names)}.")
    chosen = choice.sheet or names[0]
    return _Opened(lambda: workbook.read_rows(path, chosen), chosen)


def _open_text(path: Path, choice: TableChoice) -> _Opened:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise ImportFileProblem(f"{path.name} is no spreadsheet that CoinStack reads. Save the table as .xlsx or .csv.")
    encoding = choice.encoding or delimited.detect_encoding(path)
    delimiter = choice.delimiter or delimited.detect_delimiter(path, encoding)
    return _Opened(lambda: delimited.read_rows(path, encoding, delimiter), "", encoding, delimiter)


def _headings(path: Path, head: list[tuple[Any, ...]], choice: TableChoice) -> tuple[int, tuple[Any, ...]]:
    if not choice.header_row:
        return _find_headings(path, head, is_lenient=choice.any_headings)
    cells = head[choice.header_row - 1] if choice.header_row <= len(head) else ()
    if not any(cell not in (None, "") for cell in cells):
        raise ImportFileProblem(
            f"Row {choice.header_row} of {path.name} is empty or too far down; it cannot hold the headings."
        )
    return choice.header_row, cells


def _find_headings(path: Path, head: list[tuple[Any, ...]], *, is_lenient: bool = False) -> tuple[int, tuple[Any, ...]]:
    """Row number (from 1) and cells of the heading row: the best match among the first rows, the first on a tie."""
    best: tuple[int, int, tuple[Any, ...]] | None = None
    for number, cells in enumerate(head[:HEADER_SEARCH_ROWS], 1):
        if is_lenient and best is None and any(isinstance(cell, str) for cell in cells):
            best = (0, number, cells)
        score = header_score([clean_text(str(cell)) for cell in cells if isinstance(cell, str)])
        if score and (best is None or score > best[0]):
            best = (score, number, cells)
    if best is None:
        raise ImportFileProblem(
            f"No row of headings was found in {path.name}: none of the first {HEADER_SEARCH_ROWS} rows names a "
            "column that CoinStack knows (Ruler, Denomination, Weight, Reference …)."
        )
    return best[1], best[2]


def _survey(path: Path, rows: Iterator[tuple[Any, ...]], header_number: int) -> tuple[int, int]:
    """Columns that hold anything (a stray cell may stand right of the headings), and data rows."""
    width = count = 0
    for number, cells in enumerate(rows, 1):
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
