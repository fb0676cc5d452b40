"""Cleaning and folding of text from spreadsheets, web pages and keyboards.

`clean_text` is for what is shown and stored, `fold` for every `*_norm` column that is searched, sorted or
filtered, `fold_key` for comparing headers and names.
"""

import re
import unicodedata

_SEPARATORS = "\x1c\x1d\x1e\x1f"  # controls that str.split() takes for blanks
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2039\u203a"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb"
_REPLACED = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        "\u2028": "\n",
        "\u2029": "\n",
        "\x85": "\n",
        **dict.fromkeys(_SEPARATORS, " "),
    }
)
_LINE_END = re.compile(r"\r\n?|[\v\f]")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})  # controls, zero-width and bidi marks, lone surrogates

_ASCII_FOLD = str.maketrans("vj", "ui", "".join(map(chr, [*range(9), *range(14, 28), 127])))
_FOLD = str.maketrans(
    {
        "v": "u",
        "j": "i",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ς": "σ",
        "ϲ": "σ",
        "ϐ": "β",
        "ϑ": "θ",
        "ϕ": "φ",
        "ϖ": "π",
        "ϰ": "κ",
        "ϱ": "ρ",
        "ϵ": "ε",
    }
)


def clean_text(text: str, *, keep_lines: bool = False) -> str:
    r"""Return the text trimmed, in composed form, with plain spaces, dashes and quotes.

    Greek, bullets, Æ and other ligatures stay. Control and zero-width characters go. Line ends and tabs
    become spaces, or, with `keep_lines`, stay as `\n` and `\t`.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_REPLACED)
    text = _LINE_END.sub("\n", text)
    if keep_lines:
        lines = (_printable(line, keep="\t" + _SEPARATORS) for line in text.split("\n"))
        return "\n".join(_collapse(line) for line in lines).strip()
    return " ".join(_printable(text, keep="\t\n" + _SEPARATORS).split())


def _printable(text: str, *, keep: str) -> str:
    if text.isprintable():
        return text
    return "".join(c for c in text if c in keep or unicodedata.category(c) not in _DROPPED_CATEGORIES)


def _collapse(line: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in line.split("\t"))


def fold(text: str) -> str:
    """Return the form in which text is searched and sorted.

    Case, accents and the difference between V and U, I and J are gone, and so are the lunate and the final
    sigma; Æ is ae, Œ oe, ß ss. Greek stays Greek. Punctuation stays, runs of spaces are one. Idempotent.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_FOLD).split())
    decomposed = unicodedata.normalize("NFD", text.translate(_REPLACED))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    folded = unicodedata.normalize("NFC", bare.casefold().translate(_FOLD))
    return " ".join(_printable(folded, keep="\t\n\v\f\r").split())


def fold_key(text: str) -> str:
    """Return only the letters and digits of the folded text: "Coin Type " and "coin-type" are one key."""
    return "".join(filter(str.isalnum, fold(text)))
