"""The types nearest to what is known of a coin, as groups that these facts cannot tell apart.

Pure.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from math import exp, log
from operator import add
from typing import Final

from catalog.identify.alignment import Agreement, align
from catalog.identify.deciding import Decider, Tally, deciders, tallies_of
from catalog.identify.evidence import Evidence, evidence_of
from catalog.identify.facts import Given, TypeFacts
from catalog.identify.index import CatalogIndex
from catalog.identify.legends import WRONG
from catalog.identify.reading import GAP, Reading, read_legend

_STEEPNESS: Final = 2.0  # everything wrong scores e^-2, a tenth wrong 0.82
# Of legends that fit alike the one on many types is likelier than the one on few. That never outweighs a letter, or
# more than half of what does not fit.
_COMMONNESS: Final = 6
_MOST_COMMONNESS: Final = WRONG
_NEAR: Final = WRONG  # what is still a candidate for "what to check next": a letter worse than the best
_FIRST_TAKE: Final = 16
_MOST_CHECKS: Final = 3


@dataclass(frozen=True, slots=True)
class SideAgreement:
    """How a legend was met: `legend` as the catalogue prints it, `key` its folded letters that `letters` points into.
    Without letters in the catalogue `key` is empty."""

    side: str
    legend: str
    key: str
    letters: Agreement


@dataclass(frozen=True, slots=True)
class Result:
    """Types that the given facts cannot tell apart, in the catalogue's order. `score` is 0 to 1."""

    types: tuple[TypeFacts, ...]
    score: float
    reasons: tuple[str, ...]
    sides: tuple[SideAgreement, ...]
    decides: tuple[Decider, ...]

    @property
    def type(self) -> TypeFacts:
        return self.types[0]


@dataclass(frozen=True, slots=True)
class Ranking:
    results: tuple[Result, ...] = ()
    check_next: tuple[Decider, ...] = ()


@dataclass(frozen=True, slots=True)
class _Side:
    """A legend as read, with the distance and the best alternative of every cell."""

    name: str
    readings: tuple[Reading, ...]
    costs: list[int]
    best: list[int]
    agreements: dict[str, Agreement] = field(default_factory=dict)

    def agreement(self, key: str) -> Agreement:
        """Several results share a legend, and to align one takes as long as to look through a hundred."""
        if key not in self.agreements:
            aligned = (align(reading, key) for reading in self.readings)
            self.agreements[key] = max(aligned, key=lambda each: each.agreeing)
        return self.agreements[key]


@dataclass(frozen=True, slots=True)
class _Group:
    cost: int
    classes: list[int]


def rank(index: CatalogIndex, given: Given, limit: int) -> Ranking:
    """Compare the coin with every type and return the `limit` best groups; nothing where nothing was given.

    Raises InputRefused for a text that no legend can be.
    """
    read = (("obverse", read_legend(given.obverse)), ("reverse", read_legend(given.reverse)))
    sides = [_Side(name, found, *index.legends[name].distances(found)) for name, found in read if found]
    evidence = evidence_of(index, given)
    if not (sides or evidence) or not len(index):
        return Ranking()
    groups = _best_groups(index, sides, _add_up(index, sides, evidence), limit)
    weight = sum(each.weight for each in evidence)
    weight += WRONG * sum(max(len(reading.letters) for reading in side.readings) for side in sides)
    tallies = tallies_of(index, [group.classes for group in groups])
    results = [
        _result(index, group, tally, weight, sides, evidence) for group, tally in zip(groups, tallies, strict=True)
    ]
    return Ranking(tuple(results), tuple(_check_next(index, groups, tallies, results)[:_MOST_CHECKS]))


def _add_up(index: CatalogIndex, sides: list[_Side], evidence: list[Evidence]) -> list[int]:
    parts = [list(map(side.costs.__getitem__, index.columns[side.name].of)) for side in sides]
    parts += [each.costs for each in evidence]
    total = parts[0]
    for part in parts[1:]:
        total = list(map(add, total, part))
    return total


def _best_groups(index: CatalogIndex, sides: list[_Side], costs: list[int], limit: int) -> list[_Group]:
    """Take in the nearest classes, and more until they make enough groups. A group is whole, since everything as near
    as the farthest taken in is in too."""
    if not sides:
        nearest = nsmallest(limit * _FIRST_TAKE, set(costs))[-1]
        return _in_order(index, _grouped(index, sides, costs, nearest))[:limit]
    take = limit * _FIRST_TAKE
    while True:
        groups = _grouped(index, sides, costs, nsmallest(take, costs)[-1])
        if len(groups) >= limit or take >= len(costs):
            return _in_order(index, groups)[:limit]
        take *= 4


def _grouped(
    index: CatalogIndex, sides: list[_Side], costs: list[int], farthest: int
) -> dict[tuple[int, ...], list[int]]:
    """Classes up to this cost, those together that cost the same and are met by the same legends."""
    groups: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    if not sides:
        by_cost: defaultdict[int, list[int]] = defaultdict(list)
        for each, cost in enumerate(costs):
            by_cost[cost].append(each)
        return {(cost,): classes for cost, classes in by_cost.items() if cost <= farthest}
    for each, cost in enumerate(costs):
        if cost <= farthest:
            groups[(cost, *[side.best[index.columns[side.name].of[each]] for side in sides])].append(each)
    return groups


def _in_order(index: CatalogIndex, groups: dict[tuple[int, ...], list[int]]) -> list[_Group]:
    ordered = []
    for key, classes in groups.items():
        size = sum(map(index.sizes.__getitem__, classes))
        cost = key[0] - min(_MOST_COMMONNESS, round(_COMMONNESS * log(size)), key[0] // 2)
        ordered.append((cost, -size, classes[0], _Group(cost, classes)))
    return [group for *_, group in sorted(ordered, key=lambda each: each[:3])]


def _result(
    index: CatalogIndex, group: _Group, tally: Tally, weight: int, sides: list[_Side], evidence: list[Evidence]
) -> Result:
    first = min(group.classes)  # classes are numbered in the order of their first types
    agreements = tuple(_agreement(index, side, first) for side in sides)
    reasons = [*map(_legend_reason, agreements), *(each.reason(first) for each in evidence)]
    decides = deciders(index, [(tally, 1.0)])
    score = round(exp(-_STEEPNESS * group.cost / weight), 4)
    return Result(tally.types, score, tuple(reasons), agreements, tuple(decides))


def _agreement(index: CatalogIndex, side: _Side, of_class: int) -> SideAgreement:
    legends = index.legends[side.name]
    cell = index.columns[side.name].of[of_class]
    key = legends.keys[side.best[cell]].replace(GAP, "")
    return SideAgreement(side.name, legends.cells[cell], key, side.agreement(key))


def _legend_reason(met: SideAgreement) -> str:
    if not met.key:
        return f"{met.side} legend: none in the catalogue's entry"
    letters = met.letters
    agree = (
        f"{letters.agreeing} of {letters.read} letters agree" if letters.wrong else f"all {letters.read} letters agree"
    )
    unread = f", {letters.unread} of its {len(met.key)} not read" if letters.unread else ""
    return f"{met.side} legend: {agree}{unread}"


def _check_next(
    index: CatalogIndex, groups: list[_Group], tallies: list[Tally], results: list[Result]
) -> Sequence[Decider]:
    """Weigh the candidates by how near they are and ask what would rule out most of them."""
    best = groups[0].cost
    near = [(group, tally) for group, tally in zip(groups, tallies, strict=True) if group.cost <= best + _NEAR]
    if len(near) == 1:
        return results[0].decides
    return deciders(index, [(tally, exp(2 * (best - group.cost) / WRONG)) for group, tally in near])
