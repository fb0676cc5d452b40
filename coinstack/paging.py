"""Which rows a page of a list holds, and the addresses of the pages around it."""

from collections.abc import Callable
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


def page_number(text: str) -> int:
    """The page that an address asks for; what is no number from 1 on is the first page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS and int(text) else 1
