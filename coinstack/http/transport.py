"""The connection under httpx: it goes to the address that the guard judged, and ends at the deadline.

The name stays in the request, so the Host header, the name in the TLS handshake and the certificate check are those
of the name and not of the address. Proxies of the environment are not used: behind one, nothing could be judged.
"""

import ssl
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from coinstack.http.clock import Deadline
from coinstack.http.guard import Guard


@cache
def certificates() -> ssl.SSLContext:
    """The authorities that are believed; reading them takes long enough to do it once a process."""
    return httpx.create_ssl_context(trust_env=False)


class PinnedTransport(httpx.BaseTransport):
    """One exchange on a connection of its own."""

    def __init__(self, guard: Guard, deadline: Deadline, trusted: ssl.SSLContext | None = None) -> None:
        self.pool = httpcore.ConnectionPool(
            ssl_context=trusted or certificates(),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=_PinnedBackend(guard, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpcore's errors, and what the guard and the deadline raise."""
        url = request.url
        answer = self.pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        self.pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self.stream

    def close(self) -> None:
        self.stream.close()


class _PinnedBackend(httpcore.NetworkBackend):
    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self.guard, self.deadline = guard, deadline
        self.sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Try the judged addresses in turn; the last one's failure is the answer."""
        *others, last = self.guard.addresses(self.deadline.url, host, port)
        for address in others:
            try:
                return self._connect(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(last, port, timeout)

    def _connect(self, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        stream = self.sockets.connect_tcp(address, port, self.deadline.left(timeout), socket_options=[])
        return _TimedStream(stream, self.deadline)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout))
        return _TimedStream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
