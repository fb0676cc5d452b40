"""Response headers that hold for every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers


class NothingStored:
    """A signed-in collector's pages stay out of every cache, and htmx fragments never stand in for pages.

    The browser keeps none either: after signing out the back button would show them. What carries an ETag is for
    programs, which ask whether theirs still holds.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if "Cache-Control" not in response and request.user.is_authenticated:
            patch_cache_control(response, private=True, **{"no_cache" if "ETag" in response else "no_store": True})
        return response
