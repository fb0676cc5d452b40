"""Coins by the JSON API: the list, one coin, adding, changing, trash, neighbours."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from catalog.models import Term
from coins.api.aliases import ALIASES
from coins.api.schemas import LISTED, CoinIn, CoinListItem, CoinOut, CoinPatch
from coins.fields import BY_NAME, FIELDS
from coins.models import Coin, StoragePlace, Tag
from coins.querysets import LIST_COLUMNS
from coins.services.edit import edit_coin
from coins.services.history import Change
from coins.tests.recipes import add_picture, add_reference, make_coin, make_domna, picture_bytes
from coinstack.accounts.models import User
from coinstack.tests.api_client import Api, answered

# --- the table of fields


@pytest.mark.parametrize("shape", [CoinIn, CoinPatch, CoinOut])
def test_every_field_of_the_table_is_in_the_shape(shape: Any) -> None:
    assert set(BY_NAME) - set(shape.model_fields) == set()


def test_nothing_beside_the_table_can_be_sent() -> None:
    assert set(CoinIn.model_fields) - set(BY_NAME) == {"is_draft", "references", "provenance"}


def test_list_shows_what_lists_read_and_no_more() -> None:
    assert set(LISTED) | {"id", "owner_id", "is_draft", "created_at"} == set(LIST_COLUMNS)
    assert set(LISTED) < set(CoinListItem.model_fields)


def test_other_names_lead_to_fields_of_ours() -> None:
    assert {name for name in ALIASES.values() if name not in BY_NAME} == set()
    assert set(ALIASES) & set(BY_NAME) == set()


def test_other_names_are_documented() -> None:
    told = (Path(settings.BASE_DIR) / "docs/api.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (`.*`) \|$", told))
    named = {other: own for own, others in rows.items() for other in re.findall(r"`(\w+)`", others)}
    assert {other: named.get(other) for other in ALIASES} == ALIASES


# --- the list


def test_list_is_filtered_sorted_and_paged(api: Api, alice: User, bob: User) -> None:
    heavy = make_coin(alice, metal="silver", weight_g="4.1", issuer="Nero")
    light = make_coin(alice, metal="silver", weight_g="3.1")
    make_coin(alice, metal="gold", weight_g="7.9")
    make_coin(bob, metal="silver", weight_g="3.5")
    found = api.get("/coins", metal="silver", sort="-weight_g").json
    assert ([coin["id"] for coin in found["items"]], found["count"]) == ([heavy.pk, light.pk], 2)
    second = api.get("/coins", metal="silver", sort="-weight_g", page=2, per_page=1).json
    assert ([coin["id"] for coin in second["items"]], second["count"]) == ([light.pk], 2)
    assert api.get("/coins", q="nero").json["count"] == 1
    assert api.get("/coins", none="weight_g").json == {"items": [], "count": 0}


def test_page_beyond_the_end_is_empty(api: Api, alice: User) -> None:
    make_coin(alice)
    assert api.get("/coins", page=7).json == {"items": [], "count": 1}


def test_row_of_the_list(api: Api, alice: User) -> None:
    coin = make_domna(alice, price="120.50", currency="EUR", acquired_on=date(2020, 5, 1))
    add_reference(coin, "RIC IV 580", is_primary=True)
    image = add_picture(coin, is_primary=True)
    row = api.get("/coins").json["items"][0]
    assert (row["title"], row["weight_g"], row["price"]) == ("Julia Domna, denarius", 3.28, 120.5)
    assert (row["acquired_on"], row["year_start"], row["reference"]) == ("2020-05-01", 196, "RIC IV 580")
    assert row["thumbnail_url"] == f"/api/v2/images/{image.pk}/file?width=320"


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"nonsense": "1"}, {"nonsense"}),
        ({"metal": "gpld"}, {"metal"}),
        ({"weight_g_min": "heavy", "metal": "gold"}, {"weight_g_min"}),
        ({"sort": "beauty"}, {"sort"}),
        ({"none": "beauty"}, {"none"}),
        ({"year_min": "0"}, {"year_min"}),
        ({"q": "x" * 300}, {"q"}),
        ({"per_page": "201"}, {"per_page"}),
        ({"per_page": "0"}, {"per_page"}),
        ({"page": "99999999999"}, {"page"}),
        ({"page": "first"}, {"page"}),
    ],
    ids=lambda value: ", ".join(sorted(value)) if isinstance(value, set) else str(value)[:50],
)
def test_what_cannot_be_read_is_named(query: dict[str, str], wrong: set[str], api: Api, alice: User) -> None:
    coin = make_coin(alice)
    answer = api.get("/coins", **query)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
    if wrong.isdisjoint({"per_page", "page"}):
        assert set(api.get(f"/coins/{coin.pk}/navigation", **query).wrong) == wrong
        assert set(api.get("/export", format="csv", **query).wrong) == wrong


# --- one coin


def test_coin_with_everything(api: Api, alice: User) -> None:
    term = Term.objects.create(kind="mint", name="Rome", slug="rome", uri="http://nomisma.org/id/rome")
    made = api.post(
        "/coins",
        issuer="Septimius Severus",
        mint="Rome",
        mint_term="http://nomisma.org/id/rome",
        weight_g=3.28,
        year_start=-44,
        is_circa=True,
        acquired_on="2020-05-01",
        storage_place=["Cabinet", "Tray 5"],
        tags=["Severan", "silver hoard"],
        references=["RIC IV 580", "RSC 198"],
        provenance=["Ex Leu 7, 9 May 1973, lot 214"],
        surface_issues=["porous"],
        is_draft=True,
    )
    assert made.status == 201
    coin = api.get(f"/coins/{made.json['id']}").json
    assert {name: coin[name] for name in ("weight_g", "year_start", "is_circa", "acquired_on", "is_draft")} == {
        "weight_g": 3.28,
        "year_start": -44,
        "is_circa": True,
        "acquired_on": "2020-05-01",
        "is_draft": True,
    }
    assert (coin["mint"], coin["mint_term"], term.coins_as_mint.count()) == ("Rome", "http://nomisma.org/id/rome", 1)
    assert (coin["storage_place"], coin["tags"]) == (["Cabinet", "Tray 5"], ["Severan", "silver hoard"])
    assert [(row["text"], row["is_primary"]) for row in coin["references"]] == [
        ("RIC IV 580", True),
        ("RSC 198", False),
    ]
    assert [(row["kind"], row["lot_number"], row["sort_date"]) for row in coin["provenance"]] == [
        ("auction", "214", "1973-05-09")
    ]
    assert (coin["images"], coin["version"], coin["surface_issues"]) == ([], 1, ["porous"])
    assert {**coin, "refused_images": []} == made.json
    history = Coin.objects.get(pk=coin["id"]).history.get()
    assert (history.history_source, history.history_user) == ("api", alice)


def test_answers_can_be_sent_again(api: Api, alice: User) -> None:
    """What a coin looks like in an answer is what may be sent of it."""
    coin = api.get(f"/coins/{make_domna(alice, is_circa=True, tags=[]).pk}").json
    again = api.post("/coins", **{spec.name: coin[spec.name] for spec in FIELDS if spec.name != "inventory_number"})
    assert again.status == 201
    assert {spec.name: again.json[spec.name] for spec in FIELDS} == {spec.name: coin[spec.name] for spec in FIELDS}


def test_coin_and_its_pictures_in_one_request(api: Api, tmp_path: Any) -> None:
    picture, text = tmp_path / "obverse.jpg", tmp_path / "notes.jpg"
    picture.write_bytes(picture_bytes())
    text.write_text("no picture")
    with picture.open("rb") as good, text.open("rb") as bad:
        made = api.upload("/coins", coin='{"issuer": "Nero"}', images=[good, bad])
    assert (made.status, made.json["issuer"]) == (201, "Nero")
    assert [(image["kind"], image["is_primary"]) for image in made.json["images"]] == [("obverse", True)]
    assert [refused["name"] for refused in made.json["refused_images"]] == ["notes.jpg"]


def test_names_of_earlier_programs_are_understood(api: Api) -> None:
    made = api.post(
        "/coins",
        die_axis=6,
        acquisition_price="120.50",
        acquisition_currency="EUR",
        storage_location="Cabinet > Tray 5",
        description="From the sale",
        references=[{"catalog": "RIC", "volume": "IV.1", "number": "580"}],
    )
    assert made.status == 201
    names = ("die_axis_h", "price", "currency", "storage_place", "catalog_description")
    assert [made.json[name] for name in names] == [6.0, 120.5, "EUR", ["Cabinet", "Tray 5"], "From the sale"]
    assert [row["text"] for row in made.json["references"]] == ["RIC IV.1 580"]


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        (["Box 1/2", "Tray 5"], ["Box 1/2", "Tray 5"]),
        (["Velv2-5-1"], ["Velv2-5-1"]),
        ("Box / Tray 5", ["Box", "Tray 5"]),
        (["Box", " "], ["Box"]),
        ([], []),
    ],
    ids=str,
)
def test_places_in_a_list_are_names_and_a_text_is_read(sent: Any, path: list[str], api: Api) -> None:
    made = api.post("/coins", storage_place=sent)
    assert (made.status, made.json["storage_place"]) == (201, path)
    again = api.post("/coins", storage_place=made.json["storage_place"])
    assert again.json["storage_place"] == path
    assert StoragePlace.objects.count() == len(path)


def test_sign_between_places_is_no_part_of_a_new_name(api: Api, alice: User) -> None:
    refused = api.post("/coins", storage_place=["Box›1"])
    assert refused.wrong["storage_place"] == "No name holds “›”: list the places one by one."
    StoragePlace.objects.create(owner=alice, name="Box›1")
    assert api.post("/coins", storage_place=["Box›1"]).json["storage_place"] == ["Box›1"]


@pytest.mark.parametrize("sent", ["0.5", ".5", "+0.5", "5e-1", " 0.50 "])
def test_numbers_may_be_sent_as_texts(api: Api, sent: str) -> None:
    assert api.post("/coins", weight_g=sent).json["weight_g"] == 0.5


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"beauty": 5}, {"beauty"}),
        ({"weight_g": "heavy"}, {"weight_g"}),
        ({"weight_g": True}, {"weight_g"}),
        ({"weight_g": -1}, {"weight_g"}),
        ({"weight_g": 1e30}, {"weight_g"}),
        ({"weight_g": 3.28125}, {"weight_g"}),
        ({"year_start": 0}, {"year_start"}),
        ({"year_start": 1.5}, {"year_start"}),
        ({"year_start": 10**40}, {"year_start"}),
        ({"year_start": 20, "year_end": 10}, {"year_start", "year_end"}),
        ({"metal": "gpld"}, {"metal"}),
        ({"issuer": 5}, {"issuer"}),
        ({"issuer": "x" * 5000}, {"issuer"}),
        ({"issuer": ["Nero"]}, {"issuer"}),
        ({"is_circa": "perhaps"}, {"is_circa"}),
        ({"acquired_on": 20200501}, {"acquired_on"}),
        ({"acquired_on": "01.05.2020"}, {"acquired_on"}),
        ({"acquired_on": "86400"}, {"acquired_on"}),
        ({"acquired_on": "2011"}, {"acquired_on"}),
        ({"acquired_on": "2011-02-30"}, {"acquired_on"}),
        ({"acquired_on": "2011-04-14T00:00:00"}, {"acquired_on"}),
        ({"weight_g": "1_000"}, {"weight_g"}),
        ({"weight_g": "٣"}, {"weight_g"}),
        ({"currency": "euros"}, {"currency"}),
        ({"currency": "€1"}, {"currency"}),
        ({"mint_term": "http://nomisma.org/id/nowhere"}, {"mint_term"}),
        ({"storage_place": ["a", "b", "c", "d", "e", "f"]}, {"storage_place"}),
        ({"storage_place": ["x" * 81]}, {"storage_place"}),
        ({"storage_place": ["Box›1"]}, {"storage_place"}),
        ({"storage_place": ["Box › 1", "Tray 5"]}, {"storage_place"}),
        ({"tags": ["x" * 61]}, {"tags"}),
        ({"tags": "Severan"}, {"tags"}),
        ({"references": [5]}, {"references.0"}),
        ({"references": [""]}, {"references.0"}),
        ({"references": ["RIC 1", " "]}, {"references.1"}),
        ({"surface_issues": [{"a": 1}]}, {"surface_issues.0"}),
        ({"weight_g": 3.2, "weight": 3.3}, {"body"}),
        ({"inventory_number": "A-1"}, {"inventory_number"}),
    ],
    ids=lambda value: ", ".join(sorted(value)) if isinstance(value, set) else str(value)[:50],
)
def test_what_is_wrong_is_named_and_nothing_written(
    sent: dict[str, Any], wrong: set[str], api: Api, alice: User
) -> None:
    coin = make_domna(alice)
    make_coin(alice, inventory_number="A-1")
    for answer in (api.post("/coins", **sent), api.patch(f"/coins/{coin.pk}", **sent)):
        assert (answer.status, set(answer.wrong)) == (422, wrong)
    assert Coin.objects.count() == 2
    assert Coin.objects.get(pk=coin.pk).version == 1
    assert not StoragePlace.objects.exists()
    assert not Tag.objects.exists()


# --- changing


def test_patch_changes_what_is_sent(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    answer = api.patch(f"/coins/{coin.pk}", mint="Laodicea", weight_g=None, tags=["Severan"])
    assert (answer.status, answer.json["changed"], answer.json["changed_meanwhile"]) == (
        200,
        ["mint", "weight_g", "tags"],
        [],
    )
    assert (answer.json["mint"], answer.json["weight_g"], answer.json["metal"]) == ("Laodicea", None, "silver")
    assert answer.json["version"] == 2


def test_patch_replaces_tags_and_lines(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    api.patch(f"/coins/{coin.pk}", tags=["one", "two"], references=["RIC IV 580", "RSC 198"])
    kept = coin.references.get(text="RSC 198").pk
    answer = api.patch(f"/coins/{coin.pk}", tags=["two", "three"], references=["RSC 198"])
    assert answer.json["tags"] == ["three", "two"]
    assert [(row["id"], row["is_primary"]) for row in answer.json["references"]] == [(kept, True)]
    assert api.patch(f"/coins/{coin.pk}", tags=[], references=None).json["references"] == []


def test_stale_patch_of_the_same_field_is_refused(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    edit_coin(coin_id=coin.pk, version=1, values={"mint": "Laodicea"}, change=Change(user=alice))
    answer = api.patch(f"/coins/{coin.pk}", mint="Emesa", grade="XF", version=1)
    assert (answer.status, answer.code, set(answer.wrong)) == (409, "stale", {"mint"})
    assert Coin.objects.get(pk=coin.pk).grade == "VF"


def test_stale_patch_of_another_field_is_kept_and_told(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    edit_coin(coin_id=coin.pk, version=1, values={"mint": "Laodicea"}, change=Change(user=alice))
    answer = api.patch(f"/coins/{coin.pk}", grade="XF", version=1)
    assert (answer.json["changed"], answer.json["changed_meanwhile"]) == (["grade"], ["mint"])
    assert (answer.json["mint"], answer.json["grade"]) == ("Laodicea", "XF")


@pytest.mark.parametrize(
    ("sent", "status", "kept", "meanwhile"),
    [
        ({"tags": ["Severan", "hoard"]}, 409, ["Severan", "sold"], set()),
        ({"tags": []}, 409, ["Severan", "sold"], set()),
        ({"tags": ["hoard"], "mint": "Emesa"}, 409, ["Severan", "sold"], set()),
        ({"tags": ["Severan"]}, 200, ["Severan", "sold"], {"tags"}),
        ({"tags": ["SOLD", "severan"]}, 200, ["Severan", "sold"], {"tags"}),
        ({"grade": "XF"}, 200, ["Severan", "sold"], {"tags"}),
    ],
    ids=str,
)
def test_stale_tags_are_not_taken_off(
    sent: dict[str, Any], status: int, kept: list[str], meanwhile: set[str], api: Api
) -> None:
    address = f"/coins/{api.post('/coins', issuer='Nero', tags=['Severan']).json['id']}"
    api.patch(address, tags=["Severan", "sold"], version=1)
    answer = api.patch(address, **sent, version=1)
    assert (answer.status, api.get(address).json["tags"]) == (status, kept)
    if status == 409:
        assert set(answer.wrong) == {"tags"}
        assert api.get(address).json["mint"] == ""
    else:
        assert set(answer.json["changed_meanwhile"]) == meanwhile


def test_stale_tags_and_fields_are_named_together(api: Api) -> None:
    address = f"/coins/{api.post('/coins', issuer='Nero', tags=['one']).json['id']}"
    api.patch(address, tags=["two"], mint="Rome")
    assert set(api.patch(address, tags=["three"], mint="Ostia", version=1).wrong) == {"mint", "tags"}
    assert api.patch(address, tags=["three"], version=2).json["tags"] == ["three"]


def test_stale_references_are_not_overwritten(api: Api, alice: User) -> None:
    coin = api.post("/coins", issuer="Nero", references=["RIC 1"]).json
    address = f"/coins/{coin['id']}"
    assert api.patch(address, mint="Rome").status == 200
    assert api.patch(address, references=["RIC 1", "BMC 2"], version=1).status == 200
    refused = api.patch(address, references=["RIC 1", "Cohen 3"], version=1)
    assert (refused.status, set(refused.wrong)) == (409, {"references"})
    assert api.patch(address, references=["RIC 1", "BMC 2"], version=1).status == 200


def test_version_that_does_not_exist_yet_is_refused(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    assert set(api.patch(f"/coins/{coin.pk}", mint="Emesa", version=7).wrong) == {"version"}


def test_values_are_written_in_one_way(api: Api) -> None:
    made = api.post("/coins", weight_g=" 3.280 ", currency="eur", disposal_currency=" ", acquired_on="2020-05-01")
    names = ("weight_g", "currency", "disposal_currency", "acquired_on")
    assert [made.json[name] for name in names] == [3.28, "EUR", "", "2020-05-01"]


def test_patch_of_nothing_changes_nothing(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    answer = api.patch(f"/coins/{coin.pk}")
    assert (answer.status, answer.json["changed"]) == (200, [])
    now = Coin.objects.get()
    assert (now.updated_at, now.history.count()) == (coin.updated_at, 1)


@pytest.mark.django_db(transaction=True)
def test_many_patches_at_once_lose_nothing(alice: User) -> None:
    coin = make_domna(alice)
    api = Api(alice)
    fields = ["mint", "officina", "grade", "toning", "exergue", "edge_inscription", "hoard", "source"]

    def change(name: str) -> int:
        try:
            return api.patch(f"/coins/{coin.pk}", **{name: "seen"}, version=1).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as crowd:
        statuses = list(crowd.map(change, fields))
    kept = Coin.objects.get(pk=coin.pk)
    assert (statuses, [getattr(kept, name) for name in fields]) == ([200] * 8, ["seen"] * 8)
    assert kept.version == 9
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.django_db(transaction=True)
def test_of_patches_of_one_field_at_once_one_wins(alice: User) -> None:
    coin = make_domna(alice)
    api = Api(alice)

    def change(mint: str) -> int:
        try:
            return api.patch(f"/coins/{coin.pk}", mint=mint, version=1).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as crowd:
        statuses = list(crowd.map(change, ["Emesa", "Laodicea", "Antioch", "Alexandria"]))
    assert sorted(statuses) == [200, 409, 409, 409]


# --- trash and neighbours


def test_deleted_coin_lies_in_the_trash_and_comes_back(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    assert api.delete(f"/coins/{coin.pk}").status == 204
    assert api.get("/coins").json["count"] == 0
    assert [row["id"] for row in api.get("/trash").json["items"]] == [coin.pk]
    assert api.get(f"/coins/{coin.pk}").json["deleted_at"]
    for refused in (
        api.patch(f"/coins/{coin.pk}", mint="Emesa"),
        api.post(f"/coins/{coin.pk}/references", text="RIC 1"),
        api.get(f"/coins/{coin.pk}/navigation"),
    ):
        assert (refused.status, refused.code) == (409, "in_trash")
    assert api.delete(f"/coins/{coin.pk}").status == 204
    assert api.post(f"/coins/{coin.pk}/restore").json["deleted_at"] is None
    assert api.get("/coins").json["count"] == 1
    assert api.post(f"/coins/{coin.pk}/restore").status == 200


def test_coin_whose_number_was_given_away_stays_in_the_trash(api: Api, alice: User) -> None:
    coin = make_coin(alice, inventory_number="A-1")
    api.delete(f"/coins/{coin.pk}")
    make_coin(alice, inventory_number="A-1")
    refused = api.post(f"/coins/{coin.pk}/restore")
    assert (refused.status, refused.code) == (409, "in_use")


def test_neighbours_are_those_of_the_list(api: Api, alice: User) -> None:
    light, middle, heavy = (make_coin(alice, weight_g=weight, metal="silver") for weight in ("3.1", "3.5", "4.1"))
    gold = make_coin(alice, metal="gold", weight_g="3.6")
    assert api.get(f"/coins/{middle.pk}/navigation", metal="silver", sort="-weight_g").json == {
        "previous": heavy.pk,
        "next": light.pk,
        "position": 2,
        "count": 3,
    }
    outside = api.get(f"/coins/{gold.pk}/navigation", metal="silver").json
    assert (outside["position"], outside["count"]) == (0, 3)


def test_read_is_not_sent_twice(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    for path in (f"/coins/{coin.pk}", "/coins"):
        first = api.get(path)
        tag = first.headers["ETag"]
        again = api.get(path, headers={"If-None-Match": tag})
        assert (again.status, again.json, again.headers["ETag"]) == (304, None, tag)
    api.patch(f"/coins/{coin.pk}", mint="Emesa")
    assert api.get("/coins", headers={"If-None-Match": tag}).status == 200


def test_session_of_a_browser_serves_as_well(alice: User, client_for: Any) -> None:
    coin = make_domna(alice, weight_g=Decimal("3.28"))
    assert answered(client_for(alice).get(f"/api/v2/coins/{coin.pk}")).json["weight_g"] == 3.28
