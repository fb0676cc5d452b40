"""Signed years: -44 is 44 BC, 44 is AD 44, and there is no year 0."""

from typing import Literal, NamedTuple

EARLIEST_YEAR = -3000
LATEST_YEAR = 2100

Era = Literal["BC", "AD"]


class Span(NamedTuple):
    """First and last signed year, both included."""

    first: int
    last: int


def validate_year(year: int) -> None:
    """Raise ValueError for year 0 and for years outside -3000 … 2100."""
    if year == 0:
        raise ValueError("there is no year 0; write 1 BC or AD 1")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"{year} lies outside {-EARLIEST_YEAR} BC to AD {LATEST_YEAR}")


def years_between(first: int, last: int) -> int:
    """Elapsed years from `first` to `last`; 1 BC to AD 1 is one year."""
    return last - first - (1 if first < 0 < last else 0)


def signed(number: int, era: Era) -> int:
    return -number if era == "BC" else number


def century_span(number: int, era: Era) -> Span:
    """The nth century AD is 100(n-1)+1 … 100n; the 2nd century BC is -200 … -101."""
    low, high = 100 * (number - 1) + 1, 100 * number
    return Span(-high, -low) if era == "BC" else Span(low, high)


def decade_span(number: int, era: Era) -> Span:
    """The 340s AD are 340 … 349, the 470s BC are -479 … -470."""
    return Span(-number - 9, -number) if era == "BC" else Span(number, number + 9)


def part_of(span: Span, index: int, count: int) -> Span:
    """Part `index` (from 0) of `count` equal parts; thirds of a century are 33, 34 and 33 years."""
    size = span.last - span.first + 1
    return Span(span.first + round(size * index / count), span.first + round(size * (index + 1) / count) - 1)


def century_of(year: int) -> str:
    """'1st century BC' for -44, '3rd century AD' for 300. Raises ValueError like `validate_year`."""
    validate_year(year)
    number = (abs(year) + 99) // 100
    return f"{number}{_english_suffix(number)} century {'BC' if year < 0 else 'AD'}"


def _english_suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
