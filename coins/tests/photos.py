"""Photographs for tests: pictures with detail, odd files, and ways to take their measure."""

import io
import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from coins.models import Coin, CoinImage
from coins.services.history import Change, new_batch
from coins.services.photographs import add_photographs

ORIENTATION = 0x0112
RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 180, 40), (40, 60, 210), (220, 210, 40)


def coin_picture(seed: int = 1, size: tuple[int, int] = (400, 300)) -> Image.Image:
    """A disc with shapes on it on a light ground; another seed gives another coin."""
    picture = Image.new("RGB", size, (225, 222, 214))
    pen, rolled = ImageDraw.Draw(picture), random.Random(seed)
    side = min(size)
    left, top = (size[0] - side) // 2, (size[1] - side) // 2
    pen.ellipse((left + 8, top + 8, left + side - 8, top + side - 8), fill=(120, 96, 62))
    for _ in range(12):
        x, y = left + rolled.uniform(0.2, 0.7) * side, top + rolled.uniform(0.2, 0.7) * side
        light = rolled.randrange(40, 250)
        pen.ellipse((x, y, x + side * rolled.uniform(0.05, 0.25), y + side * 0.15), fill=(light, light, light // 2))
    return picture


def encoded(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def coin_bytes(seed: int = 1, form: str = "JPEG", **options: Any) -> bytes:
    return encoded(coin_picture(seed), form, **options)


def quarters(size: tuple[int, int] = (400, 200)) -> Image.Image:
    """Red top left, green top right, blue bottom left, yellow bottom right."""
    picture = Image.new("RGB", size, RED)
    half, middle = size[0] // 2, size[1] // 2
    picture.paste(GREEN, (half, 0, *size))
    picture.paste(BLUE, (0, middle, half, size[1]))
    picture.paste(YELLOW, (half, middle, *size))
    return picture


def oriented(tag: Any, picture: Image.Image | None = None, form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = tag
    return encoded(picture or quarters(), form, exif=exif)


def nearest(pixel: Any) -> str:
    """The name of the colour, as near as JPEG and WebP keep it; "clear" for a transparent pixel."""
    if len(pixel) == 4 and pixel[3] < 10:
        return "clear"
    known = {"red": RED, "green": GREEN, "blue": BLUE, "yellow": YELLOW}
    return min(known, key=lambda name: sum(abs(a - b) for a, b in zip(pixel, known[name], strict=False)))


def corners(picture: Image.Image) -> list[str]:
    """Top left, top right, bottom left, bottom right, a little inside."""
    width, height = picture.size
    near, far = 0.15, 0.85
    places = [(near, near), (far, near), (near, far), (far, far)]
    return [nearest(picture.getpixel((int(x * width), int(y * height)))) for x, y in places]


def upload(content: bytes, name: str = "coin.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def change_by(coin: Coin) -> Change:
    return Change(user=coin.owner, batch=new_batch())


def add_photo(coin: Coin, content: bytes | None = None, name: str = "coin.jpg", kind: str = "") -> CoinImage:
    content = coin_bytes(seed=coin.images.count() + 1) if content is None else content
    added = add_photographs(coin, [upload(content, name)], change=change_by(coin), kind=kind)
    assert not added.refused
    return added.images[0]


def files_in(folder: str) -> list[str]:
    """What lies in a folder of the data folder, unfinished files included."""
    root = Path(settings.DATA_DIR) / folder
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: to the program, that disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
