"""One row of a file as the check shows it: its cells with what is odd about them, and the coin it is taken for."""

from datetime import date
from typing import Any

from coins.fields import BY_NAME, COMPOSITES_BY_NAME
from coins.place_paths import SEPARATOR
from coinstack.exceptions import NotFound
from collections_app.choices import RowDecision
from collections_app.importers.base import CoinDraft, Problem
from collections_app.importers.rows import IGNORE, Layout
from collections_app.importers.values import cell_text
from collections_app.models import ImportSession, SessionRow
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_rows import cells_of, draft_of
from collections_app.services.wizard_shapes import CheckCell, CheckRow, Known

WORST = {"info": 0, "warning": 1, "error": 2}
CELL_STATES = ("ok", "warning", "error")


def with_titles(rows: Any) -> Any:
    """The rows with no more of the coins that they are taken for than their titles."""
    coin = [f"known_coin__{name}" for name in ("id", "title")]
    own = [column.name for column in SessionRow._meta.concrete_fields]
    return rows.select_related("known_coin").only(*own, *coin)


def find_row(session: ImportSession, number: int) -> SessionRow:
    """Raises NotFound when the file has no such row, or it is not read yet."""
    row: SessionRow | None = with_titles(session.rows.filter(number=number)).first()
    if row is None:
        raise NotFound(f"The file has no row {number} with anything in it.")
    return row


def look_at(session: ImportSession, number: int) -> CheckRow:
    """The row as it was judged last. Raises NotFound when the file has no such row, or it is not read yet."""
    row, layout = find_row(session, number), layout_of(session)
    return row_view(row, draft_of(row, layout), layout)


def row_view(row: SessionRow, draft: CoinDraft, layout: Layout) -> CheckRow:
    by_column: dict[str, list[Problem]] = {}
    for problem in [*draft.problems, *(Problem.from_json(told) for told in row.told)]:
        by_column.setdefault(_column_of(problem.column, layout), []).append(problem)
    cells = cells_of(row)
    known = row.known_coin
    return CheckRow(
        number=row.number,
        cells=tuple(_cell(header, row, cells, draft, layout, by_column) for header in layout.headers),
        result=row.outcome,
        duplicate=Known(known.pk, known.title, row.known_reason) if known else None,
        decision=row.decision,
        messages=tuple(problem.message for problem in by_column.get("", ())),
        decisions=tuple(choice for choice in RowDecision.values if known or choice != RowDecision.UPDATE),
    )


def _column_of(name: str, layout: Layout) -> str:
    """The heading that a problem belongs to: its own, or the one that holds the field; "" for the whole row."""
    if name in layout.headers:
        return name
    return next((header for header, target in layout.mapping.items() if target == name), "")


def _cell(
    header: str,
    row: SessionRow,
    cells: dict[str, Any],
    draft: CoinDraft,
    layout: Layout,
    by_column: dict[str, list[Problem]],
) -> CheckCell:
    target = layout.mapping.get(header, "")
    problems = by_column.get(header, ())
    worst = max((WORST[problem.severity] for problem in problems), default=0)
    return CheckCell(
        column=header,
        raw=cell_text(cells.get(header), keep_lines=True),
        value=value_shown(draft, target),
        state="ignored" if target == IGNORE else CELL_STATES[worst],  # type: ignore[arg-type]
        message=" ".join(problem.message for problem in problems),
        is_edited=header in row.edits,
    )


def value_shown(draft: CoinDraft, target: str) -> str:
    """What the coin will have in the field, or in the fields that a composite fills."""
    if target == "references":
        return "; ".join(row["text"] for row in draft.references)
    if target == "provenance":
        return "; ".join(row["raw_text"] for row in draft.provenance)
    if target == "storage_place":
        return SEPARATOR.join(draft.storage)
    if target in {"tags", "pictures"}:
        return ", ".join(draft.tags if target == "tags" else draft.pictures)
    if target in COMPOSITES_BY_NAME:
        parts = [draft.values.get(name) for name in COMPOSITES_BY_NAME[target].parts]
        return " · ".join(text for part in parts if (text := shown(part)))
    return in_words(target, draft.values.get(target))


def in_words(name: str, value: Any) -> str:
    """A field's value with the words of its choices, as the check and the comparison show it."""
    choices = BY_NAME[name].choices if name in BY_NAME else {}
    return choices.get(str(value)) or shown(value)


def shown(value: Any) -> str:
    if value is None or value == "" or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return "; ".join(shown(part) for part in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
