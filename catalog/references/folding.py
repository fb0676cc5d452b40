"""Text made comparable without losing the way back to its offsets."""

import unicodedata
from dataclasses import dataclass
from typing import Final

_DASHES: Final = "‐‑‒–—―−﹘﹣－⁃"
_QUOTES: Final = "'‘’‚‛′`´ʹ"
_DOUBLE_QUOTES: Final = '"“”„‟«»″'
_PLAIN: Final = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys("⁄∕／", "/"),
    "⁰": "",
    "№": "No",
    "º": "°",
    "ß": "ss",
    "ı": "i",
}
# Capital and small letters of Greek and Cyrillic that look like Latin ones.
_LOOK_ALIKES: Final = dict(
    zip("АВЕКМНОРСТХІЅЈасеорхіѕјΑΒΕΖΗΙΚΜΝΟΡΤΧϹοιϲν", "abekmhopctxisjaceopxisjabezhikmnoptxcoicv", strict=True)
)
_COMPATIBLE: Final = (("Ⅰ", "ⅿ"), ("！", "～"))  # Roman numerals in one character, full-width forms


@dataclass(frozen=True, slots=True)
class FoldedText:
    """`plain` has no accents, odd blanks, dashes or quotes; `low` is the same in small Latin letters.

    Both have the same length. `starts` and `ends` give, for each character, its span in the original.
    """

    original: str
    plain: str
    low: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of plain[start:end], which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def has_look_alikes(self, start: int, end: int) -> bool:
        return any(char in _LOOK_ALIKES for char in self.plain[start:end])


def fold_text(text: str) -> FoldedText:
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for offset, char in enumerate(text):
        folded = _folded(char)
        if folded == " " and (not plain or plain[-1] == " "):
            continue
        if not folded and ends:
            ends[-1] = offset + 1
        for part in folded:
            plain.append(part)
            starts.append(offset)
            ends.append(offset + 1)
    joined = "".join(plain)
    return FoldedText(text, joined, "".join(map(_small, joined)), tuple(starts), tuple(ends))


def _folded(char: str) -> str:
    """The character without accents; a blank for any blank or control; nothing for marks and invisible ones."""
    if char.isascii():
        return char if char.isprintable() else " "
    if char in _PLAIN:
        return _PLAIN[char]
    if char.isspace():
        return " "
    is_compatible = any(first <= char <= last for first, last in _COMPATIBLE)
    decomposed = unicodedata.normalize("NFKD" if is_compatible else "NFD", char)
    return "".join(part for part in decomposed if unicodedata.category(part) not in ("Mn", "Cf", "Cc", "Cs"))


def _small(char: str) -> str:
    if char.isascii():
        return char.lower()
    if char in _LOOK_ALIKES:
        return _LOOK_ALIKES[char]
    lower = char.lower()
    return lower if len(lower) == 1 else char
