"""One row of an import, looked at and changed by itself."""

from collections.abc import Mapping

from django.db import transaction

from coinstack.exceptions import NotFound
from collections_app.models import ImportSession
from collections_app.services.import_check import decide, edit_cell, row_view
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_rows import draft_of
from collections_app.services.import_run import last_written
from collections_app.services.wizard_shapes import CheckRow


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
    """Write over cells ({heading: text}) and decide, or do nothing of it. Raises InputRefused."""
    with transaction.atomic():
        for column, text in cells.items():
            edit_cell(session, row.number, column, text)
        if decision != row.decision:
            decide(session, row.number, decision)
