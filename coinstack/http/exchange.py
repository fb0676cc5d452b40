"""One request and its answer, without redirects, repeats or memory."""

import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urljoin

import httpcore
import httpx

from coinstack.http.clock import Clock, Deadline
from coinstack.http.errors import (
    AddressRefused,
    CertificateRefused,
    ConnectionFailed,
    SourceError,
    TimedOut,
    TooLarge,
    Unreadable,
)
from coinstack.http.guard import Guard
from coinstack.http.messages import Limits
from coinstack.http.transport import PinnedTransport

USER_AGENT: Final = "CoinStack (self-hosted collection manager; one request at a time)"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Line:
    """What every exchange needs: the guard, the clock, and whose certificates are believed (None: the usual ones)."""

    guard: Guard
    clock: Clock
    trusted: ssl.SSLContext | None = None

    @contextmanager
    def open(
        self, method: str, url: str, *, headers: Mapping[str, str], limits: Limits, content: bytes = b""
    ) -> Iterator[httpx.Response]:
        """Give the answer with its body unread; what goes wrong in the block comes out as a SourceError.

        The request goes straight to the transport: a client of httpx would read cookies and the addresses of redirects,
        which are no use here.
        """
        self.guard.check_url(url)
        request = httpx.Request(
            method,
            _address(url),
            headers={"User-Agent": USER_AGENT, "Connection": "close", **headers},
            content=content or None,
            extensions={"timeout": httpx.Timeout(limits.read_s, connect=limits.connect_s).as_dict()},
        )
        deadline = Deadline(url, limits.total_s, self.clock)
        with _as_source_errors(url), PinnedTransport(self.guard, deadline, self.trusted) as transport:
            response = transport.handle_request(request)
            try:
                yield response
            finally:
                response.close()


def _address(url: str) -> httpx.URL:
    """Names that are no host names show only when they are written in ASCII, or back."""
    try:
        address = httpx.URL(url)
        return address.copy_with(host=address.host)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise AddressRefused(url, f"This is not a web address: {error}.") from error


def read_body(response: httpx.Response, url: str, max_bytes: int) -> bytes:
    """Read and unpack a body; raises TooLarge as soon as it is longer than `max_bytes`, unpacked."""
    pieces, room = [], max_bytes
    for piece in _unpacked(response, url, max_bytes):
        room -= len(piece)
        if room < 0:
            raise TooLarge(url, f"The answer is larger than {max_bytes:,} bytes.")
        pieces.append(piece)
    return b"".join(pieces)


def _unpacked(response: httpx.Response, url: str, max_bytes: int) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"identity", ""}:
        return response.iter_raw()
    if encoding in {"gzip", "x-gzip"}:
        return _gunzipped(response.iter_raw(), url, max_bytes)
    raise Unreadable(url, f"The answer is packed in a way that was not asked for ({encoding[:40]!r}).")


def _gunzipped(packed: Iterator[bytes], url: str, max_bytes: int) -> Iterator[bytes]:
    """Unpack piece by piece, never more than one byte beyond the limit: a bomb does not go off."""
    gunzip, has_begun = zlib.decompressobj(wbits=31), False
    for piece in packed:
        has_begun = has_begun or bool(piece)
        try:
            yield gunzip.decompress(piece, max_bytes + 1)
        except zlib.error as error:
            raise Unreadable(url, f"The packed answer cannot be unpacked ({error}).") from error
    if has_begun and not gunzip.eof:
        raise ConnectionFailed(url, "The packed answer ended early.")


def redirect_target(status: int, headers: Mapping[str, str], url: str) -> str | None:
    """Return where an answer sends on to, without its fragment, or None; raises Unreadable for a broken address."""
    location = headers.get("location", "")
    if status not in _REDIRECTS or not location:
        return None
    try:
        return urldefrag(urljoin(url, location)).url
    except ValueError as error:
        raise Unreadable(url, f"The site sends on to an address that cannot be read ({error}).") from error


@contextmanager
def _as_source_errors(url: str) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TimedOut(url, "The site did not answer in time.") from error
    except httpcore.ConnectError as error:
        raise _connect_error(url, error) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        reason = str(error) or type(error).__name__
        raise ConnectionFailed(url, f"The connection broke or the answer is no HTTP: {reason}.") from error


def _connect_error(url: str, error: httpcore.ConnectError) -> SourceError:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return CertificateRefused(url, f"The site's certificate is not valid: {cause.verify_message}.")
    return ConnectionFailed(url, f"No connection: {error}.")
