"""Which pages are measured, and how long each of them may take."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from coins.columns import list_columns
from coins.filters import PER_PAGE, CoinFilters
from coins.filters.sorting import page_ids
from coins.models import Coin
from coinstack.accounts.models import User
from coinstack.benchmark.timing import Page
from collections_app.benchmark.searches import SEARCHES

LIST_BUDGETS_MS = {1_000: 150.0, 20_000: 200.0, 100_000: 300.0}
COIN_BUDGET_MS = 100.0
FACETS_BUDGET_MS = 800.0
COINS_VISITED = 20
FILTERS = {
    "metal and category": {"metal": "silver", "category": "roman_imperial"},
    "years 50 BC to AD 50": {"year_min": "-50", "year_max": "50"},
    "one ruler": {"issuer": "Hadrian"},
    "blank mint, weight range": {"none": "mint", "weight_g_min": "2", "weight_g_max": "4"},
    "one tag": {"tags": "animals"},
}
BY_METAL = {"metal": "silver"}
# Nearly all coins pass, so that nearly all are counted.
COUNTED: tuple[dict[str, str], ...] = (
    {},
    BY_METAL,
    {"weight_g_min": "1"},
    {"not_metal": "gold"},
    {"year_min": "-50", "year_max": "400"},
)


def list_budget_ms(coins: int) -> float:
    """What a list of that many coins may take: the budget of the next size that one is set for."""
    return next((budget for size, budget in LIST_BUDGETS_MS.items() if coins <= size), LIST_BUDGETS_MS[100_000])


def pages(owner: User, coins: int) -> Iterator[Page]:
    """Every page to measure in a collection of `coins` coins."""
    budget = list_budget_ms(coins)
    yield Page("dashboard", (reverse("dashboard"),))
    yield Page("list, all coins, page 1", (reverse("coins:list"),), budget)
    yield Page("list, all coins, last page", (_last_page(owner, {}),), budget)
    yield Page("list, all coins, a page in the middle", (_list({"page": str(max(1, coins // PER_PAGE // 2))}),))
    yield Page("list as cards", (_list({"view": "grid"}),), budget)
    for name, query in FILTERS.items():
        yield Page(f"list, {name}", (_list(query), _last_page(owner, query)), budget)
    for name, text in SEARCHES.items():
        yield Page(f"{name}: {text}", (_list({"q": text}),), budget, "list, searched")
    yield from _sorted_lists(owner, budget)
    yield Page("panel of filters", tuple(_facets(query) for query in COUNTED), FACETS_BUDGET_MS)
    yield Page("coin", _coins(owner, {}), COIN_BUDGET_MS)
    yield Page("coin in a filtered, sorted list", _coins(owner, {**BY_METAL, "sort": "-weight_g"}), COIN_BUDGET_MS)
    yield Page("coin in a list by two columns", _coins(owner, {**BY_METAL, "sort": "issuer,-year"}), COIN_BUDGET_MS)
    yield Page("position in the list (fragment)", _coins(owner, BY_METAL, "coins:position"))


def _sorted_lists(owner: User, budget: float) -> Iterator[Page]:
    """Up and down, first and last page, of all coins and of the silver ones: each page on its own must keep to it."""
    for column in list_columns():
        for sort in (column.sort, f"-{column.sort}") if column.sort else ():
            for what, query in (("all coins", {}), ("silver", BY_METAL)):
                ordered = {**query, "sort": sort}
                group = f"list by {column.sort}"
                yield Page(f"{sort}, {what}, page 1", (_list(ordered),), budget, group)
                yield Page(f"{sort}, {what}, last page", (_last_page(owner, ordered),), budget, group)


def _list(query: dict[str, str]) -> str:
    return f"{reverse('coins:list')}?{urlencode(query)}"


def _facets(query: dict[str, str]) -> str:
    return f"{reverse('coins:facets')}?{urlencode(query)}"


def _last_page(owner: User, query: dict[str, str]) -> str:
    count = Coin.objects.visible_to(owner).present().matching(CoinFilters.from_query(urlencode(query))).count()
    return _list({**query, "page": str(max(1, -(-count // PER_PAGE)))})


def _coins(owner: User, query: dict[str, str], view: str = "coins:detail") -> tuple[str, ...]:
    """Coins spread over the whole list that the query asks for, ends included."""
    filters = CoinFilters.from_query(urlencode(query))
    found = Coin.objects.visible_to(owner).present().matching(filters)
    total = found.count()
    places = {(total - 1) * step // (COINS_VISITED - 1) for step in range(COINS_VISITED)} if total else set()
    ids = [pk for place in sorted(places) for pk in page_ids(found, filters.keys, first=place, length=1, total=total)]
    return tuple(f"{reverse(view, kwargs={'pk': pk})}?{urlencode(query)}" for pk in ids)
