"""Rows of an import as they were judged last, page by page: looking at them judges and writes nothing."""

from coinstack.exceptions import CoinStackError
from collections_app.models import ImportSession
from collections_app.services.import_batches import last_written
from collections_app.services.import_check import FILTERS
from collections_app.services.import_judging import check_judged
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_row_views import look_at, row_view, with_titles
from collections_app.services.import_rows import draft_of
from collections_app.services.wizard_shapes import CheckRow, Only


class JudgedRows:
    """The rows to be cut into pages.

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


def problems_so_far(session: ImportSession) -> int:
    """Rows with a problem among those that the run has written."""
    if session.batch is None:
        return 0
    return session.rows.filter(needs_attention=True, number__lte=last_written(session.batch)).count()
