"""A coin as it was at an earlier version, from its history."""

from typing import Any, cast

from coins.models import Coin, CoinReference, ProvenanceEvent


def row_at(coin: Coin, version: int) -> Any:
    """The history row of the coin as it was at `version`; None where history does not reach back."""
    return coin.history.filter(version__lte=version).order_by("-version", "-history_id").first()


def coin_at(coin: Coin, version: int) -> Coin:
    """The coin's values at `version`; the coin itself where that is the present one or history does not reach back.

    Tags, references and provenance are those of today: they have histories of their own.
    """
    if version >= coin.version:
        return coin
    row = row_at(coin, version)
    return coin if row is None else cast(Coin, row.instance)


def lines_changed_since(coin: Coin, version: int, name: str) -> bool:
    """Whether the coin's "references" or "provenance" may have been written since `version`.

    In doubt yes: their saves count in the version but leave no row in the coin's own history.
    """
    if version >= coin.version:
        return False
    base = row_at(coin, version)
    if base is None:
        return True
    later = LINES[name].history.filter(coin_id=coin.pk, history_date__gt=base.history_date)
    # What one save writes beside the coin is dated a moment after it.
    return bool((later.exclude(history_batch=base.history_batch) if base.history_batch else later).exists())


LINES: dict[str, Any] = {"references": CoinReference, "provenance": ProvenanceEvent}
