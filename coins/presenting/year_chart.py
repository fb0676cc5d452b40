"""Ranges of the panel of filters, and the years of the coins as bars that are links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from coins.addresses import list_url
from coins.facets import Bar, bars_over
from coins.facets.histogram import Span
from coins.fields import BY_NAME
from coins.filters import CoinFilters, Condition
from coins.filters.registry import find_filter
from coins.presenting.formats import Formats
from coins.presenting.sliders import Slider, day_slider, number_slider, price_slider, year_slider

YEAR = "year"
WIDTH, HEIGHT = 240, 56
GAP = 1.5
LEAST_HEIGHT = 2
FINEST = {"weight_g": Decimal("0.01"), "diameter_mm": Decimal("0.1"), "die_axis_h": Decimal("0.5")}
EXAMPLES = {"date": "2024-03", "year": "44 BC"}


@dataclass(frozen=True, slots=True)
class Range:
    """Two typed bounds; `unit` and `example` say how they are typed. Without values that differ there is no slider."""

    name: str
    label: str
    unit: str
    low: str
    high: str
    example: str = ""
    slider: Slider | None = None

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


def measured_range(name: str, extent: tuple[Any, Any] | None, filters: CoinFilters, formats: Formats) -> Range:
    """`extent` is the least and the greatest value that coins have, None when none has any."""
    found = range_of(name, filters, formats)
    return replace(found, slider=_slider(name, extent, bounds_of(name, filters), formats)) if extent else found


def _slider(name: str, extent: tuple[Any, Any], asked: Mapping[str, str], formats: Formats) -> Slider | None:
    if BY_NAME[name].kind == "date":
        return day_slider(*extent, asked=asked)
    if name in FINEST:
        return number_slider(*extent, finest=FINEST[name], asked=asked, formats=formats)
    # The ends of prices would tell what is hidden.
    return None if formats.hides_money else price_slider(*extent, asked=asked, formats=formats)


def range_of(name: str, filters: CoinFilters, formats: Formats) -> Range:
    spec = BY_NAME.get(name)
    kind = find_filter(name)
    bounds = {side: _as_typed(name, value, formats) for side, value in bounds_of(name, filters).items()}
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
    asked = bounds_of(YEAR, filters)
    rest = filters.without_bounds(YEAR)
    tallest = max((bar.count for bar in bars), default=1)
    step = WIDTH / max(1, len(bars))
    return YearChart(
        bars=[_drawn(bar, at * step, step, tallest, asked, rest, formats) for at, bar in enumerate(bars)],
        first=formats.years(bars[0].first, bars[0].first) if bars else "",
        last=formats.years(bars[-1].last, bars[-1].last) if bars else "",
        turn=next((round(at * step, 1) for at, bar in enumerate(bars) if at and bar.first == 1), None),
        years=replace(range_of(YEAR, filters, formats), slider=year_slider(bars, asked=asked, formats=formats)),
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


def bounds_of(name: str, filters: CoinFilters) -> dict[str, str]:
    return {
        one.operator: one.values[0] for one in filters.conditions if one.name == name and one.operator in ("min", "max")
    }
