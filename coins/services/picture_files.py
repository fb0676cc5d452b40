"""The files behind the records of pictures."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from coins.models import CoinImage
from coins.pictures import UNREADABLE, forget_variants
from coinstack.exceptions import InputRefused

ORIENTATION = 0x0112
TURNED = {5, 6, 7, 8}


def forget_pictures(images: Iterable[CoinImage]) -> int:
    """Delete the files of records that are about to be deleted, once the transaction is committed.

    A file that another record names as well stays. Returns how many files go.
    """
    gone = {image.pk: str(image.file) for image in images}
    names = set(gone.values()) - {""}
    names -= set(CoinImage.objects.filter(file__in=names).exclude(pk__in=gone).values_list("file", flat=True))
    transaction.on_commit(lambda: _delete(gone, names))
    return len(names)


def _delete(ids: Iterable[int], names: Iterable[str]) -> None:
    for image_id in ids:
        forget_variants(image_id)
    for name in names:
        default_storage.delete(name)


@dataclass(frozen=True, slots=True)
class Measures:
    """Of a picture as it is looked at: a photograph taken sideways counts as turned upright."""

    width: int
    height: int
    sha256: str


def measure(file: IO[bytes]) -> Measures:
    """Read a picture's size and hash, and rewind the file. Raises InputRefused when it is no picture."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256")  # type: ignore[arg-type]
    file.seek(0)
    try:
        with Image.open(file) as picture:
            is_turned = picture.getexif().get(ORIENTATION, 1) in TURNED
            width, height = picture.size
    except UNREADABLE as error:
        raise InputRefused("This file is no picture that can be read.") from error
    file.seek(0)
    return Measures(*((height, width) if is_turned else (width, height)), digest.hexdigest())
