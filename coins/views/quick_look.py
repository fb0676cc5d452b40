"""A coin at a glance, beside the list."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from coins.addresses import list_url
from coins.filters import CoinFilters
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.quick_look import quick_look_of
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest, wants_fragment


@require_safe
def quick_look(request: HtmxRequest, pk: int) -> HttpResponse:
    mine = Coin.objects.visible_to(request.user).present()
    coin = get_object_or_404(mine.prefetch_related("references", "images"), pk=pk)
    filters = CoinFilters.from_querydict(request.GET)
    look = quick_look_of(coin, filters, Formats.of(preferences_of(request)))
    template = "coins/_quick_look.html" if wants_fragment(request) else "coins/coin_quick_look.html"
    return TemplateResponse(request, template, {"look": look, "coin": look.coin, "back_url": list_url(filters)})
