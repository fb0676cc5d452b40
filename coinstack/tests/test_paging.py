"""Pages of a list: which rows, which neighbours, and what odd addresses ask for."""

import pytest

from coinstack.paging import Pager

ADDRESS = "/jobs/"


def asked(page: str, *, count: int, per_page: int = 50) -> Pager:
    return Pager.asked({"page": page}, ADDRESS, count=count, per_page=per_page)


@pytest.mark.parametrize(
    ("page", "count", "rows"),
    [
        pytest.param("1", 0, (0, 0), id="an empty list"),
        pytest.param("1", 7, (0, 7), id="less than a page"),
        pytest.param("1", 50, (0, 50), id="exactly a page"),
        pytest.param("2", 51, (50, 51), id="one row on the second page"),
        pytest.param("2", 120, (50, 100), id="a page in the middle"),
        pytest.param("99", 120, (100, 120), id="beyond the end is the last page"),
        pytest.param("0", 120, (0, 50), id="page 0 is the first"),
        pytest.param("-3", 120, (0, 50), id="a negative page is the first"),
        pytest.param("two", 120, (0, 50), id="a word is the first"),
        pytest.param("9" * 40, 120, (0, 50), id="a number that no list reaches is the first"),
    ],
)
def test_the_rows_of_a_page(page: str, count: int, rows: tuple[int, int]) -> None:
    pager = asked(page, count=count)

    assert list(range(count))[pager.part] == list(range(*rows))
    assert (pager.part.start, pager.part.stop) == rows


def test_addresses_of_the_pages_around() -> None:
    first, middle, last = (asked(page, count=120) for page in "123")

    assert (first.previous_url, first.first_url) == ("", "")
    assert (middle.previous_url, middle.next_url) == ("/jobs/?page=1", "/jobs/?page=3")
    assert (middle.first_url, middle.last_url) == ("/jobs/?page=1", "/jobs/?page=3")
    assert (last.next_url, last.last_url) == ("", "")


def test_an_address_without_a_page_is_the_first() -> None:
    assert Pager.asked({}, ADDRESS, count=120, per_page=50).number == 1
