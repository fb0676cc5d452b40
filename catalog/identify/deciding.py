"""What would tell types apart: the feature that, looked at on the coin, rules out most of them.

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from operator import mul
from typing import Final

from catalog.identify.index import CatalogIndex
from catalog.legends.text import legend_key

_LABELS: Final = {
    "obverse": "obverse legend",
    "reverse": "reverse legend",
    "metal": "metal",
    "denomination": "denomination",
    "mint": "mint",
    "authority": "issuer",
    "portrait": "portrait",
    "obverse_description": "obverse design",
    "reverse_description": "reverse design",
}
VARIETY: Final = "bust or variety letter"
MARKS: Final = "bust, field marks or officina"
_MOST_VALUES: Final = 6
_LEAST_CUT: Final = 0.005
_MOST_LETTERED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Decider:
    """A feature worth looking at. `cut` is the share of the candidates that it rules out on average; `values` are the
    commonest with the number of types, none where the loaded catalogue does not tell them."""

    feature: str
    cut: float
    values: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class _Share:
    """Of one value: the weight of the types that have it, and their number."""

    weight: float
    count: int


def deciders(index: CatalogIndex, weights: Mapping[int, float]) -> list[Decider]:
    """Return what parts the types of these classes, the sharpest cut first; `weights` is per class that of one type.

    Types that differ in nothing the catalogue tells are parted by what only the printed work or a picture shows.
    """
    count = sum(map(index.sizes.__getitem__, weights))
    if count < 2:
        return []
    found = [
        _decider(_label(feature, shares), shares) for feature in _LABELS if (shares := _shares(index, feature, weights))
    ]
    found += [_decider(VARIETY, _variety_shares(index, weights)), Decider(MARKS, _within_classes(index, weights))]
    sharp = sorted((each for each in found if each.cut >= _LEAST_CUT), key=lambda each: -each.cut)
    return sharp or [Decider(MARKS, round(1 - 1 / count, 3))]


def _label(feature: str, shares: Mapping[str, _Share]) -> str:
    if feature not in {"obverse", "reverse"}:
        return _LABELS[feature]
    values = iter(shares)
    letters = legend_key(next(values))
    return (
        f"break of the {_LABELS[feature]}" if all(legend_key(each) == letters for each in values) else _LABELS[feature]
    )


def _shares(index: CatalogIndex, feature: str, weights: Mapping[int, float]) -> dict[str, _Share]:
    """Return the shares per value in words, {} where all agree."""
    column = index.columns[feature]
    if len(set(map(column.of.__getitem__, weights))) < 2:
        return {}
    found: dict[int, list[int]] = {}
    for each in weights:
        found.setdefault(column.of[each], []).append(each)
    return {index.text(feature, classes[0]): _share(index, classes, weights) for classes in found.values()}


def _share(index: CatalogIndex, classes: list[int], weights: Mapping[int, float]) -> _Share:
    sizes = [index.sizes[each] for each in classes]
    return _Share(sum(map(mul, map(weights.__getitem__, classes), sizes)), sum(sizes))


def _variety_shares(index: CatalogIndex, weights: Mapping[int, float]) -> dict[str, _Share]:
    """Return the shares per letter, {} where there are too many types for a letter to mean anything."""
    shares: dict[str, _Share] = {}
    if sum(map(index.sizes.__getitem__, weights)) > _MOST_LETTERED:
        return shares
    for each, weight in weights.items():
        for member in index.members[each]:
            share = shares.setdefault(index.types[member].variety, _Share(0.0, 0))
            share.weight += weight
            share.count += 1
    return shares


def _decider(feature: str, shares: Mapping[str, _Share]) -> Decider:
    """A type of which the catalogue does not tell the feature is never ruled out by it."""
    told = {value: share for value, share in shares.items() if value}
    if len(told) < 2:
        return Decider(feature, 0.0)
    known = sum(share.weight for share in told.values())
    everything = sum(share.weight for share in shares.values())
    untold = everything - known
    left = sum(share.weight / known * (share.weight + untold) for share in told.values()) / everything
    commonest = nsmallest(_MOST_VALUES, told.items(), key=lambda each: (-each[1].weight, each[0]))
    return Decider(feature, round(1 - left, 3), tuple((value, share.count) for value, share in commonest))


def _within_classes(index: CatalogIndex, weights: Mapping[int, float]) -> float:
    """The cut if every type were known apart from those like it, which the loaded facts do not allow."""
    sizes = [(weight * index.sizes[each], index.sizes[each]) for each, weight in weights.items()]
    everything = sum(weight for weight, _ in sizes)
    return round(sum((weight / everything) ** 2 * (1 - 1 / count) for weight, count in sizes), 3)
