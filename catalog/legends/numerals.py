"""Numerals in legends: Roman counts of offices and vows, Greek letters that count years and temple wardenships."""

import re

_ROMAN = {"i": 1, "u": 5, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
# Engravers write four as IIII and IV, eight as VIII and IIX, eighteen as XVIII and XIIX.
_ROMAN_FORM = re.compile(r"(?=.)m{0,3}(?:c[dm]|d?c{0,4})(?:x[lc]|l?x{0,5})(?:i{1,3}x|i[uv]|[uv]?i{0,5})")
_UNITS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_GREEK = {
    **dict(zip("αβγδε", range(1, 6), strict=True)),
    **dict.fromkeys("ϛϝ", 6),
    **dict(zip("ζηθικλμνξοπ", (7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80), strict=True)),
    **dict.fromkeys("ϟϙ", 90),
    **dict(zip("ρσςϲτυφχψω", (100, 200, 200, 200, 300, 400, 500, 600, 700, 800), strict=True)),
}
# Greek numerals as they are typed with Latin keys.
_GREEK_SHAPES = str.maketrans("abezhikmnopctuxs", "αβεζηικμνορστυχϛ")


def read_roman(word: str) -> int | None:
    """Return the value of a Roman numeral in any case, V or U; None if it is none, or above 3999."""
    key = word.lower()
    if len(key) > 12 or not _ROMAN_FORM.fullmatch(key):
        return None
    values = [_ROMAN[c] for c in key]
    total = sum(-value if value < max(values[n:]) else value for n, value in enumerate(values))
    return total if 0 < total < 4000 else None


def write_roman(value: int) -> str:
    """Return the numeral in its present-day form: 4 is IV."""
    text = ""
    for unit, letters in _UNITS:
        text += letters * (value // unit)
        value %= unit
    return text


def read_greek(word: str) -> int | None:
    """Return the value of a Greek numeral (IΔ and ΔI are 14, as on coins in either order); None if it is none."""
    letters = word.lower().translate(_GREEK_SHAPES)
    values = [_GREEK.get(c, 0) for c in letters]
    if not values or len(values) > 4 or not all(values):
        return None
    sizes = [len(str(value)) for value in values]
    return sum(values) if len(set(sizes)) == len(sizes) else None
