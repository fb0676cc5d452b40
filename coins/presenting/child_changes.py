"""What changed in a reference, a station of the provenance or a picture, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst

from catalog.models import CatalogType, Term
from coins.merged_history import Step
from coins.presenting.formats import HIDDEN, Formats

NOUNS = {"reference": "Reference", "provenance": "Provenance", "image": "Picture"}
MONEY = {"hammer_price", "premium_pct", "total_price"}
# What the program keeps for itself.
UNTOLD = {
    "id",
    "coin",
    "order",
    "row_source",
    "sort_date",
    "sha256",
    "perceptual_hash",
    "width",
    "height",
    "annotations",
    "crop_circle",
}
LINKED = {"catalog_type": CatalogType, "house": Term}

Names = dict[str, dict[int, str]]
Told = tuple[str, str, str]


def headline(step: Step) -> str:
    """ "Reference added: RIC 207"; empty for a save of the coin itself."""
    if step.kind not in NOUNS:
        return ""
    verb = {"+": "added", "~": "changed", "-": "removed"}[step.row.history_type]
    return f"{NOUNS[step.kind]} {verb}: {_title(step)}"


def _title(step: Step) -> str:
    row = step.row
    if step.kind == "reference":
        return str(row.text)
    if step.kind == "image":
        return str(row.get_kind_display())
    return ", ".join(part for part in (row.source_name, row.sale_name) if part) or str(row.get_kind_display())


def child_changes(step: Step, names: Names, formats: Formats) -> list[Told]:
    """(label, old, new) of every column that a save changed; of a row just added or removed, its title is enough."""
    if step.older is None or step.row.history_type != "~" or step.older.history_type == "-":
        return []
    columns = [column for column in type(step.row).tracked_fields if column.name not in UNTOLD]
    changed = [column for column in columns if _raw(step.row, column) != _raw(step.older, column)]
    return [
        (
            str(capfirst(column.verbose_name)),
            _text(step.older, column, names, formats),
            _text(step.row, column, names, formats),
        )
        for column in changed
    ]


def linked_names(steps: Iterable[Step]) -> Names:
    """What the rows point at, by name: one query a table, none where nothing is pointed at."""
    wanted: dict[str, set[int]] = {name: set() for name in LINKED}
    for step in steps:
        for name in LINKED:
            rows = (row for row in (step.row, step.older) if hasattr(row, f"{name}_id"))
            wanted[name] |= {pk for row in rows if (pk := getattr(row, f"{name}_id"))}
    return {
        name: {pk: str(row) for pk, row in model._default_manager.in_bulk(wanted[name]).items()}
        for name, model in LINKED.items()
    }


def _raw(row: Any, column: Any) -> Any:
    return getattr(row, column.attname)


def _text(row: Any, column: Any, names: Names, formats: Formats) -> str:
    value = _raw(row, column)
    if column.name in LINKED:
        return names[column.name].get(value, f"no. {value}") if value else ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value in (None, ""):
        return ""
    if column.name in MONEY:
        return HIDDEN if formats.hides_money else formats.number(value, places=2)
    return str(dict(column.choices or ()).get(value, value))
