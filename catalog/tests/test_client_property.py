"""Whatever a catalogue sends, reading it ends in plain values or in Unreadable."""

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from catalog.clients.atom import parse_feed
from catalog.clients.base import TypeDocument, plain
from catalog.clients.jsonld import parse_type
from catalog.clients.nomisma import parse_rows
from catalog.clients.reconciling import parse_reconciled
from catalog.clients.rpc import parse_page
from catalog.tests.catalogues import answered
from coinstack.http import Unreadable

URI = "http://numismatics.org/crro/id/rrc-335.1c"
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20)
)
JSON = st.recursive(
    SCALARS, lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=9), some, max_size=3)
)
KEYS = st.sampled_from(
    ["nmo:hasMint", "nmo:hasStartDate", "nmo:hasEndDate", "nmo:hasObverse", "nmo:hasLegend", "skos:prefLabel"]
)  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Dating", "Metal", "Average weight", "Average diameter", "City", "Number"]),
        st.text(max_size=30),
    ),
    max_size=5,
)


def is_storable(document):
    """Plain text without what a database refuses."""
    return json.dumps(document.as_json(), allow_nan=False).isascii() and "\\u0000" not in json.dumps(document.as_json())


@given(values=st.dictionaries(KEYS, JSON, max_size=5), nested=JSON)
def test_any_type(values, nested):
    body = json.dumps({"@graph": [{"@id": URI, **values}, {"@id": f"{URI}#obverse", "nmo:hasLegend": nested}, nested]})
    found = parse_type(answered(body), "crro", "rrc-335.1c", URI)
    assert isinstance(found, TypeDocument)
    assert is_storable(found)


@given(document=JSON)
def test_any_json(document):
    body = json.dumps(document)
    for read in (
        lambda: parse_type(answered(body), "crro", "rrc-335.1c", URI),
        lambda: parse_reconciled(body, "u", lambda id, label: (id, id)),
        lambda: parse_rows(answered(body)),
    ):
        with contextlib.suppress(Unreadable):
            read()


@given(
    results=st.lists(JSON, max_size=4), entry=st.dictionaries(st.sampled_from(["id", "name", "score", "match"]), JSON)
)
def test_any_results(results, entry):
    body = json.dumps({"q0": {"result": [*results, entry]}})
    for hit in parse_reconciled(body, "u", lambda id, label: (id, id))[0]:
        assert 0 <= hit.score <= 1
        assert hit.label == plain(hit.label)


@given(body=st.text(max_size=200))
def test_any_text(body):
    for read in (
        lambda: parse_feed(answered(body), lambda id, label: (id, id)),
        lambda: parse_page(answered(body), "1/1701", "u"),
    ):
        with contextlib.suppress(Unreadable):
            read()


@given(rows=ROWS)
def test_any_table(rows):
    given_rows = [("Volume", "I"), ("Number", "1701"), *rows]
    cells = "".join(f"<tr><td>{label}</td><td>{text.replace('<', '&lt;')}</td></tr>" for label, text in given_rows)
    assert is_storable(parse_page(answered(f"<table>{cells}</table>"), "1/1701", "u"))
