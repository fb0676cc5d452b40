"""The page of a coin's photographs: adding, naming, sorting, turning, cutting and removing them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from coins.imaging import decode
from coins.models import Coin, CoinImage
from coins.services.edit import edit_coin
from coins.services.history import Change, new_batch
from coins.services.undo import undo
from coins.tests.photos import coin_bytes
from coins.tests.recipes import add_picture, make_domna, picture_bytes
from coinstack.accounts.models import User
from coinstack.testing import ClientFor

HTMX = {"HX-Request": "true"}


def photograph(name: str = "IMG_1.jpg", seed: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, coin_bytes(seed), "image/jpeg")


def sheet_of(coin: Coin) -> str:
    return reverse("coins:photos", args=[coin.pk])


def upload(client: Client, coin: Coin, *files: SimpleUploadedFile, **more: Any) -> HttpResponse:
    return client.post(sheet_of(coin), {"files": list(files)}, **more)


def change(client: Client, image: CoinImage, do: str, **more: Any) -> HttpResponse:
    return client.post(reverse("coins:photo_change", args=[image.pk]), {"do": do, **more}, headers=HTMX)


def three(client: Client, coin: Coin) -> list[CoinImage]:
    upload(client, coin, *(photograph(f"{seed}.jpg", seed) for seed in range(3)))
    return pictures(coin)


def pictures(coin: Coin) -> list[CoinImage]:
    return list(CoinImage.objects.filter(coin=coin).order_by("order", "pk"))


def shown(response: HttpResponse) -> list[int]:
    """The pictures of the cards, in their order."""
    return [int(pk) for pk in re.findall(r'data-photo="(\d+)"', response.content.decode())]


def toasts(client: Client) -> str:
    return client.get(reverse("settings")).content.decode()


# --- adding


def test_files_of_a_plain_form_are_added_in_their_order(visitor: Client, coin: Coin) -> None:
    response = upload(visitor, coin, *(photograph(f"{seed}.jpg", seed) for seed in range(3)))
    assert (response.status_code, response["Location"]) == (302, sheet_of(coin))
    images = pictures(coin)
    assert [(image.kind, image.is_primary) for image in images] == [
        ("obverse", True),
        ("reverse", False),
        ("other", False),
    ]
    assert shown(visitor.get(sheet_of(coin))) == [image.pk for image in images]


def test_toast_of_an_upload_takes_it_back_as_one(visitor: Client, coin: Coin) -> None:
    three(visitor, coin)
    page = toasts(visitor)
    assert "3 photographs added." in page
    address = re.search(r'action="(/coins/undo/[^"]+)"', page)[1]
    visitor.post(address)
    assert pictures(coin) == []


def test_script_is_answered_with_the_card_and_a_toast(visitor: Client, coin: Coin) -> None:
    response = upload(visitor, coin, photograph(), headers=HTMX)
    image = pictures(coin)[0]
    assert (response.status_code, shown(response)) == (200, [image.pk])
    assert "<html" not in response.text
    assert '"text": "Obverse added."' in response["HX-Trigger"]
    assert "/coins/undo/web:" in response["HX-Trigger"]


def test_files_of_one_go_are_one_action(visitor: Client, alice: User, coin: Coin) -> None:
    batch = new_batch()
    for seed in range(2):
        visitor.post(sheet_of(coin), {"files": photograph(f"{seed}.jpg", seed), "batch": batch}, headers=HTMX)
    first, second = pictures(coin)
    order = {"ids": [second.pk, first.pk], "batch": batch}
    response = visitor.post(reverse("coins:photo_order", args=[coin.pk]), order, headers=HTMX)
    assert (response.status_code, "HX-Trigger" in response) == (204, False)
    assert undo(batch, user=alice).undone == 1
    assert pictures(coin) == []


@pytest.mark.parametrize("batch", ["", "web:1", "import:1", "web:" + "g" * 32, "web:" + "a" * 32 + "~1"])
def test_odd_name_of_a_batch_is_not_taken(visitor: Client, coin: Coin, batch: str) -> None:
    visitor.post(sheet_of(coin), {"files": photograph(), "batch": batch}, headers=HTMX)
    assert re.fullmatch(r"web:[0-9a-f]{32}", pictures(coin)[0].history.get().history_batch)


def test_bad_file_harms_none_of_the_others(visitor: Client, coin: Coin) -> None:
    script = SimpleUploadedFile("coin.jpg", b"<script>alert(1)</script>")
    response = upload(visitor, coin, photograph("a.jpg", 1), script, photograph("b.jpg", 2))
    told = html.fromstring(response.content).xpath("//*[@role='alert']//li")
    assert response.status_code == 422
    assert [line.text for line in told] == [
        "coin.jpg: This file is no picture that can be read: JPEG, PNG, WebP, TIFF, GIF and BMP can be read."
    ]
    assert len(pictures(coin)) == len(shown(response)) == 2


def test_script_is_told_the_reason_alone(visitor: Client, coin: Coin) -> None:
    response = upload(visitor, coin, SimpleUploadedFile("a.jpg", b"GIF"), headers=HTMX)
    assert (response.status_code, response["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert response.text.startswith("This file is no picture that can be read")


def test_file_that_is_too_large(visitor: Client, coin: Coin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MOST_BYTES", 1024)
    response = upload(visitor, coin, photograph(), headers=HTMX)
    assert response.status_code == 422
    assert "MB; a picture has at most" in response.text
    assert 'data-most-bytes="41943040"' in visitor.get(sheet_of(coin)).text


def test_no_file_at_all(visitor: Client, coin: Coin) -> None:
    response = upload(visitor, coin)
    assert response.status_code == 422
    assert "No file was sent: choose one or more photographs." in response.text


def test_same_picture_twice(visitor: Client, coin: Coin) -> None:
    upload(visitor, coin, photograph("a.jpg"))
    response = upload(visitor, coin, photograph("b.jpg"), headers=HTMX)
    assert (response.status_code, response.text) == (422, "This coin has this very picture already.")


def test_same_picture_on_another_coin_is_told_with_the_way_there(visitor: Client, alice: User, coin: Coin) -> None:
    other = make_domna(alice, title="Domna & co.")
    upload(visitor, other, photograph("a.jpg"))
    response = upload(visitor, coin, photograph("b.jpg"), headers=HTMX)
    assert "The same picture is on Domna & co." in response["HX-Trigger"]
    for page in (response, visitor.get(sheet_of(coin))):
        link = html.fromstring(page.content).xpath("//*[@class='photo__twin']//a")[0]
        assert (link.text, link.get("href")) == ("Domna & co.", sheet_of(other))


def test_upload_after_the_session_ended_is_sent_to_the_sign_in(client: Client, coin: Coin) -> None:
    headers = {**HTMX, "HX-Current-URL": f"http://testserver{sheet_of(coin)}"}
    response = upload(client, coin, photograph(), headers=headers)
    assert (response.status_code, response["HX-Redirect"]) == (401, f"/accounts/login/?next={sheet_of(coin)}")
    assert pictures(coin) == []


# --- the cards


def test_turning_answers_with_the_card(visitor: Client, coin: Coin) -> None:
    image = three(visitor, coin)[1]
    before = visitor.get(sheet_of(coin)).text
    response = change(visitor, image, "left")
    image.refresh_from_db()
    assert (image.rotation, shown(response)) == (270, [image.pk])
    assert "Reverse turned left." in response["HX-Trigger"]
    assert "Turned by 270°" in response.text
    address = re.search(r'<img src="([^"]+)"', response.text)[1]
    assert address not in before, "the browser would show the picture that it has"
    change(visitor, image, "right")
    image.refresh_from_db()
    assert image.rotation == 0


def test_saying_what_it_shows(visitor: Client, alice: User, coin: Coin) -> None:
    image = three(visitor, coin)[2]
    response = change(visitor, image, "kind", kind="edge")
    image.refresh_from_db()
    assert (image.kind, shown(response)) == ("edge", [image.pk])
    batch = re.search(r"web:[0-9a-f]{32}", response["HX-Trigger"])[0]
    undo(batch, user=alice)
    image.refresh_from_db()
    assert image.kind == "other"
    assert "HX-Trigger" not in change(visitor, image, "kind", kind="other")


def test_choosing_the_main_picture_answers_with_all_cards(visitor: Client, coin: Coin) -> None:
    images = three(visitor, coin)
    address = reverse("coins:photo_main", args=[coin.pk])
    response = visitor.post(address, {"main": images[2].pk}, headers=HTMX)
    assert [image.is_primary for image in pictures(coin)] == [False, False, True]
    assert shown(response) == [image.pk for image in images]
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#photo-list", "outerHTML")
    assert "HX-Trigger" not in visitor.post(address, {"main": images[2].pk}, headers=HTMX)


@pytest.mark.parametrize(("do", "expected"), [("earlier", [1, 0, 2]), ("later", [0, 2, 1])])
def test_moving_by_a_step(visitor: Client, coin: Coin, do: str, expected: list[int]) -> None:
    images = three(visitor, coin)
    response = change(visitor, images[1], do)
    assert shown(response) == [image.pk for image in pictures(coin)] == [images[at].pk for at in expected]


def test_first_stays_first(visitor: Client, coin: Coin) -> None:
    images = three(visitor, coin)
    response = change(visitor, images[0], "earlier")
    assert shown(response) == [image.pk for image in images]
    assert "HX-Trigger" not in response


def test_order_is_saved_and_told_with_undo(visitor: Client, coin: Coin) -> None:
    ids = [image.pk for image in three(visitor, coin)][::-1]
    address = reverse("coins:photo_order", args=[coin.pk])
    response = visitor.post(address, {"ids": ids}, headers=HTMX)
    assert response.status_code == 204
    assert "Photographs put in another order." in response["HX-Trigger"]
    assert [image.pk for image in pictures(coin)] == ids
    assert "HX-Trigger" not in visitor.post(address, {"ids": ids}, headers=HTMX)


@pytest.mark.parametrize(
    ("ids", "status"),
    [(["x"], 400), (["²"], 400), (["-1"], 400), (["1" * 30], 400), ([], 409), (["999999"], 409)],
    ids=["word", "power", "negative", "huge", "none", "unknown"],
)
def test_odd_orders_change_nothing(visitor: Client, coin: Coin, ids: list[str], status: int) -> None:
    before = [image.pk for image in three(visitor, coin)]
    response = visitor.post(reverse("coins:photo_order", args=[coin.pk]), {"ids": ids}, headers=HTMX)
    assert (response.status_code, response["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert [image.pk for image in pictures(coin)] == before


def test_removed_picture_comes_back_by_undo(visitor: Client, alice: User, coin: Coin) -> None:
    images = three(visitor, coin)
    response = change(visitor, images[0], "remove")
    assert shown(response) == [images[1].pk, images[2].pk]
    assert "Obverse removed." in response["HX-Trigger"]
    assert sum(image.is_primary for image in pictures(coin)) == 1
    undo(re.search(r"web:[0-9a-f]{32}", response["HX-Trigger"])[0], user=alice)
    assert (pictures(coin)[0].pk, pictures(coin)[0].is_primary) == (images[0].pk, True)
    assert visitor.get(f"/coins/images/{images[0].pk}/?w=96").status_code == 200


@pytest.mark.parametrize("do", ["", "burn", "main"])
def test_unknown_action(visitor: Client, coin: Coin, do: str) -> None:
    assert change(visitor, three(visitor, coin)[0], do).status_code == 400


def test_unknown_kind_is_refused(visitor: Client, coin: Coin) -> None:
    response = change(visitor, three(visitor, coin)[0], "kind", kind="inside")
    assert (response.status_code, response["Content-Type"]) == (409, "text/plain; charset=utf-8")


def test_actions_without_scripts_come_back_to_the_page(visitor: Client, coin: Coin) -> None:
    images = three(visitor, coin)
    toasts(visitor)
    for do in ("left", "later", "remove"):
        address = reverse("coins:photo_change", args=[images[0].pk])
        response = visitor.post(
            address, {"do": do}, headers={"Referer": f"http://testserver{sheet_of(coin)}?metal=gold"}
        )
        assert response["Location"] == f"{sheet_of(coin)}?metal=gold"
    assert "Obverse removed." in toasts(visitor)
    response = visitor.post(reverse("coins:photo_main", args=[coin.pk]), {"main": images[1].pk})
    assert response["Location"] == sheet_of(coin)
    assert "Nothing was changed." in toasts(visitor)


def test_splitting_is_offered_where_both_sides_may_be(visitor: Client, coin: Coin) -> None:
    """At hand for a picture called so, in the menu for any that shows all of its file."""
    images = three(visitor, coin)
    change(visitor, images[1], "kind", kind="combined")
    cut(visitor, images[2])
    page = html.fromstring(visitor.get(sheet_of(coin)).content)
    links = [page.xpath(f"//li[@id='photo-{image.pk}']//a[contains(@href, '/split/')]") for image in images]
    found = [[(link.get("aria-label") or link.text_content().strip()) for link in each] for each in links]
    assert found == [["Split into two"], ["Split into obverse and reverse"], []]


@pytest.mark.parametrize(
    ("size", "is_asked"), [((400, 190), True), ((190, 400), True), ((400, 300), False), ((300, 300), False)], ids=str
)
def test_oblong_picture_is_asked_about(size: tuple[int, int], is_asked: bool, visitor: Client, coin: Coin) -> None:
    image = add_picture(coin, content=picture_bytes(size), width=size[0], height=size[1])
    assert ("Both sides in one picture?" in visitor.get(sheet_of(coin)).text) == is_asked
    cut(visitor, image, x=size[0] // 2, y=size[1] // 2, r=50)
    assert "Both sides in one picture?" not in visitor.get(sheet_of(coin)).text


# --- who, and where


def test_nobody_else_changes_anything(visitor: Client, bob: User, client_for: ClientFor, coin: Coin) -> None:
    images = three(visitor, coin)
    bobs = client_for(bob)
    ids = [image.pk for image in images][::-1]
    assert upload(bobs, coin, photograph("x.jpg", 9), headers=HTMX).status_code == 404
    assert bobs.post(reverse("coins:photo_order", args=[coin.pk]), {"ids": ids}).status_code == 404
    assert bobs.post(reverse("coins:photo_main", args=[coin.pk]), {"main": ids[0]}).status_code == 404
    for do in ("left", "kind", "remove"):
        assert change(bobs, images[0], do, kind="edge").status_code == 404
    edit = reverse("coins:photo_edit", args=[images[0].pk])
    assert (bobs.get(edit).status_code, bobs.post(edit, {"shape": "whole"}).status_code) == (404, 404)
    assert pictures(coin) == images


def test_main_picture_is_one_of_the_coin(visitor: Client, alice: User, coin: Coin) -> None:
    other = three(visitor, make_domna(alice))[0]
    for odd in (other.pk, "x", ""):
        assert visitor.post(reverse("coins:photo_main", args=[coin.pk]), {"main": odd}).status_code == 404


def test_coin_in_the_trash_takes_no_photographs(visitor: Client, alice: User, coin: Coin) -> None:
    image = three(visitor, coin)[0]
    edit_coin(coin_id=coin.pk, version=1, values={"deleted_at": "2026-01-01T00:00Z"}, change=Change(user=alice))
    assert visitor.get(sheet_of(coin)).status_code == 404
    response = upload(visitor, coin, photograph("x.jpg", 9), headers=HTMX)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert change(visitor, image, "left").status_code == 404
    assert len(pictures(coin)) == 3


def test_page_keeps_the_list_that_the_coin_was_opened_from(visitor: Client, coin: Coin) -> None:
    page = html.fromstring(visitor.get(f"{sheet_of(coin)}?metal=silver").content)
    assert page.xpath("//form[@id='upload-form']/@action") == [f"{sheet_of(coin)}?metal=silver"]
    assert page.xpath("//nav[@class='tabs']//a/@href")[0] == f"/coins/{coin.pk}/?metal=silver"


@pytest.mark.parametrize("address", ["/coins/{}/", "/coins/{}/edit/"])
def test_coin_leads_to_its_photographs(visitor: Client, coin: Coin, address: str) -> None:
    page = html.fromstring(visitor.get(f"{address.format(coin.pk)}?metal=silver").content)
    assert f"{sheet_of(coin)}?metal=silver" in page.xpath("//main//a/@href")


def test_empty_side_of_the_coin_is_a_link(visitor: Client, coin: Coin) -> None:
    upload(visitor, coin, photograph("obverse.jpg"))
    page = html.fromstring(visitor.get(f"/coins/{coin.pk}/").content)
    links = page.xpath("//a[contains(@class, 'side__coin--empty')]")
    assert [(link.get("href"), link.text_content().split()) for link in links] == [
        (sheet_of(coin), ["Den", "Add", "a", "photograph"])
    ]


def test_coin_page_shows_them_before_any_job_ran(visitor: Client, coin: Coin) -> None:
    upload(visitor, coin, photograph())
    page = html.fromstring(visitor.get(f"/coins/{coin.pk}/").content)
    for address in page.xpath("//a[@class='side__coin']//img/@src"):
        assert visitor.get(address).status_code == 200


def test_queries_do_not_grow_with_the_pictures(visitor: Client, alice: User) -> None:
    counts = []
    for count in (1, 3):
        coin = make_domna(alice)
        upload(visitor, coin, *(photograph(f"{seed}.jpg", 10 * count + seed) for seed in range(count)))
        visitor.get(sheet_of(coin))
        with CaptureQueriesContext(connection) as captured:
            visitor.get(sheet_of(coin))
        counts.append(len(captured))
    assert counts == [8, 8]


# --- cutting and turning on a page of its own


def cut(client: Client, image: CoinImage, **boxes: Any) -> HttpResponse:
    boxes = {"shape": "circle", "x": 200, "y": 150, "r": 100, "rotation": 0, **boxes}
    return client.post(reverse("coins:photo_edit", args=[image.pk]), boxes)


def test_cut_to_a_circle_and_turned_as_one_action(visitor: Client, alice: User, coin: Coin) -> None:
    image = three(visitor, coin)[0]
    response = cut(visitor, image, rotation=90)
    assert response["Location"] == f"{sheet_of(coin)}#photo-{image.pk}"
    image.refresh_from_db()
    assert (image.crop_circle, image.crop_shape, image.rotation) == ({"x": 200, "y": 150, "r": 100}, "circle", 90)
    assert image.history.count() == 2
    batches = {row.history_batch for row in image.history.all()} - {image.history.last().history_batch}
    assert undo(batches.pop(), user=alice).undone == 1
    image.refresh_from_db()
    assert (image.crop_circle, image.rotation) == ({}, 0)


def test_whole_picture_again(visitor: Client, coin: Coin) -> None:
    image = three(visitor, coin)[0]
    cut(visitor, image, shape="square", rotation=180)
    page = html.fromstring(visitor.get(reverse("coins:photo_edit", args=[image.pk])).content)
    assert page.xpath("//input[@type='radio'][@checked]/@value") == ["square", "180"]
    cut(visitor, image, shape="whole", x="", y="", r="", rotation=0)
    image.refresh_from_db()
    assert (image.crop_circle, image.crop_shape, image.rotation) == ({}, "", 0)


def test_picture_whose_size_was_never_read(visitor: Client, coin: Coin) -> None:
    """As those are that older versions and imports left."""
    image = three(visitor, coin)[0]
    CoinImage.objects.filter(pk=image.pk).update(width=None, height=None)
    address = reverse("coins:photo_edit", args=[image.pk])
    assert 'data-cut-width="400" data-cut-height="300"' in visitor.get(address).text
    assert visitor.get(sheet_of(coin)).status_code == 200
    image.file.storage.delete(image.file.name)
    assert visitor.get(address).status_code == 404
    assert visitor.get(sheet_of(coin)).status_code == 200


def test_nothing_changed_is_told_and_written_nowhere(visitor: Client, coin: Coin) -> None:
    image = three(visitor, coin)[0]
    rows = image.history.count()
    cut(visitor, image, shape="whole")
    assert "Nothing was changed." in toasts(visitor)
    assert image.history.count() == rows


@pytest.mark.parametrize(
    ("boxes", "told"),
    [
        ({"x": ""}, "A number of pixels is missing."),
        ({"r": "x"}, "Enter a whole number."),
        ({"r": "1"}, "The circle is too small"),
        ({"x": "4000"}, "The middle of the circle lies outside the picture."),
        ({"r": "90000"}, "The circle is larger than the picture."),
        ({"shape": "star"}, "Select a valid choice."),
        ({"rotation": "45"}, "Select a valid choice."),
        ({"x": "-5"}, "greater than or equal to 0"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_cannot_be_cut_is_told_and_kept_in_its_boxes(
    visitor: Client, coin: Coin, boxes: dict[str, str], told: str
) -> None:
    image = three(visitor, coin)[0]
    response = cut(visitor, image, **boxes)
    assert response.status_code == 422
    assert told in html.fromstring(response.content).text_content()
    image.refresh_from_db()
    assert (image.crop_circle, image.rotation) == ({}, 0)
