"""One coin, with the way on to its neighbours in the list it was opened from, and its history."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coins.addresses import with_query
from coins.filters import CoinFilters
from coins.filters.sorting import place_of
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.cards import card_of
from coins.presenting.changes import PER_PAGE, HistoryPage, count_history, history_of
from coins.presenting.detail import coin_page
from coins.presenting.head import coin_head, way_through, without
from coins.presenting.trash import trashed_coin
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest
from coinstack.paging import Pager, page_number

# The list's own page number travels in `page`.
HISTORY_PAGE = "changes"


@require_safe
def coin_detail(request: HtmxRequest, pk: int) -> HttpResponse:
    mine = Coin.objects.visible_to(request.user)
    coin = get_object_or_404(mine.for_detail(), pk=pk)
    formats = Formats.of(preferences_of(request))
    if coin.deleted_at is not None:
        return TemplateResponse(request, "coins/coin_trashed.html", {"page": trashed_coin(coin, formats)})
    way = way_through(mine.present(), CoinFilters.from_querydict(request.GET), coin)
    page = coin_page(coin, way, formats)
    return TemplateResponse(request, "coins/coin_detail.html", {"coin": card_of(coin, formats), "page": page})


@require_safe
def coin_history(request: HtmxRequest, pk: int) -> HttpResponse:
    mine = Coin.objects.visible_to(request.user).present()
    coin = get_object_or_404(mine.prefetch_related("references", "tags"), pk=pk)
    formats = Formats.of(preferences_of(request))
    filters = CoinFilters.from_querydict(without(request.GET, HISTORY_PAGE))
    head = coin_head(coin, way_through(mine, filters, coin), formats, "history")
    count = count_history(coin)
    address = reverse("coins:history", args=[pk])
    pager = Pager.over(
        count,
        number=page_number(request.GET.get(HISTORY_PAGE, "1")),
        per_page=PER_PAGE,
        url=lambda number: with_query(address, filters, **{HISTORY_PAGE: str(number)}),
    )
    entries = history_of(coin, formats, first=pager.part.start)
    context = {"page": HistoryPage(head, entries, count, pager)}
    return TemplateResponse(request, "coins/coin_history.html", context)


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
