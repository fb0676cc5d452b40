from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coins.calendar_dates import find_date


@pytest.mark.parametrize(
    ("text", "printed", "first_day", "precision"),
    [
        ("Auction 3011 (14 April 2011), lot 173", "14 April 2011", date(2011, 4, 14), "day"),
        ("7 July 2003.", "7 July 2003", date(2003, 7, 7), "day"),
        ("April 14, 2011", "April 14, 2011", date(2011, 4, 14), "day"),
        ("25-6 Jul 2018", "25-6 Jul 2018", date(2018, 7, 25), "day"),
        ("30 June-1 July 1999", "30 June-1 July 1999", date(1999, 6, 30), "day"),
        ("17.-19. Juni 1954", "17.-19. Juni 1954", date(1954, 6, 17), "day"),
        ("15. März 1988", "15. März 1988", date(1988, 3, 15), "day"),
        ("3 février 1999", "3 février 1999", date(1999, 2, 3), "day"),
        ("5 de mayo de 2001", "5 de mayo de 2001", date(2001, 5, 5), "day"),
        ("14.4.2011", "14.4.2011", date(2011, 4, 14), "day"),
        ("2011-04-14", "2011-04-14", date(2011, 4, 14), "day"),
        ("14/4/2011", "14/4/2011", date(2011, 4, 14), "day"),
        ("4/14/2011", "4/14/2011", date(2011, 4, 14), "day"),
        ("4/5/2011", "4/5/2011", date(2011, 1, 1), "year"),
        ("Sotheby Dec 1976", "Dec 1976", date(1976, 12, 1), "month"),
        ("Sept. 2011", "Sept. 2011", date(2011, 9, 1), "month"),
        ("5/2010", "5/2010", date(2010, 5, 1), "month"),
        ("3 mei 2010", "3 mei 2010", date(2010, 5, 3), "day"),
        ("17 mrt. 2010", "17 mrt. 2010", date(2010, 3, 17), "day"),
        ("M&M Basel 1972", "1972", date(1972, 1, 1), "year"),
        ("Leu 7, 9 May 1973, 214", "9 May 1973", date(1973, 5, 9), "day"),
        ("12 déc. 1998", "12 déc. 1998", date(1998, 12, 12), "day"),
        ("3 juil. 2004", "3 juil. 2004", date(2004, 7, 3), "day"),
        ("18 ott. 2012", "18 ott. 2012", date(2012, 10, 18), "day"),
        ("9 dic. 1999", "9 dic. 1999", date(1999, 12, 9), "day"),
        ("3 mag 1998", "3 mag 1998", date(1998, 5, 3), "day"),
        ("mag. 1998", "mag. 1998", date(1998, 5, 1), "month"),
        ("Maggio 1998", "Maggio 1998", date(1998, 5, 1), "month"),
        ("Celator Mag 1998", "1998", date(1998, 1, 1), "year"),
        ("Frank Ott 14, 1998", "1998", date(1998, 1, 1), "year"),
        ("30 gen - 1 feb 1998", "30 gen - 1 feb 1998", date(1998, 1, 30), "day"),
        ("before 1970", "before 1970", date(1970, 1, 1), "before"),
        ("vor 1970", "vor 1970", date(1970, 1, 1), "before"),
        ("formed in the 1960s", "the 1960s", date(1960, 1, 1), "decade"),
        ("late 19th century", "19th century", date(1801, 1, 1), "century"),
        ("31 February 2000", "February 2000", date(2000, 2, 1), "month"),
    ],
)
def test_find_date(text, printed, first_day, precision):
    found = find_date(text)
    assert found is not None
    assert (found.text, found.first_day, found.precision) == (printed, first_day, precision)
    assert text[found.start : found.end] == printed


@pytest.mark.parametrize("text", ["", "lot 1985", "Auction 2011", "no. 1750", "17 mm", "lot 173", "AD 138", "12345"])
def test_no_date(text):
    assert find_date(text) is None


@given(st.text(alphabet="0123456789./- JanuryMMaiädé", max_size=40))
def test_any_text_is_read_without_error(text):
    found = find_date(text)
    assert found is None or text[found.start : found.end] == found.text
