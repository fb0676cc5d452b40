"""From what columns hold to what filters take: one spelling for each name, and places with what lies inside them."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from coins.fields import BY_NAME
from coins.filters.reading import LONGEST_VALUE
from coins.filters.sorting import has_folded
from coins.place_paths import SEPARATOR
from coinstack.text import fold

PLACE = "storage_place"
TAGS = "tags"


def named(name: str, counts: Mapping[str, int]) -> Mapping[str, int]:
    """`counts` of one field by values that a filter takes; "" stays blank."""
    if name == PLACE:
        return _with_places_inside(counts)
    return _by_spelling(name, counts) if name in BY_NAME and BY_NAME[name].kind == "text" else counts


def spelling_key(name: str, text: str) -> str:
    """Texts with one key are one value to the filter of that name: folded, or without case where nothing is folded."""
    if name == PLACE:
        return fold(text.replace(">", "›"))
    if has_folded(name):
        return fold(text)
    return text.lower() if text.isascii() else text  # as SQLite compares


def _by_spelling(name: str, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Spellings that one filter finds together, under the most frequent of them."""
    groups: dict[str, list[str]] = defaultdict(list)
    for text in counts:
        groups[spelling_key(name, text)].append(text)
    return {
        max(texts, key=lambda text: (counts[text], text)): sum(counts[text] for text in texts)
        for texts in groups.values()
    }


def _with_places_inside(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Each path with the coins of the paths that begin with it; one too long for an address by its last name."""
    found: Counter[str] = Counter()
    for path, count in counts.items():
        names = path.split(SEPARATOR)
        for depth in range(1, len(names) + 1):
            here = SEPARATOR.join(names[:depth])
            found[here if len(here) <= LONGEST_VALUE else names[depth - 1]] += count
    return found
