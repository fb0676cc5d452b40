"""How the JSON API knows who asks: by a token, or by the session of a browser that also sends the CSRF token."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from coinstack.accounts.models import User
from coinstack.accounts.throttle import client_address
from coinstack.accounts.tokens import find_token
from coinstack.api_errors import RequestRefused

READS = {"GET", "HEAD", "OPTIONS"}
BAD_TOKENS_A_MINUTE = 60
NO_CSRF = "A session writes with its CSRF token in the header X-CSRFToken; other programs use an API token."
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="CoinStack", error="invalid_token"'}


class BearerToken(HttpBearer):
    """A request with an Authorization header is judged by it alone, whatever cookies come along."""

    def __call__(self, request: HttpRequest) -> Any:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        kind, _, secret = header.partition(" ")
        return self.authenticate(request, secret.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> User:
        found = find_token(token)
        if found is None:
            raise _bad_token(request)
        if not found.may_write and request.method not in READS:
            raise RequestRefused(403, "read_only_token", "This token may only read.")
        request.user = found.owner
        request.api_token = found  # type: ignore[attr-defined]
        return found.owner


class SessionCookie(APIKeyCookie):
    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise RequestRefused(403, "csrf", NO_CSRF)
        return request.user

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if request.user.is_authenticated else None


def only_reads(request: HttpRequest) -> bool:
    """Whether the request came with a token that may only read."""
    token = getattr(request, "api_token", None)
    return token is not None and not token.may_write


def _bad_token(request: HttpRequest) -> RequestRefused:
    """401; whoever goes on trying is told to wait, so that a misconfigured script does not keep the server busy."""
    key = f"bad-tokens:{client_address(request)}"
    cache.add(key, 0, 60)
    try:
        tries = cache.incr(key)
    except ValueError:  # it expired between the two
        tries = 1
    if tries > BAD_TOKENS_A_MINUTE:
        return RequestRefused(
            429, "too_many", "Too many wrong tokens from this address; wait a minute.", headers={"Retry-After": "60"}
        )
    message = "This token is unknown or revoked. Make a new one on the settings page."
    return RequestRefused(401, "bad_token", message, headers=CHALLENGE)
