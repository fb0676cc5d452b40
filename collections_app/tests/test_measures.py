"""Weights and sizes in files of different countries, and those that no coin has."""

from decimal import Decimal
from pathlib import Path

import pytest

from coins.fields import BY_NAME
from collections_app.importers.proposals import decimal_comma_of
from collections_app.importers.sources import open_source
from collections_app.importers.values import read_field


@pytest.mark.parametrize(
    ("cell", "decimal_comma", "value", "told"),
    [
        ("3,412", True, "3.412", ""),
        ("3.41", True, "3.41", ""),
        ("1.250", True, "1.250", "read as 1.250 g, though the file has a decimal comma"),
        ("12.500", True, "12.500", "read as 12.500 g"),
        ("1,250", False, "1.250", "read as 1.250 g, though the file has a decimal point"),
        ("1250", True, "1250", "more than struck coins have"),
        ("1250", None, "1250", "more than struck coins have"),
        (1250, None, "1250", "more than struck coins have"),
        ("323.5", None, "323.5", ""),  # a heavy as of the Republic
    ],
)
def test_weights(cell: object, decimal_comma: bool | None, value: str, told: str) -> None:
    reading = read_field(BY_NAME["weight_g"], cell, decimal_comma)
    assert reading.values == {"weight_g": Decimal(value)}
    assert told in " ".join(message for message, _ in reading.problems)
    assert bool(reading.problems) == bool(told)


@pytest.mark.parametrize(("text", "value"), [("28-29", "29.0"), ("19 - 20 mm", "20.0"), ("21,5-20", "21.5")])
def test_flan_between_two_sizes(text: str, value: str) -> None:
    reading = read_field(BY_NAME["diameter_mm"], text, True)
    assert reading.values == {"diameter_mm": Decimal(value)}
    assert reading.note == text
    assert "the larger is kept" in reading.problems[0][0]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("weight_g", "3.3g / 18mm", "3.3"), ("diameter_mm", "18 mm, 3.3 g", "18"), ("weight_g", "3.79 gm, 3h", "3.79")],
)
def test_what_a_cell_measures_beside_is_kept(name: str, text: str, value: str) -> None:
    reading = read_field(BY_NAME[name], text)
    assert reading.values == {name: Decimal(value)}
    assert reading.note == text


@pytest.mark.parametrize("text", ["?", "unknown", "unbekannt", "n.v.t.", "δ/υ"])
def test_what_says_that_nothing_is_known(text: str) -> None:
    reading = read_field(BY_NAME["weight_g"], text)
    assert (reading.values, reading.problems, reading.note) == ({}, (), "")


def test_what_is_read_against_the_habit_of_the_file_is_kept_as_it_stands() -> None:
    assert read_field(BY_NAME["weight_g"], "1.250", True).note == "1.250"
    assert read_field(BY_NAME["diameter_mm"], "21.500", True).values == {"diameter_mm": Decimal("21.5")}


@pytest.mark.parametrize(
    ("cells", "is_comma"),
    [
        ([("3,41", "12.50"), ("3,2", "1.20"), ("3,1", "7.10"), ("1.250", "8.20")], True),
        ([("3.412", "12,50"), ("3.2", "10,00")], False),
        ([("3.412", "12,50"), ("2.981", "10,00")], False),
        ([(3.41, "12,50"), (3.2, "10,00")], True),
        ([("", "384")], None),
    ],
    ids=["weights with commas", "prices with commas", "three decimals", "weights as numbers", "nothing tells"],
)
def test_weights_tell_of_decimals_before_prices(cells: list[tuple[object, str]], is_comma: bool | None) -> None:
    found = decimal_comma_of(cells, ["Weight", "Price"], {"Weight": "weight_g", "Price": "price"})
    assert found == is_comma


def test_a_point_among_commas_is_marked_in_its_row(tmp_path: Path) -> None:
    path = tmp_path / "gewichte.csv"
    path.write_text("Herrscher;Gewicht\nNero;3,41\nOtho;3,2\nGalba;1.250\n", encoding="utf-8")
    drafts = list(open_source(path).drafts())
    assert [str(draft.values["weight_g"]) for draft in drafts] == ["3.410", "3.200", "1.250"]
    assert [len(draft.problems) for draft in drafts] == [0, 0, 1]
    assert drafts[2].values["personal_notes"] == "Gewicht: 1.250"
