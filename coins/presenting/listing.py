"""The list of coins as its page prints it: rows or cards, heads of columns, chips, figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.urls import reverse

from coins.addresses import coin_url, list_url, with_query
from coins.columns import Column, list_columns
from coins.fields import BY_NAME
from coins.filters import PER_PAGE, CoinFilters
from coins.models import Coin
from coins.presenting.cards import CARD_WIDTH, THUMB_WIDTH, Cell, CoinRow, card_of, picture_urls
from coins.presenting.facets import FacetPanel
from coins.presenting.formats import Formats
from coins.querysets import Totals
from coinstack.paging import Pager

Look = Literal["table", "grid", "large"]
PAGE_SIZES = (25, 50, 100, 250)
EXPORT_FORMATS = {
    "table": "CSV, as listed",
    "csv": "CSV, all fields",
    "xlsx": "Excel, all fields",
    "json": "JSON, all fields",
}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: what a form sends, or where a link leads."""

    value: str
    label: str
    url: str = ""
    is_chosen: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """`add_url` sorts by this column after those that the list is sorted by already; `place` is 1 for the first."""

    key: str
    label: str
    numeric: bool
    sort_url: str
    direction: str
    add_url: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class CoinListPage:
    """Everything the list prints. `empty` is "none" without any coin, "filtered" when no coin passes the filters.

    `panel` is None where counting takes long; `panel_url` then leads to it. `pairs` are the address's parameters
    without page, order and length of a page, for the small forms beside the list; `sort_pair` and `per_page_pair`
    the latter two, empty where they are the usual ones.
    """

    title: str
    rows: Sequence[CoinRow]
    columns: Sequence[ColumnHead]
    count: int
    total: int
    chips: Sequence[Chip]
    clear_url: str
    problems: Sequence[str]
    look: Look
    looks: Sequence[Choice]
    sorts: Sequence[Choice]
    page_sizes: Sequence[Choice]
    pairs: Sequence[tuple[str, str]]
    pager: Pager
    empty: str
    summary: Sequence[str]
    panel: FacetPanel | None
    panel_url: str
    url: str
    exports: Sequence[Choice] = ()
    sort_pair: str = ""
    per_page_pair: str = ""


def coin_rows(coins: Sequence[Coin], filters: CoinFilters, look: Look, formats: Formats) -> list[CoinRow]:
    columns = list_columns() if look == "table" else ()
    texts = [column.texts(coins, formats) for column in columns]
    return [
        CoinRow(
            coin=card_of(coin, formats),
            url=coin_url(coin.pk, filters),
            cells=[Cell(column.key, column.label, texts[at][row], column.numeric) for at, column in enumerate(columns)],
            look_url=reverse("coins:quick_look", kwargs={"pk": coin.pk}),
            **picture_urls(coin, THUMB_WIDTH if look == "table" else CARD_WIDTH),
        )
        for row, coin in enumerate(coins)
    ]


def column_head(column: Column, filters: CoinFilters) -> ColumnHead:
    """A click sorts by the column, a second one turns the order round."""
    if not column.sort:
        return ColumnHead(column.key, column.label, column.numeric, "", "")
    place = next((at for at, name in enumerate(filters.sort, 1) if name.removeprefix("-") == column.sort), 0)
    is_falling = bool(place) and filters.sort[place - 1].startswith("-")
    wanted = f"-{column.sort}" if filters.sort[:1] == (column.sort,) else column.sort
    return ColumnHead(
        column.key,
        column.label,
        column.numeric,
        sort_url=list_url(replace(filters, sort=(wanted,), page=1)),
        direction="" if not place else "descending" if is_falling else "ascending",
        add_url=list_url(replace(filters, sort=_added(filters.sort, column.sort), page=1)),
        place=place,
    )


def _added(sort: tuple[str, ...], name: str) -> tuple[str, ...]:
    """`name` as the last key, or turned round where it stands."""
    if name in sort or f"-{name}" in sort:
        turned = {name: f"-{name}", f"-{name}": name}
        return tuple(turned.get(key, key) for key in sort)
    return (*sort, name)


def chips_of(filters: CoinFilters, formats: Formats) -> list[Chip]:
    return [Chip(label, list_url(rest)) for label, rest in filters.chips(formats)]


def looks_of(filters: CoinFilters, look: Look) -> list[Choice]:
    """Each look has an address of its own, so that it is also what the collector is shown next time."""

    def choice(name: Look, label: str, icon: str) -> Choice:
        size: Literal["", "large"] = "large" if name == "large" else ""
        shown = replace(filters, view="table" if name == "table" else "grid", size=size)
        return Choice(name, label, list_url(shown), name == look, icon)

    return [choice("table", "Table", "table"), choice("grid", "Grid", "grid"), choice("large", "Large", "large")]


def sorts_of(filters: CoinFilters) -> list[Choice]:
    """Orders for the select: each sortable column both ways, and whatever else the address asks for."""
    asked = ",".join(filters.sort)
    columns = [column for column in list_columns() if column.sort]
    choices = [
        Choice("", "As recorded", is_chosen=not asked),
        Choice("-created_at", "Last added", is_chosen=asked == "-created_at"),
    ]
    for column in columns:
        up, down = _DIRECTIONS.get(column.sort, ("A–Z", "Z–A"))
        for value, words in ((column.sort, up), (f"-{column.sort}", down)):
            choices.append(Choice(value, f"{column.label}, {words}", is_chosen=asked == value))
    if not any(choice.is_chosen for choice in choices):
        labels = {choice.value: choice.label for choice in choices}
        words = ", then ".join(labels.get(name) or _order_words(name) for name in filters.sort)
        choices.append(Choice(asked, words, is_chosen=True))
    return choices


def _order_words(sort: str) -> str:
    """An order that no column offers: "Inventory number", "Created at, descending"."""
    name = sort.removeprefix("-")
    label = BY_NAME[name].label if name in BY_NAME else name.replace("_", " ").capitalize()
    return f"{label}, descending" if sort.startswith("-") else label


_LIGHT = ("lowest first", "highest first")
_DIRECTIONS = {
    "year": ("oldest first", "latest first"),
    "weight_g": _LIGHT,
    "diameter_mm": _LIGHT,
    "die_axis_h": _LIGHT,
    "price": _LIGHT,
    "grade": ("worst first", "best first"),
}


def exports_of(filters: CoinFilters) -> list[Choice]:
    """What one may take away: `value` is the format. The view lies in an upper app and is found by its name."""
    address = reverse("collections:export")
    every = replace(filters, page=1, per_page=PER_PAGE, view="", size="")
    return [
        Choice(name, label, f"{with_query(address, every)}{'&' if every.pairs else '?'}format={name}")
        for name, label in EXPORT_FORMATS.items()
    ]


def page_sizes_of(filters: CoinFilters) -> list[Choice]:
    sizes = sorted({*PAGE_SIZES, filters.per_page})
    return [Choice(str(size), str(size), is_chosen=size == filters.per_page) for size in sizes]


def summary_lines(totals: Totals, formats: Formats) -> list[str]:
    """The footer's figures, each with how many coins it rests on where that is not all."""
    count = formats.count(totals.count)
    lines = [f"{count} coin{'' if totals.count == 1 else 's'}"]
    if totals.paid:
        amounts = " + ".join(formats.money(amount, currency) for currency, amount in totals.paid.items())
        known = "" if totals.priced == totals.count else f" for {formats.count(totals.priced)} of {count}"
        lines.append(f"paid {amounts}{known}")
    if totals.mean_weight_g is not None:
        known = "" if totals.weighed == totals.count else f", {formats.count(totals.weighed)} of {count} weighed"
        lines.append(f"mean weight {formats.number(round(totals.mean_weight_g, 2), places=2)} g{known}")
    return lines
