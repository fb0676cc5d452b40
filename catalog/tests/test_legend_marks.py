import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.legends.marks import FieldMark, find_marks, is_mint_mark, is_officina, is_value_mark


@pytest.mark.parametrize(
    ("description", "exergue", "mintmark"),
    [
        ("standard between; SMALB in exergue.", "SMALB", "SMALB"),
        ("star in left field, CONOB in exergue.", "CONOB", "CONOB"),
        ("C L CAESARES in exergue.", "C L CAESARES", ""),
        ("being crowned by Victory; ROMA in exergue.", "ROMA", ""),
        ('"A•" in field; "XXI" in exergue; a time of peace', "XXI", ""),
        ("in beak; ANTIOXIA/S C in two lines in exergue", "ANTIOXIA/S C", ""),
        ("inscribed VOT; in exergue, •SMANΔ• -", "•SMANΔ•", "•SMANΔ•"),
        ("Kopf r.; im Abschnitt ROMA", "ROMA", ""),
        ("Q in lower field // XXI", "XXI", ""),
        ("Constantinopolis enthroned; CONOB.", "CONOB", "CONOB"),
        ("Mintmark SMHT.", "SMHT", "SMHT"),
        ("Mintmark: MKB", "MKB", "MKB"),
        ("Mintmark (officina letter) Δ", "Δ", ""),
        ("Mintmark dot ASIS dot.", "•ASIS•", "•ASIS•"),
        ("Mintmark dot-STR", "•STR", "•STR"),
        ("Mintmark ΔSIS double crescent.", "ΔSIS⌣⌣", "ΔSIS⌣⌣"),
        ("Mintmark R star Γ", "R*Γ", "R*Γ"),
        ("Mintmark CONS epsilon. RIC IX Constantinople 82", "CONSΕ", "CONSΕ"),
        ("Mintmark and officina between two dots in exergue: TS", "•TS•", "•TS•"),
        ("Laureate head of Tiberius right", "", ""),
    ],
)
def test_exergue(description, exergue, mintmark):
    marks = find_marks(description)
    assert (marks.exergue, marks.mintmark, marks.problems) == (exergue, mintmark, ())


def test_doubtful_exergue_is_told():
    marks = find_marks("long scepter, XXIΓ? in exergue")
    assert (marks.exergue, marks.problems) == (
        "XXIΓ",
        ('uncertain: the exergue "XXIΓ?" is marked as doubtful',),
    )


@pytest.mark.parametrize(
    ("description", "marks"),
    [
        ("left; V in left field, star in right field.", [("V", "left field"), ("star", "right field")]),
        ("standard between; S-R across inner field, SMALB in exergue", [("S-R", "inner field")]),
        ("in left arm; S-C across fields (S within scales).", [("S-C", "fields")]),
        ("fore and aft, ΟΛΒ monogram in left field", [("ΟΛΒ monogram", "left field")]),
        ("palm branch. ςKT in left field", [("ςKT", "left field")]),
        ("Victory on globe. Gamma in right field.", [("Γ", "right field")]),
        ("holding sceptre, H in lower centre.", [("H", "lower centre")]),
        ("in left hand; H in central field", [("H", "central field")]),
        ("star in field, (no bull behind altar)", [("star", "field")]),
        ("transverse sceptre, V to right. Mintmark XXI", [("V", "right")]),
        ("around, TRANQ below, Tranquillitas", [("TRANQ", "below")]),
        ("B | * // SMK", [("B", "left field"), ("*", "right field")]),
        ("prow; two shields in exergue", [("two shields", "exergue")]),
        ("Bust of Gordian III right", []),
        ("ΒΑΣΙΛΕΩΣ to right", []),
        ("advancing right, holding spear in his right hand and shield in his left.", []),
    ],
)
def test_field_marks(description, marks):
    assert find_marks(description).field_marks == tuple(FieldMark(text, position) for text, position in marks)


@pytest.mark.parametrize(
    "mark",
    [
        "SMANΔ",
        "PTR",
        "RP",
        "CONSΔ•",
        "PCONST",
        "BSIS•",
        "COMOB",
        "ΓSIS",
        "SMHA",
        "MKV",
        "PLN",
        "TESOB",
        "•SMNA",
        "ANTΓ",
        "MSL",
        "CPLG",
        "PCOST",
        "TROBS",
        "ANTOBΓ",
    ],
)
def test_mint_marks(mark):
    assert is_mint_mark(mark)


@pytest.mark.parametrize("text", ["XXI", "XX•I", "S C", "ROMA", "CAESAR", "AVG", "COS", "VOT", ""])
def test_other_letters_are_no_mint_mark(text):
    assert not is_mint_mark(text)


def test_value_marks_and_officinae():
    assert all(map(is_value_mark, ["XXI", "XX•I", "XXIΓ", "KA", "AXXI"]))
    assert all(map(is_officina, ["A", "Γ", "Ε", "S", "Ϛ", "IA", "Q"]))
    assert not any(map(is_value_mark, ["XX", "COS", "XXX"]))


@given(st.text())
def test_any_text_is_read_without_error(text):
    assert find_marks(text).exergue.count("?") == 0
