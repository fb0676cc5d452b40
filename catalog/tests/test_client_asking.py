"""The clients against a server that plays the catalogues: what is asked, what is kept, what is refused."""

import json

import pytest

from catalog.choices import TermKind
from catalog.clients.base import Hit
from catalog.clients.nomisma import NomismaClient
from catalog.clients.numishare import NumishareClient
from catalog.clients.ocre import OCRE
from catalog.clients.registry import CLIENTS, client_for
from catalog.clients.rpc import RpcClient
from catalog.tests.catalogues import asked, sample
from coinstack.http import (
    ConnectionFailed,
    ForbiddenByRobots,
    Limits,
    Request,
    StatusRefused,
    TimedOut,
    Unreadable,
)
from coinstack.testing import SHARED_DATA, needs_shared_data
from coinstack.tests.outside import head, raw, redirect, reply

URI = "http://numismatics.org/ocre/id/"
AURELIUS = "/ocre/id/ric.3.m_aur.676.jsonld"


@pytest.fixture
def ocre(outside, network):
    return NumishareClient(OCRE, network, f"{outside.url}/ocre/")


def test_type_is_fetched_once_and_kept(outside, ocre):
    outside.answer(AURELIUS, reply(200, sample("ocre/ric.3.m_aur.676.jsonld"), content_type="application/ld+json"))
    first, second = ocre.fetch("ric.3.m_aur.676"), ocre.fetch("ric.3.m_aur.676")
    assert first == second
    assert first.uri == URI + "ric.3.m_aur.676"
    assert outside.paths == [AURELIUS]
    assert outside.asked[0].headers["accept"] == "application/ld+json"


@needs_shared_data
def test_recorded_type_comes_through(outside, ocre):
    body = (SHARED_DATA / "api" / "ocre-nero-306.jsonld").read_bytes()
    outside.answer("/ocre/id/ric.1(2).ner.306.jsonld", reply(200, body))
    assert ocre.fetch("ric.1(2).ner.306").obverse.legend == "NERO CAESAR AVG GERM IMP"


@pytest.mark.parametrize("status", [404, 410])
def test_type_that_is_not_there_is_none(outside, ocre, status):
    outside.answer(AURELIUS, reply(status, "gone"))
    assert ocre.fetch("ric.3.m_aur.676") is None


@pytest.mark.parametrize(
    "id",
    [
        "../../admin",
        "ric.3.m_aur.676/../../admin",
        "ric.3.m_aur.676..",
        "ric.3.m_aur.676?x=1",
        "ric.3.m_aur.676#x",
        "ric.3.m_aur.676%2e%2e",
        "ric.3.m_aur.676\n",
        "rrc-335.1c",
        "http://evil.example/",
        "ric.3.m_aur." + "6" * 200,
        "",
    ],
    ids=lambda id: ascii(id)[:30],
)
def test_id_of_another_form_is_never_asked_for(outside, ocre, id):
    assert ocre.fetch(id) is None
    assert outside.asked == []


def test_a_question_mark_in_an_id_is_part_of_it(outside, ocre):
    assert ocre.fetch("ric.2.hdn.272f?") is None
    assert outside.paths == ["/ocre/id/ric.2.hdn.272f%3F.jsonld"]


@pytest.mark.parametrize(
    "body", ["<html>maintenance</html>", "", "{}", "[" * 50_000], ids=["html", "empty", "other", "deep"]
)
def test_unreadable_answer_is_not_kept(outside, ocre, body):
    outside.answer(AURELIUS, reply(200, body), reply(200, sample("ocre/ric.3.m_aur.676.jsonld")))
    with pytest.raises(Unreadable):
        ocre.fetch("ric.3.m_aur.676")
    assert ocre.fetch("ric.3.m_aur.676").label == "RIC III Marcus Aurelius 676"


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (reply(500), StatusRefused),
        (reply(403), StatusRefused),
        (reply(429), StatusRefused),
        (raw(), ConnectionFailed),
        (raw(head(200, {"Content-Length": "999"}), b'{"@graph"'), ConnectionFailed),
    ],
    ids=["500", "403", "429", "closed", "truncated"],
)
def test_failure_is_told(outside, ocre, script, error):
    outside.answer(AURELIUS, script)
    with pytest.raises(error):
        ocre.fetch("ric.3.m_aur.676")


def test_silence_is_a_timeout(outside, network):
    url = outside.answer("/slow", outside.hang())
    with pytest.raises(TimedOut):
        network.fetch(Request(url=url, limits=Limits(read_s=0.2)))


def test_search_reconciles_in_the_words_of_the_catalogue(outside, ocre):
    outside.answer("/ocre/apis/reconcile", reply(200, sample("ocre/reconciled.json")))
    outside.answer("/ocre/apis/search", reply(200, '<feed xmlns="http://www.w3.org/2005/Atom"/>'))
    assert ocre.search(asked("RIC VII 209", mint="Trier")) == [
        Hit("ric.7.tri.209", URI + "ric.7.tri.209", "RIC VII Treveri 209", 0.964, True),
        Hit("ric.7.lug.209", URI + "ric.7.lug.209", "RIC VII Lugdunum 209", 0.61, False),
        Hit("ric.6.tri.209", URI + "ric.6.tri.209", "RIC VI Treveri 209", 0.602, False),
    ]
    assert json.loads(outside.asked[1].form["queries"]) == {"q0": {"query": "RIC VII Trier 209"}}


def test_search_asks_by_number_and_name_too(outside, ocre):
    outside.answer("/ocre/apis/reconcile", reply(200, '{"q0": {"result": []}}'))
    outside.answer("/ocre/apis/search", reply(200, sample("ocre/search.atom.xml")))
    found = ocre.search(asked("RIC II.1 972", ruler="Titus"))
    assert "ric.2_1(2).ves.972" in [hit.id for hit in found]
    assert "portrait_facet" in outside.paths[0]


def test_search_turns_the_pages(outside, ocre):
    def page(asked):
        start = int(asked.path.rpartition("=")[2])
        entries = "".join(
            f"<entry><id>ric.7.tri.{number}</id></entry>" for number in range(start, min(start + 100, 150))
        )
        return reply(200, f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')(asked)

    outside.answer("/ocre/apis/search", page)
    assert len(ocre.search_atom("typeNumber:1")) == 150
    assert len(outside.asked) == 2


def test_hits_of_another_catalogue_are_left_out(outside, ocre):
    results = [{"id": "../../admin"}, {"id": "http://evil.example/id/rrc-1.1"}, {"id": "javascript:alert(1)"}]
    outside.answer("/ocre/apis/reconcile", reply(200, json.dumps({"q0": {"result": results}})))
    assert ocre.reconcile("RIC") == []


def test_rpc_is_read_as_its_robots_allow_with_long_pauses(outside, network, waits):
    outside.answer("/robots.txt", reply(200, "User-agent: *\nDisallow: /search"))
    outside.answer("/coins/1/1701A", reply(200, sample("rpc/1-1701A.html"), content_type="text/html"))
    rpc = RpcClient(network, outside.url + "/")
    assert rpc.fetch("1/1701A").uri == "https://rpc.ashmus.ox.ac.uk/coins/1/1701A"
    assert rpc.fetch("1/9999") is None
    assert waits.slept == [10]


def test_rpc_that_forbids_it_is_not_read(outside, network):
    outside.answer("/robots.txt", reply(200, "User-agent: *\nDisallow: /"))
    with pytest.raises(ForbiddenByRobots):
        RpcClient(network, outside.url + "/").fetch("1/1701A")
    assert outside.paths == ["/robots.txt"]


@pytest.mark.parametrize("id", ["../admin", "1/../../admin", "1/1701A/", "1", "", "x/1", "1/1?x"])
def test_rpc_is_never_asked_for_another_path(outside, network, id):
    assert RpcClient(network, outside.url + "/").fetch(id) is None
    assert outside.asked == []


def test_nomisma_is_asked_for_many_names_at_once(outside, network):
    outside.answer("/apis/reconcile", reply(200, sample("nomisma/reconciled.json")))
    found = NomismaClient(network, outside.url + "/").reconcile(
        ["Rome", "Antioch", "Rome", " ", "Nowhere"], TermKind.MINT
    )
    assert {text: [hit.id for hit in hits] for text, hits in found.items()} == {
        "Rome": ["rome"],
        "Antioch": ["antioch_ad_maeandrum", "antiocheia_syria"],
        "Nowhere": [],
    }
    assert found["Rome"][0] == Hit("rome", "http://nomisma.org/id/rome", "Rome", 1.0, True)
    queries = json.loads(outside.asked[0].form["queries"])
    assert queries["q1"] == {"query": "Antioch", "type": "nmo:Mint"}
    assert len(queries) == 3


def test_nomisma_answers_under_the_names_as_they_were_given(outside, network):
    outside.answer("/apis/reconcile", reply(200, sample("nomisma/reconciled.json")))
    found = NomismaClient(network, outside.url + "/").reconcile(["  Rome\u200b", "Rome", "Antioch" + " " * 300])
    assert {text: len(hits) for text, hits in found.items()} == {
        "  Rome\u200b": 1,
        "Rome": 1,
        "Antioch" + " " * 300: 2,
    }


def test_nomisma_gives_names_of_concepts(outside, network):
    outside.answer("/query", reply(200, sample("nomisma/sparql.json")))
    client = NomismaClient(network, outside.url + "/")
    assert client.labels(["rome", "rome", "> } DROP ALL", "../admin"]) == {"rome": ["Rome", "Rom"]}
    assert outside.asked[0].form["query"].count("http://nomisma.org/id/") == 1
    assert client.labels([]) == {}


def test_redirect_of_a_catalogue_into_a_private_network_is_refused(outside, ocre):
    outside.answer(AURELIUS, redirect("http://169.254.169.254/latest"))
    with pytest.raises(Exception, match="link-local"):
        ocre.fetch("ric.3.m_aur.676")


def test_every_catalogue_has_its_client(network):
    assert {system: client_for(system, network).code for system in CLIENTS} == {
        "ric": "ocre",
        "rrc": "crro",
        "sc": "sco",
        "price": "pella",
        "cpe": "pco",
        "rpc": "rpc",
    }
    assert client_for("cohen", network) is None


def test_settings_may_name_another_address(outside, network, settings):
    settings.CATALOGUE_ADDRESSES = {"ocre": f"{outside.url}/mirror/"}
    client_for("ric", network).fetch("ric.3.m_aur.676")
    assert outside.paths == ["/mirror/id/ric.3.m_aur.676.jsonld"]
