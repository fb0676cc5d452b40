"""What would tell types apart: the feature that, looked at on the coin, rules out most of them.

Pure.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from operator import mul
from typing import Final, TypeVar

from catalog.identify.facts import TypeFacts
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
_BY_NAME: Final = frozenset({"metal", "denomination", "mint", "authority", "portrait"})
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
    """The types of some classes in the catalogue's order, how many have each value of each feature (by its number),
    and how many ordered pairs are alike in everything."""

    types: tuple[TypeFacts, ...]
    values: Mapping[str, Mapping[int, int]]
    pairs_alike: int

    @property
    def count(self) -> int:
        return len(self.types)

    def varieties(self) -> Counter[str]:
        return Counter(each.variety for each in self.types)


def tallies_of(index: CatalogIndex, groups: Sequence[Sequence[int]]) -> list[Tally]:
    """Count once what every question about the classes of these groups needs; without a legend they may be all."""
    counted = zip(
        index.types_of(groups), index.counts.of(groups), (_pairs(index, classes) for classes in groups), strict=True
    )
    return [Tally(types, counts, pairs - len(types)) for types, counts, pairs in counted]


def _pairs(index: CatalogIndex, classes: Sequence[int]) -> int:
    sizes = list(map(index.sizes.__getitem__, classes))
    return sum(map(mul, sizes, sizes))


def deciders(index: CatalogIndex, weighed: Sequence[tuple[Tally, float]]) -> list[Decider]:
    """Return what parts the types counted, the sharpest cut first; with each tally goes the weight of one of its types.

    Types that differ in nothing the catalogue tells are parted by what only the printed work or a picture shows.
    """
    count = sum(tally.count for tally, _ in weighed)
    if count < 2:
        return []
    found = [_of_feature(index, feature, weighed) for feature in _LABELS]
    if count <= _MOST_LETTERED:
        found.append(_decider(VARIETY, [(tally.varieties(), weight) for tally, weight in weighed], str))
    found.append(Decider(MARKS, _within_classes(weighed)))
    sharp = sorted((each for each in found if each.cut >= _LEAST_CUT), key=lambda each: -each.cut)
    return sharp or [Decider(MARKS, round(1 - 1 / count, 3))]


def _of_feature(index: CatalogIndex, feature: str, weighed: Sequence[tuple[Tally, float]]) -> Decider:
    counted = [(tally.values[feature], weight) for tally, weight in weighed]
    if feature in _BY_NAME:
        return _decider(_LABELS[feature], [(_named(index, feature, counts), weight) for counts, weight in counted], str)
    decider = _decider(_LABELS[feature], counted, lambda number: index.shown(feature, number))
    if feature not in {"obverse", "reverse"} or decider.cut < _LEAST_CUT:
        return decider
    legends = (index.shown(feature, number) for counts, _ in counted for number in counts)
    letters = legend_key(next(legends))
    is_broken = all(legend_key(each) == letters for each in legends)
    return replace(decider, feature=f"break of the {_LABELS[feature]}") if is_broken else decider


def _named(index: CatalogIndex, feature: str, counts: Mapping[int, int]) -> Mapping[str, int]:
    """By name: what two terms call alike cannot be told apart on a coin."""
    named: Counter[str] = Counter()
    for number, count in counts.items():
        named[index.shown(feature, number)] += count
    return named


def _decider(
    feature: str, counted: Sequence[tuple[Mapping[_Value, int], float]], shown: Callable[[_Value], str]
) -> Decider:
    """A type of which the catalogue does not tell the feature (number 0, no text) is never ruled out by it."""
    weights = _summed(counted)
    told = [weight for value, weight in weights.items() if value]
    if len(told) < 2:
        return Decider(feature, 0.0)
    known, everything = sum(told), sum(weights.values())
    left = (sum(map(mul, told, told)) + known * (everything - known)) / known / everything
    least = nlargest(_MOST_VALUES, told)[-1]
    commonest = ((-weight, shown(value), value) for value, weight in weights.items() if value and weight >= least)
    values = [(text, sum(counts.get(value, 0) for counts, _ in counted)) for _, text, value in sorted(commonest)]
    return Decider(feature, round(1 - left, 3), tuple(values[:_MOST_VALUES]))


def _summed(counted: Sequence[tuple[Mapping[_Value, int], float]]) -> Mapping[_Value, float]:
    """The weight of the types that have each value; of one tally their number says as much."""
    if len(counted) == 1:
        return counted[0][0]
    found: dict[_Value, float] = {}
    for counts, weight in counted:
        for value, count in counts.items():
            found[value] = found.get(value, 0.0) + weight * count
    return found


def _within_classes(weighed: Sequence[tuple[Tally, float]]) -> float:
    """The cut if every type were known apart from those like it, which the loaded facts do not allow."""
    everything = sum(weight * tally.count for tally, weight in weighed)
    return round(sum(weight**2 * tally.pairs_alike for tally, weight in weighed) / everything**2, 3)
