"""Letter by letter: which letters that were read agree with a legend.

Pure. Only for the few results that are shown; the search itself counts without telling where.
"""

from dataclasses import dataclass

from catalog.identify.legends import MISSING, WRONG
from catalog.identify.reading import GAP, UNKNOWN, Reading


@dataclass(frozen=True, slots=True)
class Agreement:
    """`read` letters were given; `matched` are the positions in the folded legend where they agree, in order, and
    `unread` is how many letters of the legend no letter was given for."""

    read: int
    matched: tuple[int, ...]
    unread: int

    @property
    def agreeing(self) -> int:
        return len(self.matched)

    @property
    def wrong(self) -> int:
        return self.read - self.agreeing


def align(reading: Reading, key: str) -> Agreement:
    """Set what was read against the folded letters of a legend, with the weights of the search.

    Time and memory grow with the product of the two lengths, both of which are bounded by the reader.
    """
    pattern = reading.pattern
    table = _distances(pattern, key)
    i, j, matched, replaced = len(pattern), len(key), [], 0
    while i and j:
        mark, here = pattern[i - 1], table[i][j]
        if mark == key[j - 1] and here == table[i - 1][j - 1]:
            matched.append(j - 1)
            i, j = i - 1, j - 1
        elif here == table[i - 1][j - 1] + _cost(mark) and mark != GAP:
            replaced += mark != UNKNOWN
            i, j = i - 1, j - 1
        elif here == table[i][j - 1] + (0 if mark == GAP else MISSING):
            j -= 1
        else:
            i -= 1
    return Agreement(len(reading.letters), tuple(reversed(matched)), len(key) - len(matched) - replaced)


def _distances(pattern: str, key: str) -> list[list[int]]:
    rows = [[MISSING * j for j in range(len(key) + 1)]]
    for mark in pattern:
        above, cost = rows[-1], _cost(mark)
        missing = 0 if mark == GAP else MISSING
        row = [above[0] + cost]
        for j, letter in enumerate(key, start=1):
            straight = above[j - 1] + (0 if mark == letter else cost)
            best = min(above[j] + cost, row[j - 1] + missing)
            row.append(best if mark == GAP or best < straight else straight)
        rows.append(row)
    return rows


def _cost(mark: str) -> int:
    return 0 if mark in (UNKNOWN, GAP) else WRONG
