"""Legends as text: the folded form for matching, and what a word of a legend looks like in print."""

import re
import unicodedata

from coinstack.text import fold

# Letters that share a shape with a Latin one, after folding. Dealers type whichever is at hand, even within one
# word, so legends are compared by shape: ΣΕΒΑΣΤΟΣ, CEBACTOC and Cyrillic СЄВАСТОС are one.
_SHAPES = str.maketrans(
    {
        **dict(zip("αβεζηικμνορστυχω", "abezhikmnopctuxw", strict=True)),
        **dict(zip("авекмнорстухієѕјһѡ", "abekmhopctuxiesihw", strict=True)),
        "y": "u",
        "ϝ": "f",
        "ϛ": "s",
        "€": "e",
        "∈": "e",
    }
)
_STOPS = re.compile(r"[•·˙∙⋅●․‧.:;,*★☆✶+†☩/|\\\"'`~_=…⌣&]+")
_BREAK = re.compile(r"(?<=\S)-(?=\S)")
_BRACKETS = re.compile(r"[\[\](){}<>?]")

# Punctuation that stands inside or round the words of a legend: stops, breaks, brackets of restored letters.
# The signs for "element of" and "euro" pass for a lunate epsilon.
_NEUTRAL = frozenset("∈€☧•·˙∙⋅●․‧*★☆✶+†☩✠=~_⌣&-/|.,:;…?\"'`[](){}<>")
# Officina letters that are printed in lower case for want of another difference from a Latin capital.
_LOWER_MARKS = frozenset("εϵϛς")
_ANCIENT = (("\u0590", "\u08ff"), ("\U00010280", "\U000112ff"))


def normalise_legend(legend: str) -> str:
    """Return the form in which legends are matched: folded, by letter shape, with single spaces.

    V is U and I is J; stops become spaces; breaks, brackets and marks of doubt go without a trace, so that
    "CONCORDI-A" is "concordia". Greek and Cyrillic letters become the Latin letter of the same shape, every
    sigma is c, Y and Υ are u; Γ Δ Θ Λ Ξ Π Φ Ψ stay Greek. Not for display.
    """
    shaped = fold(legend).translate(_SHAPES)
    joined = _BRACKETS.sub("", _BREAK.sub("", _STOPS.sub(" ", shaped)))
    return " ".join(joined.replace("-", " ").split())


def legend_key(legend: str) -> str:
    """Return the normalised legend without spaces: word division differs from coin to coin and dealer to dealer."""
    return normalise_legend(legend).replace(" ", "")


def is_legend_word(token: str) -> bool:
    """Tell whether a printed word, with the punctuation attached to it, can belong to a legend.

    Its letters are capitals (Latin, Greek, Cyrillic look-alikes) or of an ancient script without case; one small
    letter among capitals passes (AELh), and so does a lone small ε or ϛ, since officinae are so printed.
    A word without letters, or with digits, is none.
    """
    letters = [c for c in token if c.isalpha()]
    if not letters or any(not (c.isalpha() or c in _NEUTRAL or unicodedata.combining(c)) for c in token):
        return False
    small = sum(c.islower() and c not in _LOWER_MARKS for c in letters)
    if small:
        return small == 1 and len(letters) > 3
    return all(c.isupper() or c in _LOWER_MARKS or _is_ancient(c) for c in letters)


def is_punctuation(token: str) -> bool:
    """Tell whether a token holds only stops, breaks, brackets and the like."""
    return all(c in _NEUTRAL for c in token)


def letter_count(text: str) -> int:
    """Return the number of letters in a text."""
    return sum(map(str.isalpha, text))


def _is_ancient(c: str) -> bool:
    """Chinese and Japanese have no case either, but what is printed in them is prose."""
    return any(low <= c <= high for low, high in _ANCIENT)
