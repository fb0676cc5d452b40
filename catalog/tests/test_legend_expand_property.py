"""Whatever the legend: an answer at once, and every letter of it in the parts, in order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.legends.expand import expand
from coinstack.tests.hostile import within_cpu

WORD_LIST = """
    IMP CAES C M AVR PROBVS P F AVG AVGG DIVI F FIL N NEP ET TR COS III XX DES NOB D DN S Q R EX PAX VICTORIAE SPES
    AVGVSTI FAVSTINAE TRAIANO IVLIA LEG VOT MVLT OB CIVES ΑΥΤ ΚΑΙ L ΙΔ ΕΠΙ ΣΕΒ ΕΦΕΣΙΩΝ or - / | … […] • ꜸG AV(rev.N)G
"""
WORDS = st.sampled_from(WORD_LIST.split())
LEGENDS = st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=8).map("-".join)
SIDES = st.sampled_from(["", "obv", "rev"])


def letters(text):
    return "".join(filter(str.isalnum, text))


def assert_sound(legend, side=""):
    expansion = expand(legend, side=side)
    assert expansion.input == legend
    assert letters("".join(part.text for part in expansion.parts)) == letters(legend)
    assert all(part.text in legend and part.expansion for part in expansion.parts)
    assert expansion.expanded == " ".join(part.expansion for part in expansion.parts)
    assert expansion.unknown == tuple(part.text for part in expansion.parts if part.kind == "unknown")
    assert 0 <= expansion.confidence <= 1


@settings(deadline=None)  # the first call reads the tables
@given(LEGENDS, SIDES)
def test_words_of_legends_in_any_order(legend, side):
    assert_sound(legend, side)


@settings(deadline=None)  # the first call reads the tables
@given(st.text(max_size=200))
def test_any_text(text):
    assert_sound(text)


@settings(deadline=None)  # the first call reads the tables
@given(st.text(alphabet="AVGIMPCS-_|/[](){}<>?….•ΑΒΓΔавс \0", max_size=60))
def test_punctuation_and_look_alikes(text):
    assert_sound(text)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(unit, id=name)
        for unit, name in [
            (".", "stops"),
            ("[", "brackets"),
            ("-", "dashes"),
            ("A-", "breaks"),
            ("A - ", "free dashes"),
            ("A", "one long word"),
            ("Ω", "one long Greek word"),
            ("IMP", "titles without blanks"),
            ("DIVI F ", "fathers without end"),
            ("((((A", "brackets in words"),
            ("(rev.", "brackets of reversed letters"),
            ("…", "gaps"),
            ("1", "digits"),
            ("A\0", "null bytes"),
            ("АВ ", "Cyrillic"),
            ("or ", "alternatives"),
            ("IMP CAES ", "titles"),
        ]
    ],
)
def test_ten_kilobytes_of_anything_are_read_at_once(unit):
    legend = unit * (10_000 // len(unit))
    with within_cpu(3):
        assert_sound(legend)
