"""What a transform makes of a cell, and which a target may have."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from collections_app.importers.base import ImportFileProblem
from collections_app.importers.rows import Layout, draft_cells
from collections_app.importers.transforms import Transform, kinds_for, read_transform


def drafted(target: str, cell: Any, *transforms: tuple[str, str], decimal_comma: bool | None = None) -> dict[str, Any]:
    done = {"A": tuple(Transform(*each) for each in transforms)} if transforms else {}
    return draft_cells(
        2, {"A": cell, "Ruler": "Nero"}, Layout(("A", "Ruler"), {"A": target}, done, decimal_comma)
    ).values


@pytest.mark.parametrize(
    ("target", "cell", "transform", "value"),
    [
        ("weight_g", 52, ("unit", "grains"), "3.370"),
        ("weight_g", "52.5", ("unit", "grains"), "3.402"),
        ("weight_g", 1, ("unit", "ozt"), "31.103"),
        ("weight_g", 0.5, ("unit", "oz"), "14.175"),
        ("weight_g", "3.41 g", ("unit", "grains"), "3.41"),
        ("weight_g", 3.41, ("unit", "g"), "3.41"),
        ("diameter_mm", 1.8, ("unit", "cm"), "18.0"),
        ("diameter_mm", "0.75", ("unit", "in"), "19.0"),
        ("diameter_mm", "18 mm", ("unit", "cm"), "18"),
    ],
)
def test_units(target: str, cell: Any, transform: tuple[str, str], value: str) -> None:
    assert drafted(target, cell, transform)[target] == Decimal(value)


@pytest.mark.parametrize("cell", [1e30, 10**40, "9" * 19])
def test_number_too_large_to_be_converted_is_refused_by_its_field(cell: Any) -> None:
    values = drafted("weight_g", cell, ("unit", "grains"))
    assert "weight_g" not in values
    assert values["personal_notes"].startswith("A: ")


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("03/04/2011", "dmy", date(2011, 4, 3)),
        ("03/04/2011", "mdy", date(2011, 3, 4)),
        ("2011.4.3", "ymd", date(2011, 4, 3)),
        ("3.4.11", "dmy", date(2011, 4, 3)),
        ("3.4.98", "dmy", date(1998, 4, 3)),
        ("14 April 2011", "mdy", date(2011, 4, 14)),
    ],
)
def test_order_of_dates(cell: str, order: str, day: date) -> None:
    assert drafted("acquired_on", cell, ("date", order))["acquired_on"] == day


def test_day_that_does_not_exist_is_kept_as_a_note() -> None:
    values = drafted("acquired_on", "31/02/2011", ("date", "dmy"))
    assert "A: 31/02/2011" in values["personal_notes"]


@pytest.mark.parametrize(
    ("separator", "legend", "description"),
    [
        ("", "NERO CAESAR", "laureate head right"),
        (",", "NERO CAESAR", "laureate head right"),
        ("/", "", "NERO CAESAR, laureate head right"),
    ],
)
def test_split_side(separator: str, legend: str, description: str) -> None:
    for target in ("obverse", "obverse_description", "obverse_legend"):
        values = drafted(target, "NERO CAESAR, laureate head right", ("split_side", separator))
        assert (values.get("obverse_legend", ""), values["obverse_description"]) == (legend, description)


def test_split_grade() -> None:
    values = drafted("grade", "Choice AU  Strike: 5/5 Surface: 4/5", ("split_grade", ""))
    assert (values["grade"], values["strike_grade"], values["surface_grade"]) == ("Choice AU", 5, 4)
    assert drafted("grade", "mostly nice", ("split_grade", ""))["grade"] == "mostly nice"


def test_split_denomination() -> None:
    assert drafted("denomination", "1 Denarius", ("split_denomination", ""))["denomination"] == "Denarius"
    assert drafted("denomination", "1/2 Siliqua", ("split_denomination", ""))["denomination"] == "1/2 Siliqua"


def test_currency_of_a_price_column() -> None:
    assert drafted("price", 120, ("currency", "CHF"))["currency"] == "CHF"
    assert drafted("price", "€ 120", ("currency", "CHF"))["currency"] == "EUR"
    values = drafted("disposal_price", 120, ("currency", "CHF"))
    assert (values["disposal_currency"], values.get("currency")) == ("CHF", None)


def test_constant_fills_every_coin_and_makes_none() -> None:
    layout = Layout(
        ("Seller", "Ruler"), {"Seller": "source", "Ruler": "issuer"}, {"Seller": (Transform("constant", "CNG"),)}
    )
    assert draft_cells(2, {"Ruler": "Nero"}, layout).values["source"] == "CNG"
    assert draft_cells(3, {"Seller": "Leu"}, layout).is_stub


def test_decimal_comma_of_the_file() -> None:
    assert drafted("weight_g", "3,412", decimal_comma=True)["weight_g"] == Decimal("3.412")
    assert drafted("weight_g", "3.41", decimal_comma=True)["weight_g"] == Decimal("3.41")


@pytest.mark.parametrize(
    ("target", "kind", "value", "told"),
    [
        ("weight_g", "unit", "stone", "cannot be"),
        ("issuer", "unit", "g", "no transform"),
        ("price", "currency", "XXX", "cannot be"),
        ("acquired_on", "date", "ddd", "cannot be"),
        ("source", "constant", " ", "needs a text"),
        ("notes", "constant", "x", "no transform"),
        ("issuer", "eval", "1", "no transform"),
    ],
)
def test_transform_that_does_not_exist(target: str, kind: str, value: str, told: str) -> None:
    with pytest.raises(ImportFileProblem, match=told):
        read_transform(target, kind, value)


@pytest.mark.parametrize(
    ("target", "kinds"),
    [
        ("weight_g", {"unit", "constant"}),
        ("price", {"currency", "constant"}),
        ("obverse", {"split_side", "constant"}),
        ("acquired_on", {"date", "constant"}),
        ("grade", {"split_grade", "constant"}),
        ("references", set()),
        ("notes", set()),
    ],
)
def test_transforms_of_a_target(target: str, kinds: set[str]) -> None:
    assert set(kinds_for(target)) == kinds
