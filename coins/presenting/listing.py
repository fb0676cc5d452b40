"""The list of coins as its page prints it: rows or cards, heads of columns, chips, figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from coins.addresses import coin_url, facets_url, list_url
from coins.columns import Column, list_columns
from coins.facets import state_of
from coins.filters import PER_PAGE, CoinFilters
from coins.filters.sorting import page_ids
from coins.models import Coin
from coins.presenting.cards import CARD_WIDTH, THUMB_WIDTH, Cell, CoinRow, card_of, picture_urls
from coins.presenting.facets import FacetPanel, facet_panel
from coins.presenting.formats import Formats
from coins.presenting.list_choices import Choice, ListView, exports_of, page_sizes_of, sorts_of, views_of
from coins.querysets import Totals
from coinstack.accounts.models import User
from coinstack.paging import Pager

# Above this the panel's numbers would hold up the list; it is fetched after it.
MOST_COUNTED_INLINE = 20_000


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """`add_url` sorts by this column after those that the list is sorted by already; `place` is 1 for the first."""

    key: str
    label: str
    numeric: bool
    sort_url: str
    direction: str
    add_url: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class CoinListPage:
    """Everything the list prints. `empty` is "none" without any coin, "filtered" when no coin passes the filters.

    `panel` is None where counting takes long; `panel_url` then leads to it. `pairs` are the address's parameters
    without page, order and length of a page, for the small forms beside the list; `sort_pair` and `per_page_pair`
    the latter two, empty where they are the usual ones.
    """

    rows: Sequence[CoinRow]
    columns: Sequence[ColumnHead]
    count: int
    total: int
    chips: Sequence[Chip]
    clear_url: str
    problems: Sequence[str]
    view: ListView
    views: Sequence[Choice]
    sorts: Sequence[Choice]
    page_sizes: Sequence[Choice]
    pairs: Sequence[tuple[str, str]]
    pager: Pager
    empty: str
    summary: Sequence[str]
    panel: FacetPanel | None
    panel_url: str
    url: str
    exports: Sequence[Choice]
    sort_pair: str
    per_page_pair: str


def coin_list_page(owner: User, filters: CoinFilters, view: ListView, formats: Formats) -> CoinListPage:
    """The page of the owner's coins that `filters` ask for; beyond the end it is the last page, with a problem."""
    mine = Coin.objects.visible_to(owner).present()
    found = mine.matching(filters)
    totals, state = found.totals(), state_of(owner)
    pager = pager_of(filters, totals.count)
    problems = list(filters.problems)
    if pager.number != filters.page:
        problems.append(f"There is no page {filters.page}; this is the last one.")
        filters = replace(filters, page=pager.number)
    ids = page_ids(found, filters.keys, first=pager.part.start, length=filters.per_page, total=totals.count)
    is_inline = state.coins <= MOST_COUNTED_INLINE
    return CoinListPage(
        rows=coin_rows(mine.for_list().in_order_of(ids), filters, view, formats),
        columns=[column_head(column, filters) for column in list_columns()],
        count=totals.count,
        total=state.coins,
        chips=chips_of(filters, formats),
        clear_url=list_url(filters.cleared()),
        problems=problems,
        view=view,
        views=views_of(filters, view),
        sorts=sorts_of(filters),
        page_sizes=page_sizes_of(filters),
        pairs=replace(filters, sort=(), page=1, per_page=PER_PAGE).pairs,
        sort_pair=",".join(filters.sort),
        per_page_pair="" if filters.per_page == PER_PAGE else str(filters.per_page),
        exports=exports_of(filters),
        pager=pager,
        empty="" if totals.count else "filtered" if state.coins else "none",
        summary=summary_lines(totals, formats),
        panel=facet_panel(owner, filters, state, totals.count, formats) if is_inline and state.coins else None,
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


def coin_rows(coins: Sequence[Coin], filters: CoinFilters, view: ListView, formats: Formats) -> list[CoinRow]:
    columns = list_columns() if view == "table" else ()
    texts = [column.texts(coins, formats) for column in columns]
    return [
        CoinRow(
            coin=card_of(coin, formats),
            url=coin_url(coin.pk, filters),
            cells=[Cell(column.key, column.label, texts[at][row], column.numeric) for at, column in enumerate(columns)],
            look_url=reverse("coins:quick_look", kwargs={"pk": coin.pk}),
            **picture_urls(coin, THUMB_WIDTH if view == "table" else CARD_WIDTH),
        )
        for row, coin in enumerate(coins)
    ]


def column_head(column: Column, filters: CoinFilters) -> ColumnHead:
    """A click sorts by the column, a second one turns the order round."""
    if not column.sort:
        return ColumnHead(column.key, column.label, column.numeric, "", "")
    place = next((at for at, name in enumerate(filters.sort, 1) if name.removeprefix("-") == column.sort), 0)
    is_falling = bool(place) and filters.sort[place - 1].startswith("-")
    wanted = f"-{column.sort}" if filters.sort[:1] == (column.sort,) else column.sort
    return ColumnHead(
        column.key,
        column.label,
        column.numeric,
        sort_url=list_url(replace(filters, sort=(wanted,), page=1)),
        direction="" if not place else "descending" if is_falling else "ascending",
        add_url=list_url(replace(filters, sort=_added(filters.sort, column.sort), page=1)),
        place=place,
    )


def _added(sort: tuple[str, ...], name: str) -> tuple[str, ...]:
    """`name` as the last key, or turned round where it stands."""
    if name in sort or f"-{name}" in sort:
        turned = {name: f"-{name}", f"-{name}": name}
        return tuple(turned.get(key, key) for key in sort)
    return (*sort, name)


def chips_of(filters: CoinFilters, formats: Formats) -> list[Chip]:
    return [Chip(label, list_url(rest)) for label, rest in filters.chips(formats)]


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
