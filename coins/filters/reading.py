"""Read the parameters of an address. Nothing is ignored in silence: what cannot be used becomes a problem."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.http import QueryDict

from coins.filters.conditions import CoinFilters, Condition, Operator
from coins.filters.kinds import FilterKind, Unreadable
from coins.filters.registry import find_filter
from coins.filters.search import MOST_WORDS
from coins.filters.sorting import sort_key
from coinstack.text import clean_text

LONGEST_VALUE = 200
MOST_VALUES = 100
MOST_CONDITIONS = 60
MOST_PROBLEMS = 20
MOST_SORT_KEYS = 6
MOST_PER_PAGE = 250
LAST_PAGE = 1_000_000
VIEWS = {"table", "grid"}
SIZES = {"small", "large"}

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffd]")

Filters = TypeVar("Filters", bound=CoinFilters)


def read_filters(cls: type[Filters], parameters: QueryDict) -> Filters:
    reader = _Reader()
    for name, values in parameters.lists():
        reader.take(name, values)
    return cls(
        q=reader.q,
        conditions=tuple(reader.conditions),
        sort=tuple(reader.sort),
        problems=tuple(reader.shown_problems()),
        **reader.shape,  # type: ignore[arg-type]
    )


@dataclass
class _Reader:
    q: str = ""
    conditions: list[Condition] = field(default_factory=list)
    sort: list[str] = field(default_factory=list)
    shape: dict[str, int | str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, name: str, values: Sequence[str]) -> None:
        """Read all values that one name was given; an empty value is a form field left blank."""
        given = [text for text in map(self._cleaned, values) if text]
        if not given and (name in _READERS or _meaning(name)):
            return
        try:
            _READERS.get(name, _Reader._take_condition)(self, name, given)
        except Unreadable as problem:
            self.problems.append(str(problem))

    def shown_problems(self) -> list[str]:
        shown = list(islice(dict.fromkeys(self.problems), MOST_PROBLEMS))
        rest = len(set(self.problems)) - len(shown)
        return [*shown, f"There are {rest} more problems of this kind."] if rest else shown

    def _cleaned(self, text: str) -> str:
        if len(text) > LONGEST_VALUE:
            self.problems.append(f"“{_short(text)}” is too long: a value has at most {LONGEST_VALUE} characters.")
            return ""
        if _UNPRINTABLE.search(text):
            self.problems.append(f"“{_short(text)}” contains characters that nobody can type.")
            return ""
        return clean_text(text)

    def _take_condition(self, name: str, values: Sequence[str]) -> None:
        meaning = _meaning(name)
        if meaning is None:
            raise Unreadable(f"There is no filter “{_short(name)}”.")
        kind, operator = meaning
        if operator in ("min", "max"):
            self._only_one(name, values)
            self._add(Condition(kind.name, operator, (kind.read_bound(values[0], operator),)))
            return
        read = [text for text in (self._attempt(kind.read, value) for value in values[:MOST_VALUES]) if text]
        if len(values) > MOST_VALUES:
            self.problems.append(f"“{kind.label}” takes at most {MOST_VALUES} values; the others are left out.")
        if read:
            self._add(Condition(kind.name, operator, tuple(dict.fromkeys(read))))

    def _attempt(self, read: Callable[[str], str], text: str) -> str:
        try:
            return read(text)
        except Unreadable as problem:
            self.problems.append(str(problem))
            return ""

    def _add(self, condition: Condition) -> None:
        if len(self.conditions) >= MOST_CONDITIONS:
            raise Unreadable(f"A list takes at most {MOST_CONDITIONS} filters; the others are left out.")
        if condition not in self.conditions:
            self.conditions.append(condition)

    def _only_one(self, name: str, values: Sequence[str]) -> None:
        if len(values) > 1:
            self.problems.append(f"“{_short(name)}” is given {len(values)} times; the first counts.")

    def _take_blank(self, name: str, values: Sequence[str]) -> None:
        for value in values:
            kind = find_filter(value)
            if kind is None:
                self.problems.append(f"There is no field “{_short(value)}” that could be blank.")
                continue
            kind.blank()
            self._add(Condition(value, "blank"))

    def _take_search(self, name: str, values: Sequence[str]) -> None:
        self._only_one(name, values)
        if len(values[0].split()) > MOST_WORDS:
            raise Unreadable(f"A search takes at most {MOST_WORDS} words.")
        self.q = values[0]

    def _take_sort(self, name: str, values: Sequence[str]) -> None:
        names = [part.strip() for value in values for part in value.split(",") if part.strip()]
        known = [part for part in names if sort_key(part) is not None]
        self.problems += [f"Coins cannot be sorted by “{_short(part)}”." for part in names if part not in known]
        first = {part.removeprefix("-"): part for part in reversed(known)}
        self.sort = [part for part in dict.fromkeys(known) if first[part.removeprefix("-")] == part]
        if len(self.sort) < len(known):
            self.problems.append("A name to sort by is given twice; the first counts.")
        if len(self.sort) > MOST_SORT_KEYS:
            self.problems.append(f"Coins are sorted by at most {MOST_SORT_KEYS} names; the others are left out.")
            self.sort = self.sort[:MOST_SORT_KEYS]

    def _take_page(self, name: str, values: Sequence[str]) -> None:
        self._only_one(name, values)
        self.shape["page"] = _whole(values[0], 1, LAST_PAGE, "A page is")

    def _take_per_page(self, name: str, values: Sequence[str]) -> None:
        self._only_one(name, values)
        self.shape["per_page"] = _whole(values[0], 1, MOST_PER_PAGE, "The number of coins on a page is")

    def _take_view(self, name: str, values: Sequence[str]) -> None:
        self._only_one(name, values)
        if values[0] not in VIEWS:
            raise Unreadable(f"A list is shown as table or grid, not as “{_short(values[0])}”.")
        self.shape["view"] = values[0]

    def _take_size(self, name: str, values: Sequence[str]) -> None:
        self._only_one(name, values)
        if values[0] not in SIZES:
            raise Unreadable(f"Cards are small or large, not “{_short(values[0])}”.")
        self.shape["size"] = values[0]


_READERS: dict[str, Callable[[_Reader, str, Sequence[str]], None]] = {
    "q": _Reader._take_search,
    "none": _Reader._take_blank,
    "sort": _Reader._take_sort,
    "page": _Reader._take_page,
    "per_page": _Reader._take_per_page,
    "view": _Reader._take_view,
    "size": _Reader._take_size,
}


def _meaning(name: str) -> tuple[FilterKind, Operator] | None:
    """What a parameter's name stands for: a filter and what is asked of it."""
    if kind := find_filter(name):
        return kind, "is"
    if name.startswith("not_") and (kind := find_filter(name.removeprefix("not_"))):
        return kind, "not"
    bare, _, side = name.rpartition("_")
    if side in ("min", "max") and (kind := find_filter(bare)):
        return kind, "min" if side == "min" else "max"
    return None


def _whole(text: str, low: int, high: int, what: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise Unreadable(f"{what} a whole number from {low} to {high:,}, not “{_short(text)}”.")
    return int(text)


def _short(text: str) -> str:
    shown = clean_text(text)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
