"""The composition root of the JSON API: who is let in, how errors are told, and every app's operations."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router
from ninja.errors import ConfigError
from ninja.operation import Operation

from coins.api import routers as coins_routers
from coins.api.asking import filter_components
from coinstack.accounts.api import router as preferences_router
from coinstack.accounts.token_auth import BearerToken, SessionCookie
from coinstack.api_docs import docs_page
from coinstack.api_errors import handle_errors
from coinstack.api_parameters import nothing_ignored
from coinstack.api_requests import JsonParser, api_view
from coinstack.backup.api import router as backups_router
from coinstack.jobs.api import router as jobs_router
from collections_app.api import routers as collection_routers

ROOT = "/api/v2/"
VERSION = "2"
DESCRIPTION = (
    "A collector's own coins: everything that the pages show and change, by the same rules. "
    "Lists answer items and count, errors code, message and fields. "
    "A field that does not exist is refused; the names of earlier programs are understood as well."
)


class CollectionApi(NinjaAPI):
    """Operation ids are written out: a client must not break because a function was renamed."""

    def set_default_exception_handlers(self) -> None:
        handle_errors(self)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        raise ConfigError(f"{operation.view_func.__name__} has no operation_id.")

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        return operation.operation_id or self.get_openapi_operation_id(operation)

    @property
    def urls(self) -> Any:
        found, app, namespace = super().urls
        patterns = [each for each in found if isinstance(each, URLPattern) and each.name != "api-root"]
        for pattern in patterns:
            pattern.callback = api_view(pattern.callback)
        own = [path("openapi.json", openapi, name="openapi"), path("docs", docs, name="docs")]
        return [*own, *patterns], app, namespace


@cache
def openapi_document() -> dict[str, Any]:
    """What the operations take and answer; it takes a second to be put together."""
    document = dict(api.get_openapi_schema(path_prefix=ROOT))
    document["components"]["parameters"] = filter_components()
    return document


@api_view
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    return JsonResponse(openapi_document())


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return docs_page(request, openapi_document())


api = CollectionApi(
    title="CoinStack",
    version=VERSION,
    description=DESCRIPTION,
    auth=[BearerToken(), SessionCookie()],
    parser=JsonParser(),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
ROUTERS = (
    *coins_routers,
    *collection_routers,
    ("/jobs", jobs_router),
    ("/preferences", preferences_router),
    ("/settings", backups_router),
)
api.add_decorator(nothing_ignored, mode="operation")
for prefix, each in ROUTERS:
    api.add_router(prefix, each)
