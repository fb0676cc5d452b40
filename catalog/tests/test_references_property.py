"""Whatever the text: an answer, offsets that are right, and not a character lost."""

from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.references import LONGEST_TEXT, Context, parse_references
from catalog.references.systems import SYSTEMS
from coinstack.tests.hostile import within_cpu

SEPARATORS = frozenset(" ,;.:/|&+=()[]{}<>\"'•·*~_…-")
JOINERS = {"and", "und", "et", "y", "or", "also", "auch", "e", "u", "plus"}
QUOTES_AND_DASHES = frozenset("‐‑‒–—―−﹘﹣－⁃‘’‚‛′`´ʹ“”„‟«»″⁄∕／；，．：｜＆＋＝（）［］｛｝＜＞＊～＿⁰")

NAMES = [spelling for system in SYSTEMS.values() for spelling in (*system.names, *system.beside)]
WORD_LIST = """
    RIC RRC Cr. C S B G Sear5 SNG Cop ANS BMC HGC MIR RPC DOC cf. var. corr. note - – / , ; . : # = ( ) [ ] I II IV IVi IVa V.2
    I² (2) (2nd ed.) [1926] II.3 Part Pt. 1 2 12 207 335/1c 98A/3 27-4a 602-4/30 281-282 211-2 a c b (a) .1 .xxxviii * ?
    p. pl. S. n° Nr. this coin (this coin) (R2) R3 Scarce Trier Siscia Rome (Vespasian) [Commodus] joint reign Aemilia and
    und et or & unassigned ID online temp. (temp.) type unlisted fehlt dupondius 3.79 g 17 mm 44 BC EUR Ⅳ ² ³ ſ İ ß ° № Рic
"""
WORDS = st.sampled_from(WORD_LIST.split()) | st.sampled_from(NAMES)
CONTEXTS = st.builds(
    Context,
    issuer=st.sampled_from(["", "Hadrian", "Justinian I", "none", "Somebody"]),
    mint=st.sampled_from(["", "Rome", "Tarsus", "uncertain_value"]),
)


def assert_sound(parsed, text):
    assert parsed.input == text
    pieces = [*parsed.references, *parsed.unparsed]
    for piece in pieces:
        assert 0 <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end] == piece.text
    ordered = sorted(pieces, key=lambda piece: piece.start)
    for before, after in pairwise(ordered):
        assert before.end <= after.start
    for reference in parsed.references:
        assert reference.system in SYSTEMS
        assert 0 <= reference.confidence <= 1
        assert reference.number or reference.problems
        assert reference.display
        assert not reference.candidates
    assert_nothing_lost(ordered, text)


def assert_nothing_lost(pieces, text):
    at = 0
    for start, end in [*((piece.start, piece.end) for piece in pieces), (len(text), len(text))]:
        left = "".join(" " if is_separator(char) else char for char in text[at:start].lower())
        assert set(left.split()) <= JOINERS
        at = end


def is_separator(char):
    return (
        char.isspace()
        or char in SEPARATORS
        or char in QUOTES_AND_DASHES
        or category(char) in ("Cc", "Cf", "Cs", "Mn", "Zs", "Zl", "Zp")
    )


@given(st.text(max_size=400), CONTEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer(text, context):
    assert_sound(parse_references(text, context), text)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", " ", " ", ", ", "; ", "\u202f"])), max_size=25), CONTEXTS)
@settings(max_examples=1000, deadline=None)
def test_any_heap_of_words_of_references_gets_an_answer(words, context):
    text = "".join(word + gap for word, gap in words)
    assert_sound(parse_references(text, context), text)


@given(
    st.sampled_from([s for s in SYSTEMS.values() if s.shape.value == "plain" and s.code not in ("sng", "bmc")]),
    st.integers(1, 2000),
    st.sampled_from(["", "a", "B"]),
)
@settings(max_examples=300, deadline=None)
def test_displayed_reference_is_read_back(system, number, suffix):
    text = f"{system.names[0]} {number}{suffix}"
    [first] = parse_references(text).references
    letter = suffix.upper() if system.code == "rpc" else suffix  # RPC's letters are capitals, however they are typed
    assert (first.system, first.number, first.suffix) == (system.code, str(number), letter)
    [again] = parse_references(first.display).references
    assert (again.system, again.number, again.suffix) == (first.system, first.number, first.suffix)


HOSTILE = {
    "punctuation": ".,;:-/()[]#&=+*'\"" * 600,
    "dashes": "RIC " + "-" * 10_000,
    "brackets open": "RIC 207 " + "(" * 10_000,
    "brackets nested": "RIC 207 " + "(a" * 3000 + ")" * 3000,
    "names alone": "RIC " * 2500,
    "numbers": "1 " * 5000,
    "list": "RIC 1" + ", 2" * 3000,
    "one number": "RIC " + "9" * 10_000,
    "capital words": "RIC VII " + "Abcdef " * 1500,
    "one capital word": "RIC VII " + "A" * 10_000,
    "points": "RIC 1" + ".1" * 5000,
    "letters": "RIC 1" + "a" * 10_000,
    "ranges": "RIC 1" + "-2" * 5000,
    "blanks": "RIC" + " " * 10_000 + "1",
    "marks": "e" + "\u0301" * 10_000,
    "cf": "cf. " * 2500,
    "gentes": "Aemilia " * 1200,
    "collections": "SNG " + "Cop. " * 2000,
    "sql": "RIC 1'; DROP TABLE coins; -- " * 300,
    "regex": r"RIC (a+)+$ [^]] \d{1,99999} (?R)" * 300,
    "roman": "RIC " + "IVX" * 3000,
    "quotes": '"' * 10_000,
    "mints before": "Trier " * 2000,
    "long": "RIC II 5; " * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_no_time(text):
    with within_cpu(2):
        parsed = parse_references(text)
    assert_sound(parsed, text)


def test_what_is_too_long_is_handed_back():
    text = "RIC II 5; " + "x" * LONGEST_TEXT
    parsed = parse_references(text)
    assert [reference.text for reference in parsed.references] == ["RIC II 5"]
    assert parsed.unparsed[-1].text == text[LONGEST_TEXT:]
