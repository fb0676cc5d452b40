"""What was typed into a search box, as phrases to look for, and in the words of each database.

Words must all occur. A word of three letters and more stands for any that begin with it, and so does a shorter one
with a star ("se*"); a number is itself. Words in double quotes stand side by side, whole. Everything else is text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coinstack.search.words import words_of

Spellings = Callable[[str], Iterable[str]]

SHORTEST_BEGINNING = 3
SHORTEST_STARRED = 2
QUOTES = '"“”„«»'

_PIECE = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]|([^\s{QUOTES}]+)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side; `is_open` when the last of them stands for any word that begins with it."""

    words: tuple[str, ...]
    is_open: bool


# All of these, each in any of its spellings.
Asked = tuple[tuple[Phrase, ...], ...]


def as_typed(text: str) -> Iterable[str]:
    return (text,)


def read_query(text: str, spellings: Spellings = as_typed) -> Asked:
    """Return what `text` asks for; nothing when it holds no letter and no digit.

    `spellings` tells under which other forms a source indexes the same text, besides the text itself.
    """
    asked = []
    for quoted, bare in _PIECE.findall(text):
        forms = [_phrase(form, is_quoted=bool(quoted)) for form in spellings(quoted or bare)]
        if found := tuple(dict.fromkeys(form for form in forms if form)):
            asked.append(found)
    return tuple(dict.fromkeys(asked))


def _phrase(text: str, *, is_quoted: bool) -> Phrase | None:
    words = words_of(text)
    if not words:
        return None
    least = SHORTEST_STARRED if text.rstrip().endswith("*") else SHORTEST_BEGINNING
    is_starred = least == SHORTEST_STARRED
    is_begun = is_starred or not (is_quoted or words[-1].isdecimal())
    return Phrase(tuple(words), is_begun and len(words[-1]) >= least)


def as_fts5(asked: Asked) -> str:
    """The query for SQLite's MATCH. Words hold letters and digits only, so that nothing in them is an operator."""
    return " AND ".join(_any_of([_fts5_phrase(phrase) for phrase in phrases], " OR ") for phrases in asked)


def as_tsquery(asked: Asked) -> str:
    """The query for PostgreSQL's to_tsquery."""
    return " & ".join(_any_of([_tsquery_phrase(phrase) for phrase in phrases], " | ") for phrases in asked)


def _any_of(terms: Sequence[str], word: str) -> str:
    return terms[0] if len(terms) == 1 else f"({word.join(terms)})"


def _fts5_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.is_open else ""}'


def _tsquery_phrase(phrase: Phrase) -> str:
    quoted = [f"'{word}'" for word in phrase.words]
    return "({})".format(" <-> ".join(quoted) + (":*" if phrase.is_open else ""))
