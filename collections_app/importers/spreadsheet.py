"""A spreadsheet as a table: which file, which sheet, which row holds the headings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from collections_app.importers import delimited, workbook
from collections_app.importers.base import ImportFileProblem, Problem, SourceRow, Table
from collections_app.importers.beside import BesideColumns, beside_columns, hidden_told, unseen
from collections_app.importers.heading_rows import Headings, best_score, find_headings, headings_at, unique_headers
from collections_app.importers.limits import (
    HEADER_SEARCH_ROWS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    MAX_WORKBOOK_BYTES,
)
from collections_app.importers.workbook_extras import extras_in

GLANCE_ROWS = 1_000
NO_FORMULAS = workbook.Formulas()
NEARLY = 0.6  # a summary before the list of coins names fewer columns than the list itself
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
    problems: tuple[Problem, ...] = ()


AS_FOUND = TableChoice()


def read_spreadsheet(path: Path, choice: TableChoice = AS_FOUND) -> Table:
    """Open an .xlsx, .csv or .tsv file as a table.

    Unless chosen, the heading row is the one of the first rows that names the most known columns, in the first sheet
    that has such a row. Comments on cells and links behind them are columns of their own. Raises ImportFileProblem when
    the file is too big, damaged, encrypted, of another kind, or has no table.
    """
    _check_size(path)
    opened = _open(path, choice)
    head = list(islice(opened.rows(), GLANCE_ROWS))
    headings = _headings(path, head, choice)
    number = headings.row
    glance = choice.glance and path_is_workbook(path)
    is_whole = len(head) < GLANCE_ROWS
    looked_at: Rows = partial(iter, head) if glance or is_whole else opened.rows
    width, count = _survey(path, looked_at(), number)
    if glance and count >= GLANCE_ROWS - number:
        count = max(count, workbook.row_count(path, opened.sheet) - number)
    headers, problems = unique_headers(headings, width)
    rows, beside = opened.rows, None
    if path_is_workbook(path):
        beside, told = _beside(path, replace(opened, rows=looked_at), headers, number, formulas=is_whole or not glance)
        problems += told
        headers += beside.headers
        rows = partial(_widened, opened.rows, beside)
    if not count:
        problems.append(Problem(number, "", "", "There is no row below the headings.", "warning"))
    return Table(
        headers=tuple(headers),
        rows=lambda: _data_rows(rows, number),
        count=count,
        sheet=opened.sheet,
        problems=tuple(problems),
        header_row=number,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        head=tuple(beside.added(iter(head)) if beside else head),
    )


def _widened(rows: Rows, beside: BesideColumns) -> Iterator[tuple[Any, ...]]:
    return beside.added(rows())


def _beside(
    path: Path, opened: _Opened, headers: list[str], number: int, *, formulas: bool
) -> tuple[BesideColumns, list[Problem]]:
    """The columns of comments and links, and what is to be told of formulas, of what is hidden and of other sheets.

    To read `formulas` takes as long as to read the whole workbook, twice.
    """
    extras = extras_in(path, opened.sheet)
    found = workbook.formulas_in(path, opened.sheet) if formulas else NO_FORMULAS
    if links := extras.links | found.links:
        extras.links = unseen(links, opened.rows())
    problems = [*opened.problems, *hidden_told(extras, number), *_unsaved(found, headers, number)]
    return beside_columns(extras, headers, number), problems


def _unsaved(formulas: workbook.Formulas, headers: list[str], number: int) -> Iterator[Problem]:
    told = "The formula's result is not saved in the file. Open it in a spreadsheet program and save it again."
    for row, column in formulas.unsaved:
        if row > number and column <= len(headers):
            yield Problem(row, headers[column - 1], "", told, "warning")


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
    chosen = choice.sheet or (_sheet_with_headings(path) if len(names) > 1 else "") or names[0]
    others = [name for name in names if name != chosen]
    told = f"Only the sheet {chosen!r} is read. Import the others one by one if they hold coins: {', '.join(others)}."
    problems = [Problem(0, "", "", told, "warning")] if others and not choice.sheet else []
    return _Opened(lambda: workbook.read_rows(path, chosen), chosen, problems=tuple(problems))


def _sheet_with_headings(path: Path) -> str:
    """The first sheet that names about as many columns as the one that names the most, "" where none names any."""
    heads = workbook.first_rows(path, HEADER_SEARCH_ROWS)
    scores = {name: best_score(head) for name, head in heads.items()}
    most = max(scores.values(), default=0)
    return next((name for name, score in scores.items() if score and score >= most * NEARLY), "")


def _open_text(path: Path, choice: TableChoice) -> _Opened:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise ImportFileProblem(f"{path.name} is no spreadsheet that CoinStack reads. Save the table as .xlsx or .csv.")
    encoding = choice.encoding or delimited.detect_encoding(path)
    delimiter = choice.delimiter or delimited.detect_delimiter(path, encoding)
    return _Opened(lambda: delimited.read_rows(path, encoding, delimiter), "", encoding, delimiter)


def _headings(path: Path, head: list[tuple[Any, ...]], choice: TableChoice) -> Headings:
    if not choice.header_row:
        return find_headings(path.name, head, is_lenient=choice.any_headings)
    cells = head[choice.header_row - 1] if choice.header_row <= len(head) else ()
    if not any(cell not in (None, "") for cell in cells):
        raise ImportFileProblem(
            f"Row {choice.header_row} of {path.name} is empty or too far down; it cannot hold the headings."
        )
    return headings_at(head, choice.header_row)


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
        raise ImportFileProblem(
            f"{path.name} has {width} columns; at most {MAX_COLUMNS} are read. Delete those that say nothing of the "
            "coins, and empty columns right of the table, and retry."
        )
    return width, count


def _data_rows(rows: Rows, header_number: int) -> Iterator[SourceRow]:
    for number, cells in enumerate(rows(), 1):
        if number > header_number and any(cell not in (None, "") for cell in cells):
            yield SourceRow(number, cells)
