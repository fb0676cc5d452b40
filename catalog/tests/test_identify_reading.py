"""What is made of a legend as a collector types it and as a catalogue prints it."""

import pytest

from catalog.identify.alignment import align
from catalog.identify.reading import Break, Reading, catalogue_legends, read_legend
from coinstack.exceptions import InputRefused

TYPED = {
    "plain": ("IMP CAES TRAIANVS", ["impcaestraianus"]),
    "question marks are one letter each": ("TRA??NVS", ["tra??nus"]),
    "dots are one letter each": ("TRA..NVS", ["tra??nus"]),
    "ellipsis": ("IMP…AVG", ["imp…aug"]),
    "three dots": ("IMP...AVG", ["imp…aug"]),
    "more dots": ("IMP.......AVG", ["imp…aug"]),
    "bracketed dots": ("IMP [...] AVG", ["imp…aug"]),
    "empty brackets": ("IMP [    ] AVG", ["imp…aug"]),
    "dashes": ("IMP --- AVG", ["imp…aug"]),
    "gaps side by side are one": ("IMP … [...] AVG", ["imp…aug"]),
    "gap at either end": ("…AVREL…", ["…aurel…"]),
    "restored letters count": ("IMP CA[ES] AVG", ["impcaesaug"]),
    "stops go": ("IMP•CAES·AVG*", ["impcaesaug"]),
    "cyrillic look-alikes": ("СОNСОRDIА", ["concordia"]),
    "greek": ("ΣΕΒΑΣΤΟΣ", ["cebactoc"]),
    "lower case and U for V": ("augustus", ["augustus"]),
    "two readings": ("PAX AVG or PAX AVGG", ["paxaug", "paxaugg"]),
    "regular expressions mean nothing": (r"(A|B)*$\W", ["ab$w"]),
    "only gaps": ("… [...] ???", []),
    "nothing": ("", []),
    "only punctuation": ("•·*|/", []),
}


@pytest.mark.parametrize("case", TYPED, ids=str)
def test_a_typed_legend(case):
    text, patterns = TYPED[case]
    assert [reading.pattern for reading in read_legend(text)] == patterns


PRINTED = {
    "alternatives, and the cell as it stands": ("PAX AVG or AVGG", ["paxaug", "augg", "paxaugoraugg"]),
    "reversed letters": ("D N (rev.Z)ENO", ["dnzeno"]),
    "sic": ("LIBERITAS (sic) AVG", ["liberitasaug"]),
    "doubt of the cataloguer": ("AEQVITAS AVG?", ["aequitasaug"]),
    "another reading in parentheses": ("VICTORI-A (or I-IA) AVGGG (or AVGG)", ["uictoriaauggg"]),
    "lost letters": ("D N ZENO [     ]", ["dnzeno…"]),
    "lost letters as dots": ("P M TR P . . . . II COS", ["pmtrp…iicos"]),
    "a dot is a stop": ("C.HVPSAE.COS", ["chupsaecos"]),
    "doubt in parentheses": ("LEG III ITALI (?) TR P", ["legiiiitalitrp"]),
    "remark instead of a legend": ("Unclear Marcian legend", []),
    "not recorded": ("Not recorded", []),
    "lost": ("…", []),
    "none": ("", []),
}


@pytest.mark.parametrize("case", PRINTED, ids=str)
def test_a_printed_legend(case):
    text, patterns = PRINTED[case]
    assert [reading.pattern for reading in catalogue_legends(text)] == patterns


def test_breaks_are_kept_where_two_letters_either_side_are_known():
    [reading] = read_legend("CONSTAN-TINVS A-VG FEL TEMP - REPARATIO V?-CT")
    assert reading.breaks == {Break("an", "ti"), Break("mp", "re"), Break("sa", "ug")}


@pytest.mark.parametrize("text", ["A" * 301, "[" * 10_000, ". " * 5_000], ids=["letters", "brackets", "dots"])
def test_what_is_too_long_for_a_legend_is_refused(text):
    with pytest.raises(InputRefused, match="longer than any"):
        read_legend(text)


ALIGNED = {
    "complete": ("impaug", "impaug", 6, 6),
    "one wrong": ("ixpaug", "impaug", 6, 5),
    "some missing": ("ipug", "impaug", 4, 4),
    "unknown letters do not count": ("i?p??g", "impaug", 3, 3),
    "gap": ("im…g", "impcaesaug", 3, 3),
    "gap at the front": ("…aug", "impaugaug", 3, 3),
    "too many": ("impaugx", "impaug", 7, 6),
    "no legend": ("imp", "", 3, 0),
}


@pytest.mark.parametrize("case", ALIGNED, ids=str)
def test_letters_that_agree(case):
    pattern, key, read, agreeing = ALIGNED[case]
    agreement = align(Reading(pattern), key)
    assert (agreement.read, agreement.agreeing) == (read, agreeing)
    assert list(agreement.matched) == sorted({*agreement.matched} & {*range(len(key))})


def test_the_letters_that_agree_are_pointed_at():
    assert align(Reading("…aug"), "impaugaug").matched == (6, 7, 8)
