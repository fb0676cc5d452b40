"""From the text of a grade to tokens: grades, modifiers, numbers, signs, and words that say nothing here."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from coins.grading.words import (
    CASE,
    DEFAULT_SENSES,
    FILLERS,
    FOREIGN_MODIFIERS,
    GLUED,
    LANGUAGES,
    MODIFIERS,
    ONLY_IN,
    SIDES,
    UNITS,
    Sense,
)

RESTRICTED = "only "  # before a language: the word counts as a grade in that language alone


@dataclass(slots=True)
class Token:
    """`kind` is the name of the lexer's group; `senses` belong to grades, `value` and `language` to modifiers."""

    kind: str
    text: str
    senses: dict[str, Sense] = field(default_factory=dict)
    value: str = ""
    language: str = ""
    is_spaced: bool = False


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a cleaned text, in order; every character but spaces is in one of them."""
    plain = plain_text(text.replace(" à ", " - "))
    found = []
    for match in _lexer().finditer(plain):
        token = Token(match.lastgroup or "other", text[match.start() : match.end()])
        token.is_spaced = match.start() == 0 or plain[match.start() - 1].isspace()
        if token.kind == "grade":
            token.senses = _senses_here(match[0], token.text)
        elif token.kind in ("glued", "modifier"):
            token.value, token.language = _modifier(match[0], plain[match.end() :])
            token.kind = "modifier"
        found.append(token)
    return found


def plain_text(text: str) -> str:
    """Return lower case without accents, character for character."""
    return "".join(unicodedata.normalize("NFD", c)[0].lower()[:1] for c in text)


@cache
def grade_senses() -> dict[str, dict[str, Sense]]:
    """Return every word of every language, unaccented, with its senses by language."""
    table: dict[str, dict[str, Sense]] = {}
    for language, grades in LANGUAGES.items():
        for grade, words in grades.items():
            for word in words.split(", "):
                table.setdefault(plain_text(word), {})[language] = Sense(*grade.split())
    return table


@cache
def _modifiers() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for language, groups in {"": MODIFIERS, **FOREIGN_MODIFIERS}.items():
        for value, words in groups.items():
            table |= {plain_text(word): (value, language) for word in words.split(", ")}
    return table


def _any_of(words: list[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(plain_text(word)).replace(r"\ ", r"[\s-]+") for word in longest_first)


@cache
def _lexer() -> re.Pattern[str]:
    words = [word for word in grade_senses() if not word[0].isdigit()]
    codes = [word for word in words if word.isalpha() and 1 < len(word) <= 4]
    dotted = "|".join(r"\.?".join(code) + r"\.?" for code in sorted(codes, key=len, reverse=True))
    glued = "|".join(
        rf"(?:{'|'.join(letters)})\.?\s?(?=(?:{codes})(?![a-z]))"
        for letters, codes in (
            (GLUED["en"], "vf|xf|ef|f|vg|ms"),
            (["ch"], "vf|xf|ef|f|vg|au|ms"),
            (GLUED["de"], "ss|vz|st"),
            (GLUED["it"], "spl|bb|mb|fdc|b"),
        )
    )
    groups = {
        "glued": glued,
        "grade": rf"(?:{_any_of(words)}|{dotted})(?![a-z])",
        "modifier": rf"(?:{_any_of(list(_modifiers()))})(?![a-z])\.?",
        "query": r"\(?\?+\)?",
        "filler": rf"(?:{_any_of(FILLERS.split(', '))})(?![a-z])|[()\[\]\"']",
        "side": rf"(?:{_any_of(SIDES.split(', '))})(?![a-z])[.:]?",
        "unit": rf"(?:{_any_of(UNITS.split(', '))})(?![a-z])",
        "good": "good(?![a-z])",
        "to": "(?:to|bis|till)(?![a-z])",
        "number": r"\d+",
        "plus": r"\+",
        "dash": "-",
        "slash": "[/|]",
        "break": "[,;:.]",
        "word": r"[^\W\d]+",
        "other": r"\S",
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in groups.items()))


def _senses_here(plain: str, written: str) -> dict[str, Sense]:
    word = re.sub(r"[\s-]+", " ", plain)
    key = word if word in grade_senses() else word.replace(".", "")
    senses = dict(grade_senses()[key])
    if key in CASE and not CASE[key](written.strip(".")):
        return {RESTRICTED + language: sense for language, sense in senses.items()}
    for language, words in ONLY_IN.items():
        if key in words and language in senses:
            senses[RESTRICTED + language] = senses.pop(language)
    if key in DEFAULT_SENSES:
        senses[""] = DEFAULT_SENSES[key]
    return senses


def _modifier(plain: str, following: str) -> tuple[str, str]:
    key = re.sub(r"[\s-]+", " ", plain).strip(" .")
    is_german = bool(re.match(r"(?:ss|vz|st)(?![a-z])", following))
    for language, letters in GLUED.items():
        if key in letters and (language == "it" or (language == "de") == is_german):
            return letters[key], "" if language == "en" else language
    return _modifiers()[key]
