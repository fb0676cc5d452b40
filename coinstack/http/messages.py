"""What is asked and what comes back."""

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import Message
from typing import Any, Final, Literal
from urllib.parse import urlencode

from coinstack.http.errors import Unreadable

MEGABYTE: Final = 1_000_000
# Every other codec that Python knows by a name is refused: some are no character sets, some take quadratic time.
_CHARSETS: Final = ("utf-8", "ascii", "utf-16", "iso8859-", "cp125", "koi8-", "mac-roman")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds for the connection, for each silence, and for the whole exchange; bytes after unpacking."""

    connect_s: float = 10
    read_s: float = 20
    total_s: float = 60
    max_bytes: int = 10 * MEGABYTE
    redirects: int = 5
    attempts: int = 3
    longest_pause_s: float = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question. A `form` makes it a POST, which here always asks and never changes anything.

    `keep_for` lets a kept answer of that age do instead. `interval_s` is the least time between two requests to the
    host, by all processes together. `obeys_robots` is for pages made for readers; published interfaces need it not.
    """

    url: str
    form: Mapping[str, str] | None = None
    accept: str = "*/*"
    keep_for: timedelta | None = None
    obeys_robots: bool = False
    interval_s: float = 2.0
    limits: Limits = field(default_factory=Limits)

    @property
    def method(self) -> Literal["GET", "POST"]:
        return "GET" if self.form is None else "POST"

    @property
    def content(self) -> bytes:
        return b"" if self.form is None else urlencode(self.form).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site sent: `url` is the last address after redirects, header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    is_kept: bool = False

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def text(self) -> str:
        """The body as text in its declared character set, else UTF-8; bytes that do not fit become U+FFFD."""
        return self.body.decode(_charset(self.headers.get("content-type", "")), errors="replace")

    def json(self) -> Any:
        """Raises Unreadable for anything but JSON, and for JSON nested deeper than Python reads."""
        return parse_json(self.text(), self.url)


def parse_json(text: str, url: str) -> Any:
    """Raises Unreadable naming `url`; NaN and Infinity, which are no JSON, count as unreadable too."""
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        start = " ".join(text[:60].split())
        raise Unreadable(url, f"The answer is not readable JSON ({error}); it begins {start!r}.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _charset(content_type: str) -> str:
    header = Message()
    header["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    try:
        name = codecs.lookup(str(header.get_content_charset(""))).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if name.startswith(_CHARSETS) else "utf-8"
