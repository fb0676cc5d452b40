"""Rows of an import changed by hand before the run: cells written over, and what becomes of a row decided."""

from collections.abc import Mapping

from django.db import transaction

from coinstack.exceptions import InputRefused, NotFound
from collections_app.choices import RowDecision
from collections_app.importers.limits import MAX_CELL_CHARACTERS
from collections_app.importers.values import cell_text
from collections_app.models import ImportSession, SessionRow
from collections_app.services.import_judging import Judge
from collections_app.services.import_row_views import find_row, row_view
from collections_app.services.import_steps import check_changeable
from collections_app.services.wizard_shapes import CheckRow


def change_row(session: ImportSession, row: CheckRow, cells: Mapping[str, str], decision: str) -> None:
    """Write over cells ({heading: text}) and decide, or do nothing of it.

    Raises InputRefused, with a sentence for each heading that the file does not have.
    """
    if unknown := [column for column in cells if column not in session.detection["headers"]]:
        told = "The file has no such column."
        raise InputRefused(told, fields=dict.fromkeys(unknown, told))
    with transaction.atomic():
        if cells:
            edit_cells(session, row.number, cells)
        if decision != row.decision:
            decide(session, row.number, decision)


def edit_cell(session: ImportSession, row: int, column: str, value: str) -> CheckRow:
    """Write over one cell, see `edit_cells`."""
    return edit_cells(session, row, {column: value})


def edit_cells(session: ImportSession, row: int, cells: Mapping[str, str]) -> CheckRow:
    """Write over cells by their headings; only this row is judged anew. What the file itself says takes an edit back.

    Raises NotFound for a row or column that is not there, InputRefused for a text that is too long.
    """
    check_changeable(session)
    for column, value in cells.items():
        if column not in session.detection["headers"]:
            raise NotFound(f"The file has no column {column[:80]!r}.")
        if len(value) > MAX_CELL_CHARACTERS:
            raise InputRefused(f"A cell holds at most {MAX_CELL_CHARACTERS:,} characters.")
    with transaction.atomic():
        found = _locked_row(session, row)
        for column, value in cells.items():
            _write_over(found, column, value.replace("\x00", ""))
        found.save(update_fields=["edits", "updated_at"])
        return _judged(session, found)


def _write_over(row: SessionRow, column: str, text: str) -> None:
    if cell_text(text, keep_lines=True) == cell_text(row.cells.get(column), keep_lines=True):
        row.edits.pop(column, None)
    else:
        row.edits[column] = text.strip()


def decide(session: ImportSession, row: int, decision: str) -> CheckRow:
    """Decide what becomes of one row: "skip", "create", "update", or "" for what the rules say.

    Raises NotFound for a row that is not there, InputRefused for another word and for updating an unknown coin.
    """
    check_changeable(session)
    if decision not in {"", *RowDecision.values}:
        raise InputRefused("A row can be skipped, added as a new coin, or update a known one.")
    with transaction.atomic():
        found = _locked_row(session, row)
        if decision == RowDecision.UPDATE and not found.known_coin_id:
            told = "This row is no coin of the collection; there is nothing to update."
            raise InputRefused(told, fields={"decision": told})
        found.decision = decision
        found.save(update_fields=["decision", "updated_at"])
        return _judged(session, found)


def _locked_row(session: ImportSession, number: int) -> SessionRow:
    """The row for whoever changes it: of two changes at once, neither undoes the other."""
    list(session.rows.select_for_update().filter(number=number).values_list("pk"))
    return find_row(session, number)


def _judged(session: ImportSession, row: SessionRow) -> CheckRow:
    judge = Judge(session)
    [draft] = judge.judge([row])
    return row_view(find_row(session, row.number), draft, judge.layout)
