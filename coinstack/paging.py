"""Which rows a page of a list holds, and the addresses of the pages around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages and rows count from 1; `first_row` and `last_row` are 0 on an empty list. No address means: not there."""

    number: int
    pages: int
    first_row: int
    last_row: int
    previous_url: str = ""
    next_url: str = ""
    first_url: str = ""
    last_url: str = ""

    @classmethod
    def over(cls, count: int, *, number: int, per_page: int, url: Callable[[int], str]) -> Self:
        """Page `number` of a list of `count` rows; beyond the end it is the last page."""
        pages = max(1, -(-count // per_page))
        number = min(number, pages)
        is_first, is_last = number == 1, number == pages
        return cls(
            number=number,
            pages=pages,
            first_row=(number - 1) * per_page + 1 if count else 0,
            last_row=min(number * per_page, count),
            previous_url="" if is_first else url(number - 1),
            next_url="" if is_last else url(number + 1),
            first_url="" if is_first else url(1),
            last_url="" if is_last else url(pages),
        )

    @classmethod
    def asked(cls, query: Mapping[str, str], address: str, *, count: int, per_page: int) -> Self:
        """The page that `page=` of the query asks for, of a list whose address takes nothing else."""
        number = page_number(query.get("page", "1"))
        return cls.over(count, number=number, per_page=per_page, url=lambda page: f"{address}?page={page}")

    @property
    def part(self) -> slice:
        """Its rows among those of the whole list."""
        return slice(max(0, self.first_row - 1), self.last_row)


def page_number(text: str) -> int:
    """The page that an address asks for; what is no number from 1 on is the first page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS and int(text) else 1
