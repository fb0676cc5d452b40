import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coinstack.text import clean_text, fold, fold_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Roman Provincial\xa0", "Roman Provincial", id="no-break space"),
        pytest.param("RIC V.1#\u202f13c", "RIC V.1# 13c", id="narrow no-break space"),
        pytest.param("a\u2009b\u200ac\u3000d", "a b c d", id="thin, hair and ideographic space"),
        pytest.param("  two   spaces ", "two spaces", id="runs of spaces"),
        pytest.param("Rome\x00\x07", "Rome", id="control characters"),
        pytest.param("\ufeffRome\u200b", "Rome", id="byte order mark and zero-width space"),
        pytest.param("lau\u00adreate", "laureate", id="soft hyphen"),
        pytest.param("\ud800Rome", "Rome", id="lone surrogate, which no database takes"),
        pytest.param("244–9 244—9 244−9 244‒9 244‑9", "244-9 244-9 244-9 244-9 244-9", id="dashes"),
        pytest.param("‘a’ “b” «c» „d“ ‹e›", '\'a\' "b" "c" "d" \'e\'', id="quotes"),
        pytest.param("•AYT•KAI Æ œ ﬁ ★", "•AYT•KAI Æ œ ﬁ ★", id="bullets, Greek and ligatures stay"),
        pytest.param("u\u0308", "ü", id="composed form"),
        pytest.param("a\tb\r\nc", "a b c", id="tabs and line ends become spaces"),
        pytest.param("", "", id="empty"),
    ],
)
def test_clean_text(text, expected):
    assert clean_text(text) == expected


def test_clean_text_keeps_lines_and_cells_when_asked():
    assert clean_text(" a \t b \r\n\r\n c\x00  d\x0be\u2028f ", keep_lines=True) == "a\tb\n\nc d\ne\nf"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("AVGVSTVS", "Augustus", id="V is U"),
        pytest.param("IVLIA", "Julia", id="I is J"),
        pytest.param("ΣΕΒΑΣΤΟΣ", "σεβαστος", id="final sigma"),
        pytest.param("ϹΕΒΑϹΤΟϹ", "ΣΕΒΑΣΤΟΣ", id="lunate sigma"),
        pytest.param("Σεβαστός", "ΣΕΒΑΣΤΟΣ", id="Greek accents"),
        pytest.param("Æ Sestertius", "AE sestertius", id="Æ"),
        pytest.param("Œuvre", "oeuvre", id="Œ"),
        pytest.param("Großbronze", "GROSSBRONZE", id="sharp s"),
        pytest.param("Künker", "kunker", id="umlaut"),
        pytest.param("İznik", "iznik", id="dotted capital I"),
        pytest.param("Cyzicus\xa0 ", "cyzicus", id="spaces"),
        pytest.param("244–9", "244-9", id="dashes"),
        pytest.param("Rome\x00", "rome", id="control characters"),
    ],
)
def test_fold_makes_spellings_equal(one, other):
    assert fold(one) == fold(other)


def test_fold_keeps_greek_apart_from_latin_and_punctuation_in_place():
    assert fold("ΑΥΤ") != fold("AYT")
    assert fold("RIC V.1, 78a*") == "ric u.1, 78a*"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Diameter ", "diameter"),
        ("Ruler Issuer", "rulerissuer"),
        ("ruler-issuer", "rulerissuer"),
        ("Größe (mm)", "grossemm"),
        ("№ 5", "5"),
        ("***", ""),
    ],
)
def test_fold_key(header, key):
    assert fold_key(header) == key


@given(st.text())
def test_folding_and_cleaning_are_idempotent(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_text(clean_text(text, keep_lines=True), keep_lines=True) == clean_text(text, keep_lines=True)
    assert fold(fold(text)) == fold(text)


@given(st.text())
@example("0\x1f0")
@example("0\x1f¡")
def test_cleaned_text_can_be_stored_and_folds_like_the_raw_one(text):
    cleaned = clean_text(text)
    cleaned.encode()
    assert cleaned == cleaned.strip()
    assert "\x00" not in cleaned
    assert fold(cleaned) == fold(text)
