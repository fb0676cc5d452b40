"""The rows of the check as the page shows them: cells with what is odd about them, and what can be decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.urls import reverse

from coins.fields import COMPOSITES
from collections_app.choices import RowDecision, RowOutcome
from collections_app.models import ImportSession
from collections_app.presenting.import_steps import Mark
from collections_app.services.wizard import target_choices
from collections_app.services.wizard_shapes import CheckCell, CheckPage, CheckRow

OUTCOMES = {
    RowOutcome.NEW: Mark("New", "good", "add"),
    RowOutcome.UPDATE: Mark("Update", "info", "refresh"),
    RowOutcome.DUPLICATE: Mark("There already", "", "copy"),
    RowOutcome.SKIP: Mark("Skipped", "", "hide"),
    RowOutcome.PROBLEM: Mark("Problem", "bad", "error"),
}
PROPOSED = {
    RowOutcome.NEW: "Add",
    RowOutcome.UPDATE: "Update",
    RowOutcome.DUPLICATE: "Leave out",
    RowOutcome.SKIP: "Leave out",
    RowOutcome.PROBLEM: "Leave out",
}
DECISIONS = {RowDecision.SKIP: "Leave out", RowDecision.CREATE: "Add", RowDecision.UPDATE: "Update"}
CELL_ICONS = {"warning": "warn", "error": "error"}
SEVERAL = {each.label for each in COMPOSITES}


@dataclass(frozen=True, slots=True)
class Decision:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """`key` is row and column ("12.3"); `raw` is what is edited; `hint` is for the pointer, `message` always seen."""

    key: str
    name: str
    label: str
    shown: str
    raw: str
    state: str
    icon: str
    message: str
    hint: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class RowView:
    number: int
    result: str
    mark: Mark
    reason: str
    messages: Sequence[str]
    url: str
    edit_url: str
    decide_url: str
    choices: Sequence[Decision]
    cells: Sequence[CellView]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that are shown: {heading: (its place in the file, what it becomes)}; ignored ones are not."""

    places: dict[str, tuple[int, str]]

    @classmethod
    def of(cls, session: ImportSession, first: Sequence[int] = ()) -> "Columns":
        """In the order of the file, but for the places in `first`, which lead."""
        labels = {choice.value: choice.label for group in target_choices() for choice in group.choices}
        labels["notes"] = "Note"
        targets = [session.mapping.get(header, {}).get("target", "notes") for header in session.detection["headers"]]
        places = [place for place, target in enumerate(targets) if target != "ignore"]
        leading = [place for place in first if place in places]
        order = [*leading, *(place for place in places if place not in leading)]
        headers = session.detection["headers"]
        return cls({headers[place]: (place, labels.get(targets[place], targets[place])) for place in order})

    def cells_in(self, row: CheckRow) -> list[CellView]:
        cells = {cell.column: cell for cell in row.cells}
        return [cell_view(row.number, cells[header], *self.places[header]) for header in self.places]


@dataclass(frozen=True, slots=True)
class Here:
    """Which rows are shown, which page of them, and the places of the columns that lead: those with problems."""

    only: str = "all"
    page: int = 1
    first: tuple[int, ...] = ()

    @classmethod
    def of(cls, found: CheckPage) -> Self:
        if found.only != "problems":
            return cls(found.only, found.page)
        columns = {cell.column for row in found.rows for cell in row.cells if cell.state in CELL_ICONS}
        return cls(found.only, found.page, tuple(place for place, name in enumerate(found.headers) if name in columns))

    def __str__(self) -> str:
        pairs: list[tuple[str, Any]] = [("only", self.only), ("page", self.page)]
        return urlencode([*pairs, *(("first", place) for place in self.first)])


def row_view(session: ImportSession, row: CheckRow, columns: Columns, here: Here) -> RowView:
    known = row.duplicate
    path = reverse("collections:import_row", args=[session.pk, row.number])
    return RowView(
        number=row.number,
        result=row.result,
        mark=OUTCOMES[RowOutcome(row.result)],
        reason=f"{known.title}: {known.reason}" if known else "",
        messages=row.messages,
        url=f"{path}?{urlencode({'back': str(here)})}",
        edit_url=reverse("collections:import_cell", args=[session.pk, row.number]),
        decide_url=reverse("collections:import_decide", args=[session.pk, row.number]),
        choices=decisions_of(row),
        cells=columns.cells_in(row),
    )


def decisions_of(row: CheckRow) -> list[Decision]:
    proposed = "As proposed" if row.decision else PROPOSED[RowOutcome(row.result)]
    others = [(value, DECISIONS[RowDecision(value)]) for value in row.decisions]
    offered = [(value, label) for value, label in others if label != proposed]
    return [Decision(value, label, value == row.decision) for value, label in [("", proposed), *offered]]


def cell_view(number: int, cell: CheckCell, place: int, target: str) -> CellView:
    """What is merely noted about a cell stands in its hint; a problem is seen at once.

    A cell that fills several fields is shown as it was written: what is made of it would be hard to read.
    """
    is_several = target in SEVERAL
    shown = cell.raw if is_several else cell.value or cell.raw
    is_odd = cell.state in CELL_ICONS
    hints = [f"In the file: {cell.raw}"] if cell.raw != shown else []
    hints += [f"Read as: {cell.value}"] if is_several and cell.raw and cell.value not in {"", cell.raw} else []
    hints += [cell.message] if cell.message and not is_odd else []
    return CellView(
        key=f"{number}.{place}",
        name=f"cell-{place}",
        label=f"{cell.column} → {target}",
        shown=shown,
        raw=cell.raw,
        state=cell.state if shown or is_odd else "empty",
        icon=CELL_ICONS.get(cell.state, ""),
        message=cell.message if is_odd else "",
        hint=" ".join(hints),
        is_typed=cell.is_edited,
    )
