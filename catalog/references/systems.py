"""All works of reference, and the work that a text names at a given place."""

import re
from dataclasses import dataclass
from typing import Final

from catalog.references import byzantine, general, greek, imperial, provincial, republican
from catalog.references.base import System
from catalog.references.folding import FoldedText, fold_text

SYSTEMS: Final[dict[str, System]] = {
    system.code: system
    for module in (imperial, republican, provincial, greek, byzantine, general)
    for system in module.SYSTEMS
}
# Names of works that are words or persons of daily speech: only with a capital letter.
_CAPITALISED: Final = """
price hill king hunter starr shore thompson weber boston sunrise berk pink bland milne may album russo doc abc do cal
dep williams houghton newell maier rosen noe sear mull bop seaby ratto curtis spink jenkins albert alb sell kamp
"""
_PROSE: Final = frozenset(_CAPITALISED.split())
_COLLECTORS: Final = frozenset({"RBW", "BCD"})  # of whom it is the initials that dealers print
_NAMED_IN_CAPITALS: Final = frozenset({"sng"})
_BETWEEN_WORDS: Final = " .,'/-("
_MOST_BETWEEN: Final = 2
_CLOSING: Final = re.compile(r"\.?\)")
_LONG_ENOUGH_FOR_ANY_CASE: Final = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling of a work's name, cut into words of letters or of digits."""

    system: System
    spelling: str
    words: tuple[str, ...]
    needs_neighbour: bool = False

    @property
    def letters(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True, slots=True)
class NameFound:
    name: Name
    start: int
    end: int


def find_name(text: FoldedText, at: int) -> NameFound | None:
    """The longest name of a work that begins at this place, which must be the start of a word."""
    first = _word_at(text.low, at)
    for name in _BY_FIRST_WORD.get(first, ()):
        end = _end_of(name, text, at)
        if end is not None and _has_the_right_case(name, text.plain[at:end]):
            return NameFound(name, at, end)
    return None


def names_a_collector(name: Name) -> bool:
    """Names of persons, behind "ex" of those whose coin it was; no acronym but those of collectors is one."""
    if name.system.code in _NAMED_IN_CAPITALS:
        return False
    return name.spelling in _COLLECTORS or not name.spelling.isupper()


def starts_word(low: str, at: int) -> bool:
    """A letter here, and no letter directly before it."""
    return low[at].isalpha() and (at == 0 or not low[at - 1].isalpha())


def _end_of(name: Name, text: FoldedText, at: int) -> int | None:
    position = at
    for index, word in enumerate(name.words):
        if index:
            position = _next_word(text.low, position, word)
        if not text.low.startswith(word, position):
            return None
        position += len(word)
        if _continues(text.low, position, word):
            return None
    closed = _CLOSING.match(text.low, position) if "(" in text.low[at:position] else None
    return closed.end() if closed else position


def _next_word(low: str, position: int, word: str) -> int:
    """Past the point, blank or dash between two words of a name; 'K&G' and 'K & G' are one."""
    limit = position + _MOST_BETWEEN
    while position < min(limit, len(low)) and low[position] in _BETWEEN_WORDS and not low.startswith(word, position):
        position += 1
    return position


def _continues(low: str, position: int, word: str) -> bool:
    return word[-1].isalpha() and position < len(low) and low[position].isalpha()


def _has_the_right_case(name: Name, written: str) -> bool:
    if name.letters < _LONG_ENOUGH_FOR_ANY_CASE:
        return written.replace(".", "").replace(" ", "") == name.spelling.replace(".", "") or (
            len(name.spelling) > 1 and name.spelling[1].islower() and written == name.spelling
        )
    return name.words[0] not in _PROSE or written[0].isupper()


def _word_at(low: str, at: int) -> str:
    end = at
    while end < len(low) and low[end].isalpha():
        end += 1
    return low[at:end]


def _words(spelling: str) -> tuple[str, ...]:
    spaced = "".join(char if char.isalnum() else f" {char} " if char == "&" else " " for char in spelling)
    return tuple(fold_text(spaced).low.split())


def _index() -> dict[str, tuple[Name, ...]]:
    names: dict[str, list[Name]] = {}
    for system in SYSTEMS.values():
        for spelling in dict.fromkeys((system.display, *system.names, *system.beside)):
            words = _words(spelling)
            names.setdefault(words[0], []).append(Name(system, spelling, words, spelling in system.beside))
    return {first: tuple(sorted(found, key=lambda name: -name.letters)) for first, found in names.items()}


_BY_FIRST_WORD: Final = _index()
