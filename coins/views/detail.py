"""One coin, with the way on to its neighbours in the list it was opened from."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coins.filters import CoinFilters
from coins.filters.sorting import neighbours, place_of
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.cards import card_of
from coins.presenting.detail import Way, coin_page
from coins.querysets import CoinQuerySet
from coins.views.listing import coin_url, list_url, with_query
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest


@require_safe
def coin_detail(request: HtmxRequest, pk: int) -> HttpResponse:
    mine = Coin.objects.visible_to(request.user).present()
    coin = get_object_or_404(mine.for_detail(), pk=pk)
    formats = Formats.of(preferences_of(request))
    way = way_through(mine, CoinFilters.from_querydict(request.GET), coin)
    page = coin_page(coin, way, formats)
    return TemplateResponse(request, "coins/coin_detail.html", {"coin": card_of(coin, formats), "page": page})


@require_safe
def coin_position(request: HtmxRequest, pk: int) -> HttpResponse:
    """ "12 of 412": counted apart from the page, because counting reads the whole list."""
    mine = Coin.objects.visible_to(request.user).present()
    coin = get_object_or_404(mine, pk=pk)
    filters = CoinFilters.from_querydict(request.GET)
    formats = Formats.of(preferences_of(request))
    place, length = place_of(mine.matching(filters), filters.keys, coin)
    found = f"{formats.count(place)} of {formats.count(length)}" if place else "Not in this list"
    return HttpResponse(found, content_type="text/html; charset=utf-8")


def way_through(mine: CoinQuerySet, filters: CoinFilters, coin: Coin) -> Way:
    before, after = neighbours(mine.matching(filters), filters.keys, coin)
    return Way(
        previous_url=coin_url(before, filters) if before else "",
        next_url=coin_url(after, filters) if after else "",
        list_url=list_url(filters),
        position_url=with_query(reverse("coins:position", kwargs={"pk": coin.pk}), filters),
        address_problems=filters.problems,
    )
