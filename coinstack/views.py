"""Is it alive, and what a visitor sees when something goes wrong."""

import logging
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseProblem
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coinstack.accounts.middleware import open_before_setup
from coinstack.accounts.services import any_account

logger = logging.getLogger(__name__)

API_PREFIX = "/api/"
FAVICON = Path(settings.BASE_DIR) / "static" / "favicon.svg"
SENTENCES = {
    400: "The request could not be read. Reload the page and try again.",
    403: "Your account may not do this.",
    404: "This is not here, or it belongs to another collector.",
    500: "The fault is on our side and has been written to the log.",
}
CODES = {400: "bad_request", 403: "forbidden", 404: "not_found", 500: "error"}
CSRF_SENTENCE = "The form has expired. Reload the page and send it again."


@open_before_setup
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For supervisors and proxies: 200 while pages can be served, 503 while the database cannot be read."""
    try:
        any_account()
    except DatabaseProblem as error:
        logger.error("healthz: the database cannot be read: %s", error)
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


@open_before_setup
@require_safe
def favicon(request: HttpRequest) -> FileResponse:
    """Browsers ask here for the icon of what is no page of ours: JSON, a picture."""
    return FileResponse(FAVICON.open("rb"), content_type="image/svg+xml")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # A refused host name ends up here before there is a session: nothing of the request may be used.
    return _answer(request, 400, SENTENCES[400], None)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403, SENTENCES[403], request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404, SENTENCES[404], request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403, CSRF_SENTENCE, request, template="403_csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request no context processor runs: what failed may be the session or the database itself.
    return _answer(request, 500, SENTENCES[500], None)


def _answer(
    request: HttpRequest, status: int, sentence: str, shown_to: HttpRequest | None, template: str = ""
) -> HttpResponse:
    """A sentence where htmx asked, the canonical error where a program asked, else a page."""
    if request.path.startswith(API_PREFIX):
        body = {"code": CODES[status], "message": sentence, "fields": {}}
        return JsonResponse(body, status=status)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    page = loader.get_template(template or f"{status}.html")
    return HttpResponse(page.render({}, shown_to), status=status)
