"""The numbers that a citation stands for: ranges written out, letters and subtypes apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from catalog.references.base import Reference
from catalog.references.type_rows import TypeRow

WIDEST_RANGE: Final = 60
"""Of a wider range only the two ends are looked up."""

OTHER_CASE: Final = "letter_in_another_case"

_RANGE: Final = re.compile(r"(.*?)([0-9]+)([A-Za-z]{0,2})-([0-9]+)([A-Za-z]{0,2})")
_LETTERS: Final = re.compile(r"([A-Za-z])([-/])([A-Za-z])")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number as printed. `suffix` None takes any letter; `qualifier` is what the citation prints behind "_"."""

    number: str
    suffix: str | None = ""
    qualifier: str = ""


def wanted_numbers(reference: Reference) -> tuple[Wanted, ...]:
    """'281-283' is three, 'a-c' three letters, '12 f.' two numbers and '12 ff.' three."""
    suffix, _, qualifier = reference.suffix.partition("_")
    if match := _RANGE.fullmatch(reference.number):
        return _range(match, suffix)
    if letters := _LETTERS.fullmatch(suffix):
        return tuple(Wanted(reference.number, letter) for letter in _letters(*letters.groups()))
    first = Wanted(reference.number, suffix, qualifier)
    return (first, *_following(reference)) if _has(reference, "following") else (first,)


def _range(match: re.Match[str], suffix: str) -> tuple[Wanted, ...]:
    head, first, first_letter, last, last_letter = match.groups()
    if head.endswith("-") or int(last) < int(first):
        return (Wanted(match.group(), suffix),)
    if first == last and first_letter and last_letter:
        return tuple(Wanted(head + first, letter) for letter in _letters(first_letter, "-", last_letter))
    ends = {int(first): first_letter, int(last): last_letter}
    between = range(int(first), int(last) + 1) if int(last) - int(first) <= WIDEST_RANGE else sorted(ends)
    return tuple(Wanted(f"{head}{value}", ends.get(value) or suffix or _between(ends, value)) for value in between)


def _between(ends: dict[int, str], value: int) -> str | None:
    """Between "281a" and "283b" every letter of 282 is meant; between bare numbers the bare number."""
    return None if any(ends.values()) and value not in ends else ""


def _letters(first: str, mark: str, last: str) -> list[str]:
    if mark == "/" or len(first) > 1 or len(last) > 1 or first.isupper() != last.isupper():
        return [first, last]
    return [chr(code) for code in range(ord(first), ord(last) + 1)]


def _following(reference: Reference) -> list[Wanted]:
    if not reference.number.isdigit():
        return []
    count = 2 if re.search(r"ff|seq", reference.text[-8:]) else 1
    return [Wanted(str(int(reference.number) + step)) for step in range(1, count + 1)]


def _has(reference: Reference, code: str) -> bool:
    return any(problem.partition(":")[0] == code for problem in reference.problems)


def fitting(rows: Sequence[TypeRow], wanted: Wanted) -> tuple[list[TypeRow], str]:
    """The rows of one printed number that the letter may mean, and a code when it is not exactly there.

    Exact letters go first (109a is not 109A), then letters in another case or without brackets. Without a letter the
    bare row is meant, and all lettered ones where there is no bare row; without a subtype the row above the subtypes.
    """
    if wanted.suffix is None:
        return list(rows), ""
    if wanted.qualifier:
        rows = [row for row in rows if row.qualifier.lower() == wanted.qualifier.lower()]
    for found, problem in (
        ([row for row in rows if row.suffix == wanted.suffix], ""),
        ([row for row in rows if wanted.suffix and row.suffix.lower() == wanted.suffix.lower()], OTHER_CASE),
        ([row for row in rows if wanted.suffix and _same(row.suffix, wanted.suffix)], OTHER_CASE),
        (_below(rows, wanted.suffix), "letter_not_printed"),
        (_above(rows, wanted.suffix), "subtype_not_listed"),
    ):
        if found:
            return _without_parts(found), problem
    return [], "no_such_letter"


def bare(rows: Sequence[TypeRow]) -> list[TypeRow]:
    return [row for row in rows if not row.suffix]


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(suffix: str) -> str:
    return suffix.replace("(", "").replace(")", "").replace(" ", "").rstrip(".").lower()


def _below(rows: Sequence[TypeRow], suffix: str) -> list[TypeRow]:
    """The rows with a further letter or subtype."""
    return [row for row in rows if row.suffix.startswith(suffix) and _goes_on(row.suffix, suffix)]


def _goes_on(suffix: str, start: str) -> bool:
    """'179k.3' goes on from 179k and '105Aa' from 105A, but not the other way about."""
    return len(suffix) > len(start) and (not start or not suffix[len(start)].isdigit())


def _above(rows: Sequence[TypeRow], suffix: str) -> list[TypeRow]:
    parent, point, _ = suffix.rpartition(".")
    return [row for row in rows if row.suffix == parent or _same(row.suffix, parent)] if point else []


def _without_parts(rows: list[TypeRow]) -> list[TypeRow]:
    """Numbered qualifiers (363_5) are parts of the bare row where there is one; denominations stand for themselves."""
    plain = [row for row in rows if not row.qualifier]
    return [row for row in rows if not row.qualifier or row.qualifier.islower()] if plain else rows
