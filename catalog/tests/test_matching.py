from decimal import Decimal

import pytest

from catalog.choices import STARTER, TermKind
from catalog.models import Term
from catalog.services.matching import SURE, match_term
from catalog.services.vocabulary import NOMISMA, find_term, find_terms
from catalog.tests.vocabulary_recipes import make_term

pytestmark = pytest.mark.django_db

ISSUER, MINT = (TermKind.ISSUER,), (TermKind.MINT,)


@pytest.fixture
def trajan() -> Term:
    return make_term(
        "Trajan",
        names=("la:Traianus", "es:Trajano", "dealer:Trajan Augustus"),
        uri="http://nomisma.org/id/trajan",
        year_start=98,
        year_end=117,
    )


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("Trajan", "exact"),
        ("TRAJAN", "folded"),
        ("  trajan ", "folded"),
        ("Traianus", "alternate"),
        ("TRAIANVS", "alternate"),
        ("Trajano", "alternate"),
        ("Trajan Augustus", "alternate"),
        ("http://nomisma.org/id/trajan", "alternate"),
        ("https://nomisma.org/id/trajan", "alternate"),
    ],
)
def test_a_name_is_matched(trajan: Term, text: str, method: str) -> None:
    match = match_term(text, ISSUER)

    assert (match.term, match.method, match.is_sure) == (trajan, method, True)


def test_nothing_is_matched_to_another_kind(trajan: Term) -> None:
    assert match_term("Trajan", MINT).term is None


@pytest.mark.parametrize("text", ["", "none", "uncertain_value", "-", "zzz", "?", "'; DROP TABLE", "%", "\x00"])
def test_what_names_nothing(trajan: Term, text: str) -> None:
    assert match_term(text, ISSUER).term is None
    assert find_terms(text, ISSUER) == []


def test_underscores_are_spaces() -> None:
    patricia = make_term("Colonia Patricia", TermKind.MINT)

    assert find_term("colonia_patricia", MINT) == patricia


def test_small_slips_are_taken_and_larger_ones_left_to_a_person() -> None:
    gordian = make_term("Gordian III Pius", year_start=238, year_end=244)

    slip = match_term("Gordian III Pus", ISSUER)
    assert (slip.term, slip.method) == (gordian, "fuzzy")
    assert slip.confidence >= SURE

    larger = match_term("Gordan II Pus", ISSUER)
    assert larger.term == gordian
    assert not larger.is_sure


def test_two_similar_names_are_left_to_a_person() -> None:
    make_term("Constantinus")
    make_term("Constantius II", slug="c2")
    make_term("Constantius I", slug="c1")

    match = match_term("Constantius V", ISSUER)

    assert not match.is_sure
    assert {match.term.name if match.term else "", *(other.name for other in match.alternatives)} >= {
        "Constantius I",
        "Constantius II",
    }


def test_years_part_rulers_of_one_name() -> None:
    make_term("Philip I", slug="philip-i-of-syria", year_start=-95, year_end=-75)
    arab = make_term("Philip I", slug="philip-i", year_start=244, year_end=249)

    assert match_term("Philip I", ISSUER, years=(244, 249)).term == arab
    assert match_term("Philip I", ISSUER, years=(244, 249)).is_sure
    assert not match_term("Philip I", ISSUER).is_sure
    assert len(match_term("Philip I", ISSUER).alternatives) == 1


def test_a_name_of_another_time_is_left_to_a_person(trajan: Term) -> None:
    match = match_term("Trajan", ISSUER, years=(249, 251))

    assert match.term == trajan
    assert not match.is_sure


def test_the_city_is_found_behind_its_region_but_a_choice_is_not_taken() -> None:
    antioch = make_term("Antioch", TermKind.MINT)
    make_term("Samosata", TermKind.MINT)

    assert match_term("Seleucis and Pieria. Antioch", MINT).term == antioch
    assert match_term("Seleucis and Pieria. Antioch", MINT).is_sure
    choice = match_term("Samosata or Antioch", MINT)
    assert not choice.is_sure
    assert [other.name for other in choice.alternatives] == ["Antioch"]
    doubt = match_term("Antioch (?)", MINT)
    assert doubt.term == antioch
    assert doubt.is_sure
    assert doubt.confidence < match_term("Antioch", MINT).confidence


def test_a_replaced_term_gives_its_successor(trajan: Term) -> None:
    make_term("Marcus Ulpius Traianus", replaced_by=trajan)

    assert find_term("Marcus Ulpius Traianus", ISSUER) == trajan


def test_names_of_the_trade_go_before_those_of_other_languages() -> None:
    make_term("Nikaia", TermKind.MINT, names=("fr:Nice",))
    nice = make_term("Nice", TermKind.MINT)

    assert find_terms("Nice", MINT) == [nice]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Constans III", "Constans II"),
        ("Berenike II", "Berenike III"),
        ("1/48 stater", "1/4 stater"),
        ("P. Cornelius Blasio", "Cn. Cornelius Blasio"),
        ("Termessus Minor", "Termessus Major"),
        ("Aurelia", "Aurelian"),
    ],
)
def test_a_namesake_is_proposed_but_not_taken(text: str, known: str) -> None:
    term = make_term(known)

    match = match_term(text, ISSUER)

    assert match.term == term
    assert not match.is_sure


def test_a_slip_beside_a_number_is_taken_though_another_number_is_near() -> None:
    second = make_term("Constantius II")
    make_term("Constantius III")

    match = match_term("Konstantius II", ISSUER)

    assert (match.term, match.is_sure) == (second, True)


def test_a_misspelt_fraction_is_compared_as_a_whole() -> None:
    sixth = make_term("1/6 stater", TermKind.DENOMINATION)

    assert match_term("1/6 stateer", (TermKind.DENOMINATION,)).term == sixth


@pytest.mark.parametrize("text", ["London", "london", "LONDON"])
def test_a_word_is_a_name_before_it_is_an_id(text: str) -> None:
    londinium = make_term("Londinium", TermKind.MINT, ("London",), uri=f"{NOMISMA}londinium", source=STARTER)
    make_term("London (later)", TermKind.MINT, ("London",), uri=f"{NOMISMA}london", source="nomisma")

    assert find_terms(text, MINT) == [londinium]


def test_a_word_that_is_no_name_is_an_id() -> None:
    silver = make_term("Silver", TermKind.MATERIAL, uri=f"{NOMISMA}ar")

    assert find_terms("ar", (TermKind.MATERIAL,)) == find_terms("AR") == [silver]


def test_a_spelling_that_folding_lengthens_fits_its_column() -> None:
    name = make_term("Long").names.create(text="ß" * 250)

    assert len(name.text_norm) == 250


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Attaea", "Attaleia"),
        ("Colone", "Cologne"),
        ("Thapsos", "Thasos"),
        ("Lucerna", "Luceria"),
        ("Malus", "Mallus"),
        ("Apollodoros II", "Apollodotos II"),
        ("Osroes I of Parthia", "Orodes I of Parthia"),
        ("Lucius Aelius Verus", "Lucius Verus"),
        ("Artavasdes", "Artavasdus"),
    ],
)
def test_a_like_name_of_another_is_not_taken(text: str, known: str) -> None:
    make_term(known)

    assert not match_term(text, ISSUER).is_sure


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Lysimakhia", "Lysimachia"),
        ("Dyrrhachion", "Dyrrhachium"),
        ("Afrodisias", "Aphrodisias"),
        ("Paflagonia", "Paphlagonia"),
        ("Ptolemaeus V", "Ptolemaios V"),
        ("Vespasin", "Vespasian"),
        ("Maximinus Thrx", "Maximinus Thrax"),
        ("Artabano II", "Artabanos II"),
        ("Georg Komnenos", "George Komnenos"),
        ("Michael IX. Palaiologos", "Michael IX Palaiologos"),
        ("P. (Aelius) Paetus", "P. Aelius Paetus"),
    ],
)
def test_another_spelling_or_a_slip_of_the_hand_is_taken(text: str, known: str) -> None:
    term = make_term(known)

    match = match_term(text, ISSUER)

    assert (match.term, match.is_sure) == (term, True)


def test_a_city_of_another_region_is_not_taken() -> None:
    thessaly = make_term("Thessaly", TermKind.REGION, latitude=Decimal("39.5"), longitude=Decimal("22.2"))
    make_term("Syria", TermKind.REGION, latitude=35, longitude=38)
    larissa = make_term("Larissa", TermKind.MINT, broader=thessaly, latitude=Decimal("39.6"), longitude=Decimal("22.4"))

    assert match_term("Thessaly, Larissa", MINT).is_sure
    assert match_term("Larissa (Thessaly)", MINT).is_sure
    assert match_term("Larissa, officina B", MINT).is_sure
    for text in ("Larissa, Syria", "Larissa (Cremaste)"):
        match = match_term(text, MINT)
        assert match.term == larissa
        assert not match.is_sure


def test_what_stands_beside_a_person_is_another_person() -> None:
    make_term("Licinius I", names=("Licinius",))

    assert match_term("Licinius, Augustus", ISSUER).is_sure
    assert not match_term("Murena (Licinius)", ISSUER).is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Faustina II, wife of Marcus Aurelius",
        "Faustina II (Tochter des Antoninus Pius)",
        "Faustina II (under Marcus Aurelius)",
        "Faustina II (Posthumous issue)",
        "Faustina II. Augusta, AD 147-175",
        "Faustina II. Roman Imperial",
        "Faustina II (Sole Reign)",
    ],
)
def test_of_whose_family_a_person_is_names_nobody_else(text: str) -> None:
    term = make_term("Faustina II")

    match = match_term(text, ISSUER)

    assert (match.term, match.is_sure) == (term, True)


@pytest.mark.parametrize(
    "text",
    [
        "Philip I, the Arab",
        "Philip I. The Arab",
        "Philip I (Roman Imperial)",
        "Philip I, East",
        "Seleukid Kings. Philip I",
    ],
)
def test_a_byname_or_a_realm_beside_a_ruler_is_no_other(text: str) -> None:
    term = make_term("Philip I the Arab", names=("Philip I",))

    match = match_term(text, ISSUER)

    assert (match.term, match.is_sure) == (term, True)


def test_the_officina_and_the_issue_beside_a_mint_are_no_other() -> None:
    rome = make_term("Rome", TermKind.MINT)

    match = match_term("Rome, 3rd officinal, Issue IIa", MINT)

    assert (match.term, match.is_sure) == (rome, True)


@pytest.mark.parametrize("text", ["Drachm (Attic)", "Drachm, Chian standard", "Drachm (Plated)"])
def test_what_stands_beside_a_denomination_does_not_make_it_another(text: str) -> None:
    term = make_term("Drachm", TermKind.DENOMINATION)

    match = match_term(text, (TermKind.DENOMINATION,))

    assert (match.term, match.is_sure) == (term, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nero, Antioch", "Nero"),
        ("Antioch, Nero", "Nero"),
        ("Nero. Antioch", "Nero"),
        ("Italy, Antioch", "Antioch"),
        ("Seleucis and Pieria, Antioch", "Antioch"),
    ],
)
def test_a_person_goes_before_the_city_of_his_coin_and_a_region_does_not(text: str, name: str) -> None:
    make_term("Nero", uri="http://nomisma.org/id/nero")
    make_term("Antioch", TermKind.PEOPLE)
    make_term("Antioch", TermKind.MINT, slug="antioch-mint")
    make_term("Italy", slug="italy-power")
    make_term("Italy", TermKind.REGION, slug="italy-region")
    match = match_term(text, (TermKind.ISSUER, TermKind.PEOPLE))
    assert (match.term and match.term.name, match.is_sure) == (name, True)
