"""The page on which every column of the file gets its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from collections_app.choices import WizardStep
from collections_app.models import ImportSession
from collections_app.presenting.import_steps import Head, Mark, counted, head_of, step_url
from collections_app.services.wizard import columns_of, saved_mappings, target_choices
from collections_app.services.wizard_shapes import ChoiceGroup, ColumnView, SavedView, TransformChoice

SURE, LIKELY = 0.95, 0.8
PLAIN = "yes"  # in the form: the transform without a value of its own
NOT_FIELDS = {"notes", "ignore"}
TWO_FOR_ONE = "Not kept yet: two columns want the same field."
CHOSEN = Mark("Chosen", "accent", "check")
BY_VALUES = Mark("Likely, by its numbers", "good", "check")
KEPT = {"notes": Mark("Kept as a note", "info", "info"), "ignore": Mark("Left out", "", "hide")}


@dataclass(frozen=True, slots=True)
class TransformOption:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TransformField:
    """A box for one transform: a select when it has choices, else a line of text. `is_rare` ones are folded away."""

    name: str
    id: str
    label: str
    value: str
    choices: Sequence[TransformOption]
    is_rare: bool


@dataclass(frozen=True, slots=True)
class MapColumn:
    index: int
    header: str
    samples: Sequence[str]
    options: SafeString
    mark: Mark
    conflict: str
    is_used: bool
    transforms: Sequence[TransformField]


@dataclass(frozen=True, slots=True)
class SavedChoice:
    pk: int
    label: str


@dataclass(frozen=True, slots=True)
class MapPage:
    head: Head
    action: str
    saved_url: str
    back_url: str
    columns: Sequence[MapColumn]
    recognised: str
    refusal: str
    conflicts: Sequence[MapColumn]
    saved: Sequence[SavedChoice]
    suggested_name: str


def map_page(session: ImportSession, refusal: str = "") -> MapPage:
    """`refusal` says why the mapping, as it stands in `session`, is not kept."""
    columns = columns_of(session)
    options = _Options(target_choices())
    numbering = session.detection["running_number"]
    shown = [
        _column(index, column, options, is_numbering=column.header == numbering) for index, column in enumerate(columns)
    ]
    conflicts = [column for column in shown if column.conflict]
    return MapPage(
        head=head_of(session, WizardStep.MAP, "What each column holds"),
        action=step_url(session, WizardStep.MAP),
        saved_url=reverse("collections:import_saved", args=[session.pk]),
        back_url=step_url(session, WizardStep.FILE),
        columns=shown,
        recognised=recognised(columns),
        refusal=TWO_FOR_ONE if conflicts and refusal else refusal,
        conflicts=conflicts,
        saved=[SavedChoice(saved.pk, _saved_label(saved)) for saved in saved_mappings(session)],
        suggested_name=session.file_name.rpartition(".")[0][:80],
    )


def recognised(columns: Sequence[ColumnView]) -> str:
    """ "23 of 29 columns become fields, 4 are kept as notes, 2 are left out." """
    notes = sum(column.target == "notes" for column in columns)
    ignored = sum(column.target == "ignore" for column in columns)
    used = len(columns) - notes - ignored
    parts = [f"{used} of {counted(len(columns), 'column')} recognised"]
    if notes:
        parts.append(f"{notes} kept as notes")
    if ignored:
        parts.append(f"{ignored} left out")
    return ", ".join(parts) + "."


def _saved_label(saved: SavedView) -> str:
    return f"{saved.name} ({saved.match:.0%} of the headings, {counted(saved.columns, 'column')})"


class _Options:
    """The options of the select, written once for all columns."""

    def __init__(self, groups: Sequence[ChoiceGroup]) -> None:
        self.plain = format_html_join("", "{}", ((_group(group),) for group in groups))

    def chosen(self, value: str) -> SafeString:
        wanted = format_html('<option value="{}"', value)
        return mark_safe(self.plain.replace(wanted, f"{wanted} selected", 1))


def _group(group: ChoiceGroup) -> SafeString:
    options = format_html_join(
        "", '<option value="{}">{}</option>', ((choice.value, choice.label) for choice in group.choices)
    )
    return format_html('<optgroup label="{}">{}</optgroup>', group.label, options) if group.label else options


def _column(index: int, column: ColumnView, options: _Options, *, is_numbering: bool) -> MapColumn:
    return MapColumn(
        index=index,
        header=column.header,
        samples=column.samples,
        options=options.chosen(column.target),
        mark=_mark(column, is_numbering=is_numbering),
        conflict=column.problem,
        is_used=column.target not in NOT_FIELDS,
        transforms=[_transform(index, column, choice) for choice in column.transform_choices],
    )


def _mark(column: ColumnView, *, is_numbering: bool) -> Mark:
    """How sure the guess is, in words: certain, likely, to be looked at."""
    if column.target in KEPT:
        return KEPT[column.target]
    if not column.confidence:
        return BY_VALUES if is_numbering and column.target == "inventory_number" else CHOSEN
    if column.confidence >= SURE:
        return Mark("Sure", "good", "good")
    if column.confidence >= LIKELY:
        return Mark("Likely", "good", "check")
    return Mark("A guess: please look", "warn", "warn")


def _transform(index: int, column: ColumnView, choice: TransformChoice) -> TransformField:
    chosen = {transform["kind"]: transform.get("value", "") or PLAIN for transform in column.transforms}
    value = chosen.get(choice.kind, "")
    return TransformField(
        name=f"t{index}-{choice.kind}",
        id=f"t-{index}-{choice.kind}",
        label=choice.label,
        value=value,
        choices=[] if choice.needs_text else _transform_options(choice, value),
        is_rare=choice.needs_text and not value,
    )


def _transform_options(choice: TransformChoice, value: str) -> list[TransformOption]:
    own = [(each.value or PLAIN, each.label) for each in choice.values] or [(PLAIN, "Yes")]
    return [TransformOption(key, label, key == value) for key, label in [("", "As it stands"), *own]]


def mapping_from(posted: Mapping[str, str], columns: Sequence[ColumnView]) -> dict[str, dict[str, Any]]:
    """What the form says: {heading: {"target", "transforms"}}. A column that the form does not name stays as it is."""
    return {
        column.header: {
            "target": posted.get(f"target-{index}", column.target),
            "transforms": _posted_transforms(posted, index, column),
        }
        for index, column in enumerate(columns)
    }


def _posted_transforms(posted: Mapping[str, str], index: int, column: ColumnView) -> list[dict[str, str]]:
    """Those of the target that the form showed: with another target they fit no more."""
    if posted.get(f"target-{index}", column.target) != column.target:
        return []
    chosen = ((choice.kind, posted.get(f"t{index}-{choice.kind}", "").strip()) for choice in column.transform_choices)
    return [{"kind": kind, "value": "" if value == PLAIN else value} for kind, value in chosen if value]
