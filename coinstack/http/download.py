"""Large files: fetched in pieces to the disk, gone on with where an earlier attempt stopped."""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from coinstack.http.errors import (
    ConnectionFailed,
    Offline,
    StatusRefused,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreadable,
)
from coinstack.http.exchange import Line, redirect_target
from coinstack.http.messages import Limits
from coinstack.http.transactions import refuse_in_transaction
from coinstack.jobs.progress import Progress
from coinstack.uploads import not_written

LARGEST_FILE: Final = 2_000_000_000
LIMITS: Final = Limits(read_s=60, total_s=4 * 3600)
_FRUITLESS_ATTEMPTS: Final = 3
_FIRST_PAUSE_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Downloaded:
    """`resumed_at` is the byte at which this run went on, 0 when it began anew."""

    path: Path
    size: int
    resumed_at: int


@dataclass(slots=True)
class Part:
    """An unfinished file beside its target, with what tells whether the site still has the same one."""

    path: Path
    note: Path
    url: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def validator(self) -> str:
        """The ETag or date under which the bytes came, '' when they cannot be gone on with."""
        try:
            kept = json.loads(self.note.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return ""
        is_ours = isinstance(kept, dict) and kept.get("url") == self.url and self.size > 0
        return str(kept.get("validator", "")) if is_ours else ""

    def begin(self, headers: Mapping[str, str]) -> None:
        """Start from nothing; a weak ETag does not promise the same bytes."""
        tag = headers.get("etag", "")
        validator = headers.get("last-modified", "") if not tag or tag.startswith("W/") else tag
        self.path.write_bytes(b"")
        self.note.write_text(json.dumps({"url": self.url, "validator": validator}), encoding="utf-8")

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


class Download:
    """One file on its way to the disk."""

    def __init__(self, line: Line, url: str, target: Path, progress: Progress, max_bytes: int) -> None:
        self.line, self.url, self.target, self.progress, self.max_bytes = line, url, target, progress, max_bytes
        self.part = Part(target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.part.json"), url)
        self.reported = 0

    def run(self, *, resume: bool = True, is_offline: bool = False) -> Downloaded:
        """Raises SourceError, NotWritten. Tries again as long as each attempt brought bytes, else three times."""
        refuse_in_transaction()
        if is_offline:
            raise Offline(self.url, "COINSTACK_OFFLINE is on: nothing is downloaded.")
        try:
            return self._run(resume)
        except OSError as error:  # of the disk: those of the network come as SourceError
            raise not_written(error, what_is_left="What has arrived stays") from error

    def _run(self, resume: bool) -> Downloaded:
        if not resume:
            self.part.discard()
        self.target.parent.mkdir(parents=True, exist_ok=True)
        resumed_at = self.part.size if self.part.validator() else 0
        while not self._attempt_is_enough():
            pass
        return self._finish(resumed_at)

    def _attempt_is_enough(self) -> bool:
        """Ask until an attempt brings bytes; True when the file is complete."""
        for attempt in range(1, _FRUITLESS_ATTEMPTS + 1):
            before = self.part.size
            try:
                self._attempt()
            except (ConnectionFailed, TimedOut) as error:
                if self.part.size > before and self.part.validator():
                    return False
                if attempt == _FRUITLESS_ATTEMPTS:
                    raise error
                self.line.clock.sleep(_FIRST_PAUSE_S * 2**attempt)
            else:
                return True
        return False

    def _attempt(self) -> None:
        validator = self.part.validator()
        offset = self.part.size if validator else 0
        headers = {"Accept-Encoding": "identity"}
        if offset:
            headers |= {"Range": f"bytes={offset}-", "If-Range": validator}
        with self._opened(headers) as response:
            if response.status_code == 416 and offset:
                self._check_complete(response.headers, offset)
                return
            start = self._start(response, offset)
            self._take(response, start)

    def _check_complete(self, headers: Mapping[str, str], offset: int) -> None:
        """There is nothing behind `offset`: the file is complete, or no longer the one that was begun."""
        if headers.get("content-range", "").removeprefix("bytes */") != str(offset):
            self.part.discard()
            raise ConnectionFailed(self.url, "The file changed while it was being downloaded.")

    @contextlib.contextmanager
    def _opened(self, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """Follow redirects, each address judged anew."""
        url = self.url
        for _ in range(LIMITS.redirects + 1):
            with self.line.open("GET", url, headers=headers, limits=LIMITS) as response:
                target = redirect_target(response.status_code, response.headers, url)
                if target is None:
                    yield response
                    return
            url = target
        raise TooManyRedirects(self.url, f"The site sends on more than {LIMITS.redirects} times.")

    def _start(self, response: httpx.Response, offset: int) -> int:
        """Return the byte at which the answer begins; raises StatusRefused, Unreadable."""
        if response.status_code == 206 and offset:
            if not response.headers.get("content-range", "").startswith(f"bytes {offset}-"):
                self.part.discard()
                raise Unreadable(self.url, "The site sent another part of the file than was asked for.")
            return offset
        if response.status_code != 200:
            message = f"The site answered {response.status_code} {response.reason_phrase}".rstrip() + "."
            raise StatusRefused(self.url, message, response.status_code)
        self.part.begin(response.headers)
        return 0

    def _take(self, response: httpx.Response, start: int) -> None:
        length = response.headers.get("content-length", "")
        if length.isdecimal():
            self._check_size(start + int(length))
            self.progress.total(start + int(length))
        self._report(start)
        with self.part.path.open("ab") as file:
            size = start
            for piece in response.iter_raw():
                size += len(piece)
                self._check_size(size)
                file.write(piece)
                self._report(size)
                self.progress.check_cancelled()

    def _check_size(self, size: int) -> None:
        if size > self.max_bytes:
            self.part.discard()
            raise TooLarge(self.url, f"The file is larger than {self.max_bytes:,} bytes.")

    def _report(self, size: int) -> None:
        """A file begun anew is not counted twice: progress waits until it is where it was."""
        if size > self.reported:
            self.progress.advance(size - self.reported)
            self.reported = size

    def _finish(self, resumed_at: int) -> Downloaded:
        size = self.part.size
        with self.part.path.open("rb+") as file:
            os.fsync(file.fileno())
        self.part.path.replace(self.target)
        self.part.discard()
        return Downloaded(self.target, size, min(resumed_at, size))
