"""Typed requests, and the one decision between a whole page and a fragment."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from coinstack.accounts.models import User


class HtmxRequest(HttpRequest):
    """A request after HtmxMiddleware and a sign-in."""

    htmx: HtmxDetails
    user: User


def wants_fragment(request: HtmxRequest) -> bool:
    """True when htmx asks for a piece: not for boosted links, not when it restores its history."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request
