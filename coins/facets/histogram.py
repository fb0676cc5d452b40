"""The years of coins as bars of equal width. A coin stands in every bar that its span of years touches."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

MOST_BARS = 24
WIDTHS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """`count` coins are dated within or across the signed years `first` to `last`; there is no year 0."""

    first: int
    last: int
    count: int


def bars_over(spans: Mapping[Span, int]) -> list[Bar]:
    """At most 24 bars from the earliest year to the latest, of a width that people count in; none for no span.

    `spans` are (first year, last year) with the number of coins that have it. The bars meet between 1 BC and AD 1.
    """
    if not spans:
        return []
    low = _position(min(first for first, _ in spans))
    high = _position(max(last for _, last in spans))
    width = next((width for width in WIDTHS if high // width - low // width < MOST_BARS), WIDTHS[-1])
    start, length = low // width, high // width - low // width + 1
    steps = [0] * (length + 1)
    for (first, last), count in spans.items():
        steps[_position(first) // width - start] += count
        steps[_position(last) // width - start + 1] -= count
    return [
        Bar(_year((start + at) * width), _year((start + at + 1) * width - 1), count)
        for at, count in enumerate(list(accumulate(steps))[:length])
    ]


def _position(year: int) -> int:
    """The year on a line without a gap: 0 is AD 1, -1 is 1 BC."""
    return year - 1 if year > 0 else year


def _year(position: int) -> int:
    return position + 1 if position >= 0 else position
