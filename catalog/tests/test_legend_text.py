import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.legends.text import is_legend_word, legend_key, normalise_legend


@pytest.mark.parametrize(
    ("legend", "expected"),
    [
        pytest.param("IMP C M AVR PROBVS P F AVG", "imp c m aur probus p f aug", id="V is U"),
        pytest.param("IVLIA MAESA", "iulia maesa", id="I"),
        pytest.param("JULIA", "iulia", id="J is I"),
        pytest.param("CONCORDI-A AVGGG", "concordia auggg", id="break within a word"),
        pytest.param("GLORIA - REI - PVBLICAE", "gloria rei publicae", id="free dashes"),
        pytest.param("A•ALB•S•F-L•METEL", "a alb s fl metel", id="bullets are word ends"),
        pytest.param("IMP.CAES·NERVA * TRAIAN", "imp caes nerua traian", id="stops and stars"),
        pytest.param("[IMP] C[AE]S (ligate) AV?", "imp caes ligate au", id="brackets and doubt"),
        pytest.param("M SCAVR / AED CVR | EX S C", "m scaur aed cur ex s c", id="line and column signs"),
        pytest.param("PROVIDENTIÆ", "prouidentiae", id="ligature"),
        pytest.param("  ", "", id="nothing"),
    ],
)
def test_normalise_legend(legend, expected):
    assert normalise_legend(legend) == expected


@pytest.mark.parametrize(
    "spelling",
    ["ΣΕΒΑΣΤΟΣ", "ϹΕΒΑϹΤΟϹ", "CEBACTOC", "СЄВАСТОС", "Σεβαστός", "CЄBACTOC", "C∈BACTOC", "CϵBACTOC", "•ϹЄ-ΒΑϹΤΟϹ•"],
)
def test_greek_is_compared_by_shape(spelling):
    assert normalise_legend(spelling) == "cebactoc"


def test_every_upsilon_and_omega_is_one():
    assert normalise_legend("AVT ANTΩNЄINOC") == normalise_legend("ΑΥΤ ΑΝΤWΝΕΙΝΟΣ")


def test_letters_of_greek_shape_alone_stay():
    assert normalise_legend("ΓΔΘΛΞΠΦΨ") == "γδθλξπφψ"


def test_key_disregards_word_division():
    assert legend_key("ANTONINVS-AVG PIVS P P") == legend_key("ANTONINVS AVG PIVS PP") == "antoninusaugpiuspp"


@pytest.mark.parametrize(
    "token",
    [
        "IMP",
        "•AYT•KAI•-•",
        "AVGGG,",
        "[REX]",
        "(AVΓ",
        "XXIΓ",
        "AELh",
        "bASILISCVS",
        "ε",
        "Ϛ",
        "A∈QVITAS",
        "שקל",
        "P.F.",
    ],
)
def test_words_of_legends(token):
    assert is_legend_word(token)


@pytest.mark.parametrize(
    "token", ["", "-", "•", "Head", "right", "mCoin", "17mm", "AE3", "ab", "eBay", "皇帝", "IMP=5", "Laureate,"]
)
def test_other_words(token):
    assert not is_legend_word(token)


@given(st.text())
def test_normalising_never_fails_and_is_idempotent(text):
    once = normalise_legend(text)
    assert normalise_legend(once) == once
    assert " " not in legend_key(text)
    assert isinstance(is_legend_word(text), bool)
