"""The list of coins: table or cards, filtered, sorted and paged by its address alone."""

from dataclasses import replace

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from coins.addresses import coin_url as coin_url
from coins.addresses import facets_url, list_url, with_query
from coins.columns import list_columns
from coins.facets import state_of
from coins.filters import PER_PAGE, CoinFilters
from coins.filters.sorting import page_ids
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.facets import facet_panel
from coins.presenting.listing import (
    CoinListPage,
    Look,
    chips_of,
    coin_rows,
    column_head,
    exports_of,
    looks_of,
    page_sizes_of,
    sorts_of,
    summary_lines,
)
from coinstack.accounts.context_processors import preferences_of
from coinstack.accounts.services import remember_list_view
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.paging import Pager

# Above this the panel's numbers would hold up the list; it is fetched after it.
MOST_COUNTED_INLINE = 20_000

__all__ = ["coin_list", "coin_url", "list_url", "with_query"]


@require_safe
def coin_list(request: HtmxRequest) -> HttpResponse:
    filters = CoinFilters.from_querydict(request.GET)
    page = coin_list_page(request, filters, Formats.of(preferences_of(request)))
    if not wants_fragment(request):
        return TemplateResponse(request, "coins/coin_list.html", {"page": page})
    response = TemplateResponse(request, "coins/coin_list.html#coin-list", {"page": page})
    response["HX-Push-Url"] = page.url  # without the empty fields that a form sends
    return response


def coin_list_page(request: HtmxRequest, filters: CoinFilters, formats: Formats) -> CoinListPage:
    mine = Coin.objects.visible_to(request.user).present()
    found = mine.matching(filters)
    totals = found.totals()
    state = state_of(request.user)
    pager = pager_of(filters, totals.count)
    problems = list(filters.problems)
    if pager.number != filters.page:
        problems.append(f"There is no page {filters.page}; this is the last one.")
        filters = replace(filters, page=pager.number)
    ids = page_ids(found, filters.keys, first=max(0, pager.first_row - 1), length=filters.per_page, total=totals.count)
    look = look_of(request, filters)
    is_inline = state.coins <= MOST_COUNTED_INLINE
    return CoinListPage(
        title="Coins",
        rows=coin_rows(mine.for_list().in_order_of(ids), filters, look, formats),
        columns=[column_head(column, filters) for column in list_columns()],
        count=totals.count,
        total=state.coins,
        chips=chips_of(filters, formats),
        clear_url=list_url(filters.cleared()),
        problems=problems,
        look=look,
        looks=looks_of(filters, look),
        sorts=sorts_of(filters),
        page_sizes=page_sizes_of(filters),
        pairs=replace(filters, sort=(), page=1, per_page=PER_PAGE).pairs,
        sort_pair=",".join(filters.sort),
        per_page_pair="" if filters.per_page == PER_PAGE else str(filters.per_page),
        exports=exports_of(filters),
        pager=pager,
        empty="" if totals.count else "filtered" if state.coins else "none",
        summary=summary_lines(totals, formats),
        panel=facet_panel(request.user, filters, state, totals.count, formats) if is_inline and state.coins else None,
        panel_url="" if is_inline else facets_url(replace(filters, page=1)),
        url=list_url(filters),
    )


def pager_of(filters: CoinFilters, count: int) -> Pager:
    return Pager.over(
        count,
        number=filters.page,
        per_page=filters.per_page,
        url=lambda number: list_url(replace(filters, page=number)),
    )


def look_of(request: HtmxRequest, filters: CoinFilters) -> Look:
    """What the address says, and is then remembered; else what the collector chose last."""
    preferences = preferences_of(request)
    if not filters.view and not filters.size:
        remembered: Look = preferences.list_view  # type: ignore[assignment]
        return remembered
    is_large = filters.size == "large" and filters.view != "table"
    look: Look = "table" if filters.view == "table" else "large" if is_large else "grid"
    if look != preferences.list_view and request.method == "GET":
        remember_list_view(collector=request.user, list_view=look)
    return look
