"""The panel of filters: facets with their counts, ranges, and the years of the coins as a row of bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coins.addresses import facets_url, list_url
from coins.facets import RANGES, CollectionState, count_facets, offer_of, shape_of
from coins.facets.naming import spelling_key
from coins.fields import BY_NAME
from coins.filters import CoinFilters
from coins.filters.registry import find_filter
from coins.presenting.formats import Formats
from coins.presenting.year_chart import Range, YearChart, measured_range, year_chart
from coinstack.accounts.models import User
from coinstack.text import fold

SHOWN = 6
SEARCHED_ABOVE = 12
MOST_FOUND = 300
FLAG = {"1": "Yes", "0": "No"}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`value` is what the filter takes, empty for blankness; `state` is "on", "not" or empty."""

    value: str
    label: str
    count: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """`more` values are not shown; `url` leads to all of them. `is_searched` when they are too many to look through.

    One that is not open has no values yet: they are counted when it is opened.
    """

    name: str
    label: str
    values: Sequence[FacetValue]
    blank: FacetValue | None
    more: int
    url: str
    is_open: bool
    is_searched: bool

    @property
    def is_of_use(self) -> bool:
        """Where all coins have the same value there is nothing to choose, unless it is asked for."""
        choices = [*self.values, *([self.blank] if self.blank else [])]
        return len(choices) > 1 or any(choice.state for choice in choices)


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """`kept` are parameters of the address that no field of the panel stands for; `count` coins are in the list."""

    facets: Sequence[Facet]
    ranges: Sequence[Range]
    years: YearChart
    kept: Sequence[tuple[str, str]]
    action: str
    clear_url: str
    count: str


def facet_panel(owner: User, filters: CoinFilters, state: CollectionState, count: int, formats: Formats) -> FacetPanel:
    """`count` is the number of coins that the filters leave."""
    shape = shape_of(owner, state)
    offer = offer_of(filters, shape)
    counts = count_facets(owner, filters, offer.opened, state)
    opened = [facet_of(name, counts.values.get(name, {}), filters) for name in offer.opened]
    shown = [facet for facet in opened if facet.is_of_use]
    return FacetPanel(
        facets=[*shown, *(closed_facet(name, filters) for name in offer.closed)],
        ranges=[measured_range(name, shape.extents.get(name), filters, formats) for name in RANGES],
        years=year_chart(counts.spans, filters, formats),
        kept=kept_pairs(filters, {facet.name for facet in shown}),
        action=list_url(CoinFilters()),
        clear_url="" if filters.is_empty else list_url(filters.cleared()),
        count=formats.count(count),
    )


def closed_facet(name: str, filters: CoinFilters) -> Facet:
    """A facet that is counted when it is opened."""
    is_short = name not in BY_NAME or BY_NAME[name].kind == "choice"
    return replace(facet_of(name, {}, filters), is_open=False, is_searched=not is_short)


def facet_of(name: str, counts: Mapping[str, int], filters: CoinFilters, *, shown: int = SHOWN) -> Facet:
    """The most frequent values and whatever is asked for."""
    found = ranked(name, counts, asked_values(name, filters))
    top = shown if len(found) > shown + 2 else len(found)
    visible = [value for at, value in enumerate(found) if at < top or value.state]
    is_blank_asked = any(one.operator == "blank" for one in filters.conditions if one.name == name)
    blanks = counts.get("", 0)
    kind = find_filter(name)
    return Facet(
        name=name,
        label=kind.label if kind else name,
        values=visible,
        blank=FacetValue("", "(blank)", blanks, "on" if is_blank_asked else "") if blanks or is_blank_asked else None,
        more=len(found) - len(visible),
        url=facets_url(replace(filters, page=1), name),
        is_open=True,
        is_searched=len(found) > SEARCHED_ABOVE,
    )


def facet_searched(name: str, counts: Mapping[str, int], filters: CoinFilters, words: str) -> Facet:
    """All values of one facet, or those in whose label the words occur, as far as a page can hold them.

    What is asked for is always among them: a form that lacked it would stop asking for it.
    """
    wanted = fold(words)
    facet = facet_of(name, counts, filters, shown=len(counts))
    found = [value for value in facet.values if value.state or wanted in fold(value.label)]
    held = [value for at, value in enumerate(found) if at < MOST_FOUND or value.state]
    return replace(facet, values=held, more=len(found) - len(held))


def ranked(name: str, counts: Mapping[str, int], asked: Mapping[str, tuple[str, str]]) -> list[FacetValue]:
    """The most frequent first; what is asked for stays in the list when no coin has it any more."""
    choices = BY_NAME[name].choices if name in BY_NAME else FLAG
    held = {spelling_key(name, value): (value, count) for value, count in counts.items() if value}
    gone = {key: (value, 0) for key, (value, _) in asked.items() if key not in held}
    values = [
        FacetValue(value, choices.get(value, value), count, asked.get(key, ("", ""))[1])
        for key, (value, count) in (held | gone).items()
    ]
    return sorted(values, key=lambda value: (-value.count, fold(value.label)))


def asked_values(name: str, filters: CoinFilters) -> dict[str, tuple[str, str]]:
    """(value, "on" or "not") by the key under which spellings of a value meet."""
    states = {"is": "on", "not": "not"}
    return {
        spelling_key(name, value): (value, states[one.operator])
        for one in filters.conditions
        if one.name == name and one.operator in states
        for value in one.values
    }


def kept_pairs(filters: CoinFilters, facets: set[str]) -> list[tuple[str, str]]:
    """What a form of the panel must send along: order, view and the conditions that it has no fields for."""
    shown = [one for one in filters.conditions if _stands_in_panel(one.name, one.operator, facets)]
    rest = tuple(one for one in filters.conditions if one not in shown)
    return replace(filters, conditions=rest, page=1).pairs


def _stands_in_panel(name: str, operator: str, facets: set[str]) -> bool:
    if operator in ("min", "max"):
        return name in ("year", *RANGES)
    return name in facets or (name == "year" and operator == "blank")
