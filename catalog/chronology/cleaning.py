"""Take out of a date what does not change its years: months, days, and years counted in an era or reign."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from catalog.chronology.tokens import Token, kinds

_LAST_DAY_OF_A_MONTH: Final = 31

# "January–March AD 69", "15 January–16 April 69": only the second month stands with the year
_MONTH_RANGE: Final = re.compile(r"[no]?m[-/tT&][no]?(?=m,?e?[np])")
_DAY_RANGE: Final = re.compile(r"(?<!m)[no][-/t][no]m(?=,?e?n)")
_DAY_FIRST: Final = re.compile(r"[no]m(?=,?e?n)")
_DAY_LAST: Final = re.compile(r"m[no],?(?=en)|m[no],(?=n)")
_MONTH: Final = re.compile(r"m[-/](?=e?n)|[-/]m(?!,?e?[np])|m,?")

_NUMBERS: Final = r"[no](?:[-/][no])*"
_ERA_YEAR: Final = re.compile(rf"^w?{_NUMBERS}[yw]+|w{_NUMBERS}y+|w*y[yw]*(?:{_NUMBERS})?[-/]?")
_YEAR_OF_SOMETHING: Final = re.compile(rf"w+(?:{_NUMBERS})?")
_WORD_YEAR: Final = re.compile("w")


def without_months(tokens: list[Token]) -> list[Token]:
    """'before 1 April AD 340' and 'April 1, AD 340' become 'before AD 340'."""
    tokens = _without(tokens, _MONTH_RANGE)
    tokens = _without(tokens, _DAY_RANGE, when=_begins_with_a_day)
    tokens = _without(tokens, _DAY_FIRST, when=_begins_with_a_day)
    tokens = _without(tokens, _DAY_LAST)
    return _without(tokens, _MONTH)


def without_era_years(tokens: list[Token]) -> list[Token]:
    """'RY 5 (AD 41/2)' becomes '(AD 41/2)', 'SE 162' nothing; 'in the year 44 BC' keeps its year."""
    return [token for segment in segments(tokens) for token in _without_own_era_year(segment)]


def segments(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut before every bracket, comma, semicolon and equals sign."""
    current: list[Token] = []
    for token in tokens:
        if token.kind == "," and current:
            yield current
            current = []
        current.append(token)
    yield current


def _without_own_era_year(segment: list[Token]) -> list[Token]:
    shape = kinds(segment)
    if "y" in shape:
        return _without(_without(segment, _ERA_YEAR), _WORD_YEAR)
    if "e" in shape or "C" in shape:
        return _without(segment, _WORD_YEAR)
    return _without(segment, _YEAR_OF_SOMETHING)


def _begins_with_a_day(tokens: list[Token]) -> bool:
    return tokens[0].value <= _LAST_DAY_OF_A_MONTH


def _without(
    tokens: list[Token], shape: re.Pattern[str], *, when: Callable[[list[Token]], bool] | None = None
) -> list[Token]:
    kept: list[Token] = []
    end = 0
    for match in shape.finditer(kinds(tokens)):
        if when is None or when(tokens[match.start() : match.end()]):
            kept += tokens[end : match.start()]
            end = match.end()
    return kept + tokens[end:]
