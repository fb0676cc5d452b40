"""What the collector wrote before is offered again."""

import re

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


@pytest.fixture(autouse=True)
def forget() -> None:
    cache.clear()


def offered(visitor: Client, field: str, query: str = "") -> list[str]:
    page = visitor.get(reverse("coins:autocomplete", args=[field]), {"q": query}).content.decode()
    return re.findall(r'data-value="([^"]*)"', page)


def test_most_frequent_first_then_latest(visitor: Client, alice: User, bob: User) -> None:
    for mint in ("Rome", "Emesa", "Emesa", "Antioch"):
        make_coin(alice, mint=mint)
    make_coin(bob, mint="Lugdunum")
    assert offered(visitor, "mint") == ["Emesa", "Antioch", "Rome"]


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
def test_typed_letters_narrow(visitor: Client, alice: User, query: str, found: list[str]) -> None:
    for issuer in ("Augustus", "Alexander Severus", "Septimius Severus", "Septimius Severus"):
        make_coin(alice, issuer=issuer)
    assert offered(visitor, "issuer", query) == found


def test_beginnings_come_before_words_within(visitor: Client, alice: User) -> None:
    for mint in ("New Rome", "New Rome", "Rome"):
        make_coin(alice, mint=mint)
    assert offered(visitor, "mint", "rom") == ["Rome", "New Rome"]


def test_new_value_is_offered_at_once(visitor: Client, alice: User) -> None:
    make_coin(alice, mint="Rome")
    assert offered(visitor, "mint") == ["Rome"]
    make_coin(alice, mint="Emesa", tags=[Tag.objects.create(owner=alice, name="new")])
    assert (offered(visitor, "mint"), offered(visitor, "tags")) == (["Emesa", "Rome"], ["new"])


def test_coins_in_the_trash_offer_nothing(visitor: Client, alice: User) -> None:
    tag = Tag.objects.create(owner=alice, name="best")
    make_coin(alice, mint="Rome", tags=[tag], deleted_at="2026-01-01T00:00Z")
    assert offered(visitor, "mint") == []
    make_coin(alice, tags=[tag])
    assert find_own_values(user=alice, name="tags", query="") == [OwnValue("best", "1 coin")]


def test_places_tags_and_terms(visitor: Client, alice: User, bob: User) -> None:
    cabinet = StoragePlace.objects.create(owner=alice, name="Cabinet")
    StoragePlace.objects.create(owner=alice, name="Tray 5", parent=cabinet)
    StoragePlace.objects.create(owner=bob, name="Safe")
    make_coin(alice, tags=[Tag.objects.create(owner=alice, name="best")])
    term = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    TermName.objects.create(term=term, text="Nerone")
    assert offered(visitor, "storage_place", "tray") == ["Cabinet › Tray 5"]
    assert offered(visitor, "tags") == ["best"]
    assert offered(visitor, "issuer_term", "nerone") == ["Nero"]  # by another of its names
    assert offered(visitor, "mint_term", "nero") == []


def test_at_most_a_dozen_in_one_query(visitor: Client, alice: User) -> None:
    for number in range(20):
        make_coin(alice, source=f"Dealer {number}")
    with CaptureQueriesContext(connection) as captured:
        assert len(offered(visitor, "source", "dealer")) == 12
    assert len([query for query in captured if "coins_coin" in query["sql"]]) == 1


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_only_fields_with_values_worth_offering_answer(visitor: Client, spec: object) -> None:
    name = spec.name  # type: ignore[attr-defined]
    status = visitor.get(reverse("coins:autocomplete", args=[name])).status_code
    assert status == (200 if has_own_values(name) else 404)


@pytest.mark.parametrize("name", ["nosuch", "owner", "id", "password"])
def test_unknown_fields_are_not_found(visitor: Client, name: str) -> None:
    assert visitor.get(reverse("coins:autocomplete", args=[name])).status_code == 404
    assert visitor.get(reverse("coins:echo", args=[name])).status_code == 404


def test_values_are_escaped(visitor: Client, alice: User) -> None:
    make_coin(alice, mint='"><script>alert(1)</script>')
    page = visitor.get(reverse("coins:autocomplete", args=["mint"])).content.decode()
    assert "<script>" not in page
    assert 'data-value="&quot;&gt;&lt;script&gt;alert(1)' in page


@pytest.mark.parametrize("name", ECHOES)
def test_echo_answers_as_a_fragment(visitor: Client, name: str) -> None:
    page = visitor.get(reverse("coins:echo", args=[name]), {name: "44 BC", "denomination": "As"})
    assert page.status_code == 200
    assert "<html" not in page.content.decode()
