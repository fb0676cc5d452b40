"""What can be searched. Apps register their sources when they start."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coinstack.search.grammar import Spellings, as_typed


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of one row: texts as they are, folded here. Phrases are found inside one text only."""

    row_id: int
    owner_id: int | None
    title: str
    texts: Sequence[str]


# How many sources there may be: a document's id is its row's id times this, plus the source's number.
MOST_SOURCES = 64


@dataclass(frozen=True, slots=True)
class Source:
    """`number` is the source's own for ever.

    `rows()` are all rows there are; `read(ids)` gives the documents of those ids that still exist.
    `spellings(text)` gives the forms under which a typed word or phrase may stand in the documents.
    """

    name: str
    number: int
    rows: Callable[[], "QuerySet[Any]"]
    read: Callable[[Sequence[int]], Iterable[Document]]
    spellings: Spellings = as_typed

    def document_id(self, row_id: int) -> int:
        return row_id * MOST_SOURCES + self.number


SOURCES: dict[str, Source] = {}


def register_source(
    name: str,
    *,
    number: int,
    rows: Callable[[], "QuerySet[Any]"],
    read: Callable[[Sequence[int]], Iterable[Document]],
    spellings: Spellings = as_typed,
) -> None:
    """Let the rows of an app be searched under `name`; called from an AppConfig.ready().

    The app calls `coinstack.search.index.index(name, ids)` after every write. Raises ValueError for a name or number
    that is taken.
    """
    if name in SOURCES or number in {source.number for source in SOURCES.values()}:
        raise ValueError(f"The search source {name!r} or its number {number} is registered twice.")
    if not 0 < number < MOST_SOURCES:
        raise ValueError(f"A search source has a number from 1 to {MOST_SOURCES - 1}, not {number}.")
    SOURCES[name] = Source(name, number, rows, read, spellings)
