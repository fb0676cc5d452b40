"""Coinage of the Roman Republic Online: the types of Crawford's RRC."""

import re
from typing import Final

from catalog.clients.base import Question
from catalog.clients.numishare import Series

_IDS: Final = re.compile(r"rrc-[0-9]{1,3}(?:-[0-9]{1,3})?[A-Z]?\.[0-9]{1,3}[a-z*]{0,4}")
_NUMBER: Final = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?([A-Z]?)/([0-9]{1,3})")
_LETTERS: Final = re.compile(r"([a-z])-([a-z])")


def _guess(question: Question) -> tuple[str, ...]:
    """ "335/1a-c" is three ids; of a double group CRRO writes only what differs, 197-198B is 197-8B."""
    match = _NUMBER.fullmatch(question.reference.number)
    if not match:
        return ()
    first, last, letter, number = match.groups()
    group = first + (f"-{_difference(first, last)}" if last else "") + letter
    return tuple(f"rrc-{group}.{number}{suffix}" for suffix in _suffixes(question.reference.suffix))


def _difference(first: str, last: str) -> str:
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(last))
    return last[same:] if len(first) == len(last) and same < len(last) else last


def _suffixes(suffix: str) -> list[str]:
    letters = _LETTERS.fullmatch(suffix)
    if not letters:
        return [suffix]
    first, last = map(ord, letters.groups())
    return [chr(code) for code in range(first, last + 1)]


def _wording(question: Question) -> str:
    return f"RRC {question.reference.number}{question.reference.suffix}"


CRRO: Final = Series("crro", "http://numismatics.org/crro/", _IDS, _wording, _guess)
