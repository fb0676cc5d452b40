"""How many types of some classes have each value of each feature.

Pure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from catalog.identify.columns import KIND, OBVERSE, REVERSE, Column, Combined


class TypeCounts:
    """`sizes` is the number of types in each class."""

    def __init__(self, columns: Mapping[str, Column], kinds: Combined, sizes: Sequence[int]) -> None:
        self._columns = [(each, columns[each].of) for each in (*OBVERSE, *REVERSE)]
        self._kinds = kinds
        self._sizes = sizes
        self._whole = self._counted(range(len(sizes)))

    def of(self, groups: Sequence[Sequence[int]]) -> list[dict[str, dict[int, int]]]:
        """Return for each group, by feature, how many of its types have each value, by its number.

        Where a group has more classes than are in none, it is what all types have without what the others have.
        """
        largest = max(range(len(groups)), key=lambda number: len(groups[number]))
        outside = len(self._sizes) - sum(map(len, groups))
        if outside >= len(groups[largest]):
            return list(map(self._counted, groups))
        found = [{} if number == largest else self._counted(classes) for number, classes in enumerate(groups)]
        others = [self._counted(sorted(set(range(len(self._sizes))).difference(*groups)))] if outside else []
        found[largest] = self._left_by([*found[:largest], *found[largest + 1 :], *others])
        return found

    def _left_by(self, others: Sequence[Mapping[str, Mapping[int, int]]]) -> dict[str, dict[int, int]]:
        left = {feature: dict(counts) for feature, counts in self._whole.items()}
        for counted in others:
            for feature, counts in counted.items():
                _take_off(left[feature], counts)
        return left

    def _counted(self, classes: Sequence[int]) -> dict[str, dict[int, int]]:
        several = [(each, self._sizes[each] - 1) for each in classes if self._sizes[each] > 1]
        found: dict[str, dict[int, int]] = {each: _count(of, classes, several) for each, of in self._columns}
        parts: list[dict[int, int]] = [{} for _ in KIND]
        for number, count in _count(self._kinds.of, classes, several).items():
            for part, value in zip(parts, self._kinds.rows[number], strict=True):
                part[value] = part.get(value, 0) + count
        return found | dict(zip(KIND, parts, strict=True))


def _count(of: Sequence[int], classes: Sequence[int], several: Sequence[tuple[int, int]]) -> Counter[int]:
    """`several` are the classes that have more types than one, with the number of the others."""
    counts = Counter(map(of.__getitem__, classes))
    for each, more in several:
        counts[of[each]] += more
    return counts


def _take_off(whole: dict[int, int], counts: Mapping[int, int]) -> None:
    for value, count in counts.items():
        whole[value] -= count
        if not whole[value]:
            del whole[value]
