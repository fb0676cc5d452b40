"""Reading photographs that strangers' cameras and browsers made: within limits, upright, with a told reason if not."""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image, UnidentifiedImageError

from coins.imaging.looks import Size
from coinstack.exceptions import InputRefused

MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 100_000_000
LONGEST_SIDE = 30_000
# By Pillow's names; MPO is what many telephones write: a JPEG with more pictures behind the first, opened as one.
SUFFIXES = {
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "TIFF": ".tif",
    "GIF": ".gif",
    "BMP": ".bmp",
}
OPENED = [form for form in SUFFIXES if form != "MPO"]
READABLE = "JPEG, PNG, WebP, TIFF, GIF and BMP can be read"
RAW = {".arw", ".cr2", ".cr3", ".dng", ".nef", ".orf", ".pef", ".raf", ".rw2", ".srw"}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}

# What Pillow's readers raise on damaged files, metadata included.
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
)
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
ORIENTATION = 0x0112
UPRIGHT_BY = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING = {5, 6, 7, 8}

# Pillow itself looks at the size before it takes memory for the pixels.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(slots=True)
class Opened:
    """A picture whose header was read. `size` is its own, standing upright; the pixels are read by `upright`."""

    picture: Image.Image
    size: Size
    form: str
    turn: Image.Transpose | None

    def upright(self, reduction: int = 1) -> Image.Image:
        """The first frame, turned as its EXIF orientation says, in the colours that the file has.

        With a `reduction` the picture may be up to so many times smaller: a JPEG is then read at a fraction of its
        size, anything else is made smaller after reading. Raises InputRefused when the file is damaged.
        """
        width, height = self.picture.size
        if reduction > 1:
            self.picture.draft(None, (max(1, width // reduction), max(1, height // reduction)))
        try:
            self.picture.load()
        except TOO_LARGE as error:
            raise InputRefused(_too_many()) from error
        except UNREADABLE as error:
            raise InputRefused(
                "This picture is damaged or cut off: it ends too early or cannot be decoded. Copy it once more from "
                "where it comes from."
            ) from error
        profile = self.picture.info.get("icc_profile")
        upright = self.picture if self.turn is None else self.picture.transpose(self.turn)
        upright.info["icc_profile"] = profile
        return upright


def open_upright(file: IO[bytes] | Path) -> Image.Image:
    """The picture at full size, standing upright. Raises InputRefused, with a message that says what to do."""
    return open_picture(file).upright()


def open_picture(file: IO[bytes] | Path) -> Opened:
    """Read the header alone. Raises InputRefused for a file that is too large, of another kind, or no picture."""
    _refuse_bytes(file)
    try:
        # Pillow closes a file that it opened itself once the pixels are read.
        picture = Image.open(file, formats=OPENED)
    except TOO_LARGE as error:
        raise InputRefused(_too_many()) from error
    except FileNotFoundError:
        raise
    except UNREADABLE as error:
        raise InputRefused(_what_it_is(_beginning(file))) from error
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        picture.close()
        raise InputRefused(_too_many(width, height))
    orientation = _orientation(picture)
    size = (height, width) if orientation in LYING else (width, height)
    return Opened(picture, size, picture.format or "", UPRIGHT_BY.get(orientation))


def refuse_raw(name: str) -> None:
    """A camera's raw file begins like a TIFF and holds a small preview: it would pass for a picture."""
    if Path(name).suffix.lower() in RAW:
        raise InputRefused("This is a camera's raw file. Develop it to a JPEG or TIFF and upload that.")


def _orientation(picture: Image.Image) -> int:
    """1 to 8; a tag that cannot be read or says anything else counts as upright. Pillow turns TIFFs by itself."""
    if picture.format == "TIFF":
        return 1
    try:
        value = picture.getexif().get(ORIENTATION, 1)
    except UNREADABLE:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _refuse_bytes(file: IO[bytes] | Path) -> None:
    if isinstance(file, Path):
        size = file.stat().st_size
    else:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
    if size == 0:
        raise InputRefused("This file is empty.")
    if size > MOST_BYTES:
        raise InputRefused(
            f"This file has {size / 1_048_576:.0f} MB; a picture has at most {MOST_BYTES // 1_048_576} MB. Save it as "
            "JPEG, or smaller."
        )


def _too_many(width: int = 0, height: int = 0) -> str:
    told = f"{width} × {height} pixels" if width else "far too many pixels"
    return (
        f"This picture has {told}; at most {MOST_PIXELS // 1_000_000} million and {LONGEST_SIDE} a side can be read. "
        "Save it smaller."
    )


def _beginning(file: IO[bytes] | Path) -> bytes:
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return opened.read(32)
    file.seek(0)
    return file.read(32)


def _what_it_is(beginning: bytes) -> str:
    if beginning[4:8] == b"ftyp" and beginning[8:12] in HEIC_BRANDS:
        return (
            "HEIC pictures cannot be read here. Save it as JPEG and upload that; an iPhone takes JPEGs when Settings › "
            "Camera › Formats says Most Compatible."
        )
    if beginning[4:8] == b"ftyp":
        return f"This kind of picture or film cannot be read here: {READABLE}. Save it as JPEG."
    return f"This file is no picture that can be read: {READABLE}."
