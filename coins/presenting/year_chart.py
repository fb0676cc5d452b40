"""Ranges of the panel of filters, and the years of the coins as bars that are links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coins.addresses import list_url
from coins.facets import Bar, bars_over
from coins.facets.histogram import Span
from coins.fields import BY_NAME
from coins.filters import CoinFilters, Condition
from coins.filters.registry import find_filter
from coins.presenting.formats import Formats

YEAR = "year"
WIDTH, HEIGHT = 240, 56
GAP = 1.5
LEAST_HEIGHT = 2
EXAMPLES = {"date": "2024-03", "year": "44 BC"}


@dataclass(frozen=True, slots=True)
class Range:
    """Two typed bounds; `unit` and `example` say how they are typed."""

    name: str
    label: str
    unit: str
    low: str
    high: str
    example: str = ""

    @property
    def is_asked(self) -> bool:
        return bool(self.low or self.high)


@dataclass(frozen=True, slots=True)
class ChartBar:
    """In the units of the chart's box; `label` is what is read out. Without a coin there is no address."""

    url: str
    label: str
    x: float
    y: float
    width: float
    height: float
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class YearChart:
    """`turn` is where BC meets AD, None when all coins are on one side. `undated` coins; `is_undated_asked`."""

    bars: Sequence[ChartBar]
    first: str
    last: str
    turn: float | None
    years: Range
    undated: int
    is_undated_asked: bool


def range_of(name: str, filters: CoinFilters, formats: Formats) -> Range:
    spec = BY_NAME.get(name)
    kind = find_filter(name)
    bounds = {side: _as_typed(name, value, formats) for side, value in _bounds(name, filters).items()}
    return Range(
        name=name,
        label=kind.label if kind else name,
        unit=spec.unit if spec else "",
        low=bounds.get("min", ""),
        high=bounds.get("max", ""),
        example=EXAMPLES.get(spec.kind if spec else name, ""),
    )


def year_chart(spans: Mapping[Span | None, int], filters: CoinFilters, formats: Formats) -> YearChart:
    """`spans` are the coins that the other filters leave, by their first and last year."""
    bars = bars_over({span: count for span, count in spans.items() if span is not None})
    asked = _bounds(YEAR, filters)
    rest = filters.without_bounds(YEAR)
    tallest = max((bar.count for bar in bars), default=1)
    step = WIDTH / max(1, len(bars))
    return YearChart(
        bars=[_drawn(bar, at * step, step, tallest, asked, rest, formats) for at, bar in enumerate(bars)],
        first=formats.years(bars[0].first, bars[0].first) if bars else "",
        last=formats.years(bars[-1].last, bars[-1].last) if bars else "",
        turn=next((round(at * step, 1) for at, bar in enumerate(bars) if at and bar.first == 1), None),
        years=range_of(YEAR, filters, formats),
        undated=spans.get(None, 0),
        is_undated_asked=Condition(YEAR, "blank") in filters.conditions,
    )


def _drawn(
    bar: Bar,
    x: float,
    step: float,
    tallest: int,
    asked: Mapping[str, str],
    rest: CoinFilters,
    formats: Formats,
) -> ChartBar:
    height = max(LEAST_HEIGHT, bar.count / tallest * HEIGHT) if bar.count else 0
    bounds = (Condition(YEAR, "min", (str(bar.first),)), Condition(YEAR, "max", (str(bar.last),)))
    plural = "" if bar.count == 1 else "s"
    return ChartBar(
        url=list_url(replace(rest, conditions=(*rest.conditions, *bounds))) if bar.count else "",
        label=f"{formats.years(bar.first, bar.last)}: {formats.count(bar.count)} coin{plural}",
        x=round(x, 1),
        y=round(HEIGHT - height, 1),
        width=round(step - GAP, 1),
        height=round(height, 1),
        is_chosen=int(asked.get("min", bar.last)) <= bar.last and bar.first <= int(asked.get("max", bar.first)),
    )


def _as_typed(name: str, value: str, formats: Formats) -> str:
    """The bound as the collector would type it: "50 BC", "3,2"."""
    if name == YEAR:
        return formats.years(int(value), int(value))
    return value.replace(".", ",") if formats.decimal_comma else value


def _bounds(name: str, filters: CoinFilters) -> dict[str, str]:
    return {
        one.operator: one.values[0] for one in filters.conditions if one.name == name and one.operator in ("min", "max")
    }
