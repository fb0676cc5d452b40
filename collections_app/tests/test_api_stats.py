"""The collection in figures by the JSON API: the figures of the first page, and of any list."""

from typing import Any

import pytest
from django.utils import timezone

from coins.models import StoragePlace, Tag
from coins.tests.recipes import make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.tests.api_client import Api


@pytest.fixture
def coins(alice: User, bob: User) -> None:
    place = StoragePlace.objects.create(owner=alice, name="Cabinet")
    tray = StoragePlace.objects.create(owner=alice, name="Tray 5", parent=place)
    make_domna(alice, price="1000", currency="EUR", storage_place=place)
    make_domna(alice, price="234.5", currency="EUR", mint="ROME", storage_place=tray)
    make_coin(alice, issuer="Athens", metal="silver", year_start=-454, year_end=-404, price="70", currency="USD")
    make_coin(alice, metal="gold", reign_start=527, reign_end=565, weight_g="4.5")
    make_coin(alice, issuer="Athens", deleted_at=timezone.now(), year_start=-600, year_end=-600)
    make_domna(bob, price="9", currency="GBP")


def breakdown(api: Api, **query: Any) -> list[tuple[str, str, int]]:
    answer = api.get("/stats/breakdown", **query)
    assert answer.status == 200, answer.json
    return [(each["value"], each["label"], each["count"]) for each in answer.json["items"]]


def test_summary_of_all_coins(api: Api, coins: None) -> None:
    told = api.get("/stats/summary").json
    assert (told["coins"], told["issuers"], told["mints"]) == (4, 2, 1)
    assert (told["year_min"], told["year_max"]) == (-454, 565)
    assert (told["paid"], told["priced"]) == ({"EUR": 1234.5, "USD": 70.0}, 3)


def test_summary_of_what_matches(api: Api, coins: None) -> None:
    told = api.get("/stats/summary", metal="gold").json
    assert (told["coins"], told["issuers"], told["year_min"], told["paid"]) == (1, 0, 527, {})
    assert (told["weight_g"], told["weighed"]) == (4.5, 1)


def test_summary_of_nothing(api: Api) -> None:
    told = api.get("/stats/summary").json
    assert (told["coins"], told["issuers"], told["year_min"], told["paid"]) == (0, 0, None, {})


def test_breakdown_by_a_choice_has_its_words(api: Api, coins: None) -> None:
    assert breakdown(api, by="metal") == [("silver", "Silver", 3), ("gold", "Gold", 1)]
    assert breakdown(api, by="metal", not_metal="silver") == [("gold", "Gold", 1)]


def test_breakdown_by_a_text_joins_spellings_and_ends_with_the_blank(api: Api, coins: None) -> None:
    assert breakdown(api, by="mint")[-1] == ("", "(blank)", 2)
    [rome, _] = breakdown(api, by="mint")
    assert (rome[0].lower(), rome[2]) == ("rome", 2)


def test_breakdown_by_place_has_what_lies_inside(api: Api, coins: None) -> None:
    assert breakdown(api, by="storage_place")[:2] == [
        ("Cabinet", "Cabinet", 2),
        ("Cabinet › Tray 5", "Cabinet › Tray 5", 1),
    ]


def test_breakdown_by_tags_counts_a_coin_for_each(api: Api, alice: User) -> None:
    tags = [Tag.objects.create(owner=alice, name=name) for name in ("animals", "Severan")]
    make_domna(alice, tags=tags)
    assert breakdown(api, by="tags") == [("animals", "animals", 1), ("Severan", "Severan", 1)]


def test_breakdown_is_cut_into_pages(api: Api, alice: User) -> None:
    for number in range(5):
        make_coin(alice, issuer=f"Ruler {number}")
    answer = api.get("/stats/breakdown", by="issuer", per_page=2, page=3).json
    assert (answer["count"], [each["value"] for each in answer["items"]]) == (5, ["Ruler 4"])


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({}, {"by"}),
        ({"by": "beauty"}, {"by"}),
        ({"by": "metal", "colour": "grey"}, {"colour"}),
        ({"by": "metal", "weight_g_min": "heavy"}, {"weight_g_min"}),
    ],
    ids=["no field", "no such field", "no such filter", "no number"],
)
def test_wrong_question_is_named(query: dict[str, str], wrong: set[str], api: Api) -> None:
    answer = api.get("/stats/breakdown", **query)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
