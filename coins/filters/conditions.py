"""The one filter language: what pages, exports, saved views, the API and navigation all ask a list of coins."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Literal, Self
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from coins.filters.kinds import FilterKind
from coins.filters.registry import find_filter
from coins.filters.search import search_condition
from coins.filters.sorting import SortKey, sort_key
from coins.presenting import Formats

Operator = Literal["is", "not", "blank", "min", "max"]
View = Literal["", "table", "grid"]
Size = Literal["", "small", "large"]

PER_PAGE = 50
BOUNDS = ("min", "max")


@dataclass(frozen=True, slots=True)
class Condition:
    """One requirement: `values` are alternatives; a bound has one value, blankness none."""

    name: str
    operator: Operator
    values: tuple[str, ...] = ()

    @property
    def kind(self) -> FilterKind:
        kind = find_filter(self.name)
        if kind is None:
            raise LookupError(f"No filter is registered as {self.name!r}.")
        return kind

    @property
    def query(self) -> Q:
        if self.operator == "blank":
            return self.kind.blank()
        if self.operator in BOUNDS:
            return self.kind.bounded(self.values[0], "min" if self.operator == "min" else "max")
        found = self.kind.matching(self.values)
        return ~found if self.operator == "not" else found

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The condition as parameters of an address."""
        if self.operator == "blank":
            return [("none", self.name)]
        name = {"is": self.name, "not": f"not_{self.name}"}.get(self.operator, f"{self.name}_{self.operator}")
        return [(name, value) for value in self.values]

    @property
    def subject(self) -> tuple[str, str]:
        """Conditions with the same subject are one requirement: values with blankness, or both ends of a range."""
        return self.name, "range" if self.operator in BOUNDS else "not" if self.operator == "not" else "values"

    def said(self, formats: Formats) -> str:
        """What is asked of the name: 'Silver or Gold', 'not Rome', 'from 3.2 g', 'blank'."""
        shown = " or ".join(self.kind.shown(value, formats) for value in self.values)
        words = {"is": shown, "not": f"not {shown}", "blank": "blank", "min": f"from {shown}", "max": f"up to {shown}"}
        return words[self.operator]


@dataclass(frozen=True, slots=True)
class Requirement:
    """Conditions about one subject, shown as one chip. Values and blankness are alternatives, bounds hold together."""

    conditions: tuple[Condition, ...]

    @property
    def name(self) -> str:
        return self.conditions[0].name

    @property
    def query(self) -> Q:
        queries = [condition.query for condition in self.conditions]
        if self.conditions[0].subject[1] == "values":
            return reduce(or_, queries)
        return Q(*queries)

    def described(self, formats: Formats) -> str:
        """'Metal: Silver or Gold', 'Mint: not Rome', 'Weight: 3.2 g to 4 g', 'Mint: Rome or blank'."""
        kind = self.conditions[0].kind
        bounds = {condition.operator: condition.values[0] for condition in self.conditions if condition.values}
        if set(bounds) == set(BOUNDS):
            return f"{kind.label}: {kind.shown(bounds['min'], formats)} to {kind.shown(bounds['max'], formats)}"
        return f"{kind.label}: {' or '.join(condition.said(formats) for condition in self.conditions)}"


@dataclass(frozen=True, slots=True)
class CoinFilters:
    """What the collector asks for, and how to show it. `problems` tell what of the address could not be read.

    Without a `view` the list looks as its collector prefers; `size` is that of the cards of the grid.

    `to_query` writes the address again, without what could not be read and without defaults:
    `CoinFilters.from_query(filters.to_query())` asks for the same.
    """

    q: str = ""
    conditions: tuple[Condition, ...] = ()
    sort: tuple[str, ...] = ()
    page: int = 1
    per_page: int = PER_PAGE
    view: View = ""
    size: Size = ""
    problems: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_querydict(cls, parameters: QueryDict) -> Self:
        from coins.filters.reading import read_filters  # noqa: PLC0415 - it builds instances of this class

        return read_filters(cls, parameters)

    @classmethod
    def from_query(cls, text: str) -> Self:
        """From the text after the question mark, as a saved view or `--filter` holds it."""
        return cls.from_querydict(QueryDict(text.removeprefix("?")))

    @property
    def query(self) -> Q:
        asked = search_condition(self.q)
        for requirement in self.requirements:
            asked &= requirement.query
        return asked

    @property
    def requirements(self) -> list[Requirement]:
        """The conditions by what they are about, in the order in which each subject is first named."""
        subjects = list(dict.fromkeys(condition.subject for condition in self.conditions))
        ordered = sorted(self.conditions, key=lambda condition: subjects.index(condition.subject))
        return [Requirement(tuple(found)) for _, found in groupby(ordered, key=lambda condition: condition.subject)]

    @property
    def keys(self) -> list[SortKey]:
        return [key for key in map(sort_key, self.sort) if key is not None]

    @property
    def is_empty(self) -> bool:
        return not self.q and not self.conditions

    def to_query(self) -> str:
        return urlencode(self.pairs)

    def chips(self, formats: Formats) -> list[tuple[str, Self]]:
        """Each requirement in words, with the filters that remain when it is taken away."""
        found = [(f"Search: {self.q}", replace(self, q="", page=1))] if self.q else []
        for requirement in self.requirements:
            rest = tuple(other for other in self.conditions if other not in requirement.conditions)
            found.append((requirement.described(formats), replace(self, conditions=rest, page=1)))
        return found

    def cleared(self) -> Self:
        """The same order and view of all coins."""
        return replace(self, q="", conditions=(), page=1)

    def without(self, name: str) -> Self:
        """The same without what is asked of `name`."""
        return replace(self, conditions=tuple(other for other in self.conditions if other.name != name), page=1)

    def without_bounds(self, name: str) -> Self:
        """The same without the range of `name`."""
        rest = tuple(other for other in self.conditions if other.subject != (name, "range"))
        return replace(self, conditions=rest, page=1)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, for forms that add to it."""
        return list(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.q:
            yield "q", self.q
        for condition in self.conditions:
            yield from condition.pairs
        if self.sort:
            yield "sort", ",".join(self.sort)
        if self.view:
            yield "view", self.view
        if self.size:
            yield "size", self.size
        if self.per_page != PER_PAGE:
            yield "per_page", str(self.per_page)
        if self.page != 1:
            yield "page", str(self.page)
