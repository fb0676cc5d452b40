"""Days of purchase as lists of thirty years write them."""

from datetime import date

import pytest

from collections_app.importers.proposals import currency_in, day_order
from collections_app.importers.purchase_days import read_purchase_day


@pytest.mark.parametrize(
    "text",
    ["12.3.1998", "1998-03-12", "1998/03/12", "19980312", "1998-03-12 00:00:00", "12 March 1998", "12th March, 1998"],
)
def test_plain_day(text: str) -> None:
    found = read_purchase_day(text)
    assert found is not None
    assert (found.first_day, found.told) == (date(1998, 3, 12), "")


@pytest.mark.parametrize(
    ("text", "first_day", "told"),
    [
        ("12.3.98", date(1998, 3, 12), "Read as"),
        ("12-Mar-98", date(1998, 3, 12), "Read as"),
        ("25/12/98", date(1998, 12, 25), "Read as"),
        ("12.3.12", date(2012, 3, 12), "Read as"),
        ("March 98", date(1998, 3, 1), "Only the month"),
        ("Dec. '97", date(1997, 12, 1), "Only the month"),
        ("1998-03", date(1998, 3, 1), "Only the month"),
        ("3-1998", date(1998, 3, 1), "Only the month"),
        ("1998", date(1998, 1, 1), "Only the year"),
        ("Spring 1999", date(1999, 1, 1), "Only the year"),
        ("03/12/98", date(1998, 1, 1), "Which number is the day"),
        ("12-03-1998", date(1998, 1, 1), "Which number is the day"),
        ("1998?", date(1998, 1, 1), "uncertain"),
        ("c. 1985", date(1985, 1, 1), "uncertain"),
        ("36000", date(1998, 7, 24), "The number 36000"),
    ],
)
def test_what_is_doubtful_is_told(text: str, first_day: date, told: str) -> None:
    found = read_purchase_day(text)
    assert found is not None
    assert found.first_day == first_day
    assert told in found.told


@pytest.mark.parametrize(
    "text", ["", "98", "gift from father, 1987", "before 1970", "Sept 2003 & Jan 2004", "31.2.1999", "lot 12", "99999"]
)
def test_no_day(text: str) -> None:
    assert read_purchase_day(text) is None


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/12/98", "25/12/98"], "dmy"),
        (["03/12/98", "12/25/98"], "mdy"),
        (["03/12/98"], ""),
        (["25/12/98", "12/25/98"], ""),
        (["12/25/98", "12.3.98"], ""),
    ],
    ids=["day first", "month first", "nothing tells", "both", "month first beside dots"],
)
def test_order_of_a_column(texts: list[str], order: str) -> None:
    assert day_order(texts) == order


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Prix d'achat (€)", "EUR"),
        ("Price (USD)", "USD"),
        ("Preis DM", "DEM"),
        ("Price paid", ""),
        ("Price (each)", ""),
        ("Cost (all)", ""),
        ("Price usd", "USD"),
    ],
)
def test_currency_of_a_heading(heading: str, code: str) -> None:
    assert currency_in(heading) == code
