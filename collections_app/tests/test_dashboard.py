from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coins.tests.recipes import add_reference, make_coin, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.jobs.models import Job

MOST_QUERIES = 13


def page_of(visitor: Client) -> Any:
    response = visitor.get("/")
    assert response.status_code == 200
    return response.context["page"]


def figures(page: Any) -> list[tuple[str, str, str]]:
    return [(card.label, card.value, card.url) for card in page.cards]


def test_empty_collection(visitor: Client, alice: User, bob: User) -> None:
    make_domna(bob)
    make_coin(alice, deleted_at=timezone.now())
    page = page_of(visitor)
    assert (page.is_empty, list(page.cards), list(page.last_added)) == (True, [], [])
    assert "Import a file" in visitor.get("/").text


def test_collection_in_figures(visitor: Client, alice: User, bob: User) -> None:
    make_domna(alice, price="1000", currency="EUR")
    make_domna(alice, price="234.5", currency="EUR", mint="ROME")
    make_coin(alice, issuer="Athens", year_start=-454, year_end=-404, price="70", currency="USD")
    make_coin(alice, reign_start=527, reign_end=565)
    make_coin(alice, issuer="Athens", deleted_at=timezone.now(), year_start=-600, year_end=-600)
    make_domna(bob, price="9", currency="GBP")
    assert figures(page_of(visitor)) == [
        ("Coins", "4", "/coins/"),
        ("Issuers", "2", "/coins/?sort=issuer"),
        ("Mint", "1", "/coins/?sort=mint"),
        ("Dated", "454 BC–AD 565", "/coins/?sort=year"),
        ("Paid", "1,234.50 EUR", "/coins/?sort=-price"),
        ("Paid", "70.00 USD", "/coins/?sort=-price"),
    ]


def test_undated_and_unpriced_coin_has_fewer_figures(visitor: Client, alice: User) -> None:
    make_coin(alice)
    assert [label for label, _, _ in figures(page_of(visitor))] == ["Coin", "Issuers", "Mints"]


def test_preferences_rule_the_notation(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice, era="BCE/CE", decimal_comma=True)
    make_coin(alice, year_start=-44, year_end=-44, price="1234.5", currency="EUR")
    assert [value for _, value, _ in figures(page_of(visitor))][3:] == ["44 BCE", "1.234,50 EUR"]


def test_last_six_added_newest_first(visitor: Client, alice: User) -> None:
    coins = [make_coin(alice, title=str(number)) for number in range(8)]
    rows = page_of(visitor).last_added
    assert [row.coin.title for row in rows] == ["7", "6", "5", "4", "3", "2"]
    assert rows[0].url == f"/coins/{coins[7].pk}/?sort=-created_at"


def test_work_under_way_is_ones_own(visitor: Client, alice: User, bob: User) -> None:
    make_coin(alice)
    running = Job.objects.create(owner=alice, kind="import", state="running")
    Job.objects.create(owner=alice, kind="import", state="done")
    Job.objects.create(owner=bob, kind="import", state="running")
    assert list(page_of(visitor).running_jobs) == [running]


def test_of_much_work_a_few_are_shown_and_the_rest_is_counted(visitor: Client, alice: User) -> None:
    running = Job.objects.create(owner=alice, kind="import", state="running")
    for _ in range(4):
        Job.objects.create(owner=alice, kind="import", state="queued")
    page = page_of(visitor)
    assert (page.running_jobs[0], len(page.running_jobs), page.more_jobs) == (running, 3, 2)
    assert "And 2 more." in visitor.get("/").content.decode()


def test_the_same_few_queries_however_many_coins(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice)

    def queries_with(more: int) -> int:
        for _ in range(more):
            add_reference(make_domna(alice, price="3", currency="EUR"), "RIC 1")
            Job.objects.create(owner=alice, kind="import", state="running")
        with CaptureQueriesContext(connection) as captured:
            page_of(visitor)
        return len(captured)

    few = queries_with(1)
    assert queries_with(2) == few
    assert few <= MOST_QUERIES
