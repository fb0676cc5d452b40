import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coins.models import Coin
from coins.tests.recipes import add_reference, make_coin, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.testing import ClientFor


@pytest.fixture
def coins(alice: User, bob: User) -> dict[str, Coin]:
    make_domna(bob, inventory_number="his")
    return {
        "old": make_domna(alice, inventory_number="old", year_start=-44, year_end=-44, price="1200", currency="EUR"),
        "late": make_domna(alice, inventory_number="late", year_start=330, year_end=335, metal="gold"),
        "undated": make_domna(alice, inventory_number="undated", year_start=None, year_end=None),
        "trashed": make_domna(alice, inventory_number="trashed", deleted_at=timezone.now()),
    }


def body(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode("utf-8")


def rows(answer: Any) -> list[dict[str, str]]:
    text = body(answer)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["old", "late", "undated"]),
        ("sort=-year", ["late", "old", "undated"]),
        ("metal=silver&sort=year&page=2&per_page=25&view=grid&size=large", ["old", "undated"]),
        ("metal=lead", []),
    ],
)
def test_exactly_the_list_in_its_order(visitor: Client, coins: dict[str, Coin], query: str, names: list[str]) -> None:
    assert [row["inventory_number"] for row in rows(visitor.get(f"/coins/export/?{query}"))] == names
    found = json.loads(body(visitor.get(f"/coins/export/?{query}&format=json")))
    assert (found["format"], found["version"]) == ("coinstack", 1)
    assert [coin["inventory_number"] for coin in found["coins"]] == names


def test_file_says_what_it_is_and_how_many_coins_it_holds(
    alice: User, client_for: ClientFor, coins: dict[str, Coin]
) -> None:
    with time_machine.travel(datetime(2026, 12, 31, 23, 59, tzinfo=UTC), tick=False):
        visitor = client_for(alice)
        answer = visitor.get("/coins/export/?metal=silver&format=json")
    assert answer["Content-Disposition"] == 'attachment; filename="coins-2026-12-31-2.json"'
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    page = visitor.get("/coins/?metal=silver&sort=-year").context["page"]
    assert [(choice.label, choice.url) for choice in page.exports] == [
        ("CSV, as listed", "/coins/export/?metal=silver&sort=-year&format=table"),
        ("CSV, all fields", "/coins/export/?metal=silver&sort=-year&format=csv"),
        ("Excel, all fields", "/coins/export/?metal=silver&sort=-year&format=xlsx"),
        ("JSON, all fields", "/coins/export/?metal=silver&sort=-year&format=json"),
    ]


def test_table_as_it_is_shown(visitor: Client, alice: User, coins: dict[str, Coin]) -> None:
    Preferences.objects.create(owner=alice, era="BCE/CE", decimal_comma=True)
    add_reference(coins["old"], "RIC 1")
    found = rows(visitor.get("/coins/export/?sort=year&format=table"))
    assert found[0] == {
        "Issuer": "Septimius Severus",
        "Denomination": "Denarius",
        "Metal": "Silver",
        "Mint": "Rome",
        "Date": "44 BCE",
        "Weight g": "3,28",
        "Ø mm": "18,5",
        "Axis h": "6",
        "Reference": "RIC 1",
        "Grade": "VF",
        "Paid": "1.200,00 EUR",
    }
    assert len(found) == 3


@pytest.mark.parametrize("kind", ["table", "csv"])
def test_formulas_are_neutralised(visitor: Client, alice: User, kind: str) -> None:
    make_coin(alice, issuer="=HYPERLINK(1)", mint="@SUM(1)")
    text = body(visitor.get(f"/coins/export/?format={kind}"))
    assert "'=HYPERLINK(1)" in text
    assert "'@SUM(1)" in text


def test_selected_coins_alone(visitor: Client, coins: dict[str, Coin]) -> None:
    chosen = {"pks": [coins["old"].pk, coins["late"].pk, coins["trashed"].pk]}
    answer = visitor.post("/coins/export/?metal=silver&sort=-year&format=csv", chosen)
    assert [row["inventory_number"] for row in rows(answer)] == ["late", "old"]


def test_coins_of_others_do_not_exist(visitor: Client, bob: User, coins: dict[str, Coin]) -> None:
    his = Coin.objects.get(owner=bob)
    assert visitor.post("/coins/export/", {"pks": [coins["old"].pk, his.pk]}).status_code == 404
    assert [row["inventory_number"] for row in rows(visitor.get("/coins/export/"))] == ["old", "late", "undated"]


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 30, "٣"])
def test_ids_that_are_none_are_not_found(visitor: Client, pk: str) -> None:
    assert visitor.post("/coins/export/", {"pks": pk}).status_code == 404


def test_address_that_cannot_be_read_leads_to_its_list(visitor: Client, coins: dict[str, Coin]) -> None:
    answer = visitor.get("/coins/export/?metall=silver&format=csv", follow=True)
    assert answer.redirect_chain == [("/coins/?metall=silver", 302)]
    assert "Nothing was exported" in answer.text
    assert "There is no filter “metall”." in answer.text


def test_unknown_format_is_a_bad_request(visitor: Client) -> None:
    assert visitor.get("/coins/export/?format=exe").status_code == 400


def test_other_methods_are_refused(visitor: Client) -> None:
    assert visitor.put("/coins/export/").status_code == 405


def test_the_same_few_queries_for_a_chunk_of_coins(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(visitor.get("/coins/export/?format=json&metal=silver"))
        return len(captured)

    make_domna(alice)
    few = queries()
    for _ in range(3):
        add_reference(make_domna(alice), "RIC 1")
    assert queries() == few
