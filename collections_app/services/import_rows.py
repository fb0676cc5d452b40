"""The rows of a session: read from its file once, drafted as coins whenever somebody asks."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from collections_app.importers.base import CoinDraft, Problem, Table
from collections_app.importers.rows import Layout, draft_cells, former_hash, named_cells, plain_cells, row_hash
from collections_app.importers.spreadsheet import TableChoice, read_spreadsheet
from collections_app.importers.values import FORMULA_ERRORS
from collections_app.importers.workbook_pictures import pictures_in
from collections_app.models import ImportSession, SessionRow
from collections_app.services.import_files import check_present

CHUNK = 500
MOST_PROBLEMS = 200


def load_rows(session: ImportSession) -> None:
    """Read the file into rows, unless that was done. Raises InputRefused when it has vanished, ImportFileProblem.

    The file is read outside of any transaction. Few rows are written in one; of many, those that a reading which was
    cut off has left are removed first.
    """
    if session.has_rows:
        return
    check_present(session)
    choice = TableChoice(session.sheet, session.header_row, session.encoding, session.delimiter)
    table = read_spreadsheet(session.path, choice)
    rows = _rows_of(session, table)
    if table.count <= CHUNK:
        first = list(rows)
        with transaction.atomic():
            if ImportSession.objects.select_for_update().get(pk=session.pk).has_rows:
                session.has_rows = True
                return
            _write(session, table, iter(first))
    else:
        _write(session, table, rows)


def _rows_of(session: ImportSession, table: Table) -> Iterator[SessionRow]:
    odd: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for problem in table.problems:
        odd[problem.row].append(problem.as_json())
    placed = _picture_cells(session, table)
    for row in table.rows():
        cells = plain_cells(named_cells(row, table.headers))
        for header in placed.get(row.number, ()):
            if cells.get(header) in FORMULA_ERRORS:
                del cells[header]
        if cells:
            yield SessionRow(session=session, number=row.number, cells=cells, file_problems=odd.get(row.number, []))


def _picture_cells(session: ImportSession, table: Table) -> dict[int, list[str]]:
    """{row: headings} of cells with a picture; one placed in its cell reads as a failed formula."""
    found: dict[int, list[str]] = defaultdict(list)
    if session.format == "xlsx":
        for picture in pictures_in(session.path, session.sheet):
            if picture.column <= len(table.headers):
                found[picture.row].append(table.headers[picture.column - 1])
    return found


def _write(session: ImportSession, table: Table, rows: Iterator[SessionRow]) -> None:
    session.rows.all().delete()
    while chunk := list(islice(rows, CHUNK)):
        SessionRow.objects.bulk_create(chunk)
    problems = [problem.as_json() for problem in table.problems[:MOST_PROBLEMS]]
    session.detection |= {"headers": list(table.headers), "rows": table.count, "problems": problems}
    session.has_rows, session.judged_as = True, ""
    session.save(update_fields=["has_rows", "judged_as", "detection", "updated_at"])


def cells_of(row: SessionRow) -> dict[str, Any]:
    """The row's cells with what was written over them; a cell that was emptied is gone."""
    return {header: cell for header, cell in {**row.cells, **row.edits}.items() if cell != ""}


def draft_of(row: SessionRow, layout: Layout) -> CoinDraft:
    """The row as a coin to be. Its hash and its raw cells are those of the file, so that the file is known again."""
    cells = cells_of(row)
    # PostgreSQL's JSON forgets the order of keys, in which notes are written.
    ordered = {header: cells[header] for header in layout.headers if header in cells}
    draft = draft_cells(row.number, ordered, layout)
    if row.edits:
        draft.raw, draft.row_hash, draft.former_hash = dict(row.cells), row_hash(row.cells), former_hash(row.cells)
    draft.problems += [Problem.from_json(told) for told in row.file_problems]
    return draft
