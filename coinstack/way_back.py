"""Pages to come back to, as a form or a browser names them: pages of this site, and never another one."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The posted `next`, else the page that the browser came from, else `otherwise`."""
    posted = own_page(request, request.POST.get("next", ""))
    return posted or own_page(request, request.headers.get("Referer", "")) or otherwise


def own_page(request: HttpRequest, address: str) -> str:
    """Path and query of an address of this site; empty for any other."""
    if not _is_here(request, address):
        return ""
    page = urlsplit(address)._replace(scheme="", netloc="").geturl()
    # Without its host "http://here//elsewhere/" is "//elsewhere/", which leads to another site; and a word without
    # a slash would be looked up among the names of views.
    return page if page.startswith("/") and _is_here(request, page) else ""


def _is_here(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
