"""Coins compared with a small catalogue: what comes first, what is one result, what would decide."""

import pytest

from catalog.identify import CatalogIndex, Given, TypeFacts, rank
from catalog.identify.deciding import MARKS, VARIETY

NAMES = {
    "ar": "Silver",
    "ae": "Bronze",
    "av": "Gold",
    "rome": "Rome",
    "treveri": "Trier",
    "antiocheia_syria": "Antioch",
    "trajan": "Trajan",
    "hadrian": "Hadrian",
    "gallienus": "Gallienus",
    "constantine_i": "Constantine I",
}
TRAJAN = "IMP TRAIANO AVG GER DAC P M TR P"
OPTIMO = "COS V P P S P Q R OPTIMO PRINC"


def make(*rows):
    """Rows of (name, obverse, reverse, further facts), numbered as they come."""
    types = [
        TypeFacts(pk, f"http://example.org/{name}", name, obverse, reverse, **facts)
        for pk, (name, obverse, reverse, facts) in enumerate(rows, start=1)
    ]
    return CatalogIndex(types, NAMES)


CATALOGUE = make(
    ("trajan 1", TRAJAN, OPTIMO, {"metal": "ar", "denomination": "denarius", "mint": "rome", "authority": "trajan"}),
    ("trajan 2a", TRAJAN, OPTIMO, {"metal": "ar", "denomination": "denarius", "mint": "rome", "authority": "trajan", "variety": "a"}),
    ("trajan 2b", TRAJAN, OPTIMO, {"metal": "ar", "denomination": "denarius", "mint": "rome", "authority": "trajan", "variety": "b"}),
    ("trajan 3", TRAJAN, OPTIMO, {"metal": "av", "denomination": "aureus", "mint": "rome", "authority": "trajan"}),
    ("hadrian 1", "HADRIANVS AVG COS III P P", "ROMVLO CONDITORI", {"metal": "ar", "denomination": "denarius", "mint": "rome", "authority": "hadrian"}),
    ("hadrian 2", "IMP CAESAR TRAIAN HADRIANVS AVG", "P M TR P COS III", {"metal": "ar", "denomination": "denarius", "mint": "rome", "authority": "hadrian"}),
    ("salonina 1", "SALONINA AVG", "VENVS FELIX", {"metal": "billon", "denomination": "antoninianus", "mint": "rome", "authority": "gallienus"}),
    ("gallienus 1", "GALLIENVS AVG", "PAX AVG or PAX AVGG", {"metal": "billon", "denomination": "antoninianus", "mint": "rome", "authority": "gallienus"}),
    ("trier 1", "CONSTAN-TINVS P F AVG", "SOLI INVIC-TO COMITI", {"metal": "ae", "denomination": "ae3", "mint": "treveri", "authority": "constantine_i"}),
    ("trier 2", "CONSTANTI-NVS P F AVG", "SOLI INVIC-TO COMITI", {"metal": "ae", "denomination": "ae3", "mint": "treveri", "authority": "constantine_i"}),
    ("antioch 1", "CONSTAN-TINVS P F AVG", "SOLI INVIC-TO COMITI", {"metal": "ae", "denomination": "ae3", "mint": "antiocheia_syria", "authority": "constantine_i"}),
    ("rrc 1", "ROMA", "L IVLI", {"metal": "ar", "denomination": "denarius", "obverse_description": "Helmeted head of Roma right"}),
    ("plain 1", "", "DIVVS IVLIVS", {"metal": "ar", "denomination": "denarius", "obverse_description": "Head of Venus left, diademed"}),
)  # fmt: skip


def found(limit=10, index=CATALOGUE, **given):
    return rank(index, Given(**given), limit).results


def names(result):
    return [each.display for each in result.types]


def first(**given):
    return names(found(**given)[0])


QUERIES = {
    "both legends whole": ({"obverse": "HADRIANVS AVG COS III P P", "reverse": "ROMVLO CONDITORI"}, ["hadrian 1"]),
    "unknown letters": ({"obverse": "HA?RI??VS ??G C?S III"}, ["hadrian 1"]),
    "unknown letters as dots": ({"obverse": "HA.RI..VS ..G C.S III"}, ["hadrian 1"]),
    "head and tail": ({"obverse": "HADR…P P"}, ["hadrian 1"]),
    "end only": ({"obverse": "…NVS AVG COS III P P"}, ["hadrian 1"]),
    "letters left out": ({"obverse": "HARINS AG CS III"}, ["hadrian 1"]),
    "wrong letters": ({"obverse": "HAORIANVS AVC COS III P P"}, ["hadrian 1"]),
    "reverse only": ({"reverse": "VENVS FEL"}, ["salonina 1"]),
    "cyrillic letters": ({"obverse": "НАDRІАNVS АVG СОS III Р Р"}, ["hadrian 1"]),
    "an alternative of the catalogue": ({"obverse": "GALLIENVS AVG", "reverse": "PAX AVGG"}, ["gallienus 1"]),
    "metal parts aureus and denarius": ({"obverse": TRAJAN, "metal": ("av",)}, ["trajan 3"]),
    "weight parts them": ({"obverse": TRAJAN, "weight_g": 7.2}, ["trajan 3"]),
    "an empress under her husband": ({"issuer": ("gallienus",), "portrait": "Salonina"}, ["salonina 1"]),
    "words of the description": ({"portrait": "diademed head left"}, ["plain 1"]),
    "mint": ({"obverse": "CONSTANTINVS P F AVG", "mint": ("antiocheia_syria",)}, ["antioch 1"]),
    "mint mark": ({"obverse": "CONSTANTINVS P F AVG", "mintmark": "SMANΔ"}, ["antioch 1"]),
    "the break of the legend": ({"obverse": "CONSTANTI-NVS P F AVG", "mint": ("treveri",)}, ["trier 2"]),
    "without a break both": ({"obverse": "CONSTANTINVS P F AVG", "mint": ("treveri",)}, ["trier 1", "trier 2"]),
}


@pytest.mark.parametrize("case", QUERIES, ids=str)
def test_what_comes_first(case):
    given, expected = QUERIES[case]
    assert first(**given) == expected


def test_full_agreement_scores_one_and_order_is_by_score():
    results = found(obverse=TRAJAN, reverse=OPTIMO, metal=("ar",))
    assert results[0].score == 1
    scores = [result.score for result in results]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_types_that_the_facts_cannot_tell_apart_are_one_result():
    [result, *_] = found(obverse=TRAJAN, reverse=OPTIMO)
    assert names(result) == ["trajan 1", "trajan 2a", "trajan 2b", "trajan 3"]
    assert [each.feature for each in result.decides] == ["metal", "denomination", MARKS, VARIETY]
    metal = result.decides[0]
    assert metal.values == (("Silver", 3), ("Gold", 1))
    assert metal.cut == pytest.approx(1 - (9 + 1) / 16)


def test_a_type_alone_needs_nothing_to_decide():
    assert found(obverse="SALONINA AVG")[0].decides == ()


def test_breaks_decide_between_types_with_the_same_letters():
    [result, *_] = found(obverse="CONSTANTINVS P F AVG", mint=("treveri",))
    assert [each.feature for each in result.decides] == ["break of the obverse legend"]


def test_what_to_check_next_cuts_the_candidates_most():
    ranking = rank(CATALOGUE, Given(obverse="CONSTANTINVS P F AVG"), 10)
    assert [each.feature for each in ranking.check_next][:2] == ["mint", "break of the obverse legend"] or (
        ranking.check_next[0].cut == ranking.check_next[1].cut
    )


def test_reasons_are_words():
    [result, *_] = found(
        obverse="IMP TRAI?NO AVG", metal=("ar",), mint=("treveri",), weight_g=3.1, issuer=("trajan",), mintmark="PTR"
    )
    assert result.reasons == (
        "obverse legend: all 12 letters agree, 12 of its 24 not read",
        "metal: Silver, as given",
        "mint: Rome, not Trier",
        "issuer: Trajan, as given",
        "mint mark PTR: of Trier, the type's mint is Rome",
        "weight: 3.1 g is usual for denarius (2.2 to 4.4 g)",
    )


def test_wrong_letters_and_missing_legends_are_said():
    assert found(obverse="HAXRIANVS AVG COS III P P")[0].reasons == ("obverse legend: 19 of 20 letters agree",)
    plain = found(obverse="DIVVS", reverse="DIVVS IVLIVS")[0]
    assert "obverse legend: none in the catalogue's entry" in plain.reasons


def test_the_letters_of_each_side_are_pointed_out():
    [side] = found(obverse="…LONINA")[0].sides
    assert (side.legend, side.key) == ("SALONINA AVG", "saloninaaug")
    assert [side.key[at] for at in side.letters.matched] == list("lonina")


def test_nothing_given_or_nothing_loaded_finds_nothing():
    assert found() == ()
    assert found(obverse="…???") == ()
    assert found(index=CatalogIndex([], {}), obverse="IMP") == ()


def test_as_many_results_as_asked_for():
    assert [len(found(limit=limit, obverse="AVG")) for limit in (1, 3, 100)] == [1, 3, 8]


def test_facts_that_contradict_lower_the_score_but_do_not_hide():
    right, wrong = (found(obverse=TRAJAN, reverse=OPTIMO, metal=(metal,)) for metal in ("ar", "ae"))
    assert names(wrong[0]) == ["trajan 1", "trajan 2a", "trajan 2b", "trajan 3"]
    assert wrong[0].score < right[0].score


def test_debased_silver_is_close_to_bronze_and_good_silver_is_not():
    index = make(
        ("gallienus 2", "GALLIENVS AVG", "DIANAE CONS AVG", {"metal": "ar", "year_start": 267, "year_end": 268}),
        ("gallienus 3", "GALLIENVS AVG", "DIANAE CONS AVG", {"metal": "av", "year_start": 267, "year_end": 268}),
        ("trajan 4", "GALLIENVS AVG", "DIANAE CONS AVG", {"metal": "ar", "year_start": 103, "year_end": 111}),
    )
    best, *others = found(index=index, reverse="DIANAE CONS AVG", metal=("ae",))
    assert names(best) == ["gallienus 2"]
    assert best.reasons[-1] == "metal: Silver, in these years close to Bronze"
    assert {name for other in others for name in names(other)} == {"gallienus 3", "trajan 4"}
