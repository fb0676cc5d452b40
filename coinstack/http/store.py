"""Answers that were fetched once, kept on the disk so that a catalogue is not asked the same thing twice.

One file an answer: a line of JSON, then the body as it came. The files are private to the owner of the data folder
and may be deleted at any time.
"""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from coinstack.http.clock import Clock
from coinstack.http.messages import Answer, Request

logger = logging.getLogger(__name__)

MOST_BYTES: Final = 200_000_000
_TIDY_EVERY_S: Final = 86_400
_KEPT_HEADERS: Final = ("content-type", "etag", "last-modified")


@dataclass(frozen=True, slots=True)
class Kept:
    answer: Answer

    def is_fresh(self, keep_for: timedelta, now: float) -> bool:
        """A moment in the future comes from a clock that was set back: not fresh."""
        age = now - self.answer.fetched_at.timestamp()
        return 0 <= age < keep_for.total_seconds()

    def conditions(self) -> dict[str, str]:
        """Headers that ask for the answer only if it changed."""
        headers = self.answer.headers
        asked = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
        return {name: value for name, value in asked.items() if value}


class Store:
    def __init__(self, folder: Path, clock: Clock, most_bytes: int = MOST_BYTES) -> None:
        self.folder, self.clock, self.most_bytes = folder, clock, most_bytes

    def find(self, request: Request) -> Kept | None:
        """Return what was kept, fresh or stale; a file that cannot be read counts as none."""
        try:
            head, _, body = self._path(request).read_bytes().partition(b"\n")
            return Kept(_answer(json.loads(head), body))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, request: Request, answer: Answer) -> None:
        """Written beside and moved into place: a reader sees the old answer or the new one.

        An answer that cannot be kept, as on a full disk, is asked for again the next time.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tidy()
            self._write(request, answer)
        except OSError as error:
            logger.warning("The answer of %s is not kept: %s", request.url, error)

    def _write(self, request: Request, answer: Answer) -> None:
        head = {
            "asked": request.url,
            "url": answer.url,
            "status": answer.status,
            "headers": {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers},
            "fetched_at": answer.fetched_at.isoformat(),
            "size": len(answer.body),
        }
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(head).encode() + b"\n" + answer.body)
            Path(name).replace(self._path(request))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def renew(self, request: Request, kept: Kept) -> Answer:
        """The site says that nothing changed: the answer is as good as fetched now."""
        answer = replace(kept.answer, fetched_at=datetime.fromtimestamp(self.clock.wall(), UTC))
        self.keep(request, answer)
        return answer

    def forget(self, request: Request) -> None:
        self._path(request).unlink(missing_ok=True)

    def _path(self, request: Request) -> Path:
        asked = "\n".join((request.method, request.url, request.accept)).encode() + b"\n" + request.content
        return self.folder / f"{hashlib.sha256(asked).hexdigest()}.answer"

    def _tidy(self) -> None:
        """Once a day: throw the oldest answers away until the rest fits."""
        mark = self.folder / "tidied"
        now = self.clock.wall()
        if mark.exists() and 0 <= now - mark.stat().st_mtime < _TIDY_EVERY_S:
            return
        mark.touch()
        os.utime(mark, (now, now))
        room = self.most_bytes
        for path, stat in sorted(self._files(), key=lambda entry: entry[1].st_mtime, reverse=True):
            room -= stat.st_size
            if room < 0 or (path.suffix == ".new" and now - stat.st_mtime > _TIDY_EVERY_S):
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Every file of ours; one that another process moves or removes meanwhile is left out."""
        for path in self.folder.iterdir():
            if path.suffix in {".answer", ".new"}:
                try:
                    stat = path.stat()
                except FileNotFoundError:
                    continue
                yield path, stat


def _answer(head: Mapping[str, Any], body: bytes) -> Answer:
    """Raises ValueError, KeyError or TypeError for a file that was not written whole, or not by us."""
    if head["size"] != len(body):
        raise ValueError("the body is not as long as its head says")
    return Answer(
        url=str(head["url"]),
        status=int(head["status"]),
        headers={str(name): str(value) for name, value in dict(head["headers"]).items()},
        body=body,
        fetched_at=datetime.fromisoformat(head["fetched_at"]),
        is_kept=True,
    )
