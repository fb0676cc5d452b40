"""Which side a photograph shows, by the name of its file."""

import re
import unicodedata

WORDS = {
    "obverse": {"obv", "obverse", "av", "avers", "avverso", "anverso", "droit", "dritto", "vs", "vorderseite", "front"},
    "reverse": {"rev", "reverse", "rv", "revers", "reverso", "rovescio", "rs", "ruckseite", "rueckseite", "back"},
    "combined": {"combined", "both", "pair", "obvrev", "avrv"},
    "edge": {"edge", "rand", "tranche", "taglio", "canto"},
    "slab": {"slab", "holder", "ngc", "pcgs"},
}
KIND_BY_WORD = {word: kind for kind, words in WORDS.items() for word in words}
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def kind_of_name(name: str) -> str:
    """ "obverse", "reverse", "combined", "edge", "slab", or "" where the name tells no side or more than one.

    >>> kind_of_name("Nero_as-Rev.JPG")
    'reverse'
    """
    stem = name.rsplit(".", 1)[0]
    plain = "".join(mark for mark in unicodedata.normalize("NFD", stem) if not unicodedata.combining(mark))
    words = re.findall(r"[^\W\d_]+", CAMEL.sub(" ", plain))
    kinds = {KIND_BY_WORD[word.lower()] for word in words if word.lower() in KIND_BY_WORD}
    if kinds == {"obverse", "reverse"}:
        return "combined"
    return kinds.pop() if len(kinds) == 1 else ""
