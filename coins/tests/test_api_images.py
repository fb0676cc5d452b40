"""Photographs by the JSON API."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coins.models import Coin, CoinImage
from coins.tests.recipes import picture_bytes
from coinstack.api import openapi_document
from coinstack.tests.api_client import ROOT, Api


def picture(name: str = "side.jpg", size: tuple[int, int] = (400, 300)) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(size), "image/jpeg")


def added(api: Api, coin: Coin, count: int = 1) -> list[dict[str, Any]]:
    files = [picture(f"{at}.jpg", (400 + at, 300)) for at in range(count)]
    return api.upload(f"/coins/{coin.pk}/images", images=files).json["items"]


def test_files_are_judged_one_by_one(api: Api, coin: Coin) -> None:
    bad = SimpleUploadedFile("notes.jpg", b"no picture")
    answer = api.upload(f"/coins/{coin.pk}/images", images=[picture("obv.jpg"), bad, picture("rev.jpg", (410, 300))])
    assert answer.status == 201
    assert [(image["kind"], image["is_primary"], image["width"]) for image in answer.json["items"]] == [
        ("obverse", True, 400),
        ("reverse", False, 410),
    ]
    assert [refused["name"] for refused in answer.json["refused"]] == ["notes.jpg"]
    listed = api.get(f"/coins/{coin.pk}/images").json
    assert (listed["count"], [image["id"] for image in listed["items"]]) == (
        2,
        [image["id"] for image in answer.json["items"]],
    )


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({"kind": "obverse"}, {"images"}),
        ({"images": "a text"}, {"images"}),
        ({"images": SimpleUploadedFile("notes.jpg", b"no picture")}, {"images"}),
        ({"images": picture(), "kind": "nose"}, {"kind"}),
        ({"images": picture(), "colour": "grey"}, {"colour"}),
    ],
    ids=str,
)
def test_request_without_a_usable_picture_is_refused(
    parts: dict[str, Any], wrong: set[str], api: Api, coin: Coin
) -> None:
    answer = api.upload(f"/coins/{coin.pk}/images", **parts)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
    assert not coin.images.exists()


def test_side_is_said_once_and_as_text(api: Api, coin: Coin) -> None:
    for kind in (["obverse", "reverse"], picture()):
        assert set(api.upload(f"/coins/{coin.pk}/images", images=picture(), kind=kind).wrong) == {"kind"}
    assert not coin.images.exists()


def test_too_many_files_are_refused(api: Api, coin: Coin) -> None:
    assert set(api.upload(f"/coins/{coin.pk}/images", images=[picture() for _ in range(21)]).wrong) == {"images"}


def test_picture_as_json_is_the_wrong_type(api: Api, coin: Coin) -> None:
    assert api.post(f"/coins/{coin.pk}/images", images=[]).status == 415


def test_picture_is_turned_cut_moved_and_named(api: Api, coin: Coin) -> None:
    first, second, third = added(api, coin, 3)
    address = f"/images/{third['id']}"
    answer = api.patch(
        address, kind="detail", rotation=90, crop_circle={"x": 200, "y": 150, "r": 100}, order=0, is_primary=True
    )
    assert answer.status == 200
    names = ("kind", "rotation", "crop_circle", "crop_shape", "is_primary", "order")
    assert [answer.json[name] for name in names] == ["detail", 90, {"x": 200, "y": 150, "r": 100}, "circle", True, 0]
    assert api.patch(address, rotation=0).json["crop_circle"] == {"x": 200, "y": 150, "r": 100}
    assert api.patch(address, crop=None).json["crop_circle"] is None
    orders = dict(CoinImage.objects.values_list("pk", "order"))
    assert orders == {third["id"]: 0, first["id"]: 1, second["id"]: 2}
    assert CoinImage.objects.get(is_primary=True).pk == third["id"]


def test_look_is_what_was_sent_in_one_step(api: Api, coin: Coin) -> None:
    address = f"/images/{added(api, coin)[0]['id']}"
    assert [api.patch(address, rotation=90).json["rotation"] for _ in range(2)] == [90, 90]
    image = CoinImage.objects.get()
    rows = image.history.count()
    circle = {"x": 200, "y": 150, "r": 100}
    answer = api.patch(address, crop=circle, crop_shape="square", rotation=180)
    assert [answer.json[name] for name in ("rotation", "crop_circle", "crop_shape")] == [180, circle, "square"]
    assert image.history.count() == rows + 1


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"rotation": 45}, {"rotation"}),
        ({"kind": "nose"}, {"kind"}),
        ({"is_primary": False}, {"is_primary"}),
        ({"crop": {"x": 5000, "y": 150, "r": 100}}, {"crop_circle"}),
        ({"crop_circle": {"x": 1}}, {"crop_circle.y", "crop_circle.r"}),
        ({"crop_shape": "square"}, {"crop_shape"}),
        ({"file": "other.jpg"}, {"file"}),
    ],
    ids=lambda value: ", ".join(sorted(value)) if isinstance(value, set) else str(value),
)
def test_wrong_change_is_refused(sent: dict[str, Any], wrong: set[str], api: Api, coin: Coin) -> None:
    pk = added(api, coin)[0]["id"]
    answer = api.patch(f"/images/{pk}", **sent)
    assert (answer.status, set(answer.wrong)) == (422, wrong)


def test_file_of_a_picture_is_served_by_token(api: Api, coin: Coin) -> None:
    image = added(api, coin)[0]
    whole = api.client.get(image["url"])
    small = api.client.get(image["thumbnail_url"])
    told = openapi_document()["paths"]["/api/v2/images/{image_id}/file"]["get"]["responses"][200]["content"]
    assert (whole.status_code, whole.streaming) == (200, True)
    assert {whole["Content-Type"], small["Content-Type"]} <= set(told)
    assert len(b"".join(small.streaming_content)) < len(b"".join(whole.streaming_content))
    again = api.client.get(image["url"], headers={"If-None-Match": whole["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert set(api.get(f"/images/{image['id']}/file", width=5).wrong) == {"width"}
    assert set(api.get(f"/images/{image['id']}/file", width="wide").wrong) == {"width"}
    assert image["url"].startswith(ROOT)


def test_picture_is_taken_away(api: Api, coin: Coin) -> None:
    first, second = added(api, coin, 2)
    assert api.delete(f"/images/{first['id']}").status == 204
    assert api.get(f"/images/{second['id']}").json["is_primary"] is True
    assert api.get(f"/images/{first['id']}").status == 404
