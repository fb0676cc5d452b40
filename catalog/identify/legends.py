"""All distinct legends of one side, and how far each is from what was read.

Pure. The distance is an edit distance with weights, computed for every legend: nothing is lost to an index of
letter groups, and the some thousand distinct legends of the Roman coinage take a few milliseconds.
"""

from collections import defaultdict
from typing import Final

from rapidfuzz.distance import LCSseq, Levenshtein

from catalog.identify.reading import GAP, UNKNOWN, Break, Reading, catalogue_legends

# One unit everywhere: a letter read that the legend does not have there.
WRONG: Final = 40
# A letter of the legend that was not read, where the reader did not say that some are lost, and where he did.
MISSING: Final = 10
MISSING_MARKED: Final = 20
# More unread letters than these are one lost stretch that was not marked as such: the others cost a quarter.
_FEW: Final = 6
# An unknown letter was written where the legend has none.
UNUSED: Final = 8
# The legend is broken elsewhere; the catalogue does not tell breaks.
BREAK: Final = 6
BREAK_UNTOLD: Final = 3
# Of the misfit with a legend that the catalogue itself gives with gaps.
_GAPPED_SHARE: Final = 0.6
# The share of letters that a legend may lack before it is only estimated.
_FAR: Final = 0.35


class LegendIndex:
    """`cells` are the legends as the catalogue prints them, `keys` their distinct alternatives by letters only."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self._ids: dict[str, int] = {}
        self._alternatives: list[tuple[int, ...]] = []
        self._breaks: defaultdict[Break, set[int]] = defaultdict(set)
        self._broken: set[int] = set()
        self._key_ids: dict[str, int] = {}
        self._by_length: list[tuple[int, list[tuple[int, str]]]] = []
        self._gapped: list[int] = []
        self.keys: list[str] = []
        self._first: list[int] = []
        self._several: list[int] = []
        self.add("")

    def add(self, cell: str) -> int:
        """Return the number of a cell, the same for the same text; the empty cell is 0."""
        number = self._ids.get(cell)
        if number is None:
            number = self._ids[cell] = len(self.cells)
            self.cells.append(cell)
            self._alternatives.append(self._read(cell, number))
        return number

    def finish(self) -> None:
        """Arrange the keys by length; call it after the last `add`."""
        self.keys = list(self._key_ids)
        self._first = [keys[0] for keys in self._alternatives]
        self._several = [cell for cell, keys in enumerate(self._alternatives) if len(keys) > 1]
        lengths: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for key, number in self._key_ids.items():
            letters = key.replace(GAP, "")
            lengths[len(letters)].append((number, letters))
            if letters != key:
                self._gapped.append(number)
        self._by_length = sorted(lengths.items())

    def _read(self, cell: str, number: int) -> tuple[int, ...]:
        readings = catalogue_legends(cell) or (Reading(""),)
        for reading in readings:
            for place in reading.breaks:
                self._breaks[place].add(number)
                self._broken.add(number)
        keys = (reading.pattern for reading in readings)
        return tuple(self._key_ids.setdefault(key, len(self._key_ids)) for key in keys)

    def distances(self, readings: tuple[Reading, ...]) -> tuple[list[int], list[int]]:
        """Return per cell the distance of its best alternative from the best of the readings, and per cell that
        alternative's key, so that cells which agree in it can be seen as one."""
        every = [self._key_costs(reading) for reading in readings]
        costs = list(map(min, *every)) if len(every) > 1 else every[0]
        best = self._first.copy()
        for cell in self._several:
            best[cell] = min(self._alternatives[cell], key=costs.__getitem__)
        found = list(map(costs.__getitem__, best))
        for reading in readings:
            for place in reading.breaks:
                self._add_break(found, place)
        return found, best

    def _key_costs(self, reading: Reading) -> list[int]:
        """An unknown letter goes into the comparison as a letter that no legend has: it costs WRONG whatever it
        meets, which is then taken off. A gap goes in as so many unknown letters as the legend has room for.

        Legends that have too few of the letters in this order, nine in ten, are told at a third of the time by how
        many they lack, which is the least that the comparison could give."""
        costs = [0] * len(self._key_ids)
        marks = reading.pattern.count(UNKNOWN)
        typed = reading.letters
        read = len(typed)
        missing = MISSING_MARKED if marks or reading.is_gapped else MISSING
        weights = (missing, WRONG, WRONG)
        distance, in_common = Levenshtein.distance, LCSseq.similarity
        far = _FAR * read
        for length, keys in self._by_length:
            pattern = reading.pattern.replace(GAP, UNKNOWN * max(0, length - read))
            unused = UNUSED * max(0, read + marks - length)
            unread = max(0, length - len(pattern))
            forgiven = missing * (unread - _FEW) * 3 // 4 if unread > _FEW else 0
            taken_off = WRONG * (len(pattern) - read) + forgiven - unused
            least = missing * unread - forgiven + unused
            for number, letters in keys:
                wrong = read - in_common(typed, letters)
                if wrong > far:
                    costs[number] = wrong * WRONG + least
                else:
                    costs[number] = distance(pattern, letters, weights=weights) - taken_off
        for number in self._gapped:
            costs[number] = round(costs[number] * _GAPPED_SHARE)
        return costs

    def _add_break(self, costs: list[int], place: Break) -> None:
        here = self._breaks.get(place, set())
        for cell in range(len(costs)):
            if cell not in here:
                costs[cell] += BREAK if cell in self._broken else BREAK_UNTOLD

    def cells_with(self, stems: tuple[str, ...]) -> list[bool]:
        """Tell of each cell whether one of its alternatives holds one of these folded pieces of a name."""
        holds = [any(stem in key for stem in stems) for key in self.keys]
        return [any(holds[key] for key in alternatives) for alternatives in self._alternatives]
