"""Where RDF comes from: one file, a folder, a tar archive, each perhaps compressed.

All is read as a stream and never unpacked to the disk.
"""

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final, cast

from coinstack.exceptions import InputRefused

LARGEST_MEMBER: Final = 64 << 20
LARGEST_DUMP: Final = 1 << 30
_HEAD: Final = 64 << 10
_TAR_MAGIC: Final = slice(257, 262)
_GZIP_MAGIC: Final = b"\x1f\x8b"
_ZIP_MAGIC: Final = b"PK\x03\x04"
_OTHER_PACKING: Final = {b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"(\xb5/\xfd": "zstd", b"7z\xbc\xaf": "7-Zip"}
_IGNORED: Final = ("README", "LICENSE", "LICENCE", "CHANGELOG")


class SourceUnreadable(InputRefused):
    """A file that is not what it should be; the message names the reason."""

    code = "unreadable"


@dataclass(frozen=True)
class Source:
    """One file of a dump. `head` holds its first bytes, which `stream` gives once more; `is_alone` when it is all."""

    name: str
    head: bytes
    stream: "Counted"
    is_alone: bool = False


class Counted:
    """A stream that refuses to give more than a dump of the field can hold, and says what is wrong with the packing."""

    def __init__(self, file: IO[bytes], name: str, most: int) -> None:
        self.file, self.name = file, name
        self.given = 0
        self.limit(most)
        self.waiting = b""

    def limit(self, most: int, refusal: str = "") -> None:
        """Give no more than `most` bytes in all."""
        size = f"{most >> 20:,} MB"
        self.most = most
        self.refusal = refusal or f"{self.name} holds more than {size} of data; no dump of the field is so large."

    def peek(self, count: int) -> bytes:
        while len(self.waiting) < count and (piece := self._pull(count - len(self.waiting))):
            self.waiting += piece
        return self.waiting[:count]

    def read(self, count: int = -1) -> bytes:
        if self.waiting:
            count = len(self.waiting) if count < 0 else count
            piece, self.waiting = self.waiting[:count], self.waiting[count:]
            return piece
        return self._pull(count if count >= 0 else 1 << 20)

    def read_most(self, count: int) -> bytes:
        """All that is left, but not more than `count` bytes."""
        pieces, size = [], 0
        while size < count and (piece := self.read(min(1 << 20, count - size))):
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)

    def _pull(self, count: int) -> bytes:
        try:
            piece = self.file.read(count)
        except (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError) as error:
            raise SourceUnreadable(f"{self.name} is damaged or was not fetched to its end ({error}).") from error
        except OSError as error:
            raise SourceUnreadable(f"{self.name} cannot be read: {error.strerror or error}.") from error
        self.given += len(piece)
        if self.given > self.most:
            raise SourceUnreadable(self.refusal)
        return piece


def open_sources(path: Path, *, skip: int = 0) -> Iterator[Source]:
    """The files of a dump in a fixed order, without the first `skip` of them. Read each before asking for the next.

    Raises SourceUnreadable for a path, or an archive, that cannot be read at all. Names within an archive are only
    ever shown: nothing is unpacked, so that none of them can lead anywhere.
    """
    if path.is_dir():
        yield from _of_folder(path, skip)
        return
    with _opened(path) as (file, head):
        if head[_TAR_MAGIC] == b"ustar":
            yield from _of_archive(file, path.name, skip)
        elif not skip:
            yield replace(_source(file, path.name, LARGEST_DUMP), is_alone=True)


def count_sources(path: Path) -> int | None:
    """How many files there are to read, None for an archive, which tells only at its end."""
    if path.is_dir():
        return len(_files(path))
    return None


def _of_folder(path: Path, skip: int) -> Iterator[Source]:
    files = _files(path)
    if not files:
        raise SourceUnreadable(f"The folder {path.name} holds no files.")
    for file in files[skip:]:
        with _opened(file) as (stream, _):
            yield _source(stream, file.relative_to(path).as_posix(), LARGEST_DUMP)


def _files(path: Path) -> list[Path]:
    """Without hidden files and without links, which may lead out of the folder or round in it."""
    found = (file for file in path.rglob("*") if not file.is_symlink() and file.is_file())
    return sorted(file for file in found if not _is_ignored(file.name))


def _is_ignored(name: str) -> bool:
    return name.startswith((".", *_IGNORED))


def _of_archive(file: IO[bytes], name: str, skip: int) -> Iterator[Source]:
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            position = 0
            for member in archive:
                archive.members = []  # type: ignore[attr-defined] # a stream is read once: remembering the way would only cost memory
                if not member.isreg() or _is_ignored(member.name.rpartition("/")[2]):
                    continue
                position += 1
                stream = archive.extractfile(member) if position > skip else None
                if stream:
                    yield _source(stream, member.name, LARGEST_MEMBER)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceUnreadable(f"The archive {name} is damaged or was not fetched to its end ({error}).") from error


def _source(file: IO[bytes], name: str, most: int) -> Source:
    stream = Counted(file, name, most)
    return Source(name, stream.peek(_HEAD), stream)


@contextmanager
def _opened(path: Path) -> "Iterator[tuple[IO[bytes], bytes]]":
    """The bytes of a file, unpacked on the way when they are gzip, with the first 512 of them."""
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise SourceUnreadable(f"There is no file {path}.") from error
    except OSError as error:
        raise SourceUnreadable(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        _refuse_other_packing(file.peek(8)[:8], path.name)
        if not file.peek(2).startswith(_GZIP_MAGIC):
            yield file, file.peek(512)[:512]
            return
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield cast(IO[bytes], unpacked), _first_bytes(unpacked, path.name)


def _refuse_other_packing(head: bytes, name: str) -> None:
    packing = next((word for magic, word in _OTHER_PACKING.items() if head.startswith(magic)), "")
    if head.startswith(_ZIP_MAGIC):
        packing = "zip"
    if packing:
        raise SourceUnreadable(f"{name} is packed with {packing}. Unpack it and give the folder or file inside.")


def _first_bytes(unpacked: gzip.GzipFile, name: str) -> bytes:
    try:
        return unpacked.peek(512)[:512]
    except (EOFError, OSError, zlib.error) as error:
        raise SourceUnreadable(f"{name} is damaged or was not fetched to its end ({error}).") from error
