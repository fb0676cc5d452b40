"""Roman numerals as catalogues number their volumes."""

from typing import Final

_NUMERALS: Final = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
_VALUES: Final = {numeral: value for value, numeral in enumerate(_NUMERALS, start=1)}


def read_roman(text: str) -> int | None:
    """IV is 4, in either case; IIII or anything above XX is None."""
    return _VALUES.get(text.upper())


def write_roman(value: int) -> str:
    return _NUMERALS[value - 1]
