"""The page of one row: what to do with it, the coin it is taken for beside it, and all of its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from collections_app.choices import WizardStep
from collections_app.models import ImportSession
from collections_app.presenting.import_check_rows import Columns, Here, RowView, row_view
from collections_app.presenting.import_steps import Head, head_of
from collections_app.services.wizard_shapes import CheckRow, SideBySide


@dataclass(frozen=True, slots=True)
class RowPage:
    """`focus` is the key of the cell that was asked for; `back` the query string of the page it was opened from."""

    head: Head
    row: RowView
    facts: Sequence[SideBySide]
    coin_url: str
    action: str
    back: str
    back_url: str
    focus: str
    refusal: str


def row_page(
    session: ImportSession, row: CheckRow, facts: Sequence[SideBySide], *, here: Here, focus: str, refusal: str = ""
) -> RowPage:
    check = reverse("collections:import_check", args=[session.pk])
    return RowPage(
        head=head_of(session, WizardStep.CHECK, f"Row {row.number}"),
        row=row_view(session, row, Columns.of(session), here),
        facts=facts,
        coin_url=reverse("coins:detail", args=[row.duplicate.coin_id]) if row.duplicate else "",
        action=reverse("collections:import_row", args=[session.pk, row.number]),
        back=str(here),
        back_url=f"{check}?{here}",
        focus=focus,
        refusal=refusal,
    )


def cells_from(posted: Mapping[str, str], row: CheckRow) -> dict[str, str]:
    """{heading: text} of the cells that were changed on the page; browsers send line ends of their own."""
    sent = ((cell, posted.get(f"cell-{place}")) for place, cell in enumerate(row.cells))
    texts = ((cell, text.replace("\r\n", "\n")) for cell, text in sent if text is not None)
    return {cell.column: text for cell, text in texts if text != cell.raw}
