"""`parse_reference` with types in the catalogue."""

import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import call_command

from catalog.references.neighbours import CATEGORIES
from catalog.tests.test_resolving import OCRE, types  # noqa: F401 - the fixture
from coinstack.commands import WrongUse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("types")]


def answer(*texts, **options):
    out = StringIO()
    call_command("parse_reference", *texts, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_one_candidate_where_the_reference_is_unambiguous():
    [entry] = answer("RIC I² 207; RSC 43", issuer="augustus", mint="lugdunum")
    ric, rsc = entry["references"]
    assert ric == {
        "system": "ric",
        "volume": "I",
        "edition": 2,
        "section": None,
        "number": "207",
        "suffix": "",
        "display": "RIC I² 207",
        "text": "RIC I² 207",
        "start": 0,
        "end": 10,
        "confidence": 1.0,
        "candidates": [{"uri": f"{OCRE}1(2).aug.207", "display": "RIC I² Augustus 207"}],
        "problems": [],
    }
    assert rsc["candidates"] == []


def test_unknown_names_never_fail_the_command():
    [entry] = answer("RIC I² 207", issuer="uncertain_value", portrait="none", metal="unobtainium")
    [reference] = entry["references"]
    assert len(reference["candidates"]) == 2
    noted = {problem.partition(":")[0] for problem in reference["problems"]}
    assert noted == {"several_types", "issuer_unknown", "portrait_unknown", "metal_unknown"}


def test_lines_of_standard_input_are_resolved_each(monkeypatch):
    lines = ["RIC VII Trier 209", "", "RIC VII London 209"]
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("\n".join(lines).encode())))
    found = answer(stdin=True)
    assert [entry["input"] for entry in found] == lines
    assert [[len(one["candidates"]) for one in entry["references"]] for entry in found] == [[1], [], [1]]


def test_people_see_the_types():
    out = StringIO()
    call_command("parse_reference", "RIC VII 209", mint="Trier", stdout=out)
    assert f"    RIC VII Trier 209  {OCRE}7.tri.209" in out.getvalue().splitlines()


def test_a_category_that_is_none_is_wrong_use_and_the_known_ones_are_named():
    with pytest.raises(WrongUse) as refused:
        answer("BMC 73", category="greeek")
    assert "greeek" in refused.value.message
    assert all(code in refused.value.message for code in CATEGORIES)


@pytest.mark.parametrize("category", ["greek", "Greek", "ROMAN_PROVINCIAL", "Roman Provincial"])
def test_a_category_may_be_a_code_or_its_words(category):
    [entry] = answer("BMC 73", category=category)
    assert [one["system"] for one in entry["references"]] == ["bmc_greek"]


@pytest.mark.parametrize("category", ["", "uncertain_value", "medieval"])
def test_a_category_may_say_nothing(category):
    [entry] = answer("BMC 73", category=category)
    assert [one["system"] for one in entry["references"]] == ["bmc"]


@pytest.mark.parametrize(
    ("options", "noted"),
    [
        ({"region": "Nowhereland"}, ["region_unknown"]),
        ({"city": "Nowhereton", "mint": "Rome"}, ["city_unknown"]),
        ({"region": "Ionia", "city": "Miletus"}, []),
        ({"region": "none"}, ["region_unknown"]),
    ],
    ids=["region", "city beside a mint", "known", "says nothing"],
)
def test_an_unknown_place_is_noted(options, noted):
    [entry] = answer("RIC VII Trier 209", **options)
    [reference] = entry["references"]
    assert [
        code for problem in reference["problems"] if (code := problem.partition(":")[0]).endswith("unknown")
    ] == noted


def test_a_city_settles_the_series_as_a_mint_does():
    [entry] = answer("BMC 73", city="Miletos")
    assert [one["system"] for one in entry["references"]] == ["bmc_greek"]
