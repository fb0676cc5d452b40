import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from coins.fields import FIELDS
from coins.filters import CoinFilters, sorting
from coins.filters.sorting import UNSORTABLE, neighbours, page_ids, place_of, sort_key
from coins.models import Coin, StoragePlace
from coins.query_plans import list_plans
from coins.querysets import CoinQuerySet
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User

COINS = 40
SORTS = [
    "",
    "id",
    "-id",
    "year",
    "-year",
    "weight_g",
    "-weight_g",
    "issuer",
    "-issuer",
    "metal,-weight_g",
    "-metal,weight_g",
    "-issuer,-year",
    "issuer,mint,-weight_g",
    "mint,-metal,year,issuer",
    "inventory_number",
    "-grade,metal",
    "storage_place,-year",
    "-storage_place",
    "is_circa,weight_g",
    "acquired_on",
    "-created_at",
    "issuer_term",
    "price,-id",
]


@pytest.fixture(scope="module")
def walker(django_db_setup: None, django_db_blocker: Any) -> Iterator[User]:
    """A collector with 40 coins in which every value occurs several times or is missing, made once."""
    with django_db_blocker.unblock():
        owner, other = (User.objects.create_user(name) for name in ("walker", "neighbour"))
        fill_tray(owner, other)
        yield owner
        owner.delete()
        other.delete()


@pytest.fixture
def tray(db: None, walker: User) -> CoinQuerySet:
    return Coin.objects.visible_to(walker).present()


def fill_tray(owner: User, other: User) -> None:
    chance = random.Random(7)
    places = [StoragePlace.objects.create(owner=owner, name=name) for name in ("Tray 1", "Tray 2")]

    def some(*values: Any) -> Any:
        return chance.choice(values)

    def values() -> dict[str, Any]:
        return {
            "issuer": some("Nero", "Galba", "Otho", ""),
            "mint": some("Rome", "Lugdunum", ""),
            "metal": some("gold", "silver", ""),
            "grade": some("VF", "EF", "nice", ""),
            "weight_g": some("3.2", "3.25", "3.9", None, None),
            "price": some("10", "99.5", None),
            "year_start": some(-44, -27, 1, 14, 68, None),
            "is_circa": some(True, False),
            "storage_place": some(*places, None),
            "acquired_on": some("2020-01-01", "2021-06-30", None),
        }

    for number in range(COINS):
        make_coin(owner, inventory_number=f"A-{number}", **values())
        if number % 8 == 0:
            make_coin(other, **{**values(), "storage_place": None})
            make_coin(owner, **values(), deleted_at=timezone.now())


def listed(coins: CoinQuerySet, filters: CoinFilters) -> list[int]:
    return page_ids(coins, filters.keys, first=0, length=COINS, total=coins.count())


@pytest.fixture(params=[sorting.SHORT, 0, 12], ids=["found first", "walked", "among their like"])
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a short list, for a long one, and for a long one in which few share a value: the order is the same."""
    monkeypatch.setattr(sorting, "SHORT", request.param)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["", "metal=silver&metal=gold", "year_min=-30&not_issuer=Otho"])
def test_next_and_previous_follow_the_list_from_end_to_end(tray: CoinQuerySet, sort: str, query: str) -> None:
    filters = CoinFilters.from_query(f"{query}&sort={sort}")
    mine = tray.matching(filters)
    order = listed(mine, filters)
    assert sorted(order) == sorted(mine.values_list("pk", flat=True))

    coins = Coin.objects.in_bulk(order)
    around = [neighbours(mine, filters.keys, coins[pk]) for pk in order]
    assert [after for _, after in around] == [*order[1:], None]
    assert [before for before, _ in around] == [None, *order[:-1]]


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["", "not_metal=gold"])
def test_pages_join_to_the_whole_list(tray: CoinQuerySet, sort: str, query: str) -> None:
    filters = CoinFilters.from_query(f"{query}&sort={sort}")
    mine = tray.matching(filters)
    total, whole = mine.count(), listed(mine, filters)
    for length in (1, 7, 39):
        pages = [page_ids(mine, filters.keys, first=at, length=length, total=total) for at in range(0, total, length)]
        assert [pk for page in pages for pk in page] == whole
    assert page_ids(mine, filters.keys, first=total, length=10, total=total) == []


@pytest.mark.parametrize("sort", SORTS)
def test_place_counts_from_one(tray: CoinQuerySet, sort: str) -> None:
    filters = CoinFilters.from_query(f"sort={sort}")
    places = [place_of(tray, filters.keys, Coin.objects.get(pk=pk)) for pk in listed(tray, filters)]
    assert places == [(place, COINS) for place in range(1, COINS + 1)]


def test_coin_outside_the_list_has_no_place_but_neighbours(tray: CoinQuerySet) -> None:
    filters = CoinFilters.from_query("metal=gold&sort=id")
    mine = tray.matching(filters)
    gold = listed(mine, filters)
    other = next(coin for coin in tray if coin.metal == "silver" and gold[0] < coin.pk < gold[-1])
    assert place_of(mine, filters.keys, other) == (0, len(gold))
    before, after = neighbours(mine, filters.keys, other)
    assert before == max(pk for pk in gold if pk < other.pk)
    assert after == min(pk for pk in gold if pk > other.pk)


def test_list_that_the_coin_is_not_in_is_asked_for_by_its_filters_and_not_by_its_ids(tray: CoinQuerySet) -> None:
    """SQLite as it is usually built takes 32,766 variables in a question, fewer than the ids of a list, several times."""
    filters = CoinFilters.from_query("metal=gold&metal=silver&sort=issuer,-weight_g,mint")
    mine = tray.matching(filters)
    sent: list[Any] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.extend(params or ())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        before, after = neighbours(mine, filters.keys, next(coin for coin in tray if not coin.metal))
    ids = set(listed(mine, filters))
    assert {before, after} - {None} <= ids
    assert not ids <= set(sent)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("year", ["44 BC", "AD 14", "reign", "unknown"]),
        ("-year", ["reign", "AD 14", "44 BC", "unknown"]),
        ("grade", ["44 BC", "AD 14", "reign", "unknown"]),
        ("-grade", ["reign", "AD 14", "44 BC", "unknown"]),
        ("issuer", ["AD 14", "44 BC", "reign", "unknown"]),
        ("-issuer", ["reign", "44 BC", "AD 14", "unknown"]),
        ("inventory_number", ["unknown", "reign", "AD 14", "44 BC"]),
    ],
)
def test_order_is_the_collectors(alice: User, sort: str, names: list[str]) -> None:
    make_coin(alice, title="unknown", inventory_number="9")
    make_coin(alice, title="44 BC", inventory_number="120", year_start=-44, grade="Fine", issuer="Ζεύς")
    make_coin(alice, title="AD 14", inventory_number="12", year_start=14, grade="VF", issuer="élan")
    make_coin(alice, title="reign", inventory_number="10", reign_start=54, reign_end=68, grade="EF", issuer="ζηνών")
    filters = CoinFilters.from_query(f"sort={sort}")
    titles = dict(Coin.objects.values_list("pk", "title"))
    assert [titles[pk] for pk in listed(Coin.objects.visible_to(alice), filters)] == names


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_every_field_sorts_unless_it_is_prose(alice: User, spec: Any) -> None:
    assert (sort_key(spec.name) is None) == (spec.kind in UNSORTABLE)
    coin = make_coin(alice, issuer="Nero")
    for name in (spec.name, f"-{spec.name}"):
        filters = CoinFilters.from_query(f"sort={name}")
        mine = Coin.objects.visible_to(alice)
        assert listed(mine, filters) == [coin.pk]
        assert neighbours(mine, filters.keys, coin) == (None, None)


def test_short_list_is_found_by_its_filters_whatever_it_is_sorted_by(tray: CoinQuerySet, walker: User) -> None:
    """Else the first page of one ruler's coins by date would look through every coin that is older."""
    plans = list_plans(walker, CoinFilters.from_query("issuer=Nero&sort=year"))
    steps = [step for plan in plans if plan.name.startswith("ids") for step in plan.steps]
    assert not any("coins_dated_from" in step for step in steps)


@pytest.mark.usefixtures("planned_as_for_many")
@pytest.mark.parametrize("sort", ["year", "-weight_g", "issuer", "-inventory_number"])
def test_list_sorted_by_one_column_is_read_from_an_index(tray: CoinQuerySet, walker: User, sort: str) -> None:
    plans = list_plans(walker, CoinFilters.from_query(f"sort={sort}"))
    assert [plan for plan in plans if plan.scans_all_coins] == []
    sorted_again = [step for plan in plans for step in plan.steps if "TEMP B-TREE" in step or "Sort Key" in step]
    assert sorted_again == []
