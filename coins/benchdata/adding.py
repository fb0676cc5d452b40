"""Synthetic coins in a collector's cabinet, written the way an import writes them."""

import re
import time
from itertools import islice

from coins.benchdata.generate import PREFIX, synthetic_coins
from coins.models import Coin
from coins.services.history import Change
from coins.services.register import Shelves, register_coins
from coinstack.accounts.models import User
from coinstack.jobs.progress import Progress

CHUNK = 500


def add_synthetic_coins(*, owner: User, count: int, progress: Progress) -> dict[str, float]:
    """Add the next `count` coins of the row and return {"coins", "seconds"}.

    The first call starts at number 1, a later one after the highest number that the owner has: two calls for 500
    coins give the same coins as one for 1000.
    """
    started = time.perf_counter()
    coins = synthetic_coins(next_number(owner), count)
    change = Change(user=owner, reason="Synthetic coin", source="bench")
    shelves = Shelves(owner, change)
    progress.total(count)
    while chunk := list(islice(coins, CHUNK)):
        progress.check_cancelled()
        register_coins(shelves=shelves, new=chunk, change=change)
        progress.advance(len(chunk))
    return {"coins": count, "seconds": round(time.perf_counter() - started, 2)}


def next_number(owner: User) -> int:
    """One more than the highest synthetic inventory number, coins in the trash included."""
    numbers = Coin.objects.filter(owner=owner, inventory_number__startswith=PREFIX).values_list(
        "inventory_number", flat=True
    )
    return 1 + max((int(number.removeprefix(PREFIX)) for number in numbers if _NUMBERED.fullmatch(number)), default=0)


_NUMBERED = re.compile(re.escape(PREFIX) + r"[0-9]{7,9}")
