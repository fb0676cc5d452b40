"""Years counted in an era, as the years of our reckoning."""

import pytest

from catalog.chronology import parse_date

# eras whose beginning is known; lunar years of the Hijra are shorter than ours, and one may lie within one of ours; of Actian year 31 and Seleukid 312 the first half is BC
ERAS = [
    ("SE 162", -151, -150),
    ("162 SE", -151, -150),
    ("S.E. 162", -151, -150),
    ("Dated SE 162-163", -151, -149),
    ("SE 162/3", -151, -149),
    ("Seleucid era year 162", -151, -150),
    ("Year 162 of the Seleukid era", -151, -150),
    ("SEB 162", -150, -149),
    ("SE 312", -1, 1),
    ("SE 313", 1, 2),
    ("Bithyno-Pontic era 210", -88, -87),
    ("era of Tyre, year 12", -115, -114),
    ("Caesarean era of Antioch 97", 48, 49),
    ("Actian era year 31", -1, 1),
    ("year 12 of the era of Provincia Arabia", 117, 118),
    ("Jewish War year 2", 67, 68),
    ("Year 5 of the Jewish War", 70, 71),
    ("Bar Kokhba war, year 1", 132, 133),
    ("AH 77", 696, 697),
    ("77 AH", 696, 697),
    ("A.H. 132", 749, 750),
    ("AH 656", 1258, 1258),
    ("AH 77-79", 696, 699),
]

NOT_CONVERTED = {
    "an era that began elsewhere in another year": "Pompeian era year 5",
    "an era without its city": "Caesarean era year 5",
    "a year that the era never reached": "Year 7 of the Jewish War",
    "a regnal year": "RY 5",
    "no era at all": "year 5",
    "year nought": "SE 0",
    "before a year": "before SE 162",
    "after a year": "after SE 162",
    "from a year on": "SE 162 or later",
}


@pytest.mark.parametrize(("text", "start", "end"), ERAS)
def test_a_year_of_a_known_era_is_converted_and_said_to_be(text, start, end):
    parsed = parse_date(text)
    [problem] = parsed.problems
    assert (parsed.year_start, parsed.year_end, problem.partition(":")[0]) == (start, end, "era_converted")


@pytest.mark.parametrize("text", NOT_CONVERTED.values(), ids=NOT_CONVERTED.keys())
def test_what_needs_more_than_the_text_has_no_years(text):
    parsed = parse_date(text)
    [problem] = parsed.problems
    assert (parsed.year_start, parsed.year_end, problem.partition(":")[0]) == (None, None, "era_year")


def test_the_calendar_year_beside_it_wins():
    parsed = parse_date("SE 163 (151/0 BC)")
    assert (parsed.year_start, parsed.year_end, parsed.problems) == (-151, -150, ())


def test_about_a_year_of_an_era():
    parsed = parse_date("c. SE 162")
    assert (parsed.year_start, parsed.year_end, parsed.circa) == (-151, -150, True)
