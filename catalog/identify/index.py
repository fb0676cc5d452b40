"""The types of the catalogue, arranged so that all of them are compared with a coin in some milliseconds.

Pure. Types that agree in everything but number and letter are one class; two thirds of the types of RIC share theirs
with another.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import chain
from typing import Final

from catalog.identify.columns import BY_DIAMETER, BY_WEIGHT, COMBINED, FEATURES, KIND, Column, Combined
from catalog.identify.counting import TypeCounts
from catalog.identify.facts import TypeFacts
from catalog.identify.legends import LegendIndex
from catalog.identify.measures import Standard, usual_diameter, usual_weight
from catalog.legends.text import legend_key
from coinstack.text import fold

# From this share of the classes on it takes less time to look through all types than to sort those wanted.
_MANY: Final = 4


class CatalogIndex:
    """Built once from all types and only read afterwards, so threads may share it.

    `names` gives the name in words of each term id, `standards` what a denomination was struck to.
    """

    def __init__(
        self,
        types: Iterable[TypeFacts],
        names: Mapping[str, str],
        standards: Mapping[str, Sequence[Standard]] | None = None,
    ) -> None:
        self.names = dict(names)
        self.standards = dict(standards or {})
        self.types: list[TypeFacts] = []
        self.members: list[list[int]] = []
        self.legends = {"obverse": LegendIndex(), "reverse": LegendIndex()}
        self.columns = {feature: Column() for feature in FEATURES}
        classes: dict[tuple[int, ...], int] = {}
        for facts in types:
            row = self._row(facts)
            number = classes.setdefault(row, len(classes))
            if number == len(self.members):
                self._add_class(row)
            self.members[number].append(len(self.types))
            self.types.append(facts)
        self._arrange()

    def _arrange(self) -> None:
        self.sizes = list(map(len, self.members))
        self._class_of = [0] * len(self.types)
        for number, members in enumerate(self.members):
            for member in members:
                self._class_of[member] = number
        self.combined: dict[tuple[str, ...], Combined] = {
            features: Combined([self.columns[each] for each in features]) for features in COMBINED
        }
        self.usual = self._usual()
        self.counts = TypeCounts(self.columns, self.combined[KIND], self.sizes)
        self.words = _by_word(self.columns["obverse_description"].values, words_of)
        self.marks = _by_word(self.columns["reverse_description"].values, _marks_of)
        for legends in self.legends.values():
            legends.finish()

    def with_terms(self, names: Mapping[str, str], standards: Mapping[str, Sequence[Standard]]) -> "CatalogIndex":
        """Return the same types under other names and standards of their terms; nothing is built again."""
        other = copy(self)
        other.names, other.standards = dict(names), dict(standards)
        other.usual = other._usual()
        return other

    def __len__(self) -> int:
        return len(self.types)

    @property
    def class_count(self) -> int:
        return len(self.members)

    def _row(self, facts: TypeFacts) -> tuple[int, ...]:
        values = (getattr(facts, feature) for feature in FEATURES[2:])
        numbers = (self.columns[f].number(value) for f, value in zip(FEATURES[2:], values, strict=True))
        return (self.legends["obverse"].add(facts.obverse), self.legends["reverse"].add(facts.reverse), *numbers)

    def _add_class(self, row: tuple[int, ...]) -> None:
        self.members.append([])
        for feature, number in zip(FEATURES, row, strict=True):
            self.columns[feature].of.append(number)

    def types_of(self, groups: Sequence[Sequence[int]]) -> list[tuple[TypeFacts, ...]]:
        """Return the types of the classes of each group in the catalogue's order; no class is in two groups."""
        if sum(map(len, groups)) < self.class_count // _MANY:
            return [tuple(map(self.types.__getitem__, self._members(classes))) for classes in groups]
        group_of = [len(groups)] * self.class_count
        for number, classes in enumerate(groups):
            for each in classes:
                group_of[each] = number
        found: list[list[TypeFacts]] = [[] for _ in range(len(groups) + 1)]
        for facts, number in zip(self.types, map(group_of.__getitem__, self._class_of), strict=True):
            found[number].append(facts)
        return list(map(tuple, found[:-1]))

    def _usual(self) -> dict[tuple[str, ...], list[tuple[float, float] | None]]:
        return {
            BY_WEIGHT: [self._usual_weight(*row) for row in self._rows(BY_WEIGHT)],
            BY_DIAMETER: [usual_diameter(str(row[0]), _float(row[1])) for row in self._rows(BY_DIAMETER)],
        }

    def _usual_weight(
        self, denomination: object, mean: object, start: object, end: object
    ) -> tuple[float, float] | None:
        years = (start if isinstance(start, int) else None, end if isinstance(end, int) else None)
        return usual_weight(str(denomination), _float(mean), self.standards.get(str(denomination), ()), years)

    def _rows(self, features: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
        columns = [self.columns[each].values for each in features]
        for row in self.combined[features].rows:
            yield tuple(values[number] for values, number in zip(columns, row, strict=True))

    def _members(self, classes: Sequence[int]) -> list[int]:
        return sorted(chain.from_iterable(map(self.members.__getitem__, classes)))

    def name(self, term: str) -> str:
        """Return the name of a term in words; an id nobody named is shown as it is."""
        return self.names.get(term) or term.replace("_", " ")

    def text(self, feature: str, of_class: int) -> str:
        """Return a class's value as it is shown, "" where the catalogue does not tell it."""
        return self.shown(feature, self.columns[feature].of[of_class])

    def shown(self, feature: str, number: int) -> str:
        """Return a value, by its number, as it is shown."""
        if feature in self.legends:
            return self.legends[feature].cells[number]
        value = self.columns[feature].values[number]
        if feature in {"metal", "denomination", "mint", "authority", "portrait"}:
            return self.name(str(value)) if value else ""
        return str(value)


def _float(value: object) -> float | None:
    return value if isinstance(value, float) else None


def words_of(text: str) -> set[str]:
    """Return the words of a text as they are compared."""
    return set(re.findall(r"\w+", fold(text)))


def _marks_of(description: str) -> set[str]:
    return {legend_key(word) for word in description.split() if word.isupper()}


def _by_word(texts: Sequence[object], words: Callable[[str], set[str]]) -> dict[str, set[int]]:
    """Return for each word the numbers of the texts that hold it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for word in words(str(text)):
            found[word].add(number)
    return dict(found)
