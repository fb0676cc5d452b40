"""What the collector wrote before is offered again."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Term, TermName
from coins.fields import FIELDS
from coins.forms.echoes import ECHOES
from coins.models import StoragePlace, Tag
from coins.services.own_values import OwnValue, find_own_values, has_own_values
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User

ClientFor = Callable[[User], Client]


@pytest.fixture(autouse=True)
def forget() -> None:
    cache.clear()


@pytest.fixture
def alices(alice: User, client_for: ClientFor) -> Client:
    return client_for(alice)


def offered(alices: Client, field: str, query: str = "") -> list[str]:
    page = alices.get(reverse("coins:autocomplete", args=[field]), {"q": query}).content.decode()
    return re.findall(r'data-value="([^"]*)"', page)


def test_most_frequent_first_then_latest(alices: Client, alice: User, bob: User) -> None:
    for mint in ("Rome", "Emesa", "Emesa", "Antioch"):
        make_coin(alice, mint=mint)
    make_coin(bob, mint="Lugdunum")
    assert offered(alices, "mint") == ["Emesa", "Antioch", "Rome"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sept", ["Septimius Severus"]),
        ("SEV", ["Septimius Severus", "Alexander Severus"]),
        ("AVG", ["Augustus"]),
        ("rus", ["Septimius Severus", "Alexander Severus"]),
        ("nobody", []),
        ("x" * 10_000, []),
    ],
)
def test_typed_letters_narrow(alices: Client, alice: User, query: str, found: list[str]) -> None:
    for issuer in ("Augustus", "Alexander Severus", "Septimius Severus", "Septimius Severus"):
        make_coin(alice, issuer=issuer)
    assert offered(alices, "issuer", query) == found


def test_beginnings_come_before_words_within(alices: Client, alice: User) -> None:
    for mint in ("New Rome", "New Rome", "Rome"):
        make_coin(alice, mint=mint)
    assert offered(alices, "mint", "rom") == ["Rome", "New Rome"]


def test_new_value_is_offered_at_once(alices: Client, alice: User) -> None:
    make_coin(alice, mint="Rome")
    assert offered(alices, "mint") == ["Rome"]
    make_coin(alice, mint="Emesa", tags=[Tag.objects.create(owner=alice, name="new")])
    assert (offered(alices, "mint"), offered(alices, "tags")) == (["Emesa", "Rome"], ["new"])


def test_coins_in_the_trash_offer_nothing(alices: Client, alice: User) -> None:
    tag = Tag.objects.create(owner=alice, name="best")
    make_coin(alice, mint="Rome", tags=[tag], deleted_at="2026-01-01T00:00Z")
    assert offered(alices, "mint") == []
    make_coin(alice, tags=[tag])
    assert find_own_values(user=alice, name="tags", query="") == [OwnValue("best", "1 coin")]


def test_places_tags_and_terms(alices: Client, alice: User, bob: User) -> None:
    cabinet = StoragePlace.objects.create(owner=alice, name="Cabinet")
    StoragePlace.objects.create(owner=alice, name="Tray 5", parent=cabinet)
    StoragePlace.objects.create(owner=bob, name="Safe")
    make_coin(alice, tags=[Tag.objects.create(owner=alice, name="best")])
    term = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    TermName.objects.create(term=term, text="Nerone")
    assert offered(alices, "storage_place", "tray") == ["Cabinet › Tray 5"]
    assert offered(alices, "tags") == ["best"]
    assert offered(alices, "issuer_term", "nerone") == ["Nero"]  # by another of its names
    assert offered(alices, "mint_term", "nero") == []


def test_at_most_a_dozen_in_one_query(alices: Client, alice: User) -> None:
    for number in range(20):
        make_coin(alice, source=f"Dealer {number}")
    with CaptureQueriesContext(connection) as captured:
        assert len(offered(alices, "source", "dealer")) == 12
    assert len([query for query in captured if "coins_coin" in query["sql"]]) == 1


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_only_fields_with_values_worth_offering_answer(alices: Client, spec: object) -> None:
    name = spec.name  # type: ignore[attr-defined]
    status = alices.get(reverse("coins:autocomplete", args=[name])).status_code
    assert status == (200 if has_own_values(name) else 404)


@pytest.mark.parametrize("name", ["nosuch", "owner", "id", "password"])
def test_unknown_fields_are_not_found(alices: Client, name: str) -> None:
    assert alices.get(reverse("coins:autocomplete", args=[name])).status_code == 404
    assert alices.get(reverse("coins:echo", args=[name])).status_code == 404


def test_values_are_escaped(alices: Client, alice: User) -> None:
    make_coin(alice, mint='"><script>alert(1)</script>')
    page = alices.get(reverse("coins:autocomplete", args=["mint"])).content.decode()
    assert "<script>" not in page


@pytest.mark.parametrize("name", ECHOES)
def test_echo_answers_as_a_fragment(alices: Client, name: str) -> None:
    page = alices.get(reverse("coins:echo", args=[name]), {name: "44 BC", "denomination": "As"})
    assert page.status_code == 200
    assert "<html" not in page.content.decode()
