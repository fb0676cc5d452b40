"""Citations as auction houses and dealers of several countries print them, awkward ones first of all."""

import pytest

from catalog.references import parse_references
from catalog.tests.test_reference_forms import summary

PARTS_AND_VOLUMES = [
    # a comma before the part (Germany, Italy)
    ("RIC V,2 345", [("RIC V.2 345",)]),
    ("RIC V, 1, 130", [("RIC V.1 130", "part_or_number")]),
    ("RIC IV, 1, S. 213, Nr. 12b", [("RIC IV.1 12b", "part_or_number")]),
    ("RIC 5,1 130", [("RIC V.1 130",)]),
    ("RIC II,1² 783", [("RIC II.1² 783",)]),
    ("RIC II 1² 783", [("RIC II.1² 783",)]),
    ("DOC III,2 5 (Basil I)", [("DOC III.2 5",)]),
    # volume and part in words (France, Germany)
    ("R.I.C., t. IV, 1re partie, p. 34, n° 56", [("RIC IV.1 56",)]),
    ("RIC t. IV-1, n° 56 R2", [("RIC IV.1 56",)]),
    ("RIC V, 2. Teil, 345", [("RIC V.2 345",)]),
    # Arabic volumes
    ("RIC 7 Trier 209", [("RIC VII Trier 209",)]),
    ("RIC 4 (Caracalla) 12", [("RIC IV 12",)]),
    ("RPC 1/1234", [("RPC I 1234", "arabic_volume")]),
    ("RPC 4.3 online temp 5678", [("RPC IV.3 5678", "temporary")]),
    ("HGC 3/1, 986", [("HGC 3.1, 986",)]),
    ("HGC 4/1597", [("HGC 4, 1597",)]),
    ("HGC 4-1597", [("HGC 4, 1597",)]),
    ("MIR 36/493c", [("MIR 36, 493c",)]),
    ("MIR 602-4/30", [("MIR 602-4/30", "without_volume")]),
    # the part belongs to an absent coin too
    ("RPC VII/2, -", [("RPC VII.2 -", "not_listed")]),
    ("RIC IV-3 -", [("RIC IV.3 -", "not_listed")]),
    # volumes of other works
    ("Strack I, 123", [("Strack I 123",)]),
    ("McClean II 4567, pl. 123, 4", [("McClean II 4567",)]),
    ("CNR XIV 12", [("Banti and Simonetti XIV 12",)]),
    ("Sear'88 #1234", [("Sear (ed. 4) 1234", "old_edition")]),
]
NUMBERS = [
    ("RRC 335/1a, b", [("RRC 335/1a",), ("RRC 335/1b", "inherited")]),
    ("RIC V 12a und c", [("RIC V 12a",), ("RIC V 12c", "inherited")]),
    ("RRC 335/1a-1c", [("RRC 335/1a-c", "range")]),
    ("Cr. 335/1 c", [("RRC 335/1c",)]),
    ("Cr. 335/1 (c)", [("RRC 335/1c",)]),
    ("MIR 14, 123(a)", [("MIR 14, 123(a)",)]),
    ("Woytek 278b1", [("Woytek 278b1",)]),
    ("Morrisson 1/Cp/AV/05", [("BN Byz. 1/Cp/AV/05",)]),
    ("TJC A12", [("TJC A12",)]),
    ("Emmett 1234(15), R2", [("Emmett 1234", "year_dropped")]),
    ("RPC III 4567/12", [("RPC III 4567",)]),
    ("RPC I 1701A/3", [("RPC I 1701A",)]),
    ("RPC I 1701a", [("RPC I 1701A",)]),
    ("RPC III 5432.9", [("RPC III 5432",)]),
    ("RPC V.2 Online 70012 (unassigned)", [("RPC V.2 70012", "unassigned")]),
    ("RPC IV.4, N° temporaire 1234", [("RPC IV.4 1234", "temporary")]),
    (
        "C. 12 u. 13; RIC X 5",
        [
            ("Cohen 12", "short_form", "without_person"),
            ("Cohen 13", "inherited", "short_form", "without_person"),
            ("RIC X 5",),
        ],
    ),
    ("Fischer-Bossert Group 44, 574 (V225/R444)", [("Fischer-Bossert 574",)]),
    ("Boehringer Series XII, 215", [("Boehringer 215",)]),
    ("Starr Group V.B, pl. XXII, 6", [("Starr", "page_only")]),
]
COMPARED = [
    ("cfr. RIC X 12", [("RIC X 12", "compared")]),
    ("Vergl. RIC X 12", [("RIC X 12", "compared")]),
    ("véase RIC X 12", [("RIC X 12", "compared")]),
    ("RIC X cf. 12", [("RIC X 12", "compared")]),
    ("RIC X (vgl.) 12", [("RIC X 12", "compared")]),
    ("RIC X -, cfr. 12", [("RIC X -", "not_listed"), ("RIC X 12", "inherited", "compared")]),
]
NAMES = [
    ("RIC X 12, C. –", [("RIC X 12",), ("Cohen -", "short_form", "not_listed")]),
    ("RIC X n. 12, C. n. 45", [("RIC X 12",), ("Cohen 45", "short_form", "without_person")]),
    ("RIC X 43, B.M.C. 519", [("RIC X 43",), ("BMCRE 519", "series_from_context", "without_person")]),
    ("RIC X 43, B.N. 1648", [("RIC X 43",), ("BNC 1648", "short_form", "without_person")]),
    ("LT 5284; BN 5284", [("LT 5284",)]),
    ("RIC X 202 (Theodosius II); DOC 370", [("RIC X 202",), ("DOC Late Roman 370", "series_from_context")]),
    ("DOC 370 (Leo I)", [("DOC Late Roman 370", "series_from_context")]),
    ("DOC II 25 (Constans II)", [("DOC II 25",)]),
    ("DOC II 8 (Phocas); S. 738", [("DOC II 8",), ("Sear Byz. 738", "short_form", "series_from_context")]),
    ("DOC II 8 (Phocas); BN 12", [("DOC II 8",), ("BN Byz. 12", "short_form")]),
    ("AGK (corr.) 12b", [("AGK 12b",)]),
    ("Hristova-Hoeft-Jekov 8.26.14.5", [("Hristova and Jekov 8.26.14.5",)]),
    ("Sofaer Collection 12", [("Sofaer 12",)]),
    ("RBW Coll. 1704", [("RBW 1704",)]),
    ("Bab. 50 Julia. Cr. 480/5b", [("Babelon Julia 50",), ("RRC 480/5b",)]),
    ("Bab. Iulia 12", [("Babelon Julia 12",)]),
    ("Tituria 2; Vettia 2", [("Babelon Tituria 2",), ("Babelon Vettia 2",)]),
    ("SNG ANS, Part 5, 1032", [("SNG ANS 5, 1032",)]),
    ("SNG Ashm. XI, 123", [("SNG Ashmolean 11, 123",)]),
    ("SNG München, H. 12, 34", [("SNG München 12, 34",)]),
    ("SNG Lockett, Part III, 1234", [("SNG Lockett 1234",)]),
    ("SNG Cop. (Egypt) 123", [("SNG Cop 123",)]),
]  # fmt: skip

HISTORY = [
    "Ex BCD Collection, 1998",
    "from the Weber Collection, 12 May 1998",
    "RBW Collection, lot 45",
    "Ex BCD Collection, NAC 40, 2007, 123",
    "Ex BCD, Lanz 105, 2001, 12",
    "BCD Triton XV, 123",
    "CNR July 2014",
    "the BCD Euboia sale",
]
BESIDE_A_MEASURE = [
    ("RIC 5 (Trajan), 3.2 g", [("RIC 5",)], ["3.2 g"]),
    ("RIC 4 (Caracalla) 198 AD", [("RIC 4",)], ["198 AD"]),
    ("RIC 8 (Nero) 54-68", [("RIC 8",)], ["54-68"]),
    ("RIC 5 (Gallienus 260-268)", [("RIC 5", "without_volume")], ["Gallienus 260-268"]),
    ("RIC 7 Rome, 1996", [("RIC 7", "without_volume")], ["1996"]),
    ("RIC 10 (Trajan), 12", [("RIC 10",), ("RIC 12", "inherited")], []),
    ("Sellwood type 28, 3.95 g", [("Sellwood 28",)], ["3.95 g"]),
    ("Sellwood type 27, 28", [("Sellwood 27",), ("Sellwood 28", "inherited")], []),
    ("RIC VII 12a, c. 310 AD", [("RIC VII 12a",)], ["c. 310 AD"]),
    ("RIC VII 12a, f.", [("RIC VII 12a",)], ["f"]),
    ("RIC VII 12a, n. 34", [("RIC VII 12a",)], ["n. 34"]),
    ("RIC VII 12a, h", [("RIC VII 12a",)], ["h"]),
    ("RPC I 207/208", [("RPC I 207-208", "slash_range")], []),
    ("RPC III 1234.5-7", [("RPC III 1234",)], ["7"]),
]
BN = [
    ("BN 45 (Augustus)", [("BNC 45", "short_form")]),
    ("BN II 345", [("BNC II 345", "short_form", "without_person")]),
    ("C. 424; BN 531", [("Cohen 424", "short_form", "without_person"), ("BNC 531", "short_form", "without_person")]),
]


@pytest.mark.parametrize("text", HISTORY)
def test_where_a_coin_was_is_no_citation(text):
    assert summary(text) == ([], [text])


@pytest.mark.parametrize(("text", "found", "left"), BESIDE_A_MEASURE)
def test_what_stands_behind_a_number_does_not_make_it_a_volume_or_a_group(text, found, left):
    assert summary(text) == (found, left)


@pytest.mark.parametrize(("text", "found"), BN)
def test_a_short_name_that_says_itself_which_work_it_is(text, found):
    assert summary(text) == (found, [])


@pytest.mark.parametrize(("text", "found"), [*PARTS_AND_VOLUMES, *NUMBERS, *COMPARED, *NAMES])
def test_printed_citations(text, found):
    assert summary(text)[0] == found


@pytest.mark.parametrize("text", [text for text, _ in (*PARTS_AND_VOLUMES, *NUMBERS, *COMPARED)])
def test_nothing_of_them_is_left(text):
    assert summary(text)[1] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BCD Corinth 45", "BCD Euboia 45"),
        ("BCD Thessaly I 45", "BCD Thessaly II 45"),
        ("ESM 45", "WSM 45"),
        ("May, Abdera 45", "May, Ainos 45"),
        ("MACW 45", "Mitchiner IGIS 45"),
        ("Jenkins, Gela 45", "Jenkins & Lewis 45"),
    ],
)
def test_different_books_are_not_taken_for_one(one, other):
    shown = {parse_references(text).references[0].display for text in (one, other)}
    assert len(shown) == 2


def test_a_letter_behind_the_number_is_an_officina_only_where_it_names_no_work():
    officinas = ["G", "G.", "G. RSC 45", "S. Rare", "S. ss", "A. R2", "A. (R3)", 'P. "VF"']
    texts = [f"RIC VII 184, {officina}" for officina in officinas]
    assert [parse_references(text).references[0].officina for text in texts] == [one[0] for one in officinas]
    works = ["RIC VII 184, C. –", "RIC VII 184, C. n. 45", "RIC VII 184, B.M.C. 12"]
    assert [parse_references(text).references[0].officina for text in works] == ["", "", ""]


def test_circa_is_no_letter_of_a_number():
    assert [parse_references(text).references[0].suffix for text in ("RRC 44/5 c. 211 BC", "RIC II 207 c. AD 98")] == [
        "",
        "",
    ]


def test_names_with_accents_are_known():
    assert summary("RIC VI (Dioclétien) 12")[0] == [("RIC VI 12",)]


# What stands directly before or behind a name, and numbers that only one of two works can have.
BESIDE_THE_NAME = [
    ("Æ As RIC I 15 Cohen 228", [("RIC I 15",), ("Cohen 228", "without_person")]),
    ("Nero AS RIC I 351", [("RIC I 351",)]),
    ("Imitative. As RIC I 351 but smaller", [("RIC I 351", "compared")]),
    ("as RIC I 351", [("RIC I 351", "compared")]),
    ("RIC II 253. Ex Kestner 12; ex Weber 3400", [("RIC II 253",)]),
    ("ex the RBW collection 45; Cr. 44/5", [("RRC 44/5",)]),
    ("Ex SNG von Aulock 1234", [("SNG von Aulock 1234",)]),
    ("(Spink-2117 vte). (Ric-309)", [("Sear 2117", "variant", "series_from_context"), ("RIC 309", "without_volume")]),
    ("Spink 633; RIC V.2 118", [("Spink 633",), ("RIC V.2 118",)]),
    ("ABC 2771; S 281", [("ABC 2771",), ("Spink 281", "short_form", "series_from_context")]),
    ("Hendin 1418 (GBC5); TJC 279c", [("Hendin (ed. 5) 1418",), ("TJC 279c",)]),
    ("Göbl type I/1; SNS I 5", [("Göbl, Sasanian I/1",), ("SNS I 5",)]),
    ("Göbl Ia/2", [("Göbl, Sasanian Ia/2",)]),
    (
        "Sear 738; MIB 11; BN 10/Cp/AV/5",
        [("Sear Byz. 738", "series_from_context"), ("MIB 11", "without_person"), ("BN Byz. 10/Cp/AV/5",)],
    ),
    ("RIC.30 - BN/R.33", [("RIC 30", "without_volume"), ("BNC 33", "without_person")]),
    ("MIB.110 - BN/B.11/Th/AE/12", [("MIB 110", "without_person"), ("BN Byz. 11/Th/AE/12",)]),
    ("RIC V 516, ric.mom.fr no. 1234", [("RIC V 516",), ("RIC temp. 1234",)]),
    ("LRC 413", [("DOC Late Roman 413",)]),
    ("MAA 36", [("MAA 36",)]),
    ("Metcalf, Cistophori 53", [("Metcalf 53",)]),
    ("Milne, Colophon 243", []),
    ("Varbanov (engl.) II 3544", [("Varbanov II 3544",)]),
    ("RIC IX Trier 84b1", [("RIC IX Trier 84b.1",)]),
    ("RIC IX Trier 27(d)1", [("RIC IX Trier 27(d).1",)]),
    ("SNG Cop. 400f.", [("SNG Cop 400", "following")]),
    ("LT 511 sqq.", [("LT 511", "following")]),
    ("RIC IV Caracalla 191, Geta 68", [("RIC IV 191",), ("RIC IV 68", "inherited")]),
    ("RIC/RSC 123/45", [("RIC 123", "without_volume"), ("RSC 45", "without_person")]),
    ("SB/Sear 158", [("Sear 158",)]),
    ("RIC/RSC 123", [("RIC 123", "either_work", "without_volume"), ("RSC 123", "either_work", "without_person")]),
]


@pytest.mark.parametrize(("text", "found"), BESIDE_THE_NAME, ids=[text for text, _ in BESIDE_THE_NAME])
def test_what_stands_beside_a_name(text, found):
    assert summary(text)[0] == found


@pytest.mark.parametrize(
    ("text", "issuer", "display"),
    [
        ("DOC 370", "Theodosius II", "DOC Late Roman 370"),
        ("DOC 37", "Justinian I", "DOC 37"),
        ("Sear 956", "Constans II", "Sear Byz. 956"),
        ("BN 12", "Heraclius", "BN Byz. 12"),
        ("BN 12", "Augustus", "BNC 12"),
    ],
)
def test_the_ruler_tells_which_of_several_catalogues(text, issuer, display):
    assert summary(text, issuer=issuer)[0][0][0] == display


@pytest.mark.parametrize(
    ("text", "known", "display"),
    [
        ("Sear 2526", {"issuer": "Athens"}, "SG 2526"),
        ("Sear 2526", {"mint": "Tarentum"}, "SG 2526"),
        ("Sear 6700", {"issuer": "Philip II", "mint": "Pella", "year_start": -359, "year_end": -336}, "SG 6700"),
        ("Sear 6700", {"issuer": "Hadrian", "denomination": "Tetradrachm", "mint": "Alexandria"}, "SGI 6700"),
        ("Sear 6700", {"issuer": "Hadrian", "mint": "Rome"}, "Sear 6700"),
        ("Sear 6700", {"issuer": "Hadrian", "mint": "Rome?"}, "Sear 6700"),
        ("BMC 12", {"issuer": "Tarentum"}, "BMC Greek 12"),
        ("BMC 12", {"issuer": "L. Titurius", "mint": "Rome", "year_start": -89, "year_end": -89}, "BMCRR 12"),
        ("BMC 12", {"issuer": "L. Titurius"}, "BMC 12"),
        (
            "BMC 12",
            {"issuer": "Mark Antony", "mint": "Patrae", "denomination": "Denarius", "year_end": -31},
            "BMCRR 12",
        ),
        ("BMC 12", {"issuer": "Vespasian", "mint": "Uncertain mint in Asia", "denomination": "Denarius"}, "BMCRE 12"),
        ("BMC 631", {"issuer": "Octavian", "denomination": "Denarius", "year_end": -29}, "BMCRE 631"),
        ("C. 27", {"issuer": "Mark Antony", "denomination": "Denarius", "year_end": -31}, "Cohen 27"),
        ("BMC 12", {"issuer": "Hadrian", "mint": "Ephesus", "denomination": "Cistophoric tetradrachm"}, "BMCRE 12"),
        ("BMC 204; RPC I 2620", {"issuer": "Augustus", "mint": "Ephesus"}, "BMC Greek 204"),
    ],
)
def test_place_and_date_tell_the_series_of_sear_and_bmc(text, known, display):
    assert summary(text, **known)[0][0][0] == display
