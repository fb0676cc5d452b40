"""Cut the text of a date into tokens, each one letter of kind with a value."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from catalog.chronology.words import HIGHEST_CENTURY, ROMAN, WORDS

_DASHES: Final = "-‐‑‒–—―−﹣－⁃"
_LETTER: Final = r"[^\W\d_]"
_NOT_AFTER_LETTER: Final = rf"(?<!{_LETTER})"
_NOT_BEFORE_LETTER: Final = rf"(?!{_LETTER})"
_ROMANS: Final = "|".join(sorted(ROMAN, key=len, reverse=True))

# kinds beside the words: n number · d decade · o ordinal · + sign · - / joiners · ( , separators · x unknown
_NUMBERS: Final = (
    ("x", 0, r"[0-9]+(?:[.,][0-9]+)+"),
    ("d", 0, r"[0-9]*[1-9]0(?:'?s)(?![a-z])|[0-9]+00(?:'?s)(?![a-z])|[0-9]*[1-9]0er(?:\sjahren?)?(?![a-z])"),
    ("o", 0, r"[0-9]+(?:st|nd|rd|th|i?eme|ere?|re|os?)(?![a-z])|[0-9]+e(?![.a-z])|[0-9]+\.?a(?=\s(?:meta|mitad))"),
    ("n", 0, r"[0-9]+"),
)
_MARKS: Final = (
    ("o", 0, rf"{_NOT_AFTER_LETTER}(?:{_ROMANS})(?:er|i?eme|e|o|st|nd|rd|th)?{_NOT_BEFORE_LETTER}"),
    ("-", 0, f"[{re.escape(_DASHES)}]"),
    ("/", 0, r"[/⁄∕]"),
    ("+", 0, r"\+"),
    ("q", 0, r"[~≈∼]"),
    ("?", 0, r"\?"),
    ("&", 0, "&"),
    (",", 0, r"[()\[\]{},;=]"),
    ("s", 0, r"[.:!'\"’‘`´“”„«»*]"),
    ("x", 0, rf"{_LETTER}+|\S"),
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    value: int
    text: str
    glued: bool
    """No blank stands before it."""


def fold(text: str) -> str:
    """Lower case without accents and invisible characters, blanks of any sort made one space."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(kept.replace("’", "'").split())


def tokenise(text: str) -> list[Token]:
    """Tokens of folded text without the neutral ones; what is not known becomes kind 'x'."""
    found = [_token(match) for match in _PATTERN.finditer(fold(text))]
    return _settle_c([token for token in found if token.kind != "s"])


def kinds(tokens: list[Token]) -> str:
    """One letter per token, so that a shape can be looked for with a regular expression."""
    return "".join(token.kind for token in tokens)


def _compile() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    worded = [(kind, value, f"{_NOT_AFTER_LETTER}(?:{p}){_NOT_BEFORE_LETTER}") for kind, value, p in WORDS]
    entries = [*_NUMBERS, *worded, *_MARKS]
    meanings = {f"g{i}": (kind, value) for i, (kind, value, _) in enumerate(entries)}
    groups = (f"(?P<g{i}>{pattern})" for i, (_, _, pattern) in enumerate(entries))
    return re.compile("|".join(groups)), meanings


_PATTERN, _MEANINGS = _compile()


def _token(match: re.Match[str]) -> Token:
    kind, value = _MEANINGS[match.lastgroup or ""]
    text = match.group()
    if digits := re.match("[0-9]+", text):
        value = int(digits.group())
    elif kind == "o" and value == 0:
        value = next(ROMAN[text[:end]] for end in range(len(text), 0, -1) if text[:end] in ROMAN)
    glued = match.start() > 0 and not match.string[match.start() - 1].isspace()
    return Token(kind, value, text, glued)


def _settle_c(tokens: list[Token]) -> list[Token]:
    """'c.' after '4th' or after the 4 of '5/4 c. BC' is century, everywhere else circa."""
    settled: list[Token] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        if token.kind == "c":
            is_century = _counts_a_century(settled) and (following is None or following.kind not in "no")
            token = replace(token, kind="C" if is_century else "q")
        settled.append(token)
    return settled


def _counts_a_century(before: list[Token]) -> bool:
    if not before or before[-1].kind not in "no":
        return False
    is_marked = len(before) > 1 and before[-2].kind == "e"
    return before[-1].kind == "o" or (before[-1].value <= HIGHEST_CENTURY and not is_marked)
