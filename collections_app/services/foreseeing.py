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


class Foresight:
    """Tells of one row after the other, as if those before it were written already."""

    def __init__(self) -> None:
        self.coins: dict[int, Coin] = {}

    def look_up(self, coin_ids: Iterable[int]) -> None:
        """Read the coins that rows are to be held against, all of them at once."""
        self.coins |= Coin.objects.in_bulk(set(coin_ids) - set(self.coins))

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
        self.look_up([coin_id])
        coin = copy(self.coins[coin_id])
        values = {name: value for name, value in given_values(coin, draft).items() if getattr(coin, name) != value}
        told = _told(draft, coin, values)
        if not told:
            self.coins[coin_id] = coin
        return told


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
