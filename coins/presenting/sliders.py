"""Where the thumbs of a range slider may stop: round values from the least to the greatest that coins have.

A thumb that stands at its end asks for nothing. No stop is a year 0: 1 BC is followed by AD 1.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from coins.facets import Bar
from coins.presenting.formats import Formats

MOST_STOPS = 100
PARTS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
# Prices differ by more than sums do: each of these times a power of ten.
LADDER = tuple(Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8"))
STOPS_TO_A_BAR = 10
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Slider:
    """`texts` are the stops as bounds are typed; `low` and `high` are the places of the two thumbs among them."""

    texts: Sequence[str]
    low: int
    high: int

    @property
    def stops(self) -> str:
        return SEPARATOR.join(self.texts)

    @property
    def last(self) -> int:
        return len(self.texts) - 1

    @property
    def low_text(self) -> str:
        return self.texts[self.low]

    @property
    def high_text(self) -> str:
        return self.texts[self.high]


def number_slider(
    least: Decimal, greatest: Decimal, *, finest: Decimal, asked: Mapping[str, str], formats: Formats
) -> Slider | None:
    """Stops at equal distances of `finest` or more; None when all coins have the same value.

    `asked` are the present bounds by "min" and "max".
    """
    step = _step(greatest - least, finest)
    first = (least / step).to_integral_value(ROUND_FLOOR)
    last = (greatest / step).to_integral_value(ROUND_CEILING)
    values = [step * (first + at) for at in range(int(last - first) + 1)]
    return _among(values, [formats.number(value) for value in values], {side: Decimal(b) for side, b in asked.items()})


def price_slider(least: Decimal, greatest: Decimal, *, asked: Mapping[str, str], formats: Formats) -> Slider | None:
    """Stops that grow with the sum: a few dearly bought coins leave room for the many."""
    values = list(_ladder(least, greatest))
    return _among(values, [formats.number(value) for value in values], {side: Decimal(b) for side, b in asked.items()})


def day_slider(first: date, last: date, *, asked: Mapping[str, str]) -> Slider | None:
    """Stops at months, or at years where those were too many."""
    days = {side: date.fromisoformat(bound) for side, bound in asked.items()}
    if _month(last) - _month(first) < MOST_STOPS:
        months = range(_month(first), _month(last) + 1)
        texts = [f"{month // 12}-{month % 12 + 1:02}" for month in months]
        return _among(months, texts, {side: _month(day) for side, day in days.items()})
    years = range(first.year, last.year + 1)
    return _among(years, [str(year) for year in years], {side: day.year for side, day in days.items()})


def year_slider(bars: Sequence[Bar], *, asked: Mapping[str, str], formats: Formats) -> Slider | None:
    """Stops at round years, under the bars that they part: ten to a bar, or every year where a bar has no ten."""
    if not bars:
        return None
    first, last = bars[0].first, bars[-1].last
    # The edges of "100 BC–51 BC" are 100 BC and 50 BC, those of "AD 101–150" are AD 100 and AD 150.
    start, end = first - (first > 0), last + (last < 0)
    step = (end - start) // len(bars) // STOPS_TO_A_BAR
    years = [year for year in range(first, last + 1) if year]
    if step > 1:
        years = [year or 1 for year in range(start, end + 1, step)]
    texts = [formats.years(year, year) for year in years]
    return _among(years, texts, {side: int(year) for side, year in asked.items()})


def _among(values: Sequence[Decimal | int], texts: Sequence[str], asked: Mapping[str, Decimal | int]) -> Slider | None:
    """The thumbs stand at the stops next to the bounds, on the side that leaves no coin of the range out."""
    if len(values) < 2:
        return None
    last = len(values) - 1
    low = bisect_right(values, asked["min"]) - 1 if "min" in asked else 0
    high = bisect_left(values, asked["max"]) if "max" in asked else last
    return Slider(texts, min(max(low, 0), last), max(min(high, last), 0))


def _step(span: Decimal, finest: Decimal) -> Decimal:
    """The finest step of 1, 2 or 5 times a power of ten that makes no more stops than a thumb can tell apart."""
    unit = finest
    while unit * 10 * MOST_STOPS < span:
        unit *= 10
    return next((unit * part for part in PARTS if unit * part * MOST_STOPS >= span), unit * PARTS[-1])


def _ladder(least: Decimal, greatest: Decimal) -> Iterator[Decimal]:
    """Rungs from the last that is no more than `least` to the first that is no less than `greatest`."""
    unit = Decimal(1).scaleb(max(least, Decimal(1)).adjusted())
    below = [unit * step for step in LADDER if unit * step <= max(least, Decimal(1))]
    yield below[-1] if least >= 1 else Decimal(0)
    value = below[-1]
    while value < greatest:
        value = next((unit * step for step in LADDER if unit * step > value), unit * 10)
        unit = unit * 10 if value == unit * 10 else unit
        yield value


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
