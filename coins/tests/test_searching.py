"""What of a coin is found, however it is typed, and that the search follows every write."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coins.choices import ProvenanceKind
from coins.fields import FIELDS
from coins.filters import CoinFilters
from coins.filters.search import search_condition
from coins.filters.sorting import neighbours, page_ids
from coins.models import Coin, CoinReference, StoragePlace, Tag
from coins.services.edit import edit_coin, edit_many, restore_coins, trash_coins
from coins.services.history import Change, bulk_create
from coins.services.register import NewCoin, Shelves, new_reference, register_coins
from coins.tests.recipes import add_provenance, add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.search.index import rebuild
from coinstack.search.models import SearchDocument

FACTS: dict[str, Any] = {
    "title": "Julia Domna with Venus",
    "inventory_number": "BN-00147",
    "issuer": "Septimius Severus",
    "portrait_subject": "Julia Domna",
    "denomination": "Denarius",
    "mint": "Laodicea ad Mare",
    "region": "Syria",
    "metal": "silver",
    "category": "roman_imperial",
    "obverse_legend": "IVLIA AVGVSTA",
    "obverse_description": "Draped bust right, hair waved",
    "reverse_legend": "CONCORDI-A AVGG • COS III",
    "reverse_description": "Concordia seated left, holding patera and double cornucopiae",
    "exergue": "SMANT",
    "personal_notes": "Bought with the müller lot; toned",
    "source": "Galerie Żelazny",
    "certification_number": "4280519-003",
    "hoard": "Reka Devnia",
}


def found(query: str) -> set[int]:
    return set(Coin.objects.filter(search_condition(query)).values_list("pk", flat=True))


@pytest.fixture
def coin(alice: User) -> Coin:
    place = StoragePlace.objects.create(owner=alice, name="Cabinet 2")
    tag = Tag.objects.create(owner=alice, name="Favourites")
    made = make_coin(alice, **FACTS, storage_place=place, tags=[tag])
    add_reference(made, "RIC IV 637a; RSC 21; BMCRE 593/4")
    add_provenance(made, kind=ProvenanceKind.AUCTION, source_name="Münz Zentrum", sale_name="Auktion 40")
    make_coin(alice, issuer="Nero", category="roman_provincial", metal="gold")
    return made


@pytest.mark.parametrize(
    "query",
    [
        "venus",
        "Julia Domna denarius",
        "ivlia avgvsta",
        "IULIA augusta",
        '"ivlia avgvsta"',
        "septimius laodicea",
        "SYRIA",
        "severus syr* silver",
        "roman imperial",
        "CONCORDIA",
        "CONCORDI-A",
        '"CONCORDIA AVGG COS"',
        "CONCORDIAAVGGCOSIII",
        "avggcos",
        "draped bust",
        '"double cornucopiae"',
        "smant",
        "muller lot",
        "MÜLLER",
        "zelazny",
        "4280519-003",
        "4280519",
        "BN-00147",
        "bn00147",
        "BN-001",
        "ric 637a",
        '"ric iv 637a"',
        "593/4",
        "munz zentrum",
        "favourites",
        '"cabinet 2"',
        "reka devnia",
    ],
)
def test_coin_is_found_by(coin: Coin, query: str) -> None:
    assert found(query) == {coin.pk}


@pytest.mark.parametrize(
    "query",
    ["venus mars", '"augusta iulia"', '"laodicea septimius"', "637", "ordia", "bu* left* right*x", "59", "silver gold"],
)
def test_coin_is_not_found_by(coin: Coin, query: str) -> None:
    assert coin.pk not in found(query)


@pytest.mark.parametrize(
    ("legend", "query"),
    [
        ("CONSTAN-TINVS P F AVG", "CONSTANTINVS"),
        ("CONSTAN TINVS P F AVG", "CONSTANTINVS"),
        ("CONSTANTINVS P F AVG", "CONSTAN-TINVS"),
        ("CONSTAN[TI]NVS P F AVG", "constantinus"),
        ("IMP CAES NERVA TRAIAN AVG", "impcaesnerva"),
        ("IMP CAES NERVA TRAIAN AVG", "CAESNERVATRAIANAVG"),
        ("IMPCAESNERVA TRAIAN", "impcaes"),
        ("ΣΕΒΑΣΤΟΣ", "σεβαστός"),
        ("ΣΕΒΑΣΤΟΣ", "CEBACTOC"),
        ("CEBACTOC", "σεβαστος"),
        ("СЄВАСТОС", "ΣΕΒΑΣΤΟΣ"),
        ("ΒΑΣΙΛΕΩΣ ΑΛΕΞΑΝΔΡΟΥ", '"βασιλεως αλεξανδρου"'),
        ("ΒΑΣΙΛΕΩΣ ΑΛΕΞΑΝΔΡΟΥ", "βασιλεωσαλεξ"),
        ("SYRIA CAPTA", "SVRIA"),
        ("SYRIA CAPTA", "syria"),
        ("IVSTINIANVS", "Justinianus"),
        ("Δ•Ν•IVSTINIANVS", "ivstin"),
    ],
)
def test_legend_is_found_however_it_is_written(alice: User, legend: str, query: str) -> None:
    coin = make_coin(alice, obverse_legend=legend)
    assert found(query) == {coin.pk}


def test_every_text_of_the_coin_is_searched(alice: User) -> None:
    silent = {"source_url", "verification_url", "currency", "disposal_currency"}
    texts = [spec.name for spec in FIELDS if spec.kind in {"text", "prose"} and spec.name not in silent]
    words = {name: f"zq{number}x" for number, name in enumerate(texts)}
    coin = make_coin(alice, **words)
    assert [name for name, word in words.items() if found(f'"{word}"') != {coin.pk}] == []


# --- right after every write


def test_edits_are_found_at_once(alice: User, coin: Coin) -> None:
    change = Change(user=alice)
    edit_coin(coin_id=coin.pk, version=1, values={"mint": "Emesa", "tags": []}, change=change)
    assert (found("emesa"), found("laodicea"), found("favourites")) == ({coin.pk}, set(), set())
    edit_many(coins=Coin.objects.all(), values={"hoard": "Gare"}, change=change)
    assert found("gare") == set(Coin.objects.values_list("pk", flat=True))


def test_rows_of_the_coin_are_found_and_lost_at_once(alice: User, coin: Coin) -> None:
    reference = add_reference(coin, "Calicó 402")
    assert found("calico") == {coin.pk}
    reference.text = "Biaggi 7"
    reference.save()
    assert (found("calico"), found("biaggi")) == (set(), {coin.pk})
    reference.delete()
    assert found("biaggi") == set()
    bulk_create([new_reference(coin, {"text": "Depeyrot 13"})], CoinReference, Change(user=alice))
    assert found("depeyrot") == {coin.pk}
    event = add_provenance(coin, source_name="Bourgey")
    assert found("bourgey") == {coin.pk}
    event.delete()
    assert found("bourgey") == set()


def test_tags_and_places_are_followed(alice: User, coin: Coin) -> None:
    tag = Tag.objects.create(owner=alice, name="Severans")
    tag.coins.add(coin)
    assert found("severans") == {coin.pk}
    tag.name = "Antonines"
    tag.save()
    assert (found("severans"), found("antonines")) == (set(), {coin.pk})
    tag.delete()
    assert found("antonines") == set()
    place = StoragePlace.objects.get()
    place.name = "Bankfach"
    place.save()
    assert found("bankfach") == {coin.pk}
    place.delete()
    assert found("bankfach") == set()


def test_registered_coins_are_found_with_all_they_bring(alice: User) -> None:
    new = NewCoin(
        {"issuer": "Hadrian", "title": "Travels"},
        references=[{"text": "RIC II.3 1500"}],
        provenance=[{"source_name": "Leu"}],
        storage=("Cabinet 3", "Tray 1"),
        tags=("Nile",),
    )
    made = register_coins(shelves=Shelves(alice), new=[new, new], change=Change(user=alice))
    assert found('hadrian travels 1500 leu "tray 1" nile') == {coin.pk for coin in made}


def test_trash_is_out_of_the_list_and_back_again(alice: User, coin: Coin) -> None:
    mine = Coin.objects.visible_to(alice).present().matching(CoinFilters(q="venus"))
    trash_coins(coins=[coin], change=Change(user=alice))
    assert list(mine.all()) == []
    assert found("venus") == {coin.pk}
    restore_coins(coins=[coin], change=Change(user=alice))
    assert list(mine.all()) == [coin]


def test_deleted_coins_leave_nothing_behind(alice: User, coin: Coin) -> None:
    coin.delete()
    assert found("venus") == set()
    alice.delete()
    assert SearchDocument.objects.count() == 0


def test_rebuild_finds_the_same(coin: Coin) -> None:
    before = list(SearchDocument.objects.values("row_id", "owner_id", "title", "body"))
    assert rebuild("coin") == 2
    assert list(SearchDocument.objects.values("row_id", "owner_id", "title", "body")) == before


def test_one_save_indexes_once(alice: User, coin: Coin) -> None:
    with CaptureQueriesContext(connection) as captured:
        edit_coin(coin_id=coin.pk, version=1, values={"mint": "Emesa", "tags": []}, change=Change(user=alice))
    writes = [query["sql"] for query in captured if query["sql"].startswith('INSERT INTO "search_searchdocument"')]
    assert len(writes) == 1


# --- in the list


def test_search_composes_with_order_pages_and_neighbours(alice: User, bob: User) -> None:
    mine = [make_domna(alice, weight_g=f"3.{weight}") for weight in (5, 1, 4, 2, 3)]
    make_domna(bob)
    make_coin(alice, issuer="Nero")
    filters = CoinFilters.from_query("q=dom&metal=silver&sort=-weight_g")
    coins = Coin.objects.visible_to(alice).present().matching(filters)
    expected = [mine[at].pk for at in (0, 2, 4, 3, 1)]
    assert coins.totals().count == 5
    assert page_ids(coins, filters.keys, first=0, length=3, total=5) == expected[:3]
    assert page_ids(coins, filters.keys, first=3, length=3, total=5) == expected[3:]
    assert neighbours(coins, filters.keys, mine[4]) == (mine[2].pk, mine[3].pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_searched_list_asks_as_many_queries_however_long(
    alice: User, client_for: Callable[[User], Client], rows: int
) -> None:
    for number in range(rows):
        make_domna(alice, inventory_number=str(number))
    client = client_for(alice)
    client.get(reverse("coins:list"))
    with CaptureQueriesContext(connection) as plain:
        client.get(reverse("coins:list"), {"metal": "silver"})
    with CaptureQueriesContext(connection) as searched:
        assert client.get(reverse("coins:list"), {"q": '"julia domna" den*'}).status_code == 200
    assert len(searched) <= len(plain)


@pytest.mark.parametrize(
    "query", ['"', "a AND", "(((", "*", "🪙", "x" * 10_000, "w " * 5_000, "NEAR(", "a\x00b", "-44 ^x:y", "%", "'"]
)
def test_odd_searches_show_a_page(alice: User, client_for: Callable[[User], Client], query: str) -> None:
    make_domna(alice)
    assert client_for(alice).get(reverse("coins:list"), {"q": query}).status_code == 200


def test_others_coins_are_not_found(alice: User, bob: User, client_for: Callable[[User], Client]) -> None:
    make_domna(bob, title="Unseen treasure")
    make_domna(alice, title="Treasure of her own")
    page = client_for(alice).get(reverse("coins:list"), {"q": "treasure"}).text
    assert ("Treasure of her own" in page, "Unseen treasure" in page) == (True, False)
