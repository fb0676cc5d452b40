"""The page that a form was sent from, for views that answer with "back to where you were"."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The posted `next`, else the page that the browser came from, else `otherwise`; never another site."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
            return urlsplit(address)._replace(scheme="", netloc="").geturl() or otherwise
    return otherwise
