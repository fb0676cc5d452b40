"""The words of coins are matched to the vocabulary when they are written, and what a person decided stays."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.choices import TermKind
from catalog.models import Term
from catalog.services.versions import TERMS, announce
from catalog.tests.vocabulary_recipes import make_term
from coins.models import Coin, VocabAssignment
from coins.services.edit import edit_coin, edit_many
from coins.services.history import Change
from coins.services.register import NewCoin, Shelves, register_coins
from coins.services.vocabulary import Matching, match_coins
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def severus() -> Term:
    return make_term("Septimius Severus", names=("dealer:Severus",), year_start=193, year_end=211)


@pytest.fixture
def rome() -> Term:
    return make_term("Rome", TermKind.MINT)


def assigned(coin: Coin) -> dict[str, tuple[Any, str, str]]:
    return {row.field: (row.term, row.method, row.state) for row in coin.vocab_assignments.all()}


def test_a_new_coin_is_matched_and_keeps_its_words(alice: User, severus: Term, rome: Term) -> None:
    coin = make_coin(alice, issuer="SEVERVS", mint="Roma aeterna", year_start=200, year_end=200)

    assert (coin.issuer, coin.issuer_term, coin.mint_term) == ("SEVERVS", severus, None)
    assert assigned(coin) == {
        "issuer": (severus, "alternate", "assigned"),
        "mint": (None, "none", "pending_review"),
    }


def test_without_a_vocabulary_nothing_is_asked(alice: User) -> None:
    coin = make_coin(alice, issuer="Septimius Severus")

    assert not coin.vocab_assignments.exists()


def test_other_words_are_matched_anew_in_the_same_history_row(alice: User, severus: Term, rome: Term) -> None:
    coin = make_coin(alice, issuer="Septimius Severus", mint="Rome")

    saved = edit_coin(coin_id=coin.pk, version=1, values={"issuer": "Caracalla"}, change=Change(user=alice))

    assert saved.coin.issuer_term is None
    assert saved.coin.mint_term == rome
    assert saved.coin.history.count() == 2
    assert saved.coin.history.first().issuer_term is None
    assert assigned(saved.coin)["issuer"] == (None, "none", "pending_review")


def test_an_emptied_text_takes_its_assignment_away(alice: User, severus: Term) -> None:
    coin = make_coin(alice, issuer="Severus")

    saved = edit_coin(coin_id=coin.pk, version=1, values={"issuer": ""}, change=Change(user=alice))

    assert saved.coin.issuer_term is None
    assert not coin.vocab_assignments.exists()


def test_a_term_that_was_chosen_stays(alice: User, severus: Term) -> None:
    domna = make_term("Julia Domna")
    coin = make_coin(alice, issuer="Severus")

    edit_coin(coin_id=coin.pk, version=1, values={"issuer_term": domna}, change=Change(user=alice))
    match_coins([coin], change=Change(user=None), matching=Matching())

    coin.refresh_from_db()
    assert coin.issuer_term == domna
    assert assigned(coin)["issuer"] == (domna, "manual", "approved")


def test_coins_are_matched_in_bulk_edits_and_imports(alice: User, severus: Term) -> None:
    coins = [make_coin(alice), make_coin(alice)]

    edit_many(coins=coins, values={"issuer": "Severus"}, change=Change(user=alice))
    new = [NewCoin({"issuer": "Severus"}), NewCoin({"issuer": "Nobody"})]
    imported = register_coins(shelves=Shelves(alice), new=new, change=Change(user=alice))

    assert set(Coin.objects.filter(issuer_term=severus)) == {*coins, imported[0]}
    assert VocabAssignment.objects.filter(state="pending_review").get().coin == imported[1]


def test_a_loaded_vocabulary_matches_the_coins_that_were_there_before(alice: User, bob: User) -> None:
    coin = make_coin(alice, issuer="Septimius Severus")
    make_coin(bob, issuer="Somebody")
    severus = make_term("Septimius Severus")

    announce(TERMS)
    jobs = list(Job.objects.filter(kind="match_vocabulary"))
    matched = match_coins([coin], change=Change(user=None, source="vocabulary"), matching=Matching())

    assert {job.owner for job in jobs} == {alice, bob}
    coin.refresh_from_db()
    assert (coin.issuer_term, coin.version) == (severus, 1)
    assert coin.history.first().history_source == "vocabulary"
    assert (matched.texts, matched.assigned, matched.pending) == (1, 1, 0)


def test_matching_twice_writes_nothing_more(alice: User, severus: Term) -> None:
    coin = make_coin(alice, issuer="Severus")

    match_coins([coin], change=Change(user=None), matching=Matching())

    assert coin.history.count() == 1


def test_texts_that_name_nothing_cost_the_same_for_more_coins(alice: User, severus: Term) -> None:
    def queries(count: int) -> int:
        new = [NewCoin({"denomination": f"Æ {20 + number}"}) for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            register_coins(shelves=Shelves(alice), new=new, change=Change(user=alice))
        return len(captured)

    assert queries(1) == queries(4)


def test_a_metal_with_a_size_is_no_name_to_decide_on(alice: User, severus: Term) -> None:
    coin = make_coin(alice, denomination="Æ 25")

    assert coin.denomination_term is None
    assert not coin.vocab_assignments.exists()
