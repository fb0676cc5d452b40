"""Second thoughts about what somebody records of a coin. They are told and never stand in the way.

Pure: values by field name in, sentences out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.chronology import format_years, parse_date
from coins.denominations import find_denomination
from coins.grading import parse_grade

SMALLEST_MM, LARGEST_MM = 4, 60
# A coinage is now and then dated a little outside of the reign: the years of a colleague, a posthumous issue.
YEARS_OF_GRACE = 1


@dataclass(frozen=True, slots=True)
class Doubt:
    field: str
    text: str


def doubts_of(values: Mapping[str, Any]) -> list[Doubt]:
    """What looks odd; `values` may hold any part of a coin's fields."""
    return [doubt for rule in _RULES for doubt in [rule(values)] if doubt is not None]


def _weight(values: Mapping[str, Any]) -> Doubt | None:
    weight = values.get("weight_g")
    usual = find_denomination(values.get("denomination") or "")
    if weight is None or usual is None or usual.lightest <= weight <= usual.heaviest:
        return None
    spread = f"{usual.lightest.normalize():f} to {usual.heaviest.normalize():f} g"
    return Doubt("weight_g", f"{weight.normalize():f} g is unusual for a coin called {usual.name} ({spread}).")


def _diameter(values: Mapping[str, Any]) -> Doubt | None:
    size = values.get("diameter_mm")
    if size is None or SMALLEST_MM <= size <= LARGEST_MM:
        return None
    return Doubt(
        "diameter_mm", f"{size.normalize():f} mm is unusual: most coins measure {SMALLEST_MM} to {LARGEST_MM} mm."
    )


def _reign(values: Mapping[str, Any]) -> Doubt | None:
    first, last = values.get("year_start"), values.get("year_end")
    reign_first, reign_last = values.get("reign_start"), values.get("reign_end")
    too_late = first is not None and reign_last is not None and first > reign_last + YEARS_OF_GRACE
    too_early = last is not None and reign_first is not None and last < reign_first - YEARS_OF_GRACE
    if not (too_late or too_early):
        return None
    struck, reign = format_years(first, last), format_years(reign_first, reign_last)
    return Doubt("date_text", f"The coin's date, {struck}, lies outside the reign, {reign}.")


def _years_and_words(values: Mapping[str, Any]) -> Doubt | None:
    """The years can be set by hand beside a date as printed; then the two should agree."""
    text = values.get("date_text") or ""
    read = parse_date(text, ruler=values.get("issuer") or "")
    years = (values.get("year_start"), values.get("year_end"))
    if (read.year_start, read.year_end) in ((None, None), years) or years == (None, None):
        return None
    said = format_years(read.year_start, read.year_end)
    return Doubt("date_text", f"“{text}” reads as {said}, but the years are {format_years(*years)}.")


def _grade(values: Mapping[str, Any]) -> Doubt | None:
    grade = values.get("grade") or ""
    if not grade or parse_grade(grade).rank is not None:
        return None
    return Doubt("grade", f"“{grade}” is no grade that could be ranked; it is kept as written.")


def _disposal(values: Mapping[str, Any]) -> Doubt | None:
    came, went = values.get("acquired_on"), values.get("disposed_on")
    if came is None or went is None or came <= went:
        return None
    return Doubt("disposed_on", "The coin left the collection before it came.")


_RULES: tuple[Callable[[Mapping[str, Any]], Doubt | None], ...] = (
    _weight,
    _diameter,
    _reign,
    _years_and_words,
    _grade,
    _disposal,
)
