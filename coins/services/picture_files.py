"""The files behind the records of pictures: judged before they are kept, written whole or not at all, and deleted."""

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from coins.imaging.decode import SUFFIXES, open_picture, refuse_raw
from coins.imaging.hashing import perceptual_hash
from coins.imaging.looks import Look, Size
from coins.imaging.render import show, show_opened
from coins.models import CoinImage
from coins.pictures import cache_folder, forget_folder, written_whole
from coinstack.exceptions import InputRefused, NotFound
from coinstack.uploads import LostUpload

HASHED_WIDTH = 128
FOLDER = "originals"
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that is a picture. `width` and `height` are those of the picture standing upright."""

    name: str
    suffix: str
    width: int
    height: int
    sha256: str
    perceptual_hash: str


def judge(file: "File[Any]") -> Judged:
    """Read the picture once from end to end, and rewind the file. Raises InputRefused or NotWritten."""
    name = _plain_name(str(file.name or ""))
    if isinstance(file, LostUpload):
        raise file.problem
    refuse_raw(name)
    stream: Any = file.file
    opened = open_picture(stream)
    shown = show_opened(opened, Look(), HASHED_WIDTH)
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return Judged(name, SUFFIXES[opened.form], *opened.size, digest.hexdigest(), perceptual_hash(shown))


def _plain_name(name: str) -> str:
    """The last part of a path, without what cannot be printed or stored."""
    return "".join(filter(str.isprintable, name.replace("\\", "/").rpartition("/")[2]))[:200]


def upright_size(image: CoinImage) -> Size:
    """Width and height of the kept picture standing upright. Raises NotFound when its file cannot be read."""
    if image.width and image.height:
        return image.width, image.height
    with _readable():
        return open_picture(Path(image.file.path)).size


def hash_shown(image: CoinImage, look: Look) -> str:
    """The perceptual hash of what is shown of a kept picture. Raises NotFound when its file cannot be read."""
    with _readable():
        return perceptual_hash(show(Path(image.file.path), look, HASHED_WIDTH))


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, InputRefused) as error:
        raise NotFound("The file of this picture is gone or cannot be read.") from error


def keep_original(file: "File[Any]", judged: Judged) -> str:
    """Write the file byte for byte into the private folder and return its name there. Raises NotWritten."""
    stem = re.sub(r"[^\w-]+", "-", Path(judged.name).stem, flags=re.ASCII).strip("-")[:60] or "picture"
    name = f"{FOLDER}/{timezone.now():%Y/%m}/{stem}-{uuid4().hex[:12]}{judged.suffix}"
    path = Path(default_storage.path(name))
    unfinished = path.with_suffix(UNFINISHED)
    with written_whole(unfinished):
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
            kept.flush()
            os.fsync(kept.fileno())
        unfinished.replace(path)
    return name


def discard(name: str) -> None:
    """Delete a file that no record came to name."""
    default_storage.delete(name)


def files_of(**rows: Any) -> dict[str, Path]:
    """The originals of pictures and of their history, by name, each with the folder of the pictures made of it.

    `rows` are look-ups that say of which pictures.
    """
    found = {
        *CoinImage.objects.filter(**rows).values_list("file", "sha256"),
        *CoinImage.history.filter(**rows).values_list("file", "sha256"),
    }
    return {name: cache_folder(name, sha256) for name, sha256 in found if name}


def forget_files(files: Mapping[str, Path]) -> int:
    """Delete those of the files that neither record nor history names any more, once the transaction is committed.

    Call when the rows are deleted. Returns how many originals go.
    """
    gone = {name: files[name] for name in files.keys() - _named_among(files)}
    transaction.on_commit(lambda: _delete(gone))
    return len(gone)


def _named_among(names: Collection[str]) -> set[str]:
    """Those of the files that a record names, or the history of one that can be undone."""
    return {
        *CoinImage.objects.filter(file__in=names).values_list("file", flat=True),
        *CoinImage.history.filter(file__in=names).values_list("file", flat=True),
    }


def _delete(files: Mapping[str, Path]) -> None:
    for name, folder in files.items():
        forget_folder(folder)
        default_storage.delete(name)
