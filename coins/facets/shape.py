"""What a collection has to be filtered by: the fields that differ, and from where to where its measures reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, Subquery

from coins.facets.counting import COLUMNS, KEPT_SECONDS, CollectionState
from coins.facets.naming import PLACE, TAGS
from coins.models import Coin
from coins.querysets import CoinQuerySet
from coinstack.accounts.models import User

RANGES = ("weight_g", "diameter_mm", "die_axis_h", "price", "acquired_on")
# Up to here looking again after every change costs next to nothing.
FEW_COINS = 5000


@dataclass(frozen=True, slots=True)
class Shape:
    """`varied` are facets of which the coins have more than one value, blank included.

    `extents` are the least and the greatest value of each measure that any coin has.
    """

    varied: frozenset[str]
    extents: Mapping[str, tuple[Any, Any]]


def shape_of(owner: User, state: CollectionState) -> Shape:
    """One query, none while it is kept; of a large collection what was found stays for some minutes."""
    key = f"shape:{owner.pk}:{state.change if state.coins <= FEW_COINS else ''}"
    found: Shape | None = cache.get(key)
    if found is None:
        found = _looked_up(owner)
        cache.set(key, found, KEPT_SECONDS)
    related = {name for name, is_used in ((PLACE, state.has_places), (TAGS, state.has_tags)) if is_used}
    return Shape(found.varied | related, found.extents)


def _looked_up(owner: User) -> Shape:
    """A field that differs is known by the first coin that does; the ends of a measure are those of its index."""
    coins = Coin.objects.visible_to(owner).present().order_by()
    differing = [_differs(coins, name) for name in COLUMNS]
    ends = [_end(coins, name, order) for name in RANGES for order in (name, f"-{name}")]
    found = User.objects.filter(pk=owner.pk).values_list(*differing, *ends)[0]
    told = found[len(COLUMNS) :]
    extents = zip(RANGES, told[::2], told[1::2], strict=True)
    return Shape(
        frozenset(name for name, is_varied in zip(COLUMNS, found, strict=False) if is_varied),
        {name: (least, greatest) for name, least, greatest in extents if least is not None},
    )


def _differs(coins: CoinQuerySet, name: str) -> Exists:
    return Exists(coins.exclude(**{name: Subquery(coins.values(name)[:1])}))


def _end(coins: CoinQuerySet, name: str, order: str) -> Subquery:
    return Subquery(coins.filter(**{f"{name}__isnull": False}).order_by(order).values(name)[:1])
