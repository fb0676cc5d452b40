"""Which facets a collection has any use for, and which of them are counted at once.

A field that is the same for all coins filters nothing. Counting every useful one costs several times what the few do
that are looked at first; the others are counted when somebody opens them.
"""

from dataclasses import dataclass

from coins.facets.shape import Shape
from coins.fields import FIELDS
from coins.filters import CoinFilters

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


@dataclass(frozen=True, slots=True)
class Offer:
    """Names of facets in the order of the panel: those that are counted and open, and those that are only named."""

    opened: tuple[str, ...]
    closed: tuple[str, ...]


def offer_of(filters: CoinFilters, shape: Shape) -> Offer:
    """The first few useful facets and all that are asked for are opened."""
    asked = {condition.name for condition in filters.conditions if condition.operator not in ("min", "max")}
    useful = [name for name in NAMES if name in asked or name in shape.varied]
    opened = tuple(name for at, name in enumerate(useful) if at < OPEN or name in asked)
    return Offer(opened, tuple(name for name in useful if name not in opened))
