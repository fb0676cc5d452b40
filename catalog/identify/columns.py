"""The features of all classes of types, as numbers into lists of values.

Pure.
"""

from collections.abc import Sequence
from typing import Final

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


# What one fact is held against together: of these the some thousand combinations are weighed, not every class.
BY_YEAR: Final = ("metal", "year_start")
BY_PERSON: Final = ("authority", "portrait", "obverse")
BY_SIGHT: Final = ("obverse_description", "portrait", "obverse")
BY_WEIGHT: Final = ("denomination", "weight_g", "year_start", "year_end")
BY_DIAMETER: Final = ("denomination", "diameter_mm")
OBVERSE: Final = ("obverse", "obverse_description")
REVERSE: Final = ("reverse", "reverse_description")
# On most coins these go together: types are counted by all of them, and the counts parted.
KIND: Final = ("metal", "denomination", "mint", "authority", "portrait")
COMBINED: Final = (BY_YEAR, BY_PERSON, BY_SIGHT, BY_WEIGHT, BY_DIAMETER, KIND)


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


class Combined:
    """Several features at once: `of[class]` is the number of its combination of values in `rows`."""

    def __init__(self, columns: Sequence[Column]) -> None:
        numbers: dict[tuple[int, ...], int] = {}
        rows = zip(*(column.of for column in columns), strict=True)
        self.of = [numbers.setdefault(row, len(numbers)) for row in rows]
        self.rows = list(numbers)
