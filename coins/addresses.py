"""Addresses that carry the list one is in, so that a coin's page knows its neighbours and the way back."""

from django.urls import reverse

from coins.filters import CoinFilters


def list_url(filters: CoinFilters) -> str:
    return with_query(reverse("coins:list"), filters)


def coin_url(pk: int, filters: CoinFilters) -> str:
    """The coin's page, which remembers by its address the list that it was opened from."""
    return with_query(reverse("coins:detail", kwargs={"pk": pk}), filters)


def facets_url(filters: CoinFilters, facet: str = "") -> str:
    """The panel of filters, or all values of one facet."""
    address = with_query(reverse("coins:facets"), filters)
    return f"{address}{'&' if '?' in address else '?'}facet={facet}" if facet else address


def with_query(path: str, filters: CoinFilters) -> str:
    query = filters.to_query()
    return f"{path}?{query}" if query else path
