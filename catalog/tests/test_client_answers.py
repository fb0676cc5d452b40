"""What the catalogues send, read without asking them."""

import json

import pytest

from catalog.clients.atom import parse_feed
from catalog.clients.base import Hit, Side, plain, year
from catalog.clients.jsonld import parse_type
from catalog.clients.nomisma import parse_rows
from catalog.clients.reconciling import parse_reconciled
from catalog.clients.rpc import parse_page
from catalog.tests.catalogues import answered, sample
from coinstack.http import Unreadable
from coinstack.testing import SHARED_DATA, needs_shared_data

NM = "http://nomisma.org/id/"
OCRE = "http://numismatics.org/ocre/id/"
SCRIPT = '<script>alert("coin")</script>'


def type_of(body, id="ric.3.m_aur.676"):
    return parse_type(answered(body), "ocre", id, OCRE + id)


def with_main(**values):
    """The type of the sample with other values."""
    document = json.loads(sample("ocre/ric.3.m_aur.676.jsonld"))
    document["@graph"][0] |= values
    return json.dumps(document)


# --- JSON-LD


def test_type_of_a_graph():
    found = type_of(sample("ocre/ric.3.m_aur.676.jsonld"))
    assert (found.source, found.id, found.uri) == ("ocre", "ric.3.m_aur.676", OCRE + "ric.3.m_aur.676")
    assert (found.label, found.year_start, found.year_end) == ("RIC III Marcus Aurelius 676", 161, 176)
    concepts = (found.authority, found.issuer, found.mint, found.denomination, found.material, found.region)
    assert concepts == (NM + "marcus_aurelius", "", NM + "rome", NM + "denarius", NM + "ar", "")
    assert found.obverse == Side("FAVSTINA AVGVSTA", "Draped bust of the empress to right", NM + "faustina_ii")
    assert found.reverse.portrait == ""
    assert found.problems == ()


def test_type_that_stands_alone_with_its_sides_nested():
    found = type_of(sample("crro/rrc-335.1c.jsonld"), "rrc-335.1c")
    assert (found.label, found.year_start, found.year_end) == ("RRC 335/1c", -96, -96)
    assert (found.denomination, found.mint) == (NM + "denarius", NM + "rome")
    assert found.obverse == Side("L·METEL A·ALB·S·F", "Laureate head of Apollo to right", NM + "apollo")
    assert found.reverse == Side("C·MALL", "Roma seated on shields, crowned by Victory", "")


@needs_shared_data
@pytest.mark.parametrize(
    ("file", "id", "label", "years", "denomination", "reverse"),
    [
        ("ocre-nero-306", "ric.1(2).ner.306", "RIC I (second edition) Nero 306", (62, 68), "as", "PACE P R VBIQ PARTA"),
        ("crro-rrc-44-5", "rrc-44.5", "RRC 44/5", (-211, -211), "denarius", "ROMA"),
        ("sco-sc-1-1266-2", "sc.1.1266.2", "Seleucid Coins (part 1) 1266.2", (-129, -128), "tetradrachm", "BAΣΙΛΕΩΣ"),
    ],
    ids=["ocre", "crro", "sco"],
)
def test_recorded_answer(file, id, label, years, denomination, reverse):
    found = type_of((SHARED_DATA / "api" / f"{file}.jsonld").read_bytes(), id)
    assert (found.label, (found.year_start, found.year_end)) == (label, years)
    assert found.denomination == NM + denomination
    assert found.reverse.legend.startswith(reverse)
    assert found.obverse.description
    assert found.issuer == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0062", 62),
        ("-0211", -211),
        ("-44", -44),
        ("1453", 1453),
        ("0000", None),
        ("-0000", None),
        ("", None),
        ("62 AD", None),
        ("99999", None),
        ("-9999", None),
        ("٦٢", None),
        ("1e3", None),
    ],
)
def test_year(text, value):
    assert year(text) == value


@pytest.mark.parametrize(
    ("changes", "years", "problems"),
    [
        ({"nmo:hasStartDate": []}, (None, 176), ()),
        ({"nmo:hasStartDate": [{"@value": "soon"}]}, (None, 176), ("no year: soon",)),
        ({"nmo:hasStartDate": "0180"}, (None, None), ("the years run backwards: 180 to 176",)),
        ({"nmo:hasEndDate": {"@value": 5}}, (161, None), ()),
    ],
    ids=["open", "no year", "backwards", "number"],
)
def test_years_that_are_none_are_left_out_and_said(changes, years, problems):
    found = type_of(with_main(**changes))
    assert ((found.year_start, found.year_end), found.problems) == (years, problems)


@pytest.mark.parametrize(
    ("value", "concept"),
    [
        ([{"@id": "https://nomisma.org/id/rome"}], NM + "rome"),
        ([{"@id": NM + "rome"}, {"@id": NM + "rome"}], NM + "rome"),
        ([{"@id": NM + "rome"}, {"@id": NM + "lugdunum"}], ""),
        ([{"@id": NM + "uncertain_value"}], ""),
        ([{"@id": "http://evil.example/id/rome"}], ""),
        ([{"@id": NM + "../../admin"}], ""),
        ([{"@id": "javascript:alert(1)"}], ""),
        ([{"@id": ["rome"]}], ""),
        ("rome", ""),
        (5, ""),
        (None, ""),
    ],
    ids=["https", "twice", "two", "uncertain", "foreign", "path", "script", "list", "text", "number", "null"],
)
def test_concept_is_one_of_nomisma_or_none(value, concept):
    assert type_of(with_main(**{"nmo:hasMint": value})).mint == concept


def test_full_names_of_properties_are_understood():
    body = with_main(**{"http://nomisma.org/ontology#hasRegion": [{"@id": NM + "latium"}]})
    assert type_of(body).region == NM + "latium"


def test_hostile_text_stays_plain_text():
    found = type_of(with_main(**{"skos:prefLabel": f"a\x00b\x1b[31m\u202e{SCRIPT}" + "x" * 5000}))
    assert found.label.startswith(f"ab[31m{SCRIPT}")
    assert len(found.label) <= 160


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><body>Service unavailable</body></html>",
        "[]",
        "{}",
        "null",
        "5",
        '"text"',
        '{"@graph": 5}',
        '{"@graph": [5, null, "x", {"@id": 5}]}',
        '{"@graph": [{"@id": "http://numismatics.org/ocre/id/ric.3.m_aur.677"}]}',
        '{"@graph": [{"@id": "http://numismatics.org/ocre/id/ric.3.m_aur.676#obverse"}]}',
        '{"a":' * 100_000,
        '{"@graph": [',
    ],
    ids=["empty", "html", "list", "object", "null", "number", "text", "graph", "nodes", "other", "side", "deep", "cut"],
)
def test_what_does_not_describe_the_type_is_unreadable(body):
    with pytest.raises(Unreadable):
        type_of(body)


# --- reconciliation


def named(id, label):
    return (id, f"x:{id}") if id.isalnum() else None


ONE = '{"result": [{"id": "a1", "name": "A 1", "score": 50, "match": true}]}'


@pytest.mark.parametrize(
    "text",
    [
        f'{{"q0": {ONE}}}',
        f'"q0": {ONE}',
        f'"q0": {ONE},',
        f'({{"q0": {ONE}}})',
        f'callback({{"q0": {ONE}}});',
        f'("q0": {ONE})',
        f'\ufeff  {{"q0": {ONE}}}\n',
    ],
    ids=["plain", "no braces", "comma", "parentheses", "callback", "both", "mark"],
)
def test_reconciled_answer_in_all_its_wrappings(text):
    assert parse_reconciled(text, "u", named) == {0: [Hit("a1", "x:a1", "A 1", 0.5, True)]}


def test_the_best_hit_comes_first_and_each_once():
    results = [
        {"id": "a", "name": "A", "score": 20, "match": False},
        {"id": "b", "score": "80"},
        {"id": "a", "name": "A", "score": 90},
        {"id": "c", "name": "C", "score": 1, "match": "true"},
    ]
    found = parse_reconciled(json.dumps({"q0": {"result": results}}), "u", named)[0]
    assert [(hit.id, hit.score, hit.is_match) for hit in found] == [
        ("c", 0.01, True),
        ("a", 0.9, False),
        ("b", 0.8, False),
    ]
    assert found[2].label == "b"


@pytest.mark.parametrize(
    ("score", "expected"),
    [(150, 1.0), (-5, 0.0), ("x", 0.0), (None, 0.0), ([1], 0.0), ("nan", 0.0), ("inf", 0.0), (True, 0.01)],
    ids=["above", "below", "word", "null", "list", "nan", "inf", "true"],
)
def test_score_is_between_nought_and_one(score, expected):
    text = json.dumps({"q0": {"result": [{"id": "a", "score": score}]}})
    assert parse_reconciled(text, "u", named)[0][0].score == expected


def test_foreign_and_garbled_hits_are_left_out():
    results = [{"id": "../../admin"}, {"id": 5}, {}, None, "a", [], {"id": "good", "name": SCRIPT}]
    assert parse_reconciled(json.dumps({"q0": {"result": results}}), "u", named)[0] == [Hit("good", "x:good", SCRIPT)]


@pytest.mark.parametrize("text", ["", "[]", "{}", "<html>", '{"q0": 5}', '{"result": []}', "((((" * 1000, '"q0": ' * 5])
def test_what_is_no_list_of_results_is_unreadable(text):
    with pytest.raises(Unreadable):
        parse_reconciled(text, "u", named)


def test_no_result_is_an_empty_list():
    assert parse_reconciled('{"q0": {"result": []}}', "u", named) == {0: []}


# --- Atom


def test_entries_of_a_feed():
    found = parse_feed(answered(sample("ocre/search.atom.xml")), lambda id, label: (id, OCRE + id))
    assert [(hit.id, hit.label) for hit in found] == [
        ("ric.2.tr.674_dupondius", "RIC II Trajan 674 (dupondius)"),
        ("ric.2_1(2).ves.972", "RIC II, Part 1 (second edition) Vespasian 972"),
    ]


@needs_shared_data
def test_recorded_feed():
    body = (SHARED_DATA / "api" / "ocre-search-titus-972.atom.xml").read_bytes()
    [hit] = parse_feed(answered(body), lambda id, label: (id, OCRE + id))
    assert (hit.id, hit.score) == ("ric.2_1(2).ves.972", 0.0)


BOMB = """<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>good</id><title>&d;&d;</title></entry></feed>"""
FILE = """<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>good</id><title>x&a;</title></entry></feed>"""


@pytest.mark.parametrize("body", [BOMB, FILE], ids=["bomb", "file"])
def test_entities_are_not_expanded(body):
    [hit] = parse_feed(answered(body), named)
    assert hit.label in {"good", "x"}


@pytest.mark.parametrize(
    "body", ["", "<html/>", "no xml", "<feed/>", "\x00", "<a>" * 100_000, '{"q0": {}}'],
    ids=["empty", "html", "text", "no atom", "zero", "deep", "json"],
)  # fmt: skip
def test_what_is_no_feed_is_unreadable(body):
    with pytest.raises(Unreadable):
        parse_feed(answered(body), named)


# --- RPC Online


def page_of(body, id="1/1701A"):
    return parse_page(answered(body), id, f"https://rpc.ashmus.ox.ac.uk/coins/{id}")


def test_page_of_a_provincial_type():
    found = page_of(sample("rpc/1-1701A.html"))
    assert (found.label, found.year_start, found.year_end) == ("RPC I, 1701A", -27, 14)
    assert found.obverse == Side("ΚΑΙΣΑΡ ΣΕΒΑΣΤΟΣ", "bare head of Augustus, right")
    assert (found.mean_weight_g, found.mean_diameter_mm, found.is_partial) == ("9.30", "21.5", False)
    assert dict(found.names) == {
        "province": "Macedonia",
        "mint": "Amphipolis",
        "issuer": "Augustus",
        "portrait": "Augustus",
        "metal": "Bronze",
        "die axis": "6 (3)",
    }


def test_page_without_all_that_describes_a_type_is_partial():
    body = "<table><tr><td>Volume</td><td>IV.1</td></tr><tr><td>Number:</td><td>12</td></tr></table>"
    found = page_of(body, "4.1/12")
    assert (found.is_partial, found.obverse, found.mean_weight_g) == (True, Side(), "")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   ",
        "\x00",
        "<html></html>",
        "<h1>Not found</h1>",
        "<table><tr><td>Volume</td><td>I</td></tr><tr><td>Number</td><td>1702</td></tr></table>",
        "<table><tr><td>Volume</td><td>II</td></tr><tr><td>Number</td><td>1701A</td></tr></table>",
        '{"volume": "I", "number": "1701A"}',
        "<div>" * 50_000,
    ],
    ids=["empty", "blank", "zero", "bare", "missing", "number", "volume", "json", "deep"],
)
def test_page_of_something_else_is_unreadable(body):
    with pytest.raises(Unreadable):
        page_of(body)


def test_hostile_page_gives_plain_text():
    body = sample("rpc/1-1701A.html").decode().replace("Amphipolis", "&lt;script&gt;alert(1)&lt;/script&gt;&#27;[2J")
    assert page_of(body).names["mint"] == "<script>alert(1)</script>[2J"


# --- SPARQL


def test_rows_of_sparql_results():
    rows = parse_rows(answered(sample("nomisma/sparql.json")))
    assert [row["label"] for row in rows] == ["Rome", "Rom"]


@pytest.mark.parametrize("body", ["", "<sparql/>", "[]", "{}", '{"results": []}', '{"results": {"bindings": {}}}'])
def test_what_is_no_table_is_unreadable(body):
    with pytest.raises(Unreadable):
        parse_rows(answered(body))


def test_garbled_rows_are_left_out():
    body = '{"results": {"bindings": [5, null, {"a": 5, "b": {"value": 5}, "c": {"value": "\\u0000x"}}]}}'
    assert parse_rows(answered(body)) == [{"b": "", "c": "x"}]


@pytest.mark.parametrize("value", [None, 5, [], {}, b"bytes"], ids=["null", "number", "list", "object", "bytes"])
def test_what_is_no_text_is_empty(value):
    assert plain(value) == ""
