"""Decide BC or AD for ends of a date that do not say it themselves."""

from typing import Final, Literal

from catalog.chronology.points import Expression, Point
from catalog.chronology.shortened import completed_slash
from catalog.chronology.years import Era

COUNTS_DOWN: Final = "era_assumed: no era is given; numbers that count down were read as BC; write BC or AD"
COUNTS_UP: Final = "era_assumed: no era is given; numbers that count up were read as AD; write BC or AD"
HEADING_IS_BC: Final = "era_assumed: no era is given; read as BC like its surroundings; write BC or AD"
SECOND_IS_AD: Final = "era_assumed: the second year has no era and was read as AD; write AD before it"
LEADING_BC: Final = "ambiguous_era: 'BC 27-14' may mean 27–14 BC or 27 BC–AD 14; mark both years"
SECOND_UNMARKED: Final = "ambiguous_era: the second year has no era and may be BC or AD; mark both years"
FIRST_IS_BC: Final = "ambiguous_era: the first year has no era and was read as BC; mark both years"
SIGN_OR_DASH: Final = "ambiguous_era: a dash stands between a signed and an unsigned year; write BC and AD"

Direction = Literal[-1, 0, 1]


class Eras:
    """Eras of one date in the light of its surroundings; what had to be assumed is in `problems`."""

    def __init__(self, *, hint: Era | None, is_augustus: bool) -> None:
        self.hint = hint
        self.is_augustus = is_augustus
        self.problems: list[str] = []

    def of_one(self, point: Point) -> Era:
        return point.era or self._unmarked(_inner_direction(point))

    def of_pair(self, expression: Expression, first: Point, second: Point) -> tuple[Era, Era]:
        if first.era and second.era:
            return first.era, second.era
        if second.era:
            return self._first_unmarked(first, second, second.era), second.era
        if first.era:
            return first.era, self._second_unmarked(expression, first, second, first.era)
        era = self._unmarked(_direction(first, second))
        return era, era

    def _unmarked(self, direction: Direction) -> Era:
        if self.hint == "AD" or (self.hint is None and direction >= 0):
            return "AD"
        if self.hint == "BC" and direction > 0:
            self.problems.append(COUNTS_UP)
            return "AD"
        self.problems.append(HEADING_IS_BC if self.hint == "BC" else COUNTS_DOWN)
        return "BC"

    def _first_unmarked(self, first: Point, second: Point, era: Era) -> Era:
        if era == "BC" and not second.sign:
            return "BC"
        is_mixed = not second.sign and (second.era_leads or self.is_augustus)
        if is_mixed and _direction(first, second) < 0:
            self.problems.append(FIRST_IS_BC)
            return "BC"
        return "AD"

    def _second_unmarked(self, expression: Expression, first: Point, second: Point, era: Era) -> Era:
        if first.sign:
            if expression.is_tight and expression.joiner == "-" and era == "BC":
                self.problems.append(SIGN_OR_DASH)
            return "AD"
        if era == "AD":
            return "AD"
        counts_up = _direction(first, second) > 0
        if first.era_leads:
            self.problems.append(LEADING_BC)
        else:
            self.problems.append(SECOND_IS_AD if counts_up else SECOND_UNMARKED)
        return "AD" if counts_up or self.is_augustus else "BC"


def _inner_direction(point: Point) -> Direction:
    """525/4 and 450/40 count down, 140/141 and 159/60 count up; a single number does neither."""
    if not point.tail:
        return 0
    down = completed_slash(point.number, point.tail, is_bc=True)
    up = completed_slash(point.number, point.tail, is_bc=False)
    if down == point.number - 1:
        return -1
    if up == point.number + 1:
        return 1
    return _compare(point.number % 10 ** len(point.tail), int(point.tail))


def _direction(first: Point, second: Point) -> Direction:
    """Whether the numbers rise or fall, as far as they are written in full."""
    inner = _inner_direction(first) or _inner_direction(second)
    is_unmarked = first.era is None and not second.era_leads
    if is_unmarked and first.unit == second.unit == "year" and len(second.digits) < len(str(first.number)):
        return inner or _short_direction(first.number, second.digits)
    return _compare(_magnitude(first), _magnitude(second)) or inner


def _short_direction(first: int, tail: str) -> Direction:
    """244-9 rises; 525-4 falls by one; 37-4 and 193-11 may do either."""
    if completed_slash(first, tail, is_bc=True) == first - 1:
        return -1
    return 1 if completed_slash(first, tail, is_bc=False) < first + 10 else 0


def _magnitude(point: Point) -> int:
    return point.number * 100 if point.unit == "century" else point.number


def _compare(first: int, second: int) -> Direction:
    return 1 if second > first else -1 if second < first else 0
