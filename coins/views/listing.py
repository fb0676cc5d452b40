"""The list of coins: table or grid, filtered, sorted and paged by its address alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from coins.columns import Column, list_columns
from coins.filters import CoinFilters
from coins.filters.sorting import page_ids
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.cards import Cell, CoinRow, card_of
from coins.querysets import Totals
from coinstack.accounts.context_processors import preferences_of
from coinstack.htmx import HtmxRequest, wants_fragment
from coinstack.paging import Pager


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class ColumnHead:
    key: str
    label: str
    numeric: bool
    sort_url: str
    direction: str


@dataclass(frozen=True, slots=True)
class CoinListPage:
    """Everything the list prints. `empty` is "none" without any coin, "filtered" when no coin passes the filters."""

    title: str
    rows: Sequence[CoinRow]
    columns: Sequence[ColumnHead]
    count: int
    total: int
    chips: Sequence[Chip]
    clear_url: str
    problems: Sequence[str]
    view: str
    table_url: str
    grid_url: str
    pager: Pager
    empty: str
    summary: Sequence[str]


@require_safe
def coin_list(request: HtmxRequest) -> HttpResponse:
    filters = CoinFilters.from_querydict(request.GET)
    page = coin_list_page(request, filters, Formats.of(preferences_of(request)))
    template = "coins/coin_list.html" + ("#coin-table" if wants_fragment(request) else "")
    return TemplateResponse(request, template, {"page": page})


def coin_list_page(request: HtmxRequest, filters: CoinFilters, formats: Formats) -> CoinListPage:
    mine = Coin.objects.visible_to(request.user).present()
    found = mine.matching(filters)
    totals = found.totals()
    total = totals.count if filters.is_empty else mine.count()
    problems = list(filters.problems)
    pager = Pager.over(
        totals.count,
        number=filters.page,
        per_page=filters.per_page,
        url=lambda number: list_url(replace(filters, page=number)),
    )
    if pager.number != filters.page:
        problems.append(f"There is no page {filters.page}; this is the last one.")
        filters = replace(filters, page=pager.number)
    ids = page_ids(
        found,
        filters.keys,
        first=(pager.number - 1) * filters.per_page,
        length=filters.per_page,
        total=totals.count,
    )
    coins = mine.for_list().in_order_of(ids)
    return CoinListPage(
        title="Coins",
        rows=coin_rows(coins, filters, formats),
        columns=[column_head(column, filters) for column in list_columns()],
        count=totals.count,
        total=total,
        chips=[Chip(label, list_url(rest)) for label, rest in filters.chips(formats)],
        clear_url=list_url(filters.cleared()),
        problems=problems,
        view=filters.view,
        table_url=list_url(replace(filters, view="table")),
        grid_url=list_url(replace(filters, view="grid")),
        pager=pager,
        empty="" if totals.count else "filtered" if total else "none",
        summary=summary_lines(totals, formats),
    )


def list_url(filters: CoinFilters) -> str:
    return with_query(reverse("coins:list"), filters)


def coin_url(pk: int, filters: CoinFilters) -> str:
    """The coin's page, which remembers by its address the list that it was opened from."""
    return with_query(reverse("coins:detail", kwargs={"pk": pk}), filters)


def with_query(path: str, filters: CoinFilters) -> str:
    query = filters.to_query()
    return f"{path}?{query}" if query else path


def coin_rows(coins: Sequence[Coin], filters: CoinFilters, formats: Formats) -> list[CoinRow]:
    columns = list_columns() if filters.view == "table" else ()
    texts = [column.texts(coins, formats) for column in columns]
    return [
        CoinRow(
            coin=card_of(coin, formats),
            url=coin_url(coin.pk, filters),
            cells=[Cell(column.key, column.label, texts[at][row], column.numeric) for at, column in enumerate(columns)],
        )
        for row, coin in enumerate(coins)
    ]


def column_head(column: Column, filters: CoinFilters) -> ColumnHead:
    """A click sorts by the column, a second one turns the order round."""
    direction = ""
    if column.sort in filters.sort:
        direction = "ascending"
    elif f"-{column.sort}" in filters.sort:
        direction = "descending"
    wanted = f"-{column.sort}" if filters.sort[:1] == (column.sort,) else column.sort
    url = list_url(replace(filters, sort=(wanted,), page=1)) if column.sort else ""
    return ColumnHead(column.key, column.label, column.numeric, url, direction if column.sort else "")


def summary_lines(totals: Totals, formats: Formats) -> list[str]:
    """The footer's figures, each with how many coins it rests on where that is not all."""
    count = formats.count(totals.count)
    lines = [f"{count} coin{'' if totals.count == 1 else 's'}"]
    if totals.paid:
        amounts = " + ".join(formats.money(amount, currency) for currency, amount in totals.paid.items())
        known = "" if totals.priced == totals.count else f" for {formats.count(totals.priced)} of {count}"
        lines.append(f"paid {amounts}{known}")
    if totals.mean_weight_g is not None:
        known = "" if totals.weighed == totals.count else f", {formats.count(totals.weighed)} of {count} weighed"
        lines.append(f"mean weight {formats.number(round(totals.mean_weight_g, 2), places=2)} g{known}")
    return lines
