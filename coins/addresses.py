"""Addresses that carry the list one is in, so that a coin's page knows its neighbours and the way back."""

from urllib.parse import urlencode

from django.urls import reverse

from coins.filters import CoinFilters


def list_url(filters: CoinFilters) -> str:
    return with_query(reverse("coins:list"), filters)


def coin_url(pk: int, filters: CoinFilters) -> str:
    """The coin's page, which remembers by its address the list that it was opened from."""
    return with_query(reverse("coins:detail", kwargs={"pk": pk}), filters)


def facets_url(filters: CoinFilters, facet: str = "") -> str:
    """The panel of filters, or all values of one facet."""
    return with_query(reverse("coins:facets"), filters, **({"facet": facet} if facet else {}))


def with_query(path: str, filters: CoinFilters, **more: str) -> str:
    """`path` with the list's parameters, and `more` that are the page's own behind them."""
    query = urlencode([*filters.pairs, *more.items()])
    return f"{path}?{query}" if query else path
