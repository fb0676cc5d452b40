"""What one can choose on the list of coins: how it looks, its order, the length of a page, what to take away."""

from dataclasses import dataclass, replace
from typing import Literal

from django.urls import reverse

from coins.addresses import list_url, with_query
from coins.columns import list_columns
from coins.fields import BY_NAME
from coins.filters import PER_PAGE, CoinFilters

ListView = Literal["table", "grid", "large"]
PAGE_SIZES = (25, 50, 100, 250)
EXPORT_FORMATS = {
    "table": "CSV, as listed",
    "csv": "CSV, all fields",
    "xlsx": "Excel, all fields",
    "json": "JSON, all fields",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: what a form sends, or where a link leads."""

    value: str
    label: str
    url: str = ""
    is_chosen: bool = False
    icon: str = ""


def views_of(filters: CoinFilters, view: ListView) -> list[Choice]:
    """Each view has an address of its own, so that it is also what the collector is shown next time."""

    def choice(name: ListView, label: str, icon: str) -> Choice:
        size: Literal["", "large"] = "large" if name == "large" else ""
        shown = replace(filters, view="table" if name == "table" else "grid", size=size)
        return Choice(name, label, list_url(shown), name == view, icon)

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
    return [Choice(name, label, with_query(address, every, format=name)) for name, label in EXPORT_FORMATS.items()]


def page_sizes_of(filters: CoinFilters) -> list[Choice]:
    sizes = sorted({*PAGE_SIZES, filters.per_page})
    return [Choice(str(size), str(size), is_chosen=size == filters.per_page) for size in sizes]
