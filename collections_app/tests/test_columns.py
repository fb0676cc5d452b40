"""Which field a column holds, guessed from its heading in seven languages."""

import pytest

from coins.fields import BY_NAME, COMPOSITES_BY_NAME, FIELDS
from collections_app.importers.columns import guess_columns, guess_heading, header_score, running_number_column


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Ruler Issuer", "issuer"),
        ("Keizer", "issuer"),
        ("Années", "date"),
        ("Cronología", "date"),
        ("Data (a.C./d.C.)", "date"),
        ("Erwerb (Preis)", "price"),
        ("Muntplaats", "mint"),
        ("Voorzijde", "obverse"),
        ("Aankoopprijs (€)", "price"),
        ("Αυτοκράτορας", "issuer"),
        ("Βάρος (γρ.)", "weight_g"),
        ("Εμπροσθότυπος", "obverse"),
        ("Τιμή αγοράς", "price"),
        ("Référence interne", "inventory_number"),
        ("Années de", "year_start"),
        ("Ref. RIC", "references"),
        ("RIC/RSC", "references"),
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


@pytest.mark.parametrize(
    ("heading", "texts", "target"),
    [
        ("Ankauf", ["01.02.1999", "15.6.78"], "acquired_on"),
        ("Achat", ["120 €", "85"], "price"),
        ("Achat", ["Bourgey", "CGB"], ""),
        ("St.", ["6", "180°", "12h"], "die_axis_h"),
        ("St.", ["1 Stück"], ""),
        ("Coin", ["AR Denarius", "As"], "denomination"),
        ("Coin", ["Nero, denarius, Rome mint"], ""),
        ("Datum", ["1993", "2004"], "acquired_on"),
        ("Data", ["119-122 d.C."], "date"),
        ("Data", ["3.2 g, 18 mm"], ""),
        ("Datum", ["270-275 u. Z."], "date"),
        ("Bought", ["2011-04-14", "40000", "June/July 2012"], "acquired_on"),
    ],
)
def test_heading_that_only_its_cells_explain(heading: str, texts: list[str], target: str) -> None:
    assert guess_columns([heading], {heading: texts})[0].target == target


@pytest.mark.parametrize(
    ("headers", "texts", "target"),
    [
        (["Ref No", "RIC"], ["R001", "R-2"], "inventory_number"),
        (["Ref No", "RIC"], ["RIC 5", "RSC 7"], "references"),
        (["Ref No", "Ruler"], ["R001", "R002"], "references"),
        (["Ref No", "RIC", "Inv. no."], ["R001", "R002"], "references"),
    ],
    ids=["own numbers", "citations", "the only references", "numbers of another column"],
)
def test_own_number_called_a_reference(headers: list[str], texts: list[str], target: str) -> None:
    assert guess_columns(headers, {headers[0]: texts})[0].target == target


def test_of_two_names_of_the_denomination_the_plainer_is_taken() -> None:
    assert [guess.target for guess in guess_columns(["Tipo", "Nominale"])] == ["", "denomination"]
    assert guess_columns(["Tipo", "Peso"])[0].target == "denomination"
