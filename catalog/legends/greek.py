"""Greek legends in full: ΑΥΤ Κ Μ ΑΥΡ ΑΝΤΩΝΕΙΝΟϹ is Autokrator Kaisar Markos Aurelios Antoneinos.

Expansions are given in Latin letters, years and counts in figures. Words are compared by the shape of their letters,
so it does not matter whether AVT was typed with Greek, Latin or Cyrillic keys.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from catalog.legends.greek_words import COUNTED, GREEK_WORDS, PRAENOMINA, SHORT_FORMS
from catalog.legends.numerals import read_greek
from catalog.legends.text import normalise_legend
from catalog.legends.tokens import Token

_GREEK_LETTER = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_FROM_SHAPES = str.maketrans("abezhikmnopctuxwfsl", "αβεζηικμνορστυχωϝϛλ")
_DIPHTHONGS = (("ου", "ou"), ("αυ", "au"), ("ευ", "eu"), ("γγ", "ng"), ("γκ", "nk"), ("γχ", "nch"))
_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωϝϛ",
        (*"abgdeze", "th", *"iklmnxoprsty", "ph", "ch", "ps", *"ows"),
        strict=True,
    )
)
_UNDER = "eπi"
_WARDENS = ("newk", "neok")
_YEAR = frozenset(("l", "etouc", "etou", "eto", "et", "etoc", "etwn"))
_COUNTS = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}
_GENITIVE = re.compile(r".{2,}(?:ou|opoc|apoc|ewc|ωnoc|ouc)")
_ETHNIC = re.compile(r".{3,}wn")
_SHORTEST_WORD, _LONGEST_WORD = 5, 30
_SURE, _SHORT, _AS_PRINTED, _DOUBTFUL = 1.0, 0.9, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class GreekWord:
    """Tokens from `start` to `end` with their meaning; `sureness` is 0 for what is not understood."""

    start: int
    end: int
    expansion: str
    kind: str
    sureness: float


@dataclass(frozen=True, slots=True)
class _Entry:
    nominative: str
    genitive: str
    kind: str
    shortest: int
    key: str

    def expansion(self, case: str) -> str:
        return self.genitive if case == "g" else self.nominative


def is_greek(tokens: Sequence[Token], is_latin_word: Callable[[str], bool]) -> bool:
    """Tell whether a legend is Greek: most of its letters are, or more of its words are listed than in Latin."""
    letters = sum(len(token.key) for token in tokens)
    greek = sum(len(_GREEK_LETTER.findall(token.text)) for token in tokens)
    if greek * 2 > letters:
        return True
    if not greek and all(len(token.key) < 3 for token in tokens):
        return False
    words = [token for token in tokens if len(token.key) > 1]
    as_greek = sum(len(token.key) for token in words if _look_up(token.key) or _GREEK_LETTER.search(token.text))
    as_latin = sum(len(token.key) for token in words if is_latin_word(token.key))
    return as_greek > as_latin


def expand_greek(tokens: Sequence[Token]) -> list[GreekWord]:
    """Return the meaning of each token; a year and a count take the numeral behind them."""
    keys = [token.key for token in tokens]
    words: list[GreekWord] = []
    case, at = _case(keys), 0
    while at < len(keys):
        word = (
            _year(keys, at)
            or _count(keys, at, words)
            or _listed(keys, at, case, words)
            or _decree(keys, at)
            or _printed(tokens[at], keys, at)
        )
        case = "g" if keys[at] == _UNDER else case
        words.append(word)
        at = word.end
    return words


def transliterate(word: str) -> str:
    """Return a Greek word in Latin letters, without accents: ΕΦΕϹΙΩΝ is Ephesion."""
    greek = normalise_legend(word).translate(_FROM_SHAPES)
    for letters, latin in _DIPHTHONGS:
        greek = greek.replace(letters, latin)
    if greek.startswith("υ"):
        greek = "h" + greek  # every word in upsilon begins with a rough breathing
    return "".join(_LETTERS.get(letter, letter) for letter in greek).capitalize()


def _case(keys: Sequence[str]) -> str:
    """Genitive where a person is written out in it (BAΣIΛEΩΣ ANTIOXOY), else nominative."""
    nominative = any(key.endswith(("oc", "hc")) and not _GENITIVE.fullmatch(key) for key in keys if len(key) > 4)
    genitive = any(_GENITIVE.fullmatch(key) for key in keys if len(key) > 4)
    return "g" if genitive and not nominative else "n"


def _year(keys: Sequence[str], at: int) -> GreekWord | None:
    key, after = keys[at], keys[at + 1] if at + 1 < len(keys) else ""
    if key in _YEAR and (year := read_greek(after)):
        return GreekWord(at, at + 2, f"year {year}", "iteration", _SURE)
    if key[:1] == "l" and len(key) > 1 and (year := read_greek(key[1:])):
        return GreekWord(at, at + 1, f"year {year}", "iteration", _SURE)
    return GreekWord(at, at + 1, "year", "iteration", _SHORT) if key in _YEAR else None


def _count(keys: Sequence[str], at: int, words: Sequence[GreekWord]) -> GreekWord | None:
    """Read Β, Γ, Δ and ΤΟ Β behind a title that may be held again."""
    length = 2 if keys[at] == "to" and at + 1 < len(keys) else 1
    is_behind = bool(words) and words[-1].expansion.startswith(COUNTED)
    is_before = at + 1 < len(keys) and keys[at + 1].startswith(_WARDENS)
    if not is_behind and not is_before:
        return None
    count = read_greek(keys[at + length - 1])
    if count is None or count > 20:
        return None
    return GreekWord(at, at + length, _COUNTS.get(count, f"{count} times"), "iteration", _SURE)


def _decree(keys: Sequence[str], at: int) -> GreekWord | None:
    """S C stands on Greek legends too."""
    if tuple(keys[at : at + 2]) != ("s", "c"):
        return None
    return GreekWord(at, at + 2, "Senatus Consulto", "formula", _SURE)


def _listed(keys: Sequence[str], at: int, case: str, words: Sequence[GreekWord]) -> GreekWord | None:
    key, after, before = keys[at], keys[at + 1] if at + 1 < len(keys) else "", keys[at - 1] if at else ""
    if key in ("k", "kai") and before.startswith("au"):
        key = "kaic"
    elif key in _praenomina() and len(after) > 1:
        name = _praenomina()[key]
        name = name.removesuffix("ΟΣ") + "ΟΥ" if case == "g" else name
        return GreekWord(at, at + 1, transliterate(name), "name", _SHORT)
    found = _look_up(key)
    if not found:
        return None
    entry = found[0]
    if entry.key == key:
        return GreekWord(at, at + 1, entry.nominative, entry.kind, _SURE)
    is_empress = entry.nominative == "Sebastos" and bool(words) and words[-1].expansion.endswith(("a", "e"))
    expansion = "Sebaste" if is_empress else entry.expansion(case)
    return GreekWord(at, at + 1, expansion, entry.kind, _SHORT)


def _printed(token: Token, keys: Sequence[str], at: int) -> GreekWord:
    """An unlisted word stays as it is, in Latin letters; one in -ΩN is the people of a city."""
    key = keys[at]
    if len(key) <= _LONGEST_WORD and _ETHNIC.fullmatch(key):
        return GreekWord(at, at + 1, transliterate(token.text), "ethnic", _AS_PRINTED)
    if _SHORTEST_WORD <= len(key) <= _LONGEST_WORD and token.text.isupper():
        return GreekWord(at, at + 1, transliterate(token.text), "word", _DOUBTFUL)
    return GreekWord(at, at + 1, token.text, "unknown", 0.0)


@cache
def _praenomina() -> dict[str, str]:
    return {normalise_legend(key): name for key, name in PRAENOMINA.items()}


@cache
def _entries() -> dict[str, list[_Entry]]:
    """Every listed word and its beginnings, by shape."""
    found: dict[str, list[_Entry]] = {}
    for kind, table in GREEK_WORDS:
        for line in " ".join(table.split()).split(", "):
            nominative, genitive, shortest = line.split()
            entry = _Entry(transliterate(nominative), transliterate(genitive), kind, int(shortest), "")
            for form, shown in ((nominative, entry.nominative), (genitive, entry.genitive)):
                key = normalise_legend(form)
                full = _Entry(shown, shown, kind, int(shortest), key)
                found.setdefault(key, []).insert(0, full)
            key = normalise_legend(nominative)
            for end in range(int(shortest), len(key)):
                found.setdefault(key[:end], []).append(entry)
    for short, (name, kind) in SHORT_FORMS.items():
        shown = transliterate(name)
        found[normalise_legend(short)] = [_Entry(shown, shown, kind, len(short), "")]
    return found


def _look_up(key: str) -> list[_Entry]:
    return _entries().get(key, [])
