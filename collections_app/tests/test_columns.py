"""Which field a column holds, guessed from its heading in five languages."""

import pytest

from coins.fields import BY_NAME, COMPOSITES_BY_NAME, FIELDS
from collections_app.importers.columns import guess_columns, guess_heading, header_score, running_number_column


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Ruler Issuer", "issuer"),
        ("Herrscher / Kaiser", "issuer"),
        ("Empereur", "issuer"),
        ("Imperatore", "issuer"),
        ("Emperador", "issuer"),
        ("Gewicht (g)", "weight_g"),
        ("Poids en g", "weight_g"),
        ("Peso [g]", "weight_g"),
        ("Wight", "weight_g"),
        ("Diameter ", "diameter_mm"),
        ("Durchmesser in mm", "diameter_mm"),
        ("Stempelstellung (h)", "die_axis_h"),
        ("Münzstätte", "mint"),
        ("Atelier", "mint"),
        ("Zecca", "mint"),
        ("Ceca", "mint"),
        ("Minted", "date"),
        ("Datierung", "date"),
        ("Ruled", "reign"),
        ("Règne", "reign"),
        ("Vs.", "obverse"),
        ("Avers", "obverse"),
        ("Rovescio", "reverse"),
        ("Obv. Legend", "obverse_legend"),
        ("Legende Rückseite", "reverse_legend"),
        ("Référence", "references"),
        ("Rif.", "references"),
        ("Erhaltung", "grade"),
        ("Conservazione", "grade"),
        ("NGC Grade", "slab_grade"),
        ("Kaufpreis €", "price"),
        ("Amount Paid", "price"),
        ("Provenienz", "provenance"),
        ("Temp loc", "storage_place"),
        ("Bemerkungen", "personal_notes"),
        ("Colour of the box", ""),
        ("column C", ""),
        ("", ""),
    ],
)
def test_heading(heading: str, target: str) -> None:
    assert guess_heading(heading).target == target


def test_every_field_is_found_by_its_own_name() -> None:
    missed = {spec.name for spec in FIELDS if guess_heading(spec.name).target != spec.name}
    assert missed == set()


def test_targets_exist() -> None:
    names = {guess.target for guess in guess_columns(["Ruler", "Date", "Obverse", "Weight"])}
    assert names <= {*BY_NAME, *COMPOSITES_BY_NAME}


def test_a_field_goes_to_its_best_column_only() -> None:
    guesses = guess_columns(["Wieght", "Weight", "Weight (2)"])
    assert [guess.target for guess in guesses] == ["", "weight_g", ""]


def test_rows_of_data_are_no_headings() -> None:
    assert header_score(["Nero", "Denarius", "3.41"]) == 0
    assert header_score(["My coins 2024"]) == 0
    assert header_score(["Ruler", "Metal", "Weight"]) == 3


@pytest.mark.parametrize(
    ("numbers", "found"),
    [([1, 2, 3], "column A"), ([7, 4, 13], "column A"), ([1, 1, 2], None), ([1, None, 2], None), (["a", "b"], None)],
)
def test_running_number(numbers: list[object], found: str | None) -> None:
    assert running_number_column(["column A", "Ruler"], [(number, "Nero") for number in numbers]) == found
