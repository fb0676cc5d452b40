import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.legends.split import SideText, split_side
from catalog.legends.text import is_legend_word
from coinstack.testing import needs_shared_data
from coinstack.tests.real_collection import cells_of
from coinstack.text import clean_text


@pytest.mark.parametrize(
    ("text", "legend", "description"),
    [
        pytest.param("IMP NERO, laureate head", "IMP NERO", "laureate head", id="comma"),
        pytest.param("IMP NERO. Bust right.", "IMP NERO", "Bust right.", id="full stop"),
        pytest.param("IMP NERO - Laureate head", "IMP NERO", "Laureate head", id="dash"),
        pytest.param("L•MANLI – PRO Q Head of Roma", "L•MANLI - PRO Q", "Head of Roma", id="en dash within"),
        pytest.param("ROMA COS IIII/ Roma holding", "ROMA COS IIII", "Roma holding", id="slash"),
        pytest.param("- IMP NERO, head", "IMP NERO", "head", id="separator before"),
        pytest.param("IMP, ; NERO Head", "IMP, ; NERO", "Head", id="two separators"),
        pytest.param("IMP NERO: head", "IMP NERO", "head", id="colon"),
        pytest.param("PIET AS AVG Pietas standing", "PIET AS AVG", "Pietas standing", id="nothing between"),
        pytest.param("VALERIANVS P F AVG  radiate", "VALERIANVS P F AVG", "radiate", id="blanks only"),
        pytest.param("M ANT GERM SARM.Head of", "M ANT GERM SARM", "Head of", id="no blank after the stop"),
        pytest.param("TR P COS III P P.Roma seated", "TR P COS III P P", "Roma seated", id="stop after an initial"),
        pytest.param("IMP·NERO·P·P·Laureate head", "IMP·NERO·P·P", "Laureate head", id="bullet for a separator"),
        pytest.param("P • M • COS • Pontifex", "P • M • COS", "Pontifex", id="bullets between words"),
        pytest.param("•AYT•ANTΩNЄINOC•-•CЄ•, bust", "•AYT•ANTΩNЄINOC•-•CЄ•", "bust", id="Greek with bullets"),
        pytest.param("KOΣΩN, Roman consul", "KOΣΩN", "Roman consul", id="mixed alphabets"),
        pytest.param("ΒΑΣΙΛΕΩΣ - ΛΥΣΙΜΑΧΟ[Υ] Athena", "ΒΑΣΙΛΕΩΣ - ΛΥΣΙΜΑΧΟ[Υ]", "Athena", id="restored letter"),
        pytest.param("AVT CEYCEBHC AVΓ (AVΓ ligate), head", "AVT CEYCEBHC AVΓ", "(AVΓ ligate), head", id="remark"),
        pytest.param("CONCORDI-A AVGG I, City", "CONCORDI-A AVGG I", "City", id="officina stays"),
        pytest.param("CONCORDI-A AVGGG ε, City", "CONCORDI-A AVGGG ε", "City", id="small officina stays"),
        pytest.param("VICTORI-A AVGGG (no officina), V", "VICTORI-A AVGGG", "(no officina), V", id="bracketed prose"),
        pytest.param("TR POT COS IIII around, TRANQ below", "TR POT COS IIII", "around, TRANQ below", id="around"),
        pytest.param("M SCAVR / AED CVR / [REX] Aretas", "M SCAVR / AED CVR / [REX]", "Aretas", id="lines"),
        pytest.param("VOT / X / MVLT / XX within wreath", "VOT / X / MVLT / XX", "within wreath", id="vows"),
        pytest.param("ΔI-OK across field", "ΔI-OK", "across field", id="legend across the field"),
        pytest.param("PAX AVG or PAX AVGG, Pax", "PAX AVG or PAX AVGG", "Pax", id="two readings"),
        pytest.param("ROMA, C. Caesar standing", "ROMA", "C. Caesar standing", id="initial of a name"),
        pytest.param("IMP DIOCLETIANVS AVG", "IMP DIOCLETIANVS AVG", "", id="legend only"),
        pytest.param("Laureate head right", "", "Laureate head right", id="description only"),
        pytest.param("A bust of Apollo", "", "A bust of Apollo", id="article"),
        pytest.param("X behind head of Roma", "", "X behind head of Roma", id="mark before a preposition"),
        pytest.param("L. Junius Brutus walking", "", "L. Junius Brutus walking", id="name"),
        pytest.param("LAUREATE HEAD RIGHT", "", "LAUREATE HEAD RIGHT", id="shouted description"),
        pytest.param("IMP NERO, LAUREATE HEAD", "IMP NERO", "LAUREATE HEAD", id="shouted both"),
        pytest.param("Rev. PAX AVG, Pax", "PAX AVG", "Pax", id="label"),
        pytest.param("“IMP NERO”, head", "IMP NERO", "head", id="quoted"),
        pytest.param("שקל ישראל, chalice", "שקל ישראל", "chalice", id="script without case"),
        pytest.param("皇帝の肖像", "", "皇帝の肖像", id="prose without case"),
        pytest.param("", "", "", id="empty"),
    ],
)
def test_legend_and_description(text, legend, description):
    side = split_side(text)
    assert (side.legend, side.description, side.problems) == (legend, description, ())


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("No legend, laureate head right", "laureate head right"),
        ("Anepigraphic. Elephant", "Elephant"),
        ("ohne Legende: Kopf", "Kopf"),
        ("No legend", ""),
    ],
)
def test_side_without_legend(text, description):
    assert split_side(text) == SideText(description=description, is_anepigraphic=True)


@pytest.mark.parametrize(
    ("text", "legend", "problem"),
    [
        ("ANTONINUS PIUS Denarius. Laureate head", "", 'heading: "ANTONINUS PIUS" names the coin, it is no legend'),
        (
            "Imp Caes Domit Aug Germ, laureate head",
            "Imp Caes Domit Aug Germ",
            "small_letters: the legend is not printed in capitals",
        ),
        (
            "Apollo seated; ΒΑΣΙΛΕΩΣ to right, ΑΝΤΙΟΧΟΥ to left",
            "ΒΑΣΙΛΕΩΣ - ΑΝΤΙΟΧΟΥ",
            "inner_legend: the legend was taken from within the description",
        ),
    ],
)
def test_doubtful_legend_is_told(text, legend, problem):
    side = split_side(text)
    assert (side.legend, side.problems) == (legend, (problem,))


@pytest.mark.parametrize(
    ("text", "legend", "exergue", "mintmark", "field_marks"),
    [
        ("PAX AVG, Pax left. Mintmark XXI", "PAX AVG", "XXI", "", ""),
        ("GENIO CAESARIS / Γ / MKV. Genius left", "GENIO CAESARIS", "MKV", "MKV", "Γ (field)"),
        ("CLEMENTIA TEMP / A // XXI Probus", "CLEMENTIA TEMP", "XXI", "", "A (field)"),
        ("PROVIDENTIAE AVGG / SMANTB Camp gate", "PROVIDENTIAE AVGG", "SMANTB", "SMANTB", ""),
        ("GLORIA EXERCITVS, SMANΔ, two soldiers", "GLORIA EXERCITVS", "SMANΔ", "SMANΔ", ""),
        ("CONSECRATIO, S C in exergue, eagle", "CONSECRATIO", "S C", "", ""),
        ("SALVS AVG Γ in exergue, Salus", "SALVS AVG", "Γ", "", ""),
        ("ROMA in exergue, Victory in biga", "", "ROMA", "", ""),
        ("V in left field, star in right field", "", "", "", "V (left field); star (right field)"),
    ],
)
def test_marks_are_no_legend(text, legend, exergue, mintmark, field_marks):
    side = split_side(text)
    assert (side.legend, side.exergue, side.mintmark, side.field_marks) == (legend, exergue, mintmark, field_marks)


FRAGMENTS = (
    "IMP CAES P•M AVG-VSTVS, ROMA. Γ S-C SMANΔ XXI (no [REX] Head of Roma right; star in left field // / - – • ε A ? "
    "exergue, around below to Denarius or VOT COS IIII. laureate: 17mm Mintmark “PAX” KOΣΩN, Imp"
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS.split()), max_size=14).map(" ".join)))
def test_no_letter_is_lost(text):
    side = split_side(text)
    if not side.is_anepigraphic and not clean_text(text).lower().startswith(("obv", "rev", "av", "rv", "vs", "rs")):
        letters = [c for c in clean_text(text) if c.isalnum()]
        kept = [c for c in side.legend + side.description if c.isalnum()]
        assert kept == letters or "inner_legend" in "".join(side.problems)


def test_a_long_text_is_read_quickly_and_kept():
    text = "IMP NERO, head " + "A" * 200_000
    assert split_side(text).description.endswith("A" * 100)


@needs_shared_data
@pytest.mark.parametrize(("header", "without_legend"), [("Obverse", 6), ("Reverse", 5)])
def test_collectors_spreadsheet(header, without_legend):
    sides = [split_side(text) for text in cells_of(header)]
    assert len(sides) == 77
    assert sum(not side.legend for side in sides) == without_legend
    assert all(word.upper() == word for side in sides for word in side.legend.split())
    capitals_first = {word for side in sides for word in side.description.split()[:1] if is_legend_word(word)}
    assert capitals_first <= {"ANTONINUS", "(AVΓ", "A", "Γ", "SMANTB"}  # a heading, a remark, and marks
