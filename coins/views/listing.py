"""The list of coins: table or cards, filtered, sorted and paged by its address alone."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from coins.filters import CoinFilters
from coins.presenting import Formats
from coins.presenting.list_choices import ListView
from coins.presenting.listing import coin_list_page
from coinstack.accounts.context_processors import preferences_of
from coinstack.accounts.services import remember_list_view
from coinstack.htmx import HtmxRequest, wants_fragment


@require_safe
def coin_list(request: HtmxRequest) -> HttpResponse:
    filters = CoinFilters.from_querydict(request.GET)
    view = list_view_of(request, filters)
    page = coin_list_page(request.user, filters, view, Formats.of(preferences_of(request)))
    if not wants_fragment(request):
        return TemplateResponse(request, "coins/coin_list.html", {"page": page})
    response = TemplateResponse(request, "coins/coin_list.html#coin-list", {"page": page})
    response["HX-Push-Url"] = page.url  # without the empty fields that a form sends
    return response


def list_view_of(request: HtmxRequest, filters: CoinFilters) -> ListView:
    """What the address says, and is then remembered; else what the collector chose last."""
    preferences = preferences_of(request)
    if not filters.view and not filters.size:
        remembered: ListView = preferences.list_view  # type: ignore[assignment]
        return remembered
    is_large = filters.size == "large" and filters.view != "table"
    view: ListView = "table" if filters.view == "table" else "large" if is_large else "grid"
    if view != preferences.list_view and request.method == "GET":
        remember_list_view(collector=request.user, list_view=view)
    return view
