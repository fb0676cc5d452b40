"""Searches to measure: as pages of the list, and the queries alone that find, count and order what is shown."""

from collections.abc import Iterator

from coins.filters import PER_PAGE, CoinFilters
from coins.filters.sorting import page_ids
from coins.models import Coin
from coinstack.accounts.models import User
from coinstack.benchmark.timing import Page

SEARCH_BUDGET_MS = 100.0
SEARCHES = {
    "a ruler": "hadrian",
    "two words": "victory left",
    "four words": "silver denarius hadrian rome",
    "a reference": "ric 44",
    "a legend run together": "impcaes",
    "a phrase": '"draped bust right"',
    "two letters and a star": "se*",
    "a third of all coins": "silver",
    "three quarters of all coins": "roman imperial",
    "nothing": "xyzzy",
}


def searches() -> Iterator[Page]:
    """The searches; of them a report shows the slowest. The texts stand in the place of addresses."""
    for name, text in SEARCHES.items():
        yield Page(f"{name}: {text}", (text,), SEARCH_BUDGET_MS, "search, its queries alone")


def ask(owner: User, text: str) -> None:
    """What the list asks of the database for the figures and the first page of a search."""
    filters = CoinFilters(q=text)
    found = Coin.objects.visible_to(owner).present().matching(filters)
    page_ids(found, filters.keys, first=0, length=PER_PAGE, total=found.totals().count)
