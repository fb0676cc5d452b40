"""Types that collectors cite together for one coin: suggestions for the concordance."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, groupby
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import QuerySet

from catalog.models import Concordance
from coins.models import ReferenceReading

SOURCE: Final = "coins"
_BY_COINS: Final = {1: 0.5, 2: 0.7}
_MANY: Final = 0.8


def suggest_equivalents(coin_id: int | None = None) -> int:
    """Note which types of different works are cited for the same coin, for one coin or for all; how many pairs.

    Each pair is a group of its own, since a coarse work gives several types of a finer one the same number: they are
    not merged. Confidence grows with the coins that agree: 0.5 for one, 0.7 for two, 0.8 for more. Repeatable.
    """
    cited = ReferenceReading.objects.filter(catalog_type__isnull=False)
    if coin_id is None:
        pairs = set(_pairs(cited))
    else:
        pairs = set(_pairs(cited.of_coin(coin_id)))
        beside = cited.filter(catalog_type__in={pk for pair in pairs for pk in pair}).values("reference__coin")
        cited = cited.filter(reference__coin__in=beside)
    agreeing = Counter(pair for pair in _pairs(cited) if pair in pairs) if pairs else Counter()
    _keep(agreeing)
    return len(pairs)


def _pairs(cited: QuerySet[ReferenceReading]) -> Iterator[tuple[int, int]]:
    """The types of different works that one coin cites, smaller id first, once for each coin."""
    rows = cited.order_by("reference__coin").values_list("reference__coin", "catalog_type", "catalog_type__system")
    for _, found in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[0]):
        types = sorted({(pk, system) for _, pk, system in found})
        yield from ((one, other) for (one, work), (other, work2) in combinations(types, 2) if work != work2)


def _keep(agreeing: Mapping[tuple[int, int], int]) -> None:
    rows = [
        Concordance(group=_group(one, other), catalog_type_id=pk, source=SOURCE, confidence=_BY_COINS.get(coins, _MANY))
        for (one, other), coins in sorted(agreeing.items())  # in one order, as two saves at once lock them
        for pk in (one, other)
    ]
    Concordance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["group", "catalog_type"],
        update_fields=["confidence", "updated_at"],
        batch_size=300,
    )


def _group(one: int, other: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"cited-together:{one}:{other}")
