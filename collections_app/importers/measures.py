"""Weights and sizes of a column, held against what coins weigh and measure."""

import re
from collections.abc import Callable
from decimal import Decimal

from coins.physical import parse_size_mm, parse_weight_g

Problems = tuple[str, ...]

MEASURES: dict[str, Callable[[str, bool | None], tuple[Decimal | None, Problems]]] = {
    "weight_g": parse_weight_g,
    "expected_weight_g": parse_weight_g,
    "diameter_mm": parse_size_mm,
    "thickness_mm": parse_size_mm,
}
# Above these are only the heaviest cast bronzes of Italy and bars of bronze.
USUAL = {
    "weight_g": Decimal(400),
    "expected_weight_g": Decimal(400),
    "diameter_mm": Decimal(100),
    "thickness_mm": Decimal(40),
}
_FROM_TO = re.compile(r"^\s*(\d{2}(?:[.,]\d)?)\s*(?:mm)?\s*[-–]\s*(\d{2}(?:[.,]\d)?(?:\s*mm)?)\.?\s*$")
# What else a cell measures; the reader of one field takes no more than its own.
_SAID_TOO = {
    "weight_g": re.compile(r"\d\s*(?:mm|cm|h)\b", re.I),
    "diameter_mm": re.compile(r"\d\s*(?:g|gr|gms?|grams?|h)\b", re.I),
}
UNITS = {"weight_g": "g", "expected_weight_g": "g"}


def read_measure(name: str, text: str, decimal_comma: bool | None) -> tuple[Decimal | None, Problems]:
    """Read a weight in grams or a size in millimetres for the field `name`.

    A file with decimal commas groups thousands by points, but coins do not weigh thousands of grams: "1.250" is read
    as 1.25 there, with the problem "other_separator". What is more than struck coins have comes with "unusual". A flan
    from 28 to 29 mm has two diameters, of which the larger is kept.
    """
    number, problems = _read(name, text, decimal_comma)
    if number is not None and name in _SAID_TOO and _SAID_TOO[name].search(text):
        problems = (*problems, f'remark: "{text[:40]}" says more than that; the whole is kept in the notes')
    return number, problems


def _read(name: str, text: str, decimal_comma: bool | None) -> tuple[Decimal | None, Problems]:
    text = _FROM_TO.sub(r"\1 x \2", text) if name == "diameter_mm" else text
    number, problems = MEASURES[name](text, decimal_comma)
    if decimal_comma is None or (number is not None and number <= USUAL[name]):
        return number, (*problems, *unusual(name, number))
    other, told = MEASURES[name](text, None)
    if other is None or other == number or other > USUAL[name]:
        return number, (*problems, *unusual(name, number))
    sign, unit = "comma" if decimal_comma else "point", UNITS.get(name, "mm")
    return other, (
        *told,
        f'other_separator: "{text[:40]}" is read as {other} {unit}, though the file has a decimal {sign}: as thousands '
        "it would be more than struck coins have",
    )


def unusual(name: str, number: Decimal | None) -> Problems:
    """The doubt about a number that hardly any coin has, in a tuple that is empty without one."""
    if number is None or name not in USUAL or number <= USUAL[name]:
        return ()
    unit = UNITS.get(name, "mm")
    return (f"unusual: {number} {unit} is more than struck coins have; see whether the decimal sign is missing",)
