"""What all pages of one coin have at their top: name, way through the list, what can be done, tabs."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from coins.addresses import coin_url, list_url, with_query
from coins.choices import OwnershipStatus
from coins.filters import CoinFilters
from coins.filters.sorting import neighbours
from coins.models import Coin
from coins.presenting.cards import dates_text, reference_text
from coins.presenting.formats import Formats
from coins.querysets import CoinQuerySet

TABS = {
    "overview": ("Overview", "coins:detail"),
    "photos": ("Photographs", "coins:photos"),
    "history": ("History", "coins:history"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """From the coin through the list that it was opened from; an empty address is a way that ends here.

    `query` is the list's query string; `address_problems` tell what of its parameters could not be read.
    """

    previous_url: str
    next_url: str
    list_url: str
    position_url: str
    query: str = ""
    address_problems: tuple[str, ...] = ()

    def carried_by(self, address: str) -> str:
        return f"{address}?{self.query}" if self.query else address


def way_through(mine: CoinQuerySet, filters: CoinFilters, coin: Coin) -> Way:
    """`mine` are all coins that the list may hold, `filters` those of the list that the coin was opened from."""
    before, after = neighbours(mine.matching(filters), filters.keys, coin)
    return Way(
        previous_url=coin_url(before, filters) if before else "",
        next_url=coin_url(after, filters) if after else "",
        list_url=list_url(filters),
        position_url=with_query(reverse("coins:position", args=[coin.pk]), filters),
        query=filters.to_query(),
        address_problems=filters.problems,
    )


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class CoinHead:
    """`status` says where the coin is when it is not simply owned; no `photos_url` on the page of the photographs."""

    pk: int
    title: str
    subtitle: str
    is_draft: bool
    status: str
    hides_money: bool
    way: Way
    tabs: list[Tab]
    edit_url: str
    similar_url: str
    photos_url: str


def coin_head(coin: Coin, way: Way, formats: Formats, tab: str) -> CoinHead:
    status = "" if coin.ownership_status == OwnershipStatus.OWNED else coin.get_ownership_status_display()
    return CoinHead(
        pk=coin.pk,
        title=str(coin),
        subtitle=subtitle(coin, formats),
        is_draft=coin.is_draft,
        status=status,
        hides_money=formats.hides_money,
        way=way,
        tabs=[
            Tab(label, way.carried_by(reverse(name, args=[coin.pk])), key == tab) for key, (label, name) in TABS.items()
        ],
        edit_url=way.carried_by(reverse("coins:edit_all", args=[coin.pk])),
        similar_url=way.carried_by(reverse("coins:similar", args=[coin.pk])),
        photos_url="" if tab == "photos" else way.carried_by(reverse("coins:photos", args=[coin.pk])),
    )


def subtitle(coin: Coin, formats: Formats) -> str:
    number = f"no. {coin.inventory_number}" if coin.inventory_number else ""
    return " · ".join(part for part in (coin.mint, dates_text(coin, formats), reference_text(coin), number) if part)


def without(parameters: QueryDict, name: str) -> QueryDict:
    """The address's parameters but one that is this page's own and not the list's."""
    rest = parameters.copy()
    rest.pop(name, None)
    return rest
