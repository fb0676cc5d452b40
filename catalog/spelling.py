"""Spellings of one name: what scribes of several languages write alike, and the slips of a hand."""

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import Levenshtein

SHORTEST: Final = 7
"""A shorter name is another one as soon as one letter differs: Chios and Kios, Mallos and Malus."""
_SHORTEST_BESIDE_OTHERS: Final = 5
_LONG_ENOUGH_FOR_A_SLIP: Final = 6
_BEARS_OUT: Final = 4
# Given to many: Lucius Mummius is not Lucius Memmius.
_FIRST_NAMES: Final = """
aulus decimus gaius gnaeus lucius manius marcus publius quintus seruius sextus spurius tiberius titus
"""
_PRAENOMINA: Final = frozenset(_FIRST_NAMES.split())

# Greek names in Latin, in English and in German letters; applied in this order to folded words (V is U, J is I).
_ALIKE: Final = (
    (re.compile(r"sch|sh"), "s"),
    (re.compile(r"kh|ch|ck|c|q"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"rh"), "r"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"ae|ai|oe|oi"), "e"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(?:ei|i|e)a$"), "ia"),
    (re.compile(r"ei"), "i"),
    (re.compile(r"os$"), "us"),
    (re.compile(r"on$"), "um"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_VOWELS: Final = frozenset("aeiou")


def sound_of(word: str) -> str:
    """A folded word without what only the spelling of its language decides: Seleukeia and Seleucia are alike."""
    for pattern, alike in _ALIKE:
        word = pattern.sub(alike, word)
    return word


def is_same_sound(one: str, other: str) -> bool:
    """Whether two folded names differ only in how languages spell them, and in nothing where they are short."""
    words, others = one.split(), other.split()
    return len(words) == len(others) and not _differing(words, others)


def _differing(words: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    shortest = _SHORTEST_BESIDE_OTHERS if len(words) > 1 else SHORTEST
    pairs = zip(words, others, strict=True)
    return [pair for pair in pairs if pair[0] != pair[1] and not _sounds_alike(*pair, shortest)]


def _sounds_alike(one: str, other: str, shortest: int) -> bool:
    return min(len(one), len(other)) >= shortest and sound_of(one) == sound_of(other)


def is_slip(one: str, other: str) -> bool:
    """Whether one folded name is the other with at most one slip of the hand, beside differences of spelling.

    A slip is a vowel inside a word too many or too few, two letters inside changed about, or the s or n at the end that
    Romance languages drop. Other letters make other names: Thasos and Thapsos, Apollodotos and Apollodoros. Beside a
    long word that is the same, and no praenomen, any one letter is a slip: Georg Komnenos, but not Lucius Aelius Verus
    for Lucius Verus.
    """
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    differing = _differing(words, others)
    alike = set(words) - {first for first, _ in differing} - _PRAENOMINA
    is_borne_out = any(len(word) >= _BEARS_OUT for word in alike)
    return not differing or (len(differing) == 1 and _is_slipped(*differing[0], len(words), is_borne_out=is_borne_out))


def _is_slipped(one: str, other: str, words: int, *, is_borne_out: bool) -> bool:
    short, long = sorted((one, other), key=len)
    if not (short + long).isalpha():
        return False
    if is_borne_out and len(short) >= _BEARS_OUT:
        return Levenshtein.distance(short, long) <= 1
    if words == 1 and len(long) < _LONG_ENOUGH_FOR_A_SLIP:
        return False
    if len(short) == len(long):
        return _is_turned(short, long)
    return len(long) == len(short) + 1 and (_lacks_a_vowel(short, long) or _lacks_an_ending(short, long, words))


def _is_turned(one: str, other: str) -> bool:
    differ = [at for at, (first, second) in enumerate(zip(one, other, strict=True)) if first != second]
    if len(differ) != 2 or differ[1] != differ[0] + 1 or differ[0] == 0:
        return False
    at = differ[0]
    return one[at : at + 2] == other[at : at + 2][::-1]


def _lacks_a_vowel(short: str, long: str) -> bool:
    at = next((at for at, (first, second) in enumerate(zip(short, long, strict=False)) if first != second), len(short))
    is_inside = 0 < at < len(long) - 1
    return is_inside and long[at] in _VOWELS and short[at:] == long[at + 1 :]


def _lacks_an_ending(short: str, long: str, words: int) -> bool:
    return long[:-1] == short and long[-1] in "sn" and (words > 1 or len(short) > SHORTEST)
