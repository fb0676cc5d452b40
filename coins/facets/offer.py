"""Which facets a collection has any use for, and which of them are counted at once.

A field that is the same for all coins filters nothing. Counting every useful one costs several times what the few do
that are looked at first; the others are counted when somebody opens them.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import CharField, Max, Min
from django.db.models.functions import Cast

from coins.facets.counting import COLUMNS, KEPT_SECONDS, CollectionState
from coins.facets.naming import PLACE, TAGS
from coins.fields import FIELDS
from coins.filters import CoinFilters
from coins.models import Coin
from coinstack.accounts.models import User

FIRST = (
    "category",
    "metal",
    "issuer",
    "denomination",
    "mint",
    "grade",
    "region",
    "storage_place",
    "tags",
    "source",
    "ownership_status",
    "is_draft",
)
NAMES = (*FIRST, *(spec.name for spec in FIELDS if spec.facet and spec.name not in FIRST))
OPEN = 5
# Up to here looking again after every change costs next to nothing.
FEW_COINS = 5000


@dataclass(frozen=True, slots=True)
class Offer:
    """Names of facets in the order of the panel: those that are counted and open, and those that are only named."""

    opened: tuple[str, ...]
    closed: tuple[str, ...]


def offer_of(owner: User, filters: CoinFilters, state: CollectionState) -> Offer:
    """The first few useful facets and all that are asked for are opened."""
    asked = {condition.name for condition in filters.conditions if condition.operator not in ("min", "max")}
    useful = [name for name in NAMES if name in asked or name in _varied(owner, state)]
    opened = tuple(name for at, name in enumerate(useful) if at < OPEN or name in asked)
    return Offer(opened, tuple(name for name in useful if name not in opened))


def _varied(owner: User, state: CollectionState) -> frozenset[str]:
    """Facets of which the collector's coins have more than one value, blank included."""
    key = f"varied:{owner.pk}:{state.change if state.coins <= FEW_COINS else ''}"
    found: frozenset[str] | None = cache.get(key)
    if found is None:
        found = _looked_up(owner)
        cache.set(key, found, KEPT_SECONDS)
    related = {name for name, is_used in ((PLACE, state.has_places), (TAGS, state.has_tags)) if is_used}
    return found | related


def _looked_up(owner: User) -> frozenset[str]:
    """One pass over the narrow index: the least value is not the greatest. Flags have no order everywhere, texts do."""
    ends = {
        f"{end}_{name}": extreme(Cast(name, CharField()) if name == "is_draft" else name)
        for name in COLUMNS
        for end, extreme in (("low", Min), ("high", Max))
    }
    found = Coin.objects.visible_to(owner).present().aggregate(**ends)
    return frozenset(name for name in COLUMNS if found[f"low_{name}"] != found[f"high_{name}"])
