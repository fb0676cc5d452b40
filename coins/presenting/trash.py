"""The page of the trash: what lies in it, since when, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from coins.models import Coin
from coins.presenting.cards import CoinCard, card_of
from coins.presenting.formats import Formats
from coins.services.trash import DAYS_KEPT, gone_after
from coinstack.paging import Pager


@dataclass(frozen=True, slots=True)
class TrashedCoin:
    coin: CoinCard
    url: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class TrashPage:
    rows: Sequence[TrashedCoin]
    count: int
    days_kept: int
    pager: Pager
    can_restore_all: bool


def trash_page(coins: Sequence[Coin], pager: Pager, count: int, formats: Formats, *, most: int) -> TrashPage:
    """`most` coins are restored at once."""
    rows = [trashed_coin(coin, formats) for coin in coins]
    return TrashPage(rows, count, DAYS_KEPT, pager, can_restore_all=1 < count <= most)


def trashed_coin(coin: Coin, formats: Formats) -> TrashedCoin:
    """For a coin that lies in the trash."""
    if coin.deleted_at is None:
        raise ValueError(f"Coin {coin.pk} is not in the trash.")
    return TrashedCoin(
        coin=card_of(coin, formats),
        url=reverse("coins:detail", args=[coin.pk]),
        since=formats.moment(coin.deleted_at),
        until=formats.moment(gone_after(coin.deleted_at)),
    )
