"""What is served of a photograph: never the original, always a picture without its metadata, made once and kept.

The pictures made lie in a folder for each original, under the hash of all that decides how they look.
"""

import hashlib
import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image

from coins.imaging.looks import Look
from coins.imaging.render import show
from coins.models import CoinImage
from coinstack.exceptions import InputRefused, NotFound
from coinstack.uploads import not_written

WIDTHS = (96, 320, 1280)
TYPES = {".jpg": "image/jpeg", ".webp": "image/webp"}
# Changed whenever the same original and look come to give another picture.
RECIPE = "1"
TAG_LENGTH = 12
QUALITY = 86
# A whole photograph is a JPEG: WebP takes ten times as long for it, and gives up on fine grain in many pixels.
WHOLE_QUALITY = 92
LONGEST_TRANSPARENT = 3000  # pixels a side; a JPEG has no transparency


@dataclass(frozen=True, slots=True)
class Picture:
    path: Path
    content_type: str
    tag: str


def look_of(image: CoinImage) -> Look:
    return Look.of(image.rotation, image.crop_circle, image.crop_shape)


def picture_of(image: CoinImage, width: int | None = None, *, look: Look | None = None) -> Picture:
    """The file to serve, `width` pixels wide at most (one of WIDTHS), or whole with None; made now if it is missing.

    It has no metadata (the place it was taken above all), stands upright, and is turned and cut as the record says,
    or as another `look`. Raises NotFound when the original is gone or is no picture.
    """
    look = look or look_of(image)
    name = _name(image, look, width)
    folder = cache_folder(image.file.name, image.sha256)
    kept = [folder / f"{name}{suffix}" for suffix in TYPES if not width or suffix == ".webp"]
    path = next(filter(Path.is_file, kept), None) or _make(Path(image.file.path), folder / name, look, width)
    return Picture(path, TYPES[path.suffix], name)


def tag_of(image: CoinImage) -> str:
    """Changes with what is shown of the picture: stands in its addresses, so that browsers may keep it for long."""
    return _hashed(RECIPE, image.sha256 or image.file.name, look_of(image).key)[:TAG_LENGTH]


def cache_folder(file_name: str | None, sha256: str) -> Path:
    """Where the pictures made of one original lie; images that share it share the folder."""
    original = sha256 or _hashed(file_name)
    return Path(settings.DATA_DIR) / "cache" / "pictures" / original[:2] / original


def forget_folder(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _name(image: CoinImage, look: Look, width: int | None) -> str:
    content = image.sha256 or _state(Path(image.file.path))
    return _hashed(RECIPE, content, look.key, str(width or "whole"))


def _state(original: Path) -> str:
    """For a record that knows no hash of its file: its name, size and time of writing."""
    try:
        state = original.stat()
    except OSError as error:
        raise NotFound("The file of this picture is gone.") from error
    return f"{original.name} {state.st_size} {state.st_mtime_ns}"


def _hashed(*parts: str | None) -> str:
    told = "\n".join(part or "" for part in parts)
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _make(original: Path, path: Path, look: Look, width: int | None) -> Path:
    try:
        shown = show(original, look, width)
    except FileNotFoundError as error:
        raise NotFound("The file of this picture is gone.") from error
    except InputRefused as error:
        raise NotFound("The file of this picture cannot be read as one.") from error
    suffix, content = _encoded(shown, is_whole=width is None)
    made = path.with_suffix(suffix)
    # Whoever asks at the same moment reads a whole file or none.
    unfinished = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    with written_whole(unfinished):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(made)
    return made


def _encoded(shown: Image.Image, *, is_whole: bool) -> tuple[str, bytes]:
    encoded = io.BytesIO()
    if is_whole and shown.mode == "RGB":
        shown.save(encoded, "JPEG", quality=WHOLE_QUALITY, subsampling="4:4:4")
        return ".jpg", encoded.getvalue()
    if is_whole:
        shown.thumbnail((LONGEST_TRANSPARENT, LONGEST_TRANSPARENT))
    shown.save(encoded, "WEBP", quality=QUALITY, method=4)
    return ".webp", encoded.getvalue()


@contextmanager
def written_whole(unfinished: Path) -> Iterator[None]:
    """Leave nothing of a file that cannot be written to its end. Raises NotWritten."""
    try:
        yield
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise not_written(error) from error
