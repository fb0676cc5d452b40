"""The words of a text as they are indexed and asked for. Both databases get words and spaces, and divide nothing."""

import re
import unicodedata

from coinstack.text import fold

# Longer ones are cut, indexed and asked for alike: PostgreSQL stores no word of 2048 bytes.
LONGEST_WORD = 60

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the folded words of `text`: letters and digits, nothing else.

    Punctuation divides. Marks that folding leaves (vowel signs of Indian scripts) go, and a raised number is a word
    of its own: "RIC I²" is ric, i, 2.
    """
    folded = fold(text)
    if not folded.isascii():
        folded = "".join(map(_plain, folded))
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]


def _plain(character: str) -> str:
    if character.isdigit() and not character.isdecimal():
        return f" {unicodedata.digit(character)} "
    return "" if unicodedata.category(character).startswith("M") else character
