"""A coin held until the transaction ends: whoever writes it, or what hangs off it, waits for each other."""

from coins.models import Coin
from coinstack.exceptions import NotFound


def locked_coin(coin_id: int) -> Coin:
    """The coin as it is now, in the trash or out of it. Raises NotFound when it was deleted for good meanwhile."""
    coin: Coin | None = Coin.objects.select_for_update().filter(pk=coin_id).first()
    if coin is None:
        raise NotFound("This coin is gone; it was deleted for good meanwhile.")
    return coin
