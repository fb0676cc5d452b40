import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from coins.models import CoinImage
from coins.pictures import tag_of
from coins.tests.photos import add_photo
from coins.tests.recipes import add_picture, make_domna, picture_bytes
from coinstack.accounts.models import User
from coinstack.testing import ClientFor

GPS = 0x8825
ORIENTATION = 0x0112
HEADERS = ("Content-Type", "X-Content-Type-Options", "Content-Disposition")


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def opened(response: Any) -> Image.Image:
    return Image.open(io.BytesIO(body(response)))


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (51.0, 45.0, 0.0)}
    return picture_bytes((400, 300), exif=exif)


def test_whole_picture_is_served_upright_without_its_metadata_and_privately(visitor: Client, alice: User) -> None:
    image = add_picture(make_domna(alice), content=with_exif())
    response = visitor.get(f"/coins/images/{image.pk}/")
    whole = opened(response)
    assert (whole.size, dict(whole.getexif()), whole.info.get("exif")) == ((300, 400), {}, None)
    assert {name: response[name] for name in HEADERS} == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'inline; filename="coin-{image.coin_id}-{image.pk}.jpg"',
    }
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("query", ["", "?w=96", "?upright=1", "?w=1280&upright=1"])
def test_nothing_is_served_of_what_the_camera_wrote_beside_the_picture(
    visitor: Client, alice: User, query: str
) -> None:
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = "secret garden"
    content = picture_bytes((400, 300), exif=exif, comment=b"secret comment", xmp=b"<x>secret</x>")
    assert content.count(b"secret") == 4
    image = add_photo(make_domna(alice), content)
    assert b"secret" not in body(visitor.get(f"/coins/images/{image.pk}/{query}"))


def test_original_is_downloaded_byte_for_byte(visitor: Client, alice: User) -> None:
    content = with_exif()
    image = add_picture(make_domna(alice), content=content, file_name="Nero – as.jpg")
    response = visitor.get(f"/coins/images/{image.pk}/?original=1")
    assert body(response) == content
    assert {name: response[name] for name in HEADERS} == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "attachment; filename*=utf-8''Nero%20%E2%80%93%20as.jpg",
    }
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("width", [96, 320, 1280])
def test_smaller_picture_stands_upright_without_its_metadata(visitor: Client, alice: User, width: int) -> None:
    image = add_picture(make_domna(alice), content=with_exif())
    response = visitor.get(f"/coins/images/{image.pk}/?w={width}")
    small = opened(response)
    assert response["Content-Type"] == "image/webp"
    assert small.size == (min(width, 300), min(width, 300) * 4 // 3)
    assert (dict(small.getexif()), small.info.get("exif"), small.info.get("icc_profile")) == ({}, None, None)


def test_smaller_picture_is_made_once(visitor: Client, alice: User) -> None:
    image = add_picture(make_domna(alice))
    first = body(visitor.get(f"/coins/images/{image.pk}/?w=96"))
    Path(image.file.path).touch()
    Path(image.file.path).write_bytes(picture_bytes((100, 100)))
    second = opened(visitor.get(f"/coins/images/{image.pk}/?w=96"))
    assert Image.open(io.BytesIO(first)).size == (96, 72)
    assert second.size == (96, 96)


def test_what_the_browser_has_is_not_sent_again(visitor: Client, alice: User) -> None:
    image = add_picture(make_domna(alice))
    for address in (f"/coins/images/{image.pk}/", f"/coins/images/{image.pk}/?w=320"):
        etag = visitor.get(address)["ETag"]
        again = visitor.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again["ETag"]) == (304, etag)
        assert "private" in again["Cache-Control"]


def test_address_with_the_present_tag_may_be_kept_for_long(visitor: Client, alice: User) -> None:
    image = add_picture(make_domna(alice))
    kept = {
        query: visitor.get(f"/coins/images/{image.pk}/?w=96{query}")["Cache-Control"]
        for query in ("", f"&v={tag_of(image)}", "&v=old")
    }
    assert list(kept.values()) == [
        "private, max-age=3600",
        "private, max-age=31536000, immutable",
        "private, max-age=3600",
    ]


def test_nobody_else_sees_it(alice: User, bob: User, staff: User, client: Client, client_for: ClientFor) -> None:
    image = add_picture(make_domna(alice))
    for address in (f"/coins/images/{image.pk}/{query}" for query in ("", "?w=96", "?original=1", "?upright=1")):
        for other in (bob, staff):
            assert client_for(other).get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert client_for(alice).get(f"/media/{image.file.name}").status_code == 404


@pytest.mark.parametrize("width", ["0", "97", "-96", "x", "96.0", "1" * 50, "²"])
def test_other_widths_are_refused(visitor: Client, alice: User, width: str) -> None:
    image = add_picture(make_domna(alice))
    response = visitor.get(f"/coins/images/{image.pk}/", {"w": width})
    assert (response.status_code, response.text) == (400, "w is one of 96, 320, 1280.")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"",
        picture_bytes()[:200],
    ],
    ids=["html", "svg", "empty", "cut off"],
)
def test_what_is_no_picture_is_not_served(visitor: Client, alice: User, content: bytes) -> None:
    image = add_picture(make_domna(alice), content=content or b" ")
    assert visitor.get(f"/coins/images/{image.pk}/?w=96").status_code == 404
    if content[:3] != b"\xff\xd8\xff":
        assert visitor.get(f"/coins/images/{image.pk}/").status_code == 404


def test_missing_file(visitor: Client, alice: User) -> None:
    image = add_picture(make_domna(alice))
    Path(image.file.path).unlink()
    for query in ("", "?w=96", "?original=1", "?upright=1&w=96"):
        assert visitor.get(f"/coins/images/{image.pk}/{query}").status_code == 404


@pytest.mark.parametrize("form", ["TIFF", "BMP"])
def test_kinds_that_browsers_do_not_show_are_converted(visitor: Client, alice: User, form: str) -> None:
    image = add_picture(make_domna(alice), content=picture_bytes((2000, 100), form))
    response = visitor.get(f"/coins/images/{image.pk}/")
    assert (response["Content-Type"], opened(response).size) == ("image/jpeg", (2000, 100))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "I;16", "1"])
def test_pictures_of_every_mode(visitor: Client, alice: User, mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (200, 200)).save(file, "TIFF")
    image = add_picture(make_domna(alice), content=file.getvalue())
    assert opened(visitor.get(f"/coins/images/{image.pk}/?w=96")).size == (96, 96)


@pytest.mark.parametrize(
    ("content", "expected"),
    [(with_exif(), (300, 400)), (picture_bytes((400, 300), "PNG"), (400, 300))],
    ids=["turned", "upright"],
)
def test_administration_adds_a_picture_with_its_size(
    staff: User, alice: User, client_for: ClientFor, content: bytes, expected: tuple[int, int]
) -> None:
    coin = make_domna(alice)
    upload = SimpleUploadedFile("x.jpg", content)
    form = {"coin": coin.pk, "kind": "obverse", "order": 0, "row_source": "user", "file": upload}
    response = client_for(staff).post(reverse("admin:coins_coinimage_add"), form)
    assert response.status_code == 302, response.context["adminform"].form.errors
    image = CoinImage.objects.get()
    assert (image.width, image.height, len(image.sha256)) == (*expected, 64)
    assert body(client_for(alice).get(f"/coins/images/{image.pk}/?original=1")) == content
    assert image.history.get().history_source == "administration"


def test_administration_refuses_what_is_no_picture(staff: User, alice: User, client_for: ClientFor) -> None:
    upload = SimpleUploadedFile("x.jpg", b"<html>")
    form = {"coin": make_domna(alice).pk, "kind": "obverse", "order": 0, "row_source": "user", "file": upload}
    response = client_for(staff).post(reverse("admin:coins_coinimage_add"), form)
    assert response.context["adminform"].form.errors["file"] == [
        "This file is no picture that can be read: JPEG, PNG, WebP, TIFF, GIF and BMP can be read."
    ]
    assert not CoinImage.objects.exists()


def admin_form(image: CoinImage, **values: Any) -> dict[str, Any]:
    names = ("kind", "order", "source_url", "row_source")
    return {**{name: getattr(image, name) for name in names}, "annotations": "[]", **values}


def test_administration_changes_the_record_and_never_the_file(
    staff: User, alice: User, client_for: Callable[[User], Client]
) -> None:
    coin = make_domna(alice)
    first, second = add_photo(coin), add_photo(coin)
    address = reverse("admin:coins_coinimage_change", args=[second.pk])
    form = admin_form(second, kind="edge", is_primary="on", file=SimpleUploadedFile("x.jpg", picture_bytes((9, 9))))
    assert client_for(staff).post(address, form).status_code == 302
    changed = CoinImage.objects.get(pk=second.pk)
    assert (changed.kind, changed.is_primary, changed.file.name) == ("edge", True, second.file.name)
    assert CoinImage.objects.get(coin=coin, is_primary=True) == second
    assert {row.history_source for row in changed.history.all()[:2]} == {"administration"}
    refused = client_for(staff).post(address, admin_form(changed)).context["adminform"].form
    assert refused.errors == {"is_primary": ["Make another picture of this coin the primary one instead."]}
    assert first.history.count() == 2


def test_administration_removes_a_picture_like_its_page(
    staff: User, alice: User, client_for: Callable[[User], Client]
) -> None:
    coin = make_domna(alice)
    first, second = add_photo(coin), add_photo(coin)
    response = client_for(staff).post(reverse("admin:coins_coinimage_delete", args=[first.pk]), {"post": "yes"})
    assert response.status_code == 302
    assert CoinImage.objects.get(is_primary=True) == second
    assert Path(first.file.path).exists()


def test_administration_tells_what_it_could_not_add(
    staff: User, alice: User, client_for: Callable[[User], Client]
) -> None:
    coin = make_domna(alice)
    add_photo(coin, picture_bytes())
    form = {
        "coin": coin.pk,
        "kind": "reverse",
        "row_source": "user",
        "file": SimpleUploadedFile("x.jpg", picture_bytes()),
    }
    response = client_for(staff).post(reverse("admin:coins_coinimage_add"), form, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["This coin has this very picture already."]
    assert CoinImage.objects.count() == 1
