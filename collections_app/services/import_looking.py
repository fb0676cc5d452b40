"""Rows of an import that were judged before: looked at page by page, and one of them changed by itself."""

from collections.abc import Mapping

from django.db import transaction

from coinstack.exceptions import CoinStackError, InputRefused, NotFound
from collections_app.models import ImportSession
from collections_app.services.import_check import FILTERS, decide, edit_cells, row_view, with_titles
from collections_app.services.import_judging import check_judged
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_rows import draft_of
from collections_app.services.import_run import last_written
from collections_app.services.wizard_shapes import CheckRow, Only


class JudgedRows:
    """The rows as they were judged last, to be cut into pages; looking at them judges and writes nothing.

    Raises CoinStackError for an import that is done, InputRefused when the rows were not checked since mapping or
    rules changed last.
    """

    def __init__(self, session: ImportSession, only: Only = "all") -> None:
        if session.is_finished:
            raise CoinStackError("This import is done; its rows are not kept.", code="finished")
        check_judged(session)
        self.session = session
        self.layout = layout_of(session)
        self.rows = session.rows.filter(FILTERS[only]).order_by("number")

    def count(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[CheckRow]:
        return [row_view(row, draft_of(row, self.layout), self.layout) for row in with_titles(self.rows)[part]]

    def row(self, number: int) -> CheckRow:
        """Raises NotFound when there is no such row."""
        return look_at(self.session, number)


def look_at(session: ImportSession, number: int) -> CheckRow:
    """The row as it was judged last. Raises NotFound when the file has no such row, or it is not read yet."""
    row = session.rows.select_related("known_coin").filter(number=number).first()
    if row is None:
        raise NotFound(f"The file has no row {number} with anything in it.")
    layout = layout_of(session)
    return row_view(row, draft_of(row, layout), layout)


def problems_so_far(session: ImportSession) -> int:
    """Rows with a problem among those that the run has written."""
    if session.batch is None:
        return 0
    return session.rows.filter(needs_attention=True, number__lte=last_written(session.batch)).count()


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
