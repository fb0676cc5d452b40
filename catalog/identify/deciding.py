"""What would tell types apart: the feature that, looked at on the coin, rules out most of them.

Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, TypeVar

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
_Value = TypeVar("_Value", int, str)
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


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the types of some classes: how many there are, how many have each value of each feature (by its number) and
    each letter, and how many ordered pairs are alike in everything."""

    count: int
    values: Mapping[str, Mapping[int, int]]
    varieties: Mapping[str, int]
    pairs_alike: int


_Share = tuple[float, int]
"""Of one value: the weight of the types that have it, and their number."""


def tally_of(index: CatalogIndex, classes: Sequence[int]) -> Tally:
    """Count once what every question about these classes needs: without a legend they may be nearly all."""
    sizes = list(map(index.sizes.__getitem__, classes))
    several = [(each, size - 1) for each, size in zip(classes, sizes, strict=True) if size > 1]
    values = {feature: _counted(index.columns[feature].of, classes, several) for feature in _LABELS}
    count = sum(sizes)
    lettered = classes if count <= _MOST_LETTERED else ()
    varieties = Counter(index.types[member].variety for each in lettered for member in index.members[each])
    return Tally(count, values, varieties, sum(size * (size - 1) for size in sizes))


def _counted(of: Sequence[int], classes: Sequence[int], several: Iterable[tuple[int, int]]) -> Counter[int]:
    counts = Counter(map(of.__getitem__, classes))
    for each, more in several:
        counts[of[each]] += more
    return counts


def deciders(index: CatalogIndex, weighed: Sequence[tuple[Tally, float]]) -> list[Decider]:
    """Return what parts the types counted, the sharpest cut first; with each tally goes the weight of one of its types.

    Types that differ in nothing the catalogue tells are parted by what only the printed work or a picture shows.
    """
    count = sum(tally.count for tally, _ in weighed)
    if count < 2:
        return []
    found = [
        _decider(_label(feature, shares), shares) for feature in _LABELS if (shares := _shares(index, feature, weighed))
    ]
    found += [_decider(VARIETY, _variety_shares(weighed, count)), Decider(MARKS, _within_classes(weighed))]
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


def _shares(index: CatalogIndex, feature: str, weighed: Sequence[tuple[Tally, float]]) -> dict[str, _Share]:
    """Return the shares per value in words, {} where all agree."""
    found = _summed((tally.values[feature], weight) for tally, weight in weighed)
    return {index.shown(feature, number): share for number, share in found.items()} if len(found) > 1 else {}


def _summed(counted: Iterable[tuple[Mapping[_Value, int], float]]) -> dict[_Value, _Share]:
    found: dict[_Value, _Share] = {}
    for counts, weight in counted:
        if not found:
            found = {value: (weight * count, count) for value, count in counts.items()}
            continue
        for value, count in counts.items():
            weight_before, count_before = found.get(value, (0.0, 0))
            found[value] = (weight_before + weight * count, count_before + count)
    return found


def _variety_shares(weighed: Sequence[tuple[Tally, float]], count: int) -> dict[str, _Share]:
    """Return the shares per letter, {} where there are too many types for a letter to mean anything."""
    return _summed((tally.varieties, weight) for tally, weight in weighed) if count <= _MOST_LETTERED else {}


def _decider(feature: str, shares: Mapping[str, _Share]) -> Decider:
    """A type of which the catalogue does not tell the feature is never ruled out by it."""
    told = {value: share for value, share in shares.items() if value}
    if len(told) < 2:
        return Decider(feature, 0.0)
    known = sum(weight for weight, _ in told.values())
    untold = sum(weight for weight, _ in shares.values()) - known
    left = sum(weight * (weight + untold) for weight, _ in told.values()) / known / (known + untold)
    commonest = nsmallest(_MOST_VALUES, told.items(), key=lambda each: (-each[1][0], each[0]))
    return Decider(feature, round(1 - left, 3), tuple((value, count) for value, (_, count) in commonest))


def _within_classes(weighed: Sequence[tuple[Tally, float]]) -> float:
    """The cut if every type were known apart from those like it, which the loaded facts do not allow."""
    everything = sum(weight * tally.count for tally, weight in weighed)
    return round(sum(weight**2 * tally.pairs_alike for tally, weight in weighed) / everything**2, 3)
