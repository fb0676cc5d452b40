"""A collection, or the part of it that a filter leaves, in figures."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min

from coins.querysets import CoinQuerySet, Totals


@dataclass(frozen=True, slots=True)
class Figures:
    """`dated_from` to `dated_to` are the first and the last signed year of any coin, by its date or its reign."""

    totals: Totals
    issuers: int = 0
    mints: int = 0
    dated_from: int | None = None
    dated_to: int | None = None


def figures_of(coins: CoinQuerySet) -> Figures:
    """Each is read from an index of its own where nothing is filtered; of no coins none is asked for."""
    totals = coins.totals()
    if not totals.count:
        return Figures(totals)
    return Figures(
        totals,
        issuers=coins.exclude(issuer_norm="").aggregate(found=Count("issuer_norm", distinct=True))["found"],
        mints=coins.exclude(mint_norm="").aggregate(found=Count("mint_norm", distinct=True))["found"],
        dated_from=coins.aggregate(found=Min("dated_from"))["found"],
        dated_to=coins.aggregate(found=Max("dated_to"))["found"],
    )
