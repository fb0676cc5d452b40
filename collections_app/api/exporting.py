"""The collection as a file, by the JSON API."""

from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router

from coins.api.asking import filter_parameters, filters_of
from coinstack.api_requests import BINARY
from coinstack.api_schemas import WRONG
from collections_app.views import exporting

router = Router(tags=["export"])

SHAPES: dict[str, dict[str, Any]] = {"json": {"type": "object"}, "csv": {"type": "string"}, "xlsx": BINARY}
FILES: dict[str, Any] = {
    "parameters": filter_parameters(),
    "responses": {
        200: {"content": {kind: {"schema": SHAPES[ending]} for ending, kind in exporting.KINDS.values()}},
    },
}


@router.get(
    "/export",
    response={200: None, **WRONG},
    operation_id="export_coins",
    summary="The coins that match as a file",
    description=(
        "json (which the command import_collection reads back whole), csv and xlsx have every field, table the columns "
        "of the list. Takes the parameters of the list of coins; all that match are exported, whatever the page."
    ),
    openapi_extra=FILES,
)
def export_coins(request: HttpRequest, format: Literal["json", "csv", "xlsx", "table"]) -> HttpResponseBase:
    filters_of(request, without=("format",))
    return exporting.export_coins(request)  # type: ignore[arg-type]  # of htmx it asks nothing
