"""Rarer forms: ranges of letters, numbers that are measures, words before the name, doubtful volumes."""

import pytest

from catalog.references import Context, parse_references


def summary(text, **context):
    """Each reference as display and codes of its problems, then what was left."""
    parsed = parse_references(text, Context(**context))
    found = [(one.display, *(problem.partition(":")[0] for problem in one.problems)) for one in parsed.references]
    return found, [piece.text for piece in parsed.unparsed]


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        ("RIC II 12a-c", [("RIC II 12a-c", "range")], []),
        ("RIC II 12a/b", [("RIC II 12a/b", "range")], []),
        ("RIC II 12c-a", [("RIC II 12c",)], ["a"]),
        ("RIC II 12-3", [("RIC II 12-13", "range")], []),
        ("RIC II 100/900", [("RIC II 100/900",)], []),
        ("RRC 412-414", [("RRC 412-414", "range")], []),
        ("RRC 412/1v", [("RRC 412/1", "variant")], []),
        ("RRC 412/5-3", [("RRC 412/5",)], ["3"]),
        ("MIR 18, 27-4a/c", [("MIR 18, 27-4a/c", "range")], []),
        ("MIR 18, 27-4v", [("MIR 18, 27-4", "variant")], []),
        ("Price P12-15", [("Price P12",)], ["15"]),
    ],
)
def test_ranges(text, found, left):
    assert summary(text) == (found, left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("RIC II 207, 17 mm", ["17 mm"]),
        ("RIC II 207, 3.79 g", ["3.79 g"]),
        ("RIC II 207, 12 May 1998", ["12 May 1998"]),
        ("RIC II 207, 1996", ["1996"]),
        ("RIC II 207, 9000", ["9000"]),
        ("RIC II 207; 208", ["208"]),
    ],
)
def test_what_follows_a_comma_is_not_always_a_number(text, left):
    assert summary(text) == ([("RIC II 207",)], left)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("variant of RIC II 9", [("RIC II 9", "variant")]),
        ("for obv. RIC II 9", [("RIC II 9",)]),
        ("RIC II 9 or 10", [("RIC II 9",), ("RIC II 10", "inherited", "alternative")]),
        ("RPC VI temp. 9", [("RPC VI 9", "temporary")]),
        ("RPC online 9", [("RPC 9", "without_volume")]),
        ("RPC I Suppl. 3, 9", [("RPC I S3 9",)]),
        ("SNG Cop. Suppl. 9", [("SNG Cop Suppl. 9",)]),
        ("SNG ANS 25, 30", [("SNG ANS 25",), ("SNG ANS 30", "inherited")]),
        ("RIC I2 9", [("RIC I² 9", "lost_superscript")]),
        ("RIC II 9 (2nd ed.)", [("RIC II² 9",)]),
        ("RIC II 9 second edition", [("RIC II 9",)]),
        ("RIC I (6th ed.) 9", [("RIC I", "no_number")]),
        ("RIC IV.4.9", [("RIC IV 4.9",)]),
        ("RIC VII Part 2, 9", [("RIC VII.2 9", "part_contradicts")]),
        ("RIC XI 9", []),
        ("BMC 9 (Antioch)", [("BMC Greek Antioch 9",)]),
        ("BMC Rome 9", [("BMC Rome 9", "series_not_stated")]),
        ("RIC (Nobody at all) II 9", [("RIC", "no_number")]),
        ("BMC East 9; Cr. 44/5", [("BMCRR East 9",), ("RRC 44/5",)]),
        ("B 9; Cr. 44/5", [("RRC 44/5",)]),
        ("B. Junia 9", [("Babelon Junia 9", "short_form")]),
        (
            "C 9; BMC 5",
            [("Cohen 9", "short_form", "without_person"), ("BMCRE 5", "series_from_context", "without_person")],
        ),
        ("RIC -, unlisted; Cohen –", [("RIC -", "not_listed"), ("Cohen -", "not_listed")]),
        ("GBC 5 1234", [("Hendin (ed. 5) 1234",)]),
    ],
)
def test_forms(text, found):
    assert summary(text)[0] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RIC V (1) 14 var.", [("RIC V.1 14", "variant")]),
        ("RIC V (2), 14", [("RIC V.2 14",)]),
        ("DOC IV (2) 14", [("DOC IV.2 14", "without_person")]),
        ("RIC II (2) 14", [("RIC II² 14",)]),
        ("RIC I (2) 14", [("RIC I² 14",)]),
        ("RIC I (rev. ed.) 14", [("RIC I² 14",)]),
        ("RIC I (revised) 14", [("RIC I² 14",)]),
        ("RIC I (first edition) 14", [("RIC I 14", "old_edition")]),
        ("RIC II (old) 14", [("RIC II 14", "old_edition")]),
        ("RIC II 14 (old edition)", [("RIC II 14", "old_edition")]),
        ("RIC II (2007) 14", [("RIC II.1² 14",)]),
        ("RIC2 II 14", [("RIC II² 14", "lost_superscript")]),
        ("RIC V2 14", [("RIC V.2 14", "lost_point")]),
        ("RIC II3 14", [("RIC II.3 14", "lost_point")]),
        ("RIC V3 14", [("RIC V.3 14", "part_contradicts", "lost_point")]),
        ("RIC 14 (vol. X)", [("RIC X 14",)]),
        ("RIC VII S. 120 Nr. 14", [("RIC VII 14",)]),
        ("BMC Phrygia S. 12, 14", [("BMC Greek Phrygia 14",)]),
        ("C.² 14; RIC X 5", [("Cohen (ed. 2) 14", "short_form", "without_person"), ("RIC X 5",)]),
        ("Sear 5 Millennium 1400", [("Sear (ed. 5) 1400",)]),
        ("Hendin, GBC 5, 1400", [("Hendin (ed. 5) 1400",)]),
        ("Babelon I, 14 (Julia)", [("Babelon Julia 14",)]),
        ("Bastien IX 14", [("Bastien IX 14",)]),
        ("CPE I.2 B14", [("CPE I.2 B14",)]),
        ("DT I 14", [("DT I 14",)]),
        ("DOC I 12a.1-3", [("DOC I 12a.1-3", "range", "without_person")]),
        ("RPC S2-I-14A", [("RPC I S2 14A",)]),
        ("RPC VI (online) 14", [("RPC VI 14",)]),
        ("RIC X 14 (var. without drapery)", [("RIC X 14", "variant")]),
        ("RIC X 14 (corr. legend)", [("RIC X 14", "corrected")]),
        ("RIC X 14 - variante inédite", [("RIC X 14", "variant")]),
        ("RIC X 14 var (2)", [("RIC X 14", "variant")]),
        ("Emmett 14/3", [("Emmett 14", "year_dropped")]),
        ("Emmett 14, year 3", [("Emmett 14", "year_dropped")]),
        ("Boehringer Reihe IV, 14", [("Boehringer 14",)]),
        ("Bopearachchi série 6A", [("Bopearachchi 6A",)]),
        ("Sutherland VI, 14a", [("Sutherland VI 14a",)]),
        ("Howgego 14 (c/m)", [("Howgego 14",)]),
        ("Kestner 1412; Alb. 15", [("Kestner 1412",), ("Albert 15",)]),
        ("BMCRE 14†; RIC X 5", [("BMCRE 14†", "without_person"), ("RIC X 5",)]),
    ],
)
def test_volumes_editions_and_remarks_as_cataloguers_write_them(text, found):
    assert summary(text) == (found, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SNG Cop. 14, ANS 45, München -", ["SNG Cop 14", "SNG ANS 45", "SNG München -"]),
        ("SNG Cop. 14, Price 45", ["SNG Cop 14", "Price 45"]),
        ("SNG Cop. 14, v. Aulock 45", ["SNG Cop 14", "SNG von Aulock 45"]),
        ("RIC –, ad RIC X 14", ["RIC -", "cf RIC X 14"]),
        ("Crawford 44/5; 44/6", ["RRC 44/5", "RRC 44/6"]),
        ("RIC X –; vgl. 14", ["RIC X -", "cf RIC X 14"]),
        ("RIC X - (vgl. 14; dort ohne Stern)", ["RIC X -", "cf RIC X 14"]),
        ("-; vgl. RIC X 14 (dort Aureus)", ["cf RIC X 14"]),
        ("c.f. RIC X 14", ["cf RIC X 14"]),
        ("prototype: RIC X 14", ["cf RIC X 14"]),
        ("Typ wie RIC X 14", ["cf RIC X 14"]),
    ],
)
def test_what_goes_on_and_what_is_compared(text, found):
    parsed = parse_references(text)
    assert [f"{one.relation} {one.display}".strip() for one in parsed.references] == found
    assert not parsed.unparsed


@pytest.mark.parametrize("text", ["Denarius, 134-138 AD. RIC X 14", "65 AD, RIC X 14", "Æ As. RIC X 14", "AD RIC X 14"])
def test_an_era_and_an_as_before_a_work_compare_nothing(text):
    [reference] = parse_references(text).references
    assert (reference.relation, reference.display) == ("", "RIC X 14")


@pytest.mark.parametrize(
    "text", ["(cf. RIC X 14, but RSC 15)", "(vgl. RIC X 14; dort mit Stern, RSC 15)", "(RIC X 14 var. with RSC 15)"]
)
def test_a_work_is_not_lost_in_what_differs(text):
    assert [one.display for one in parse_references(text).references] == ["RIC X 14", "RSC 15"]


@pytest.mark.parametrize(
    "text",
    [
        "RIC X manca",
        "RIC X (manque)",
        "RIC X non répertorié",
        "RIC X nicht verzeichnet",
        "RIC X no cita",
        "Nicht im RIC X",
        "manca al RIC X",
        "Manque au RIC X",
        "absent du RIC X",
        "Unlisted in RIC X",
    ],
)
def test_a_work_that_does_not_have_the_coin(text):
    [reference] = parse_references(text).references
    assert reference.is_absent
    assert reference.display == "RIC X -"


def test_several_works_that_do_not_have_the_coin():
    parsed = parse_references("Not in RIC, Cohen or Hunter")
    assert [one.display for one in parsed.references] == ["RIC -", "Cohen -", "Hunter -"]
    assert all(one.is_absent for one in parsed.references)


@pytest.mark.parametrize("text", ["14-37", "300-350"])
def test_two_years_alone_are_no_reference(text):
    assert not parse_references(text).references


@pytest.mark.parametrize(
    ("text", "known", "display"),
    [
        ("BMC 14", {"category": "roman_imperial"}, "BMCRE 14"),
        ("BMC 14", {"category": "roman_republic"}, "BMCRR 14"),
        ("BMC 14", {"category": "roman_provincial"}, "BMC Greek 14"),
        ("BMC 14", {"category": "byzantine"}, "BMC Byz. 14"),
        ("BMC 14", {"category": "celtic"}, "BMC Celtic 14"),
        ("BMC 14", {"region": "Lydia"}, "BMC Greek 14"),
        ("BMC 14", {"issuer": "Trajan", "region": "Lydia"}, "BMC Greek 14"),
        ("BMC 14", {"issuer": "Trajan", "mint": "Rome", "region": "Italy"}, "BMCRE 14"),
        ("BMC 14", {"issuer": "Augustus", "region": "East"}, "BMCRE 14"),
        ("Sear 14", {"category": "byzantine"}, "Sear Byz. 14"),
        ("Sear 14", {"category": "roman_provincial"}, "SGI 14"),
        ("C. 14", {"category": "roman_imperial"}, "Cohen 14"),
    ],
)
def test_category_and_region_of_the_coin_choose_the_series(text, known, display):
    assert [one.display for one in parse_references(text, Context(**known)).references] == [display]
