"""Mint marks, measures and the checks of a query: what is understood before any type is compared."""

import pytest

from catalog.identify.evidence import name_stems
from catalog.identify.measures import Standard, misfit, usual_diameter, usual_weight
from catalog.identify.mintmarks import read_mint_mark
from catalog.identify.query import read_limit, read_query
from coinstack.exceptions import InputRefused

MARKS = {
    "SMANΔ": ("antiocheia_syria", 4),
    "ANTOB": ("antiocheia_syria", None),
    "PTR": ("treveri", 1),
    "TRPS": ("treveri", None),
    "SMTRP": ("treveri", 1),
    "RP": ("rome", 1),
    "R*Q": ("rome", 4),
    "VRB·ROM·P": ("rome", 1),
    "SMT": ("ticinum", None),
    "SMTSA": ("thessalonica", 1),
    "CONSΔ": ("constantinople", 4),
    "CONSIA": ("constantinople", 11),
    "CONOB": ("constantinople", None),
    "PCONST": ("arelate", 1),
    "TCON": ("arelate", 3),
    "SARL": ("arelate", 2),
    "BSIS·": ("siscia", 2),
    "ΓSIS": ("siscia", 3),
    "SMHA": ("heraclea_thracica", 1),
    "SMHS": ("heraclea_thracica", 6),
    "SMRS": ("rome", 2),
    "SMNΓ": ("nicomedia", 3),
    "•SMKΓ•": ("cyzicus", 3),
    "SMALB": ("alexandreia_egypt", 2),
    "PLN": ("londinium", None),
    "PLG": ("lugdunum", 1),
    "AQS": ("aquileia", 2),
    "MOSTP": ("ostia", 1),
    "PK": ("carthage", 1),
    "MSL": ("londinium", None),
    "CPLG": ("lugdunum", 1),
    "PCOST": ("arelate", 1),
    "TROBS": ("treveri", 2),
    "ANTOBΓ": ("antiocheia_syria", 3),
    "CONOBΓ": ("constantinople", 3),
    "MD|COMOB": ("mediolanum", None),
    "R|V//COMOB": ("ravenna", None),
    "A//TRP": ("treveri", 1),
}


@pytest.mark.parametrize("text", MARKS, ids=str)
def test_a_mint_mark_tells_mint_and_workshop(text):
    mint, officina = MARKS[text]
    mark = read_mint_mark(text)
    assert (mark.mints, mark.officina, mark.problems) == ((mint,), officina, ())


def test_marks_of_more_than_one_mint():
    assert read_mint_mark("CONST").mints == ("arelate", "constantinople")
    assert "mediolanum" in read_mint_mark("COMOB").mints


@pytest.mark.parametrize(
    ("text", "officina", "problem"),
    [
        ("XXIΓ", 3, "mark of value"),
        ("KA", None, "mark of value"),
        ("S C", None, "Senate"),
        ("BANANA", None, "no known mark"),
        ("COSTP", None, "no known mark"),
        ("•·•", None, "no letters"),
        ("R" * 41, None, "too long"),
        ("(((((", None, "no letters"),
    ],
)
def test_what_names_no_mint_says_why(text, officina, problem):
    mark = read_mint_mark(text)
    assert (mark.mints, mark.officina) == ((), officina)
    assert problem in mark.problems[0]


def test_weights_and_diameters_that_fit():
    assert misfit(3.1, usual_weight("denarius")) == 0
    assert 0 < misfit(5.0, usual_weight("denarius")) < misfit(7.0, usual_weight("denarius")) < 1
    assert misfit(26.0, usual_weight("denarius")) == 1
    assert misfit(10.2, usual_weight("denarius", 10.0)) == 0
    assert misfit(27, usual_diameter("ae4")) > misfit(27, usual_diameter("ae1")) == 0
    assert usual_weight("nobody knows") is None
    assert misfit(3.1, None) == 0.25


AS = (
    Standard(324, ("ae",), -280, -217),
    Standard(54, ("ae",), -211, -206),
    Standard(10.5, ("ae",), -23, 250),
    Standard(9.0, ("ae",), 64),
)


@pytest.mark.parametrize(
    ("years", "low", "high"),
    [
        ((-250, -240), 178, 454),
        ((14, 37), 5.8, 14.7),
        ((98, 117), 4.95, 14.7),
        ((300, None), 4.95, 12.6),
        ((None, None), 4.95, 454),
        ((-500, -450), 4.95, 454),
    ],
    ids=["libral", "Tiberius", "two at once", "open end", "no dates", "before all of them"],
)
def test_the_standards_of_the_types_years_count(years, low, high):
    assert usual_weight("as", None, AS, years) == pytest.approx((low, high), rel=0.01)


def test_silver_was_struck_closer_to_the_standard_than_bronze():
    assert Standard(4.0, ("ar",)).range() == pytest.approx((2.72, 4.48))
    assert Standard(4.0, ("ar", "billon")).range() == Standard(4.0, ("ae",)).range() == pytest.approx((2.2, 5.6))


@pytest.mark.parametrize(
    ("name", "stems"),
    [
        ("Hadrian", ("hadria",)),
        ("Trajan", ("traia",)),
        ("Otho", ("otho",)),
        ("Constantine II", ("constantin",)),
        ("Augustus", ()),
        ("Julia Domna", ("iuli", "domn")),
    ],
)
def test_names_as_a_legend_holds_them(name, stems):
    assert name_stems(name) == stems


@pytest.mark.parametrize(
    ("typed", "read"),
    [("3.12", 3.12), ("3,12", 3.12), ("3.12 g", 3.12), ("3,1 gr", 3.1), (3, 3.0), ("", None), (None, None)],
)
def test_a_weight(typed, read):
    assert read_query({"weight": typed}).weight == read


@pytest.mark.parametrize(
    "values",
    [
        {"weight": "abc"},
        {"weight": "-3"},
        {"weight": "nan"},
        {"weight": "1e999"},
        {"weight": 0},
        {"weight": True},
        {"diameter": "18 km"},
        {"diameter": [18]},
        {"obverse": 5},
        {"mint": "R" * 301},
        {"colour": "green"},
    ],
    ids=str,
)
def test_a_query_that_cannot_be_read_names_the_field(values):
    with pytest.raises(InputRefused) as refused:
        read_query(values)
    assert next(iter(values)) in refused.value.message


@pytest.mark.parametrize("value", [0, -1, 101, "ten", "", None, True, 2.5, "9" * 5_000, "²"], ids=repr)
def test_a_limit_that_cannot_be(value):
    with pytest.raises(InputRefused):
        read_limit(value)


def test_a_limit():
    assert [read_limit(value) for value in (1, "10", " 100 ")] == [1, 10, 100]
