"""Which addresses CoinStack may ask: public ones, and private ones that the owner listed with their port.

A name is resolved once and the connection goes to exactly the address that was judged here, so a name server that
answers differently a moment later changes nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import SplitResult, urlsplit

from coinstack.http.errors import AddressRefused, ConnectionFailed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""`resolve(host, port)` gives the addresses of a name as text; raises OSError."""

LONGEST_ADDRESS: Final = 4000
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL: Final = ipaddress.ip_network("64:ff9b:1::/48")
_COMPATIBLE: Final = ipaddress.ip_network("::/96")
_SITE_LOCAL: Final = ipaddress.ip_network("fec0::/10")
# Shared by carriers, benchmarks, relays, documentation: the stdlib's is_global differs between Python's versions.
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
    )
)
DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def resolve_name(host: str, port: int) -> list[str]:
    """Ask the system's resolver; raises OSError. Numbers in any of C's spellings (127.1, 0x7f000001) come out plain."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def why_refused(text: str) -> str:
    """Say why an address is not asked ("a loopback address"), or '' for a public one.

    An IPv4 address inside an IPv6 one (mapped, compatible, 6to4, NAT64) is judged as what it leads to.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "not an IP address"
    return next((reason for each in (address, *_inside(address)) if (reason := _reason(each))), "")


def _inside(address: Address) -> Iterable[ipaddress.IPv4Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _COMPATIBLE:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in found if each is not None]


def _reason(address: Address) -> str:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return ""  # judged by the address inside
    tests = {
        "an unspecified address": address.is_unspecified,
        "a loopback address": address.is_loopback,
        "a link-local address": address.is_link_local,
        "a multicast address": address.is_multicast,
        "a private address": _is_private(address),
        "a reserved address": address.is_reserved and address not in _NAT64,
    }
    return next((reason for reason, applies in tests.items() if applies), "")


def _is_private(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address in _NAT64_LOCAL or address in _SITE_LOCAL):
        return True
    listed = any(address in network for network in _NOT_PUBLIC if network.version == address.version)
    return listed or (address.is_private and not (isinstance(address, ipaddress.IPv6Address) and address in _NAT64))


class Guard:
    """Judges addresses. `allowed` lists "host:port" that may be private, exactly as written in the address asked."""

    def __init__(self, allowed: Iterable[str] = (), resolve: Resolve = resolve_name) -> None:
        self.allowed = frozenset(entry.lower() for entry in allowed)
        self.resolve = resolve

    def check_url(self, url: str) -> SplitResult:
        """Return the parts of a web address; raises AddressRefused for anything else, before a name is resolved."""
        if len(url) > LONGEST_ADDRESS or any(ord(character) <= 32 or ord(character) == 127 for character in url):
            raise AddressRefused(url[:200], "This is not a web address: it is too long or holds blanks.")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise AddressRefused(url, f"This is not a web address: {error}.") from None
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname or port == 0:
            raise AddressRefused(url, "Only addresses that begin with http:// or https:// are asked.")
        if parts.username is not None or parts.password is not None:
            raise AddressRefused(
                parts._replace(netloc="…").geturl(), "Addresses with a password in them are not asked."
            )
        return parts

    def addresses(self, url: str, host: str, port: int) -> list[str]:
        """Resolve a host once and return what may be connected to; raises AddressRefused, ConnectionFailed.

        One private address among several refuses the host: public names have no business there.
        """
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise ConnectionFailed(url, f"The name {host} is not known: {error}.") from error
        if not found:
            raise ConnectionFailed(url, f"The name {host} has no address.")
        for address in found:
            self._check(url, host, port, address)
        return found

    def _check(self, url: str, host: str, port: int, address: str) -> None:
        reason = why_refused(address)
        if not reason or (self._is_listed(host, port) and _may_be_listed(address)):
            return
        raise AddressRefused(
            url,
            f"{host} leads to {address}, {reason}, which is not asked from here. A server of your own can be listed "
            f"in COINSTACK_ALLOW_PRIVATE_HOSTS as {_bracketed(host)}:{port}.",
        )

    def _is_listed(self, host: str, port: int) -> bool:
        return f"{_bracketed(host.lower())}:{port}" in self.allowed


def _may_be_listed(address: str) -> bool:
    """A listed host may be private, but nothing is ever sent to everyone or to nobody."""
    return why_refused(address) not in {"an unspecified address", "a multicast address", "not an IP address"}


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
