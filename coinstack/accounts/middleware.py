"""Who is let in: nobody before the first account exists, then only those who signed in."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django_htmx.middleware import HtmxDetails

from coinstack.accounts.services import any_account
from coinstack.way_back import own_page

HTMX_STOP_POLLING = 286
MOST_BYTES_OF_STRANGERS = 100_000  # a name, a password and a code, however long the page to come back to

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def open_before_setup(view: View) -> View:
    """Mark a view that answers while there is no account yet; it is open to strangers later, too."""
    view.open_before_setup = True  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view


class LittleFromStrangers:
    """Answers the large body of a visitor who is not signed in before anything of it is read.

    The check of the CSRF token reads the whole form, its files onto the disk, before the sign-in is asked for.
    A view that is exempt from it judges its visitors itself before it reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        is_little = _announced(request) <= MOST_BYTES_OF_STRANGERS
        if is_little or getattr(view_func, "csrf_exempt", False) or request.user.is_authenticated:
            return None
        if not getattr(view_func, "login_required", True):
            raise RequestDataTooBig("A visitor who is not signed in sends too much.")
        return _sign_in_first(request, settings.LOGIN_URL)


def _announced(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


class SignInRequired(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page, and everyone to the setup page while there is no account.

    A view opts out with Django's `login_not_required`, or with `open_before_setup`.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view_func, "open_before_setup", False) or request.user.is_authenticated:
            return None
        if not any_account():
            return _send(request, redirect("accounts:setup"))
        response: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]
        return _sign_in_first(request, self.get_login_url(view_func))


def _sign_in_first(request: HttpRequest, login_url: str) -> HttpResponse:
    """To the sign-in page and back. Reads nothing that was sent."""
    return _send(request, redirect_to_login(_page(request), resolve_url(login_url)))


def _send(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """For htmx, make the redirect one of the whole page: the target never lands inside a fragment.

    htmx does not say whether it polls. Every poll is a GET, so a GET is answered with the status that stops it.
    """
    if not _htmx(request):
        return response
    status = HTMX_STOP_POLLING if request.method == "GET" else 401
    return HttpResponse(status=status, headers={"HX-Redirect": response["Location"]})


def _page(request: HttpRequest) -> str:
    """The address to come back to after signing in: a page that answers GET, never a fragment or a form's target."""
    htmx = _htmx(request)
    if htmx and not htmx.boosted:
        return htmx.current_url_abs_path or "/"
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return own_page(request, request.headers.get("Referer", "")) or "/"


def _htmx(request: HttpRequest) -> HtmxDetails | None:
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return htmx if htmx else None
