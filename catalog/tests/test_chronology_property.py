from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.chronology import NOTATIONS, century_of, format_years, parse_date
from catalog.chronology.years import EARLIEST_YEAR, LATEST_YEAR, Span, part_of

YEARS = st.integers(EARLIEST_YEAR, LATEST_YEAR).filter(bool)
RANGES = st.tuples(YEARS, YEARS).map(sorted)
WORD_LIST = """
    27 14 525/4 0 2100 9999 470s BC AD v.Chr. a.C. d.C. av.J.-C. - – / to and or c. ca 4th II IIe century s. Jh.
    early late half first last quarter metà before after between from bis prima March year RY SE LΓ reign ? ( ) = , + .
"""
WORDS = st.sampled_from(WORD_LIST.split())


def assert_sound(parsed, text):
    assert parsed.input == text
    if parsed.year_start is None and parsed.year_end is None:
        assert parsed.problems
    if parsed.year_start is not None and parsed.year_end is not None:
        assert parsed.year_start <= parsed.year_end
    for year in (parsed.year_start, parsed.year_end):
        assert year is None or (year != 0 and EARLIEST_YEAR <= year <= LATEST_YEAR)


@given(RANGES, st.booleans(), st.sampled_from(NOTATIONS))
@settings(max_examples=500)
def test_written_years_are_read_back(years, circa, notation):
    start, end = years
    parsed = parse_date(format_years(start, end, circa=circa, notation=notation))
    assert (parsed.year_start, parsed.year_end, parsed.circa, parsed.problems) == (start, end, circa, ())


@pytest.mark.parametrize("notation", NOTATIONS)
def test_short_ranges_in_every_century_are_read_back(notation):
    starts, lengths = range(-530, 530, 7), (1, 2, 9, 10, 11, 99, 100, 101, 250)
    pairs = [(start, start + length) for start, length in product(starts, lengths) if start and start + length]
    texts = [format_years(start, end, notation=notation) for start, end in pairs]
    read = [parse_date(text) for text in texts]
    assert [(parsed.year_start, parsed.year_end, parsed.problems) for parsed in read] == [
        (start, end, ()) for start, end in pairs
    ]


@given(YEARS, st.booleans(), st.booleans(), st.sampled_from(NOTATIONS))
def test_open_years_are_read_back(year, is_start, circa, notation):
    start, end = (year, None) if is_start else (None, year)
    parsed = parse_date(format_years(start, end, circa=circa, notation=notation))
    assert (parsed.year_start, parsed.year_end, parsed.circa) == (start, end, circa)


@given(YEARS)
def test_a_year_lies_in_its_century(year):
    parsed = parse_date(century_of(year))
    assert parsed.year_start <= year <= parsed.year_end


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    assert_sound(parse_date(text), text)


@given(
    st.lists(st.tuples(WORDS, st.sampled_from(["", " "])), max_size=12),
    st.sampled_from([None, "AD", "BC"]),
    st.sampled_from(["", "Augustus"]),
)
@settings(max_examples=500)
def test_any_heap_of_date_words_gets_an_answer(words, hint, ruler):
    text = "".join(word + gap for word, gap in words)
    assert_sound(parse_date(text, era_hint=hint, ruler=ruler), text)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_parts_follow_each_other_and_fill_the_century(count):
    parts = [part_of(Span(-200, -101), index, count) for index in range(count)]
    assert [year for part in parts for year in range(part.first, part.last + 1)] == list(range(-200, -100))
