"""Names that nothing was found for are asked of Nomisma, played by a server of the test."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from catalog.choices import TermKind
from catalog.models import Term, TermMatchCache
from catalog.tests.vocabulary_recipes import make_term
from coins.models import VocabAssignment
from coins.services.vocabulary_online import ask_about_unknown
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.http import Network, SourceError
from coinstack.jobs.progress import SilentProgress
from coinstack.tests.outside import Asked, Outside, head, reply

pytestmark = pytest.mark.django_db
HITS = {
    "Ninoe": [
        {"id": "aphrodisias_caria", "name": "Aphrodisias", "score": 95, "match": False},
        {"id": "aphrodisias_cilicia", "name": "Aphrodisias", "score": 71, "match": False},
        {"id": "somewhere", "name": "Somewhere", "score": 20, "match": False},
    ]
}


def reconcile(asked: Asked) -> Iterable[bytes]:
    queries = json.loads(asked.form["queries"])
    answer = {key: {"result": HITS.get(query["query"], [])} for key, query in queries.items()}
    body = json.dumps(answer).encode()
    yield head(200, {"Content-Type": "application/json", "Content-Length": str(len(body))}) + body


@pytest.fixture
def nomisma(outside: Outside, settings: Any) -> Outside:
    settings.CATALOGUE_ADDRESSES = {"nomisma": f"{outside.url}/nomisma/"}
    outside.answer("/nomisma/apis/reconcile", reconcile)
    return outside


@pytest.fixture
def way_out(nomisma: Outside, network: Network) -> Network:
    return network


def test_a_proposal_waits_for_a_person(alice: User, way_out: Network) -> None:
    caria = make_term("Aphrodisias", TermKind.MINT, uri="http://nomisma.org/id/aphrodisias_caria")
    coin = make_coin(alice, mint="Ninoe")
    make_coin(alice, mint="Nowhere at all")

    assert ask_about_unknown(alice, SilentProgress(), way_out=way_out) == 1

    row = coin.vocab_assignments.get()
    assert (row.term, row.method, row.confidence, row.state) == (caria, "nomisma", 0.85, "pending_review")
    cilicia = Term.objects.get(uri="http://nomisma.org/id/aphrodisias_cilicia")
    assert [other["term"] for other in row.alternatives] == [cilicia.pk]
    coin.refresh_from_db()
    assert coin.mint_term is None


def test_what_was_asked_is_not_asked_again(alice: User, nomisma: Outside, way_out: Network) -> None:
    make_term("Rome", TermKind.MINT)
    make_coin(alice, mint="Nowhere at all")

    for _ in range(2):
        ask_about_unknown(alice, SilentProgress(), way_out=way_out)

    assert len(nomisma.asked) == 1
    assert TermMatchCache.objects.get().payload == {"hits": []}


def test_nothing_is_asked_about_other_peoples_coins(alice: User, bob: User, nomisma: Outside, way_out: Network) -> None:
    make_term("Rome", TermKind.MINT)
    make_coin(bob, mint="Nowhere at all")

    assert ask_about_unknown(alice, SilentProgress(), way_out=way_out) == 0
    assert nomisma.asked == []


@pytest.mark.parametrize("body", ["<html>busy</html>", "", '{"q0": ', "[]"], ids=["html", "empty", "cut", "list"])
def test_an_answer_that_cannot_be_read_changes_nothing(
    alice: User, nomisma: Outside, way_out: Network, body: str
) -> None:
    make_term("Rome", TermKind.MINT)
    make_coin(alice, mint="Nowhere at all")
    nomisma.answer("/nomisma/apis/reconcile", reply(200, body))

    with pytest.raises(SourceError):
        ask_about_unknown(alice, SilentProgress(), way_out=way_out)

    assert VocabAssignment.objects.get().method == "none"
    assert not TermMatchCache.objects.exists()
