"""A coin as it was at an earlier version, from its history."""

from typing import cast

from coins.models import Coin


def coin_at(coin: Coin, version: int) -> Coin:
    """The coin's values at `version`; the coin itself where that is the present one or history does not reach back.

    Tags, references and provenance are those of today: they have histories of their own.
    """
    if version >= coin.version:
        return coin
    row = coin.history.filter(version__lte=version).order_by("-version", "-history_id").first()
    return coin if row is None else cast(Coin, row.instance)
