"""Whom a failed sign-in counts against, and what a locked-out visitor is told."""

import unicodedata
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

LONGEST_NAME = 150
NO_ADDRESS = "::"  # a request over a socket without a proxy header; all such count as one


def client_address(request: HttpRequest) -> str:
    """The address of the browser, as far as it can be believed.

    Behind a proxy that is the last entry of X-Forwarded-For: the one our own proxy wrote. Earlier entries come from
    the browser and would let an attacker choose whom to lock out. Of an IPv6 address only the network counts: its
    owner has 2^64 others in it.
    """
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    if _may_be_our_proxy(peer):
        peer = _address(request.headers.get("X-Forwarded-For", "").rpartition(",")[2]) or peer
    if isinstance(peer, IPv6Address) and not peer.is_loopback:
        return str(IPv6Network((peer, 64), strict=False).network_address)
    return str(peer) if peer else NO_ADDRESS


def _may_be_our_proxy(peer: IPv4Address | IPv6Address | None) -> bool:
    """On this machine; in a private network only where https shows that there is a proxy.

    In a network at home COINSTACK_BASE_URL is often the address of CoinStack itself: the peer is a browser then, which
    could write a new address for each guess.
    """
    if peer is None or peer.is_loopback:
        return bool(settings.BEHIND_PROXY)
    return bool(settings.IS_HTTPS) and not peer.is_global


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read `192.0.2.7`, `192.0.2.7:5123`, `2001:db8::7` or `[2001:db8::7]:5123`; None for anything else."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def client_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name an attempt counts against, the same for every spelling that signs in as the same collector."""
    given = credentials.get("username") if credentials else request.POST.get("username")
    return throttle_name(str(given or ""))


def throttle_name(username: str) -> str:
    return unicodedata.normalize("NFKC", username).strip().casefold()[:LONGEST_NAME]


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page for a visitor whose attempts are used up: 429, and when to try again."""
    wait = _until_unlocked(request, credentials)
    page = TemplateResponse(
        request,
        "accounts/lockout.html",
        {"minutes": max(1, ceil(wait.total_seconds() / 60))},
        status=429,
    )
    page["Retry-After"] = str(ceil(wait.total_seconds()))
    return page.render()


def _until_unlocked(request: HttpRequest, credentials: dict[str, Any] | None) -> timedelta:
    cool_off: timedelta = get_cool_off(request)
    last: datetime | None = AccessAttempt.objects.filter(
        username=client_username(request, credentials), ip_address=client_address(request)
    ).aggregate(last=Max("attempt_time"))["last"]
    return max(timedelta(), last + cool_off - timezone.now()) if last else cool_off
