"""The collection in figures, by the JSON API."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.pagination import paginate

from coins.api.asking import filter_parameters, filters_of, my_coins
from coins.facets import NAMES, count_values
from coins.presenting.facets import ranked
from coinstack.api_schemas import WRONG, Listed, Pages, Shown
from collections_app.services.figures import figures_of

router = Router(tags=["stats"])

FILTERS = {"parameters": filter_parameters()}
By: Any = Literal[tuple(sorted(NAMES))]
BLANK = "(blank)"


class SummaryOut(Shown):
    """`paid` is by currency; `priced` and `weighed` say how many coins the sums rest on. Years are signed."""

    coins: int
    issuers: int
    mints: int
    year_min: int | None
    year_max: int | None
    paid: dict[str, float]
    priced: int
    weight_g: float
    weighed: int


class ShareOut(Shown):
    """`value` is what the filter of the field takes, "" for the coins that have none (`none=<field>` finds them)."""

    value: str
    label: str
    count: int


@router.get(
    "/summary",
    response={200: SummaryOut, **WRONG},
    operation_id="stats_summary",
    summary="The coins that match in figures",
    description="Takes the parameters of the list of coins.",
    openapi_extra=FILTERS,
)
def summarise(request: HttpRequest) -> Any:
    found = figures_of(my_coins(request).present().matching(filters_of(request)))
    totals = found.totals
    return {
        "coins": totals.count,
        "issuers": found.issuers,
        "mints": found.mints,
        "year_min": found.dated_from,
        "year_max": found.dated_to,
        "paid": totals.paid,
        "priced": totals.priced,
        "weight_g": totals.weight_g,
        "weighed": totals.weighed,
    }


@router.get(
    "/breakdown",
    response={200: list[ShareOut], **WRONG},
    operation_id="stats_breakdown",
    summary="The coins that match by the values of one field",
    description=(
        "The most frequent first, the blank last. A coin with several tags counts for each of them, a storage place "
        "with all that lies inside it. Takes the parameters of the list of coins."
    ),
    openapi_extra=FILTERS,
)
@paginate(Pages)
def break_down(request: HttpRequest, by: By) -> Any:
    counts = count_values(request.user, filters_of(request, without=("by",)), by)  # type: ignore[arg-type]
    shares = [{"value": each.value, "label": each.label, "count": each.count} for each in ranked(by, counts, {})]
    blank = [{"value": "", "label": BLANK, "count": counts[""]}] if counts.get("") else []
    return Listed([*shares, *blank])
