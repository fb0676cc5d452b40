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
from coins.tests.recipes import add_picture, make_domna, picture_bytes
from coinstack.accounts.models import User

ClientFor = Callable[[User], Client]
GPS = 0x8825
ORIENTATION = 0x0112


@pytest.fixture
def visitor(alice: User, client_for: ClientFor) -> Client:
    return client_for(alice)


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def opened(response: Any) -> Image.Image:
    return Image.open(io.BytesIO(body(response)))


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (51.0, 45.0, 0.0)}
    return picture_bytes((400, 300), exif=exif)


def test_original_is_served_as_it_is_and_privately(visitor: Client, alice: User) -> None:
    content = with_exif()
    image = add_picture(make_domna(alice), content=content)
    response = visitor.get(f"/coins/images/{image.pk}/")
    assert body(response) == content
    assert {name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")} == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'inline; filename="coin-{image.coin_id}-{image.pk}.jpg"',
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


def test_nobody_else_sees_it(alice: User, bob: User, staff: User, client: Client, client_for: ClientFor) -> None:
    image = add_picture(make_domna(alice))
    for address in (f"/coins/images/{image.pk}/", f"/coins/images/{image.pk}/?w=96"):
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
    for query in ("", "?w=96"):
        assert visitor.get(f"/coins/images/{image.pk}/{query}").status_code == 404


@pytest.mark.parametrize("form", ["TIFF", "BMP"])
def test_kinds_that_browsers_do_not_show_are_converted(visitor: Client, alice: User, form: str) -> None:
    image = add_picture(make_domna(alice), content=picture_bytes((2000, 100), form))
    response = visitor.get(f"/coins/images/{image.pk}/")
    assert (response["Content-Type"], opened(response).size) == ("image/webp", (2000, 100))


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
    assert body(client_for(alice).get(f"/coins/images/{image.pk}/")) == content
    assert image.history.get().history_source == "administration"


def test_administration_refuses_what_is_no_picture(staff: User, alice: User, client_for: ClientFor) -> None:
    upload = SimpleUploadedFile("x.jpg", b"<html>")
    form = {"coin": make_domna(alice).pk, "kind": "obverse", "order": 0, "row_source": "user", "file": upload}
    response = client_for(staff).post(reverse("admin:coins_coinimage_add"), form)
    assert response.context["adminform"].form.errors["file"] == ["This file is no picture that can be read."]
    assert not CoinImage.objects.exists()
