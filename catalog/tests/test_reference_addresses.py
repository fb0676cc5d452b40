"""Addresses in the text of a reference: of a type they are the citation, of other pages they are none."""

import pytest

from catalog.references import parse_references
from catalog.references.resolve import resolve_among
from catalog.references.type_rows import NOTHING_KNOWN
from catalog.tests.resolution_styles import ric


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://numismatics.org/ocre/id/ric.5.gall(1).18", ("RIC V 18", "Gallienus (joint reign)")),
        ("numismatics.org/ocre/id/ric.7.tri.209", ("RIC VII Trier 209", "Trier")),
        ("ric.1(2).aug.207", ("RIC I² 207", "Augustus")),
        ("(http://numismatics.org/crro/id/rrc-335.1c).", ("RRC 335/1c", None)),
        ("https://rpc.ashmus.ox.ac.uk/coins/1/3622", ("RPC I 3622", None)),
        ("http://numismatics.org/pella/id/price.123", ("Price 123", None)),
    ],
)
def test_the_address_of_a_type_is_its_citation(text, found):
    parsed = parse_references(text)
    [reference] = parsed.references
    assert (reference.display, reference.section) == found
    assert not parsed.unparsed
    assert not reference.problems


def test_a_denomination_in_the_address_is_no_letter():
    [reference] = parse_references("http://numismatics.org/ocre/id/ric.2.hdn.1037c_as").references
    assert (reference.number, reference.suffix, reference.denomination) == ("1037", "c", "as")


def test_an_address_beside_other_references():
    parsed = parse_references("RSC 12; http://numismatics.org/ocre/id/ric.4.ss.574; BMC 5")
    assert [one.display for one in parsed.references] == ["RSC 12", "RIC IV 574", "BMCRE 5"]


@pytest.mark.parametrize("separator", [";", "|", ",", "; "])
def test_addresses_in_one_cell(separator):
    cell = separator.join(f"http://numismatics.org/ocre/id/ric.4.ss.{number}" for number in (574, 575))
    assert [one.display for one in parse_references(cell).references] == ["RIC IV 574", "RIC IV 575"]


@pytest.mark.parametrize("tail", [".rdf", ".jsonld", "?lang=de", "#obverse", ".", ")"])
def test_what_an_address_says_beside_its_type(tail):
    parsed = parse_references(f"http://numismatics.org/ocre/id/ric.4.ss.574{tail}; RSC 12")
    assert [one.display for one in parsed.references] == ["RIC IV 574", "RSC 12"]


def test_an_address_that_is_only_compared_is_not_cited():
    [reference] = parse_references("cf. http://numismatics.org/ocre/id/ric.4.ss.574").references
    assert (reference.relation, reference.display) == ("cf", "RIC IV 574")
    assert resolve_among(reference, NOTHING_KNOWN, [ric("4.ss.574")]).state == "not_cited"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/coins/ric/nero/RIC_0933a.txt",
        "www.example.org/search?q=RIC+207",
        "http://ric.example.org",
    ],
)
def test_other_addresses_hold_no_references(address):
    parsed = parse_references(f"{address}; RSC 12")
    assert [one.display for one in parsed.references] == ["RSC 12"]
    assert [piece.text for piece in parsed.unparsed] == [address]


def test_the_type_whose_address_is_cited_is_meant_and_no_other():
    """Without the address the number of the Civil Wars or of both Valerians would leave a choice."""
    rows = [ric("5.val_i.13"), ric("5.val_ii.13"), ric("4.ca.61B"), ric("4.ca.61B_as")]
    for row in rows:
        [reference] = parse_references(row.uri).references
        resolution = resolve_among(reference, NOTHING_KNOWN, rows)
        assert (resolution.state, resolution.types) == ("resolved", (row,))
