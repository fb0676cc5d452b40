"""What writing a row would be refused for, told before anything is written."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from coins.models import Coin
from coins.services.values import check_rules, clean_values, set_values
from coinstack.exceptions import InputRefused
from collections_app.importers.base import CoinDraft, Problem
from collections_app.services.updating import given_values

# Asking the table's rules is ten times as slow; of a coin that has no values yet, columns and these tell it all.
IN_ORDER = (
    ("year_start", "year_end", "The coin's first year is later than its last."),
    ("reign_start", "reign_end", "The reign's first year is later than its last."),
)
COST_PARTS = frozenset({"buyers_premium", "tax", "shipping"})
# What a later row of the same coin may be refused for; texts are only held against their own columns.
RULED = frozenset(
    {
        *(name for first, last, _ in IN_ORDER for name in (first, last)),
        *COST_PARTS,
        "price",
        "inventory_number",
    }
)
MOST_COINS = 300


class Foresight:
    """Tells of one row after the other, as if those before it were written already.

    Of coins that rows have changed, only what the table's rules look at is remembered: a file may update all of a large
    collection.
    """

    def __init__(self) -> None:
        self.coins: dict[int, Coin] = {}
        self.changed: dict[int, dict[str, Any]] = {}

    def look_up(self, coin_ids: Iterable[int]) -> None:
        """Read the coins that rows are to be held against, all of them at once."""
        missing = set(coin_ids) - set(self.coins)
        if len(self.coins) + len(missing) > MOST_COINS:
            self.coins = {}
            missing = set(coin_ids)
        for coin_id, coin in Coin.objects.in_bulk(missing).items():
            for name, value in self.changed.get(coin_id, {}).items():
                setattr(coin, name, value)
            self.coins[coin_id] = coin

    def of_new(self, draft: CoinDraft) -> list[Problem]:
        """Why the row cannot become a coin. An inventory number that is taken is no reason: it becomes a note."""
        told = [
            Problem(draft.row, first, "", sentence, "error")
            for first, last, sentence in IN_ORDER
            if not _in_order(draft.values.get(first), draft.values.get(last))
        ]
        try:
            cleaned = clean_values(draft.values)
            if not COST_PARTS.isdisjoint(cleaned):
                set_values(Coin(), cleaned)
        except InputRefused as refusal:
            told += _problems(draft, refusal)
        return told

    def of_update(self, draft: CoinDraft, coin_id: int) -> list[Problem]:
        """Why the coin, with what it says already, cannot take the row's values."""
        if coin_id not in self.coins:
            self.look_up([coin_id])
        coin = copy(self.coins[coin_id])
        values = {name: value for name, value in given_values(coin, draft).items() if getattr(coin, name) != value}
        told = _told(draft, coin, values)
        if not told:
            self.coins[coin_id] = coin
            self._remember(coin_id, {name: getattr(coin, name) for name in RULED.intersection(values)})
        return told

    def _remember(self, coin_id: int, values: dict[str, Any]) -> None:
        if values:
            self.changed[coin_id] = self.changed.get(coin_id, {}) | values


def _told(draft: CoinDraft, coin: Coin, values: dict[str, Any]) -> list[Problem]:
    try:
        cleaned = clean_values(values)
        set_values(coin, cleaned)
        check_rules(coin, cleaned)
    except InputRefused as refusal:
        return _problems(draft, refusal)
    return []


def _problems(draft: CoinDraft, refusal: InputRefused) -> list[Problem]:
    return [Problem(draft.row, name, "", text, "error") for name, text in refusal.fields.items()]


def _in_order(first: int | None, last: int | None) -> bool:
    return first is None or last is None or first <= last
