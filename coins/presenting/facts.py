"""The facts of a coin, section by section, as the table of fields orders them; what is empty is left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from coins.field_spec import SECTIONS, FieldSpec
from coins.fields import BY_NAME, in_section
from coins.models import Coin
from coins.presenting.formats import HIDDEN, Formats
from coins.presenting.head import Way

# Shown elsewhere on the page: beside the pictures, under the facts, in the margin.
ELSEWHERE = {
    "title",
    "obverse_legend",
    "obverse_legend_expanded",
    "obverse_description",
    "reverse_legend",
    "reverse_legend_expanded",
    "reverse_description",
    "storage_place",
    "tags",
}
# Told together with another field.
TOLD_WITH = {
    "year_end": "year_start",
    "is_circa": "year_start",
    "reign_end": "reign_start",
    "currency": "price",
    "disposal_currency": "disposal_price",
    "find_longitude": "find_latitude",
}
ADDRESSES = {"source_url", "verification_url"}
WEB = ("https://", "http://")
GROUP_LABELS = {"year_start": "Struck", "reign_start": "Reign", "find_latitude": "Find coordinates"}


@dataclass(frozen=True, slots=True)
class Fact:
    """`url`: where the value leads, when it is an address of the web."""

    key: str
    label: str
    value: str
    unit: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FactSection:
    """`empty` are the labels of the fields without a value (flags apart)."""

    key: str
    title: str
    items: list[Fact]
    empty: list[str]
    edit_url: str = ""


def facts_of(coin: Coin, way: Way, formats: Formats) -> list[FactSection]:
    """Every section that has fields of its own on the page, be they filled or not."""
    sections = []
    for key, title in SECTIONS.items():
        told = [(spec, fact_of(coin, spec, formats)) for spec in _told(key)]
        items = [fact for _, fact in told if fact is not None]
        empty = [GROUP_LABELS.get(spec.name, spec.label) for spec, fact in told if fact is None and spec.kind != "flag"]
        if items or empty:
            sections.append(FactSection(key, title, items, empty, edit_url(coin, key, way)))
    return sections


def edit_url(coin: Coin, section: str, way: Way) -> str:
    return way.carried_by(reverse("coins:edit", args=[coin.pk, section]))


def fact_of(coin: Coin, spec: FieldSpec, formats: Formats) -> Fact | None:
    """One field in words, None when it has no value; a vocabulary match stands as a note beside its text."""
    value = _GROUPS[spec.name](coin, formats) if spec.name in _GROUPS else value_text(coin, spec, formats)
    note = _term_note(coin, spec, formats)
    if not value:
        value, note = note, ""
    if not value:
        return None
    unit = "" if spec.unit.startswith("/") else spec.unit
    url = value if spec.name in ADDRESSES and value.startswith(WEB) else ""
    return Fact(spec.name, GROUP_LABELS.get(spec.name, spec.label), value, unit, note, url)


def value_text(coin: Coin, spec: FieldSpec, formats: Formats) -> str:
    """The field's value in words without its unit, empty when there is none. Reads `tags` from the database."""
    if spec.kind == "tags":
        return ", ".join(str(tag) for tag in coin.tags.all())
    return plain_text(spec, getattr(coin, spec.name), formats)


def plain_text(spec: FieldSpec, value: Any, formats: Formats) -> str:
    """A column's value in words: labels of choices, years with their era, grams with two decimals."""
    if value is None or value == "" or value == []:
        return ""
    writer = _WRITERS.get(spec.kind)
    return writer(spec, value, formats) if writer else str(value)


def _number_text(spec: FieldSpec, value: Any, formats: Formats) -> str:
    if spec.trust == "money" and formats.hides_money:
        return HIDDEN
    text = formats.number(value, places=2 if spec.unit == "g" or spec.trust == "money" else 0)
    return f"{text}{spec.unit}" if spec.unit.startswith("/") else text


_WRITERS: dict[str, Callable[[FieldSpec, Any, Formats], str]] = {
    "choice": lambda spec, value, formats: spec.choices.get(value, str(value)),
    "flag": lambda spec, value, formats: "Yes" if value else "",
    "integer": _number_text,
    "decimal": _number_text,
    "year": lambda spec, value, formats: formats.years(value, value),
    "date": lambda spec, value, formats: formats.day(value),
    "list": lambda spec, value, formats: ", ".join(str(part) for part in value),
    "term": lambda spec, value, formats: str(value),
}


def _struck(coin: Coin, formats: Formats) -> str:
    return formats.years(coin.year_start, coin.year_end, circa=coin.is_circa)


def _reign(coin: Coin, formats: Formats) -> str:
    return formats.years(coin.reign_start, coin.reign_end)


def _price(coin: Coin, formats: Formats) -> str:
    return formats.money(coin.price, coin.currency) if coin.price is not None else ""


def _disposal_price(coin: Coin, formats: Formats) -> str:
    return formats.money(coin.disposal_price, coin.disposal_currency) if coin.disposal_price is not None else ""


def _found_at(coin: Coin, formats: Formats) -> str:
    """ "41.9° N, 12.5° E"; the letters tell latitude from longitude where only one of them is known."""
    degrees = ((coin.find_latitude, "N", "S"), (coin.find_longitude, "E", "W"))
    return ", ".join(
        f"{formats.number(abs(value))}° {above if value >= 0 else below}"
        for value, above, below in degrees
        if value is not None
    )


_GROUPS: dict[str, Callable[[Coin, Formats], str]] = {
    "year_start": _struck,
    "reign_start": _reign,
    "price": _price,
    "disposal_price": _disposal_price,
    "find_latitude": _found_at,
}


def _told(section: str) -> Iterator[FieldSpec]:
    """The fields that have a line of their own: a vocabulary match has one only where it stands beside no text."""
    for spec in in_section(section):
        is_beside_text = spec.kind == "term" and spec.name.removesuffix("_term") in BY_NAME
        if spec.name not in ELSEWHERE and spec.name not in TOLD_WITH and not is_beside_text:
            yield spec


def _term_note(coin: Coin, spec: FieldSpec, formats: Formats) -> str:
    """The vocabulary's name for the text, where it says something else, and the term's years."""
    if f"{spec.name}_term" not in BY_NAME:
        return ""
    term = getattr(coin, f"{spec.name}_term")
    if term is None:
        return ""
    name = "" if term.name == getattr(coin, spec.name) else term.name
    years = formats.years(term.year_start, term.year_end) if spec.name in ("issuer", "co_ruler") else ""
    return " ".join(part for part in (name, years) if part)
