"""Which of the types that a catalogue offers are the one that a reference means: by its number, never by a score."""

from collections.abc import Callable, Sequence

from catalog.clients.base import Hit, Question
from catalog.clients.ocre import ocre_volume, sections_asked, volume_asked
from catalog.references.type_ids import TypeKey, read_type_id

Keyed = tuple[Hit, TypeKey]


def is_decided(question: Question) -> bool:
    """Whether text and context say enough for one type: RIC counts anew in each section, other works do not."""
    if question.reference.system != "ric":
        return True
    return volume_asked(question) == "X" or len(sections_asked(question)) == 1


def may_have_namesakes(question: Question) -> bool:
    """II to V of RIC print one number for several denominations, which OCRE parts: 1A, 1A_aureus."""
    return question.reference.system == "ric" and volume_asked(question).partition(".")[0] in {"II", "III", "IV", "V"}


def agreeing(hits: Sequence[Hit], question: Question, *, any_section: bool = False) -> list[Hit]:
    """The hits with the reference's volume, section and number, and its letter as exactly as there is one.

    A letter counts exactly (78a is not 78A), else apart from case; a number without one means the row without one,
    else any lettered row. `any_section` leaves the ruler or mint out.
    """
    keyed = [(hit, key) for hit in hits if (key := read_type_id(hit.uri)) and _is_in_volume(question, key)]
    numbered = [entry for entry in keyed if entry[1].number == question.reference.number]
    if not any_section and question.reference.system == "ric" and volume_asked(question) != "X":
        sections = sections_asked(question)
        numbered = [entry for entry in numbered if entry[1].section in sections]
    return [hit for hit, _ in _by_suffix(numbered, question.reference.suffix)]


def _is_in_volume(question: Question, key: TypeKey) -> bool:
    reference = question.reference
    if key.system != reference.system:
        return False
    if key.system != "ric":
        return not reference.volume or not key.volume or key.volume == reference.volume
    volume = volume_asked(question)
    wanted = ocre_volume(volume, reference.edition)
    return not volume or (wanted is not None and wanted == ocre_volume(key.volume, key.edition))


def _by_suffix(keyed: Sequence[Keyed], suffix: str) -> list[Keyed]:
    rules: list[Callable[[str], bool]] = [
        lambda own: own == suffix,
        lambda own: own.casefold() == suffix.casefold(),
        lambda own: not suffix,
    ]
    found = ([entry for entry in keyed if rule(entry[1].suffix)] for rule in rules)
    return next((entries for entries in found if entries), [])
