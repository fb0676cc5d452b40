"""References, provenance, tags and storage places by the JSON API."""

from typing import Any

import pytest

from coins.models import Coin, CoinReference, ProvenanceEvent, StoragePlace, Tag
from coins.services.undo import undo
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.tests.api_client import ROOT, Api


def texts(coin: Coin) -> list[tuple[str, bool]]:
    return list(coin.references.order_by("order", "pk").values_list("text", "is_primary"))


# --- references


def test_citations_are_added_verbatim_and_the_first_is_primary(api: Api, coin: Coin) -> None:
    first = api.post(f"/coins/{coin.pk}/references", text="RIC IV.1 580 (Septimius Severus)", note="this coin")
    api.post(f"/coins/{coin.pk}/references", text="RSC 198")
    assert (first.status, first.json["note"], first.json["needs_review"]) == (201, "this coin", True)
    assert texts(coin) == [("RIC IV.1 580 (Septimius Severus)", True), ("RSC 198", False)]
    listed = api.get(f"/coins/{coin.pk}/references").json
    assert ([row["text"] for row in listed["items"]], listed["count"]) == (
        ["RIC IV.1 580 (Septimius Severus)", "RSC 198"],
        2,
    )
    assert Coin.objects.get(pk=coin.pk).version == 3


def test_another_reference_becomes_the_primary_one(api: Api, coin: Coin) -> None:
    api.post(f"/coins/{coin.pk}/references", text="RIC 1")
    second = api.post(f"/coins/{coin.pk}/references", text="BMC 2", is_primary=True).json["id"]
    assert texts(coin) == [("RIC 1", False), ("BMC 2", True)]
    assert set(api.patch(f"/references/{second}", is_primary=False).wrong) == {"is_primary"}
    assert api.delete(f"/references/{second}").status == 204
    assert texts(coin) == [("RIC 1", True)]


def test_reworded_citation_is_to_be_reviewed_again(api: Api, coin: Coin) -> None:
    pk = api.post(f"/coins/{coin.pk}/references", text="RIC 1").json["id"]
    CoinReference.objects.filter(pk=pk).update(needs_review=False)
    assert api.patch(f"/references/{pk}", side="obverse").json["needs_review"] is False
    changed = api.patch(f"/references/{pk}", text="RIC 2")
    assert (changed.json["text"], changed.json["needs_review"]) == ("RIC 2", True)
    assert api.get("/coins", q="RIC 2").json["count"] == 1
    assert api.get("/coins", q="RIC 1").json["count"] == 0


def test_what_one_request_did_can_be_undone(api: Api, coin: Coin, alice: User) -> None:
    pk = api.post(f"/coins/{coin.pk}/references", text="RIC 1").json["id"]
    batch = CoinReference.history.get(id=pk).history_batch
    assert undo(batch, user=alice).undone == 1
    assert texts(coin) == []


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"text"}),
        ({"text": ""}, {"text"}),
        ({"text": " \n"}, {"text"}),
        ({"text": "RIC 1", "side": "edge"}, {"side"}),
        ({"text": "RIC 1", "page": "x" * 31}, {"page"}),
        ({"text": "RIC 1", "confidence": "certain"}, {"confidence"}),
        ({"text": ["RIC 1"]}, {"text"}),
    ],
    ids=lambda value: str(value)[:50],
)
def test_wrong_reference_is_refused(sent: dict[str, Any], wrong: set[str], api: Api, coin: Coin) -> None:
    answer = api.post(f"/coins/{coin.pk}/references", **sent)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
    assert not coin.references.exists()


# --- provenance


def test_pedigree_is_read_into_its_stations(api: Api, coin: Coin) -> None:
    made = api.post(f"/coins/{coin.pk}/provenance", text="Ex Leu 7, 9 May 1973, lot 214; ex Hess 3, 1931, lot 12")
    assert made.status == 201
    assert [(row["lot_number"], row["order"]) for row in made.json["items"]] == [("214", 0), ("12", 1)]
    assert api.get(f"/coins/{coin.pk}/provenance").json == made.json


def test_station_in_parts(api: Api, coin: Coin) -> None:
    made = api.post(
        f"/coins/{coin.pk}/provenance",
        kind="auction",
        source_name="Leu",
        hammer_price="1200.50",
        currency="CHF",
        sort_date="1973-05-09",
    )
    row = made.json["items"][0]
    assert api.get(f"/provenance/{row['id']}").json == row
    assert (row["kind"], row["hammer_price"], row["sort_date"]) == ("auction", 1200.5, "1973-05-09")
    changed = api.patch(f"/provenance/{row['id']}", lot_number="214", hammer_price=None)
    assert (changed.json["lot_number"], changed.json["hammer_price"], changed.json["source_name"]) == (
        "214",
        None,
        "Leu",
    )
    assert api.delete(f"/provenance/{row['id']}").status == 204
    assert not ProvenanceEvent.objects.exists()
    assert Coin.objects.get(pk=coin.pk).version == 4


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"text"}),
        ({"text": "Ex Leu 7", "kind": "auction"}, {"text"}),
        ({"kind": "stolen"}, {"kind"}),
        ({"premium_pct": 120}, {"premium_pct"}),
        ({"hammer_price": -5}, {"hammer_price"}),
        ({"sort_date": "May 1973"}, {"sort_date"}),
        ({"order": 40000}, {"order"}),
        ({"order": 0, "currency": "CHF", "sort_date": None}, {"text"}),
        ({"source_name": " \t"}, {"text"}),
        ({"text": " "}, {"text"}),
        ({"currency": "francs"}, {"currency"}),
        ({"hammer_price": "1_200"}, {"hammer_price"}),
        ({"sort_date": "1973"}, {"sort_date"}),
    ],
    ids=str,
)
def test_wrong_station_is_refused(sent: dict[str, Any], wrong: set[str], api: Api, coin: Coin) -> None:
    answer = api.post(f"/coins/{coin.pk}/provenance", **sent)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
    assert not coin.provenance.exists()


# --- tags and storage


def test_tags_are_made_once_renamed_everywhere_and_taken_off(api: Api, alice: User) -> None:
    first = api.post("/tags", name="Severan")
    assert (first.status, first.json["coins"]) == (201, 0)
    again = api.post("/tags", name="SEVERAN")
    assert (again.status, again.json) == (200, first.json)
    coin = make_domna(alice, tags=[Tag.objects.get()])
    address = f"/tags/{first.json['id']}"
    assert api.patch(address, name="Severans").json == {"id": first.json["id"], "name": "Severans", "coins": 1}
    assert api.get("/coins", q="severans").json["count"] == 1
    assert api.get("/tags").json["items"] == [api.get(address).json]
    assert api.delete(address).status == 204
    assert coin.history.first().tags_before == ["Severans"]
    assert api.get(f"/coins/{coin.pk}").json["tags"] == []
    assert api.get("/coins", q="severans").json["count"] == 0


def test_name_of_another_tag_is_refused(api: Api) -> None:
    api.post("/tags", name="Severan")
    other = api.post("/tags", name="Antonine").json["id"]
    assert set(api.patch(f"/tags/{other}", name="severan").wrong) == {"name"}
    assert set(api.post("/tags", name=" ").wrong) == {"name"}
    assert set(api.post("/tags", name="x" * 61).wrong) == {"name"}


def test_places_nest_move_with_their_names_and_go(api: Api, alice: User) -> None:
    made = api.post("/storage", path=["Cabinet", "Tray 5"], notes="velvet")
    assert (made.status, api.post("/storage", path=["Cabinet", "Tray 5"]).status) == (201, 200)
    tray = made.json
    assert (tray["path"], tray["notes"]) == (["Cabinet", "Tray 5"], "velvet")
    cabinet = api.get("/storage").json["items"][0]
    assert (cabinet["path"], tray["parent"]) == (["Cabinet"], cabinet["id"])
    coin = make_domna(alice, storage_place=StoragePlace.objects.get(pk=tray["id"]))
    assert api.patch(f"/storage/{cabinet['id']}", name="Safe").json["path"] == ["Safe"]
    assert api.get(f"/coins/{coin.pk}").json["storage_place"] == ["Safe", "Tray 5"]
    assert api.get("/coins", q="safe").json["count"] == 1
    refused = api.delete(f"/storage/{cabinet['id']}")
    assert (refused.status, refused.code) == (409, "in_use")
    assert api.delete(f"/storage/{tray['id']}").status == 204
    assert api.get(f"/coins/{coin.pk}").json["storage_place"] == []
    assert coin.history.first().history_source == "api"
    assert api.delete(f"/storage/{cabinet['id']}").status == 204


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"path": []}, {"path"}),
        ({"path": ["Cabinet", " "]}, {"path"}),
        ({"path": ["Cabinet › Tray 5"]}, {"path"}),
        ({"path": ["x" * 81]}, {"path"}),
        ({"path": ["x" * 80] * 5}, {"path"}),
        ({"path": "Cabinet"}, {"path"}),
        ({"path": list("abcdef")}, {"path"}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_place_is_refused(sent: dict[str, Any], wrong: set[str], api: Api) -> None:
    answer = api.post("/storage", **sent)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
    assert not StoragePlace.objects.exists()


def test_place_cannot_take_the_name_of_another(api: Api) -> None:
    api.post("/storage", path=["Cabinet"])
    safe = api.post("/storage", path=["Safe"]).json["id"]
    assert set(api.patch(f"/storage/{safe}", name="Cabinet").wrong) == {"name"}
    assert set(api.patch(f"/storage/{safe}", name="Safe › Tray 5").wrong) == {"name"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/coins", {"issuer": "Nero"}),
        ("/coins/{coin}/references", {"text": "RIC 1"}),
        ("/tags", {"name": "Severan"}),
        ("/storage", {"path": ["Cabinet", "Tray 5"]}),
    ],
)
def test_what_was_made_is_told_where_to_read(path: str, body: dict[str, Any], api: Api, coin: Coin) -> None:
    made = api.post(path.format(coin=coin.pk), **body)
    shown = api.get(made.headers["Location"].removeprefix(ROOT)).json
    assert (made.status, shown["id"]) == (201, made.json["id"])


def test_texts_of_a_row_are_cleaned_and_citations_are_one_line(api: Api, coin: Coin) -> None:
    cited = api.post(f"/coins/{coin.pk}/references", text=" RIC IV–1\n580 ", note="left\tof  it")
    assert (cited.json["text"], cited.json["note"]) == ("RIC IV–1 580", "left of it")
    station = api.post(f"/coins/{coin.pk}/provenance", source_name="Bank\nLeu ", currency="chf", notes="one\ntwo")
    row = station.json["items"][0]
    assert [row[name] for name in ("source_name", "currency", "notes")] == ["Bank Leu", "CHF", "one\ntwo"]
