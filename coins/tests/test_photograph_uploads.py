"""Files that are no good photographs: each is told, and leaves nothing behind; or it is shown as what it is."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from coins.imaging.decode import MOST_BYTES
from coins.models import Coin, CoinImage
from coins.pictures import picture_of
from coins.services.photographs import Added, add_photographs
from coins.tests.photos import (
    add_photo,
    change_by,
    coin_bytes,
    coin_picture,
    corners,
    encoded,
    files_in,
    oriented,
    quarters,
    room_for,
    upload,
)
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.uploads import NotWritten

HTML = b"<html><script>alert(document.cookie)</script></html>"


def add(coin: Coin, *files: Any) -> Added:
    return add_photographs(coin, files, change=change_by(coin))


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes of a picture that would fill the memory."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def tiff_bomb() -> bytes:
    """12,000 × 12,000 black pixels, well packed."""
    return encoded(Image.new("1", (12_000, 12_000)), "TIFF", compression="group4")


def text_bomb() -> bytes:
    """A small picture with a comment that unpacks to 80 MB."""
    packed = zlib.compress(bytes(80_000_000), 9)
    data = b"Comment\0\0" + packed
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    content = coin_bytes(form="PNG")
    return content[:33] + chunk + content[33:]


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "bomb": (png_that_says(60_000, 60_000), "a.png", "This picture has far too many pixels; at most 100 million"),
    "200 megapixels": (png_that_says(20_000, 10_000), "a.png", "This picture has "),
    "too long": (png_that_says(40_000, 2), "a.png", "This picture has 40000 × 2 pixels; at most 100 million and 30000"),
    "bomb of one bit": (tiff_bomb(), "a.tif", "This picture has "),
    "bomb in a comment": (text_bomb(), "a.png", "This file is no picture that can be read"),
    "pixels missing": (png_that_says(9_000, 9_000), "a.png", "This picture is damaged or cut off"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "coin.jpg", "This file is no picture that can be read: JPEG, PNG, WebP"),
    "web page": (HTML, "coin.jpg", "This file is no picture that can be read"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "coin.svg", "This file is no picture that can be read"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "coin.jpg", "This file is no picture"),
    "zip before a jpeg": (b"PK\x03\x04" + bytes(30) + coin_bytes(), "coin.jpg", "This file is no picture"),
    "cut off": (coin_bytes()[:3000], "coin.jpg", "This picture is damaged or cut off"),
    "cut off in the header": (coin_bytes()[:20], "coin.jpg", "This file is no picture that can be read"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), "a.heic", "HEIC pictures cannot be read here. Save it"),
    "heic named jpg": (b"\0\0\0\x18ftypmif1\0\0\0\0heic" + bytes(99), "a.jpg", "HEIC pictures cannot be read here."),
    "camera's raw file": (encoded(coin_picture(), "TIFF"), "DSC_1.NEF", "This is a camera's raw file. Develop it"),
    "empty": (b"", "coin.jpg", "This file is empty."),
    "too large": (coin_bytes() + bytes(MOST_BYTES), "a.jpg", "This file has 40 MB; a picture has at most 40 MB."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason_and_without_a_trace(coin: Coin, name: str) -> None:
    content, file_name, message = REFUSED[name]
    before = files_in("media")
    added = add(coin, upload(content, file_name))
    ((refused),) = added.refused
    assert refused.name == file_name
    assert refused.message.startswith(message), refused.message
    assert (added.images, added.twins, CoinImage.objects.count(), Job.objects.count()) == ([], [], 0, 0)
    assert CoinImage.history.count() == 0
    assert files_in("media") == before


def test_the_good_ones_of_several_are_kept(coin: Coin) -> None:
    added = add(coin, upload(coin_bytes(1), "1.jpg"), upload(HTML, "2.jpg"), upload(coin_bytes(3), "3.jpg"))
    assert [image.file_name for image in added.images] == ["1.jpg", "3.jpg"]
    assert [refused.name for refused in added.refused] == ["2.jpg"]


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil.html", HTML)
    return file.getvalue()


@pytest.mark.parametrize("tail", [zipped(), HTML], ids=["zip", "web page"])
@pytest.mark.parametrize("query", ["", "?w=96", "?w=1280&upright=1"])
def test_what_hides_behind_a_picture_is_never_served(coin: Coin, visitor: Client, tail: bytes, query: str) -> None:
    image = add_photo(coin, coin_bytes() + tail)
    response = visitor.get(f"/coins/images/{image.pk}/{query}")
    served = body(response)
    assert response["Content-Type"] in {"image/jpeg", "image/webp"}
    assert (b"evil" in served, b"<script" in served, zipfile.is_zipfile(io.BytesIO(served))) == (False, False, False)


def test_original_that_hides_something_is_only_saved(coin: Coin, visitor: Client) -> None:
    content = coin_bytes() + HTML
    image = add_photo(coin, content, "coin.html")
    response = visitor.get(f"/coins/images/{image.pk}/?original=1")
    assert body(response) == content
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert response["Content-Disposition"] == 'attachment; filename="coin.html"'
    assert Path(image.file.name).suffix == ".jpg"


@pytest.mark.parametrize("name", ["../../../etc/passwd.jpg", "a\\b\\..\\c.jpg", "…" * 300 + ".jpg", ".jpg", "a\n.jpg"])
def test_odd_names_stay_in_the_folder(coin: Coin, name: str) -> None:
    image = add_photo(coin, name=name)
    path = Path(image.file.path)
    assert path.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve() / "originals")
    assert (path.is_file(), path.suffix, len(image.file_name) <= 200) == (True, ".jpg", True)


UNUSUAL: dict[str, tuple[bytes, list[str]]] = {
    "wrong rotation": (oriented(9), ["red", "green", "blue", "yellow"]),
    "turned": (oriented(6), ["blue", "red", "yellow", "green"]),
    "animated gif": (
        encoded(quarters(), "GIF", save_all=True, append_images=[Image.new("RGB", (400, 200))]),
        ["red", "green", "blue", "yellow"],
    ),
    "animated webp": (
        encoded(quarters(), "WEBP", save_all=True, append_images=[Image.new("RGB", (400, 200))]),
        ["red", "green", "blue", "yellow"],
    ),
    "several pictures in one jpeg": (
        encoded(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 200))]),
        ["red", "green", "blue", "yellow"],
    ),
    "cmyk": (encoded(quarters().convert("CMYK")), ["red", "green", "blue", "yellow"]),
    "palette": (encoded(quarters().convert("P"), "PNG"), ["red", "green", "blue", "yellow"]),
}


@pytest.mark.parametrize("name", UNUSUAL)
@pytest.mark.parametrize("query", ["", "?w=96"])
def test_unusual_pictures_look_as_they_should(coin: Coin, visitor: Client, name: str, query: str) -> None:
    content, expected = UNUSUAL[name]
    image = add_photo(coin, content)
    response = visitor.get(f"/coins/images/{image.pk}/{query}")
    assert corners(Image.open(io.BytesIO(body(response))).convert("RGB")) == expected
    assert Path(image.file.path).read_bytes() == content


def test_sixteen_bits(coin: Coin, visitor: Client) -> None:
    """Black at the top, white at the bottom."""
    lines = b"".join(struct.pack("<H", y * 257) * 256 for y in range(256))
    image = add_photo(coin, encoded(Image.frombytes("I;16", (256, 256), lines), "PNG"))
    shown = Image.open(io.BytesIO(body(visitor.get(f"/coins/images/{image.pk}/?w=96")))).convert("L")
    assert [abs(shown.getpixel((48, y)) - light) < 8 for y, light in ((4, 11), (48, 129), (91, 244))] == [True] * 3
    assert image.perceptual_hash


def as_temporary(content: bytes, name: str = "large.jpg") -> TemporaryUploadedFile:
    """As a browser's large upload arrives."""
    file = TemporaryUploadedFile(name, "image/jpeg", len(content), None)
    file.write(content)
    file.seek(0)
    return file


@pytest.mark.parametrize("arrive", [upload, as_temporary], ids=["in memory", "in a file"])
def test_disk_full_while_the_original_is_written(
    coin: Coin, arrive: Callable[[bytes, str], SimpleUploadedFile | TemporaryUploadedFile]
) -> None:
    first = add_photo(coin, coin_bytes(1))
    before = (files_in("media"), Job.objects.count(), CoinImage.history.count())
    content = coin_bytes(2) + bytes(30_000_000)
    large = arrive(content, "large.jpg")
    with room_for(20_000_000):
        added = add(coin, large, upload(coin_bytes(3), "small.jpg"))
    assert [(refused.name, refused.message) for refused in added.refused] == [
        ("large.jpg", "The disk is full. Nothing of this file was kept; try again once there is room.")
    ]
    assert [image.file_name for image in added.images] == ["small.jpg"]
    assert (len(files_in("media")), CoinImage.history.count()) == (len(before[0]) + 1, before[2] + 1)
    assert CoinImage.objects.filter(coin=coin, is_primary=True).get() == first


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL writes in a process of its own")
@pytest.mark.django_db(transaction=True)
def test_disk_full_while_the_record_is_written(alice: User) -> None:
    """The original fits, the database cannot grow any more: the original goes again."""
    coin = make_domna(alice)
    before = files_in("media")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with room_for(2048):
        added = add(coin, upload(encoded(Image.new("RGB", (16, 16)), "PNG"), "tiny.png"))
    assert [refused.name for refused in added.refused] == ["tiny.png"]
    assert added.refused[0].message.startswith("The database could not take this picture")
    assert (files_in("media"), CoinImage.objects.count()) == (before, 0)


def test_disk_full_while_a_smaller_picture_is_written(coin: Coin, visitor: Client) -> None:
    image = add_photo(coin)
    before = files_in("cache")
    with room_for(10):
        with pytest.raises(NotWritten, match="The disk is full"):
            picture_of(image, 96)
        assert files_in("cache") == before
    assert visitor.get(f"/coins/images/{image.pk}/?w=96").status_code == 200


HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "coinstack.uploads.ToldUploadHandler"]


@pytest.mark.parametrize("room", [0, 20_000, 20_000_000], ids=["none", "a little", "most"])
def test_disk_full_while_the_request_is_read(
    coin: Coin, visitor: Client, room: int, settings: Any, tmp_path: Path
) -> None:
    """The large file is told, the small one beside it is added, and no temporary file is left."""
    settings.FILE_UPLOAD_HANDLERS, settings.FILE_UPLOAD_TEMP_DIR = HANDLERS, str(tmp_path)
    small = coin_bytes(3) if room > 1_000_000 else b"none"
    files = [upload(coin_bytes(2) + bytes(30_000_000), "large.jpg"), upload(small, "small.jpg")]
    with room_for(room):
        response = visitor.post(f"/coins/{coin.pk}/photos/", {"files": files})
    assert "The disk is full. Nothing of this file was kept; try again once there is room." in response.text
    assert [image.file_name for image in CoinImage.objects.all()] == (["small.jpg"] if room > 1_000_000 else [])
    assert list(tmp_path.iterdir()) == []
