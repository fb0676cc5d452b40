"""A server on this machine that plays the outside world, badly behaved where a test wants it.

`conftest.py` registers this module as a pytest plugin, so `outside`, `waits` and `network` need no import.
"""

import gzip
import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from coinstack.http import Clock, Guard, Line, Network


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


Script = Callable[[Asked], Iterable[bytes]]
"""What is sent, piece by piece; the connection is closed behind the last one."""


@dataclass
class Outside:
    """`answers` maps a path to its scripts, one a request; the last one stays. Other paths are 404."""

    host: str = ""
    scheme: str = "http"
    answers: dict[str, list[Script]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    has_ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, path: str, *scripts: Script) -> str:
        self.answers[path] = list(scripts)
        return self.url + path

    def script(self, asked: Asked) -> Script:
        self.asked.append(asked)
        scripts = self.answers.get(asked.path) or self.answers.get(asked.path.partition("?")[0]) or [reply(404)]
        return scripts.pop(0) if len(scripts) > 1 else scripts[0]

    def hang(self, *pieces: bytes) -> Script:
        """Send the pieces and then nothing, until the test is over."""

        def run(asked: Asked) -> Iterator[bytes]:
            yield from pieces
            self.has_ended.wait(10)

        return run

    def drip(self, piece: bytes, *, every_s: float, head: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Script:
        """Send the piece again and again, until the test is over."""

        def run(asked: Asked) -> Iterator[bytes]:
            yield head
            while not self.has_ended.wait(every_s):
                yield piece

        return run


def head(status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    return "\r\n".join([*lines, "", ""]).encode()


def reply(status: int = 200, body: bytes | str = b"", **headers: str) -> Script:
    """A whole answer; `content_type="text/html"` is the header Content-Type."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: [head(status, {"Content-Length": str(len(content)), **named}) + content]


def reply_json(value: object, status: int = 200, **headers: str) -> Script:
    return reply(status, json.dumps(value), content_type="application/json", **headers)


def packed(body: bytes, **headers: str) -> Script:
    return reply(200, gzip.compress(body), content_encoding="gzip", **headers)


def raw(*pieces: bytes) -> Script:
    return lambda asked: pieces


def redirect(location: str, status: int = 302) -> Script:
    return reply(status, location=location)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, outside: Outside, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.outside, self.context = outside, context

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hangs up is what many tests are about."""


class _Visit(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        sock: socket.socket = self.request
        if self.server.context:
            sock = self.server.context.wrap_socket(sock, server_side=True)
        with sock, sock.makefile("rb") as lines:
            asked = _read(lines)
            if asked is None:
                return
            for piece in self.server.outside.script(asked)(asked):
                sock.sendall(piece)
            sock.shutdown(socket.SHUT_WR)


def _read(lines: Iterable[bytes]) -> Asked | None:
    first, *others = [line.decode("latin-1").strip() for line in iter(lines.readline, b"\r\n") if line] or [""]  # type: ignore[attr-defined]
    if not first:
        return None
    method, path, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in others)}
    return Asked(method, path, headers, lines.read(int(headers.get("content-length", 0))))  # type: ignore[attr-defined]


@contextmanager
def outside_world(context: ssl.SSLContext | None = None) -> Iterator[Outside]:
    outside = Outside(scheme="https" if context else "http")
    with _Server(outside, context) as server:
        outside.host = f"127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield outside
        finally:
            outside.has_ended.set()
            server.shutdown()


@dataclass
class Waits:
    """A clock that only moves when somebody sleeps; `slept` says how long each time."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(wall=lambda: self.now, sleep=self.sleep)


def network_to(outside: Outside, folder: Path, waits: Waits, *, is_offline: bool = False) -> Network:
    """A way out that may reach the server of the test, and has its own memory."""
    return Network(Line(Guard([outside.host]), waits.clock), folder, is_offline=is_offline)


@pytest.fixture
def outside() -> Iterator[Outside]:
    with outside_world() as world:
        yield world


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def network(outside: Outside, waits: Waits, tmp_path: Path) -> Network:
    """The way out to `outside`; it never really sleeps, and remembers in the test's own folder."""
    return network_to(outside, tmp_path, waits)
