"""The types of the catalogue, arranged so that all of them are compared with a coin in some milliseconds.

Pure. Types that agree in everything but number and letter are one class; two thirds of the types of RIC share theirs
with another.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Final

from catalog.identify.facts import TypeFacts
from catalog.identify.legends import LegendIndex
from catalog.identify.measures import Standard

# The columns of a class. Legends are numbers of cells, the others numbers into `values`.
FEATURES: Final = (
    "obverse",
    "reverse",
    "metal",
    "denomination",
    "mint",
    "authority",
    "portrait",
    "obverse_description",
    "reverse_description",
    "weight_g",
    "diameter_mm",
    "year_start",
    "year_end",
)


class Column:
    """One feature over all classes: `of[class]` is the number of its value in `values`; 0 is "unknown"."""

    def __init__(self) -> None:
        self.values: list[object] = [""]
        self.of: list[int] = []
        self._numbers: dict[object, int] = {"": 0, None: 0}

    def number(self, value: object) -> int:
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        return number

    def value(self, of_class: int) -> object:
        return self.values[self.of[of_class]]


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
        self.sizes = list(map(len, self.members))
        for legends in self.legends.values():
            legends.finish()

    def with_terms(self, names: Mapping[str, str], standards: Mapping[str, Sequence[Standard]]) -> "CatalogIndex":
        """Return the same types under other names and standards of their terms; nothing is built again."""
        other = copy(self)
        other.names, other.standards = dict(names), dict(standards)
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
