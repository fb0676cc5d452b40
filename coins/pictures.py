"""What is served of a photograph: the original as it is, or a smaller one without its metadata, made once and kept."""

import hashlib
import io
import os
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from coins.models import CoinImage
from coinstack.exceptions import NotFound

WIDTHS = (96, 320, 1280)
# What every browser shows; a picture of another kind is served converted.
SHOWN_AS_IS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
VARIANT_TYPE = "image/webp"
UNREADABLE = (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError)


@dataclass(frozen=True, slots=True)
class Picture:
    path: Path
    content_type: str
    tag: str


def picture_of(image: CoinImage, width: int | None = None) -> Picture:
    """The file to serve, `width` pixels wide at most (one of WIDTHS), or whole with None.

    A smaller picture has no EXIF data (the place it was taken above all) and stands upright. Raises NotFound when
    the file is gone or is no picture.
    """
    original = Path(image.file.path)
    tag = _tag(original)
    if width is None and (content_type := _kind(original)):
        return Picture(original, content_type, tag)
    size = str(width or "whole")
    variant = cache_folder(image.pk) / f"{tag}-{size}.webp"
    if not variant.is_file():
        _write_variant(original, variant, width)
    return Picture(variant, VARIANT_TYPE, f"{tag}-{size}")


def cache_folder(image_id: int) -> Path:
    return Path(settings.DATA_DIR) / "cache" / "pictures" / str(image_id)


def forget_variants(image_id: int) -> None:
    shutil.rmtree(cache_folder(image_id), ignore_errors=True)


def _tag(original: Path) -> str:
    """Changes with the file: its name, size and time of writing."""
    try:
        state = original.stat()
    except OSError as error:
        raise NotFound("The file of this picture is gone.") from error
    told = f"{original.name} {state.st_size} {state.st_mtime_ns}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _kind(original: Path) -> str:
    try:
        with Image.open(original) as picture:
            return SHOWN_AS_IS.get(picture.format or "", "")
    except UNREADABLE as error:
        raise NotFound("The file of this picture cannot be read as one.") from error


def _write_variant(original: Path, variant: Path, width: int | None) -> None:
    encoded = io.BytesIO()
    try:
        with Image.open(original) as picture:
            _reduced(picture, width).save(encoded, "WEBP", quality=86, method=4)
    except UNREADABLE as error:
        raise NotFound("The file of this picture cannot be read as one.") from error
    variant.parent.mkdir(parents=True, exist_ok=True)
    # Whoever asks at the same moment reads a whole file or none.
    unfinished = variant.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    unfinished.write_bytes(encoded.getvalue())
    unfinished.replace(variant)


def _reduced(picture: Image.Image, width: int | None) -> Image.Image:
    if width:
        # A JPEG is read at a fraction of its size when that is still large enough.
        picture.draft("RGB", (2 * width, 2 * width))
    upright = ImageOps.exif_transpose(picture)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    if width and plain.width > width:
        plain = plain.resize((width, max(1, round(plain.height * width / plain.width))), Image.Resampling.LANCZOS)
    plain.info.clear()
    return plain
