"""Make references of what was read: how they are shown, what is odd about them, where they stand."""

from collections.abc import Sequence
from typing import Final

from catalog.references.base import Context, Reference, System, Volumes
from catalog.references.folding import FoldedText
from catalog.references.neighbours import persons_of
from catalog.references.numbers import leading_number
from catalog.references.persons import PERSONS
from catalog.references.problems import NO_NUMBER, NOT_LISTED, PAGE_ONLY, confidence, told
from catalog.references.scanner import Draft

_SUPERSCRIPTS: Final = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")
_PER_PERSON: Final = ("person", "ruler")
_RIC_BY_MINT: Final = range(6, 10)


def finish(folded: FoldedText, drafts: Sequence[Draft], context: Context) -> tuple[Reference, ...]:
    has_person = any(name in PERSONS for name in persons_of(context)) or any(
        draft.section_kind == "person" for draft in drafts
    )
    return tuple(_reference(folded, draft, has_person=has_person) for draft in drafts)


def _reference(folded: FoldedText, draft: Draft, *, has_person: bool) -> Reference:
    codes = (*draft.problems, *_missing(draft, has_person=has_person))
    if folded.has_look_alikes(draft.start, draft.start + len(draft.system.display)):
        codes = (*codes, "look_alikes")
    start, end = folded.span(draft.start, draft.end)
    return Reference(
        system=draft.system.code,
        volume=draft.volume_text,
        edition=draft.edition,
        section=draft.section or None,
        number=draft.number,
        suffix=draft.suffix,
        display=_display(draft),
        text=folded.original[start:end],
        start=start,
        end=end,
        confidence=confidence(codes),
        problems=tuple(told(code) for code in codes),
        relation=draft.relation,
        is_absent=draft.is_absent,
        supplement=draft.supplement,
        page=draft.page,
        plate=draft.plate,
        rarity=draft.rarity,
        officina=draft.officina,
        denomination=draft.denomination,
        remarks=tuple(draft.remarks),
    )


def _missing(draft: Draft, *, has_person: bool) -> list[str]:
    system, missing = draft.system, []
    if not draft.number:
        missing.append(NOT_LISTED if draft.is_absent else PAGE_ONLY if draft.page or draft.plate else NO_NUMBER)
    elif _is_without_volume(draft, has_person=has_person):
        missing.append("without_volume")
    elif system.restarts in _PER_PERSON and system.code != "ric" and not (has_person or draft.section):
        missing.append("without_person")
    elif system.section == "gens" and not draft.section:
        missing.append("without_gens")
    elif system.section == "collection" and not draft.section:
        missing.append("without_collection")
    if _is_old_edition(draft):
        missing.append("old_edition")
    if system.highest_number and leading_number(draft.number) > system.highest_number:
        missing.append("beyond")
    return missing


def _is_without_volume(draft: Draft, *, has_person: bool) -> bool:
    system = draft.system
    if draft.volume is not None or not system.highest_volume or "unassigned" in draft.problems:
        return False
    return system.restarts == "volume" or (system.code == "ric" and not has_person)


def _is_old_edition(draft: Draft) -> bool:
    newest = max((edition for _, _, edition in draft.system.editions), default=0)
    return draft.edition is not None and draft.edition < newest


def _display(draft: Draft) -> str:
    """RIC IV.1 351b, RIC VII Trier 209, SNG Cop 123, HGC 9, 1067d."""
    system = draft.system
    parts = [system.display, _collection(draft) or _volume(draft, system), draft.supplement, _shown_section(draft)]
    head = " ".join(part for part in parts if part).replace("RIC ²", "RIC²")
    number = f"{draft.number}{draft.suffix}" or ("-" if draft.is_absent else "")
    comma = "," if system.volumes is Volumes.ARABIC and draft.volume and number else ""
    return f"{head}{comma} {number}".strip()


def _collection(draft: Draft) -> str:
    part = draft.volume if draft.collection else None
    return f"{draft.collection} {part}" if part else draft.collection


def _volume(draft: Draft, system: System) -> str:
    edition = draft.edition if draft.edition and draft.edition > 1 else None
    raised = str(edition).translate(_SUPERSCRIPTS) if edition else ""
    if draft.volume is not None:
        return f"{draft.volume_text}{raised}"
    return f"(ed. {edition})" if edition and system.code != "ric" else raised


def _shown_section(draft: Draft) -> str:
    """A mint, gens or city makes the number another one and is shown; the person is told by the coin.

    In RIC only volumes VI to IX count by mint; in others a mint after the number is a remark.
    """
    if draft.collection or draft.section_kind in ("person", "reign"):
        return ""
    counts_by_mint = draft.volume is not None and draft.volume in _RIC_BY_MINT
    return draft.section if draft.system.code != "ric" or counts_by_mint or draft.is_section_first else ""
