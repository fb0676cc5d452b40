"""Which column of the file becomes which field of the coin, and what is done to its cells on the way."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from coins.field_spec import SECTIONS
from coins.fields import BY_NAME, COMPOSITES, COMPOSITES_BY_NAME, in_section
from coinstack.exceptions import InputRefused, NotFound
from coinstack.text import clean_text, fold_key
from collections_app.choices import WizardStep
from collections_app.importers.base import ImportFileProblem
from collections_app.importers.columns import guess_heading
from collections_app.importers.rows import IGNORE, MANY, NOTES, PICTURES, Layout
from collections_app.importers.transforms import Transform, kinds_for, read_transform
from collections_app.models import ImportSession, SavedMapping
from collections_app.services.import_steps import check_changeable
from collections_app.services.wizard_shapes import Choice, ChoiceGroup, ColumnView, SavedView, TransformChoice

BESIDE = {
    NOTES: Choice(NOTES, "Keep as a note", "The cell stands in the coin's notes under its heading."),
    PICTURES: Choice(PICTURES, "Picture files", "Names of the picture files of this coin."),
    IGNORE: Choice(IGNORE, "Leave out", "The cell is not imported; the ledger still has it."),
}
LIKELY_MATCH = 0.6


def columns_of(session: ImportSession) -> list[ColumnView]:
    """Every column with sample values, its target, and what may be done to its cells."""
    conflicts = conflicts_in(session.mapping)
    return [_column(session, header, conflicts.get(header, "")) for header in session.detection["headers"]]


def _column(session: ImportSession, header: str, problem: str) -> ColumnView:
    entry = session.mapping.get(header, {"target": NOTES, "transforms": []})
    guess = guess_heading(header)
    return ColumnView(
        header=header,
        samples=tuple(session.detection["samples"].get(header, ())),
        target=entry["target"],
        confidence=guess.confidence if guess.target == entry["target"] else 0.0,
        transforms=tuple(entry["transforms"]),
        transform_choices=transforms_of(entry["target"]),
        problem=problem,
    )


def transforms_of(target: str) -> tuple[TransformChoice, ...]:
    """What may be done to the cells of a column with this target."""
    return tuple(
        TransformChoice(kind, spec.label, tuple(Choice(*pair) for pair in spec.values.items()), spec.needs_text)
        for kind, spec in kinds_for(target).items()
    )


def target_choices() -> list[ChoiceGroup]:
    """All that a column can become, grouped as on the coin's page."""
    groups = [ChoiceGroup("No field of its own", tuple(BESIDE.values()))]
    groups.append(ChoiceGroup("Several facts in one", tuple(Choice(each.name, each.label) for each in COMPOSITES)))
    for section, label in SECTIONS.items():
        fields = tuple(Choice(spec.name, spec.label, spec.help) for spec in in_section(section) if spec.kind != "term")
        groups.append(ChoiceGroup(label, fields))
    return groups


def is_target(name: str) -> bool:
    if name in BESIDE or name in COMPOSITES_BY_NAME:
        return True
    return name in BY_NAME and BY_NAME[name].kind != "term"


def conflicts_in(mapping: Mapping[str, Any]) -> dict[str, str]:
    """{heading: sentence} for columns whose target another column has as well, where only one may."""
    columns: dict[str, list[str]] = {}
    for header, entry in mapping.items():
        columns.setdefault(entry["target"], []).append(header)
    told = {}
    for target, headers in columns.items():
        if target not in MANY and len(headers) > 1:
            for header in headers:
                others = ", ".join(f"“{other}”" for other in headers if other != header)
                told[header] = f"{label_of(target)} is filled from {others} as well; only one column can."
    return told


def label_of(target: str) -> str:
    if target in BESIDE:
        return BESIDE[target].label
    if target in COMPOSITES_BY_NAME:
        return COMPOSITES_BY_NAME[target].label
    return BY_NAME[target].label if target in BY_NAME else target


def set_mapping(session: ImportSession, mapping: Mapping[str, Any]) -> None:
    """Use this mapping: {heading: {"target", "transforms": [{"kind", "value"}]}}; columns left out become notes.

    Raises InputRefused for a column, target or transform that does not exist and for two columns that want the same
    field, with `fields` {heading: sentence}; the session stays as it was then.
    """
    check_changeable(session)
    wrong = dict.fromkeys(set(mapping) - set(session.detection["headers"]), "The file has no such column.")
    cleaned: dict[str, Any] = {}
    for header in session.detection["headers"]:
        try:
            cleaned[header] = _entry(mapping.get(header, {"target": NOTES}))
        except ImportFileProblem as error:
            wrong[header] = error.message
    wrong |= conflicts_in(cleaned)
    if not wrong and all(entry["target"] in BESIDE for entry in cleaned.values()):
        raise InputRefused("No column becomes a field of the coin: choose what at least one of them holds.")
    if wrong:
        raise InputRefused(" ".join(dict.fromkeys(wrong.values())), fields=wrong)
    session.mapping = cleaned
    if session.step in {WizardStep.FILE, WizardStep.MAP}:
        session.step = WizardStep.CHECK
    session.save(update_fields=["mapping", "step", "updated_at"])


def _entry(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        raise ImportFileProblem("This is no mapping of a column.")
    target = entry.get("target") or NOTES
    if not isinstance(target, str) or not is_target(target):
        raise ImportFileProblem(f"A coin has no field “{str(target)[:60]}”.")
    steps = entry.get("transforms") or ()
    if not all(isinstance(step, Mapping) for step in steps):
        raise ImportFileProblem("This is no transform.")
    read = [read_transform(target, str(step.get("kind", "")), str(step.get("value", ""))) for step in steps]
    return {"target": target, "transforms": [{"kind": each.kind, "value": each.value} for each in read]}


def layout_of(session: ImportSession) -> Layout:
    """The mapping as the drafting of rows wants it; a field that this version does not know becomes a note."""
    known = {header: entry for header, entry in session.mapping.items() if is_target(entry["target"])}
    return Layout(
        headers=tuple(session.detection["headers"]),
        mapping={header: entry["target"] for header, entry in known.items()},
        transforms={
            header: tuple(Transform(step["kind"], step["value"]) for step in entry["transforms"])
            for header, entry in known.items()
            if entry["transforms"]
        },
        decimal_comma=session.decimal_comma,
    )


def fingerprint(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


# --- saved mappings


def folded_headings(session: ImportSession) -> set[str]:
    return {fold_key(header) for header in session.detection["headers"]}


def saved_mappings(session: ImportSession) -> list[SavedView]:
    """The owner's saved mappings that fit this file's headings, best first."""
    own = folded_headings(session)
    found = []
    for saved in SavedMapping.objects.visible_to(session.owner):
        theirs = set(saved.headings)
        match = len(own & theirs) / max(1, len(own | theirs))
        if match >= LIKELY_MATCH:
            found.append(SavedView(saved.pk, saved.name, round(match, 2), len(theirs)))
    return sorted(found, key=lambda view: -view.match)


def save_mapping(session: ImportSession, name: str) -> SavedMapping:
    """Keep the session's mapping under a name; the one of that name before is written over. Raises InputRefused."""
    name = clean_text(name)[:80]
    if not name:
        raise InputRefused("Give the mapping a name.", fields={"name": "Required."})
    saved, _ = SavedMapping.objects.update_or_create(
        owner=session.owner,
        name=name,
        defaults={
            "headings": sorted(folded_headings(session)),
            "mapping": session.mapping,
            "used_at": timezone.now(),
        },
    )
    return saved


def apply_saved(session: ImportSession, saved_id: int) -> None:
    """Take a saved mapping over for the columns that it knows; the others keep theirs unless both want one field.

    Raises NotFound when the owner has no such mapping.
    """
    check_changeable(session)
    saved = SavedMapping.objects.visible_to(session.owner).filter(pk=saved_id).first()
    if saved is None:
        raise NotFound("There is no such saved mapping.")
    by_key = {fold_key(header): entry for header, entry in saved.mapping.items() if is_target(entry["target"])}
    mapping = {header: by_key.get(fold_key(header)) for header in session.detection["headers"]}
    taken = {entry["target"] for entry in mapping.values() if entry} - MANY
    for header, entry in mapping.items():
        if entry is None:
            own = session.mapping.get(header, {"target": NOTES, "transforms": []})
            mapping[header] = {"target": NOTES, "transforms": []} if own["target"] in taken else own
    session.mapping = mapping
    saved.used_at = timezone.now()
    with transaction.atomic():
        session.save(update_fields=["mapping", "updated_at"])
        saved.save(update_fields=["used_at", "updated_at"])
