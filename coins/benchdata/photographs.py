"""Photographs as large as a good camera's, to measure uploads with."""

import io
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageDraw

SIZE = (6000, 4000)
GRAIN = 22


def camera_photographs(count: int, megabytes: float) -> Iterator[bytes]:
    """`count` different JPEGs of 24 megapixels, each of about so many megabytes."""
    grain = _grain()
    quality = _quality_for(_photograph(grain, 0), megabytes)
    for number in range(count):
        yield _jpeg(_photograph(grain, number), quality)


def _grain() -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise(SIZE, GRAIN) for _ in range(3)])


def _photograph(grain: Image.Image, number: int) -> Image.Image:
    picture = ImageChops.offset(grain, 37 * number, 53 * number)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((1200, 200, 4800, 3800), outline=(60, 50, 30), width=120)
    pen.rectangle((2000, 900, 2300 + 70 * number, 1500), fill=(90, 80, 60))
    return picture


def _quality_for(picture: Image.Image, megabytes: float) -> int:
    """The JPEG quality that comes nearest to the wanted size."""
    sizes = {quality: len(_jpeg(picture, quality)) / 1e6 for quality in range(40, 100, 5)}
    return min(sizes, key=lambda quality: abs(sizes[quality] - megabytes))


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()
