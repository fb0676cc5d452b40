"""References as they are written, and what is read in them."""

import pytest

from catalog.references import SYSTEMS, Context, as_json, parse_references
from catalog.references.problems import confidence, told


def read(text, **context):
    return parse_references(text, Context(**context))


def only(text, **context):
    parsed = read(text, **context)
    assert parsed.unparsed == ()
    [reference] = parsed.references
    return reference


def codes(reference):
    return [problem.partition(":")[0] for problem in reference.problems]


def brief(reference):
    return " ".join(
        filter(None, (reference.system, reference.volume, reference.section, reference.number + reference.suffix))
    )


# --- volume, part and edition


@pytest.mark.parametrize(
    ("text", "volume", "edition", "number"),
    [
        ("RIC 45", None, None, "45"),
        ("RIC IV 45", "IV", None, "45"),
        ("RIC IV, 45", "IV", None, "45"),
        ("RIC IV: 45", "IV", None, "45"),
        ("RIC III-45", "III", None, "45"),
        ("RIC X-45", "X", None, "45"),
        ("RIC vol. IV, no. 45", "IV", None, "45"),
        ("RIC Volume VII 45", "VII", None, "45"),
        ("ric iv 45", "IV", None, "45"),
        ("RIC Ⅳ 45", "IV", None, "45"),
        ("Roman Imperial Coinage V 45", "V", None, "45"),
        ("RIC 4 45", "IV", None, "45"),
        # parts
        ("RIC IV.1 45", "IV.1", None, "45"),
        ("RIC IV/2 45", "IV.2", None, "45"),
        ("RIC IV-3 45", "IV.3", None, "45"),
        ("RIC IV 1 45", "IV.1", None, "45"),
        ("RIC V.II 45", "V.2", None, "45"),
        ("RIC V II 45", "V.2", None, "45"),
        ("RIC IV, Part III, 45", "IV.3", None, "45"),
        ("RIC IV, Pt. I, p. 30, 45", "IV.1", None, "45"),
        ("RIC IVi, 45", "IV.1", None, "45"),
        ("RIC IViii 45", "IV.3", None, "45"),
        ("RIC IVa 45", "IV.1", None, "45"),
        ("RIC Vb, 45", "V.2", None, "45"),
        ("RIC V.1#45", "V.1", None, "45"),
        ("RIC V.2.45", "V.2", None, "45"),
        ("RIC 2.3 45", "II.3", None, "45"),
        ("RIC 45 (Vespasian) [II.1]", "II.1", None, "45"),
        ("RIC 5/2, 45", "V.2", None, "45"),
        ("RIC IV 1", "IV", None, "1"),
        ("RIC IV-1", "IV", None, "1"),
        ("RIC II-3", "II", None, "3"),
        # editions
        ("RIC I² 45", "I", 2, "45"),
        ("RIC² 45", None, 2, "45"),
        ("RIC I (2) 45", "I", 2, "45"),
        ("RIC I(2) 45", "I", 2, "45"),
        ("RIC I (2nd) 45", "I", 2, "45"),
        ("RIC I (2nd ed.) 45", "I", 2, "45"),
        ("RIC I 2nd ed 45", "I", 2, "45"),
        ("RIC I (2. Aufl.) 45", "I", 2, "45"),
        ("RIC I (éd. 2) 45", "I", 2, "45"),
        ("RIC I, second edition, 45", "I", 2, "45"),
        ("RIC I (New Ed.) 45", "I", 2, "45"),
        ("RIC I (1984) 45", "I", 2, "45"),
        ("RIC II [1926] 45", "II", 1, "45"),
        ("RIC II.1² 45", "II.1", 2, "45"),
        ("RIC II/1² 45", "II.1", 2, "45"),
        ("RIC II² 45", "II", 2, "45"),
        ("RIC II.3 second edition 2019 45", "II.3", 2, "45"),
        ("RIC II.3 (second edition, 2019) 45", "II.3", 2, "45"),
        ("RIC II.12 45", "II.1", 2, "45"),
        ("RIC II³ 45", "II.3", None, "45"),
        # other works
        ("RPC 4.1 45", "IV.1", None, "45"),
        ("RPC I/4567", "I", None, "4567"),
        ("DOC 3 45", "III", None, "45"),
        ("HGC 9, 45", "9", None, "45"),
        ("HGC 3.1, 45", "3.1", None, "45"),
        ("MIR 18, 45", "18", None, "45"),
        ("MEC 1, 45", "1", None, "45"),
        ("SEAR II 4567", "II", None, "4567"),
        ("Sear5 12345", None, 5, "12345"),
        ("Sear (1988) 1234", None, 4, "1234"),
        ("AMNG II/1 45", "II.1", None, "45"),
        ("Hendin (6th ed.) 4567", None, 6, "4567"),
    ],
)
def test_volume_part_and_edition(text, volume, edition, number):
    reference = only(text)
    assert (reference.volume, reference.edition, reference.number) == (volume, edition, number)


# --- numbers, letters, ranges


@pytest.mark.parametrize(
    ("text", "number", "suffix"),
    [
        ("RIC II 78a", "78", "a"),
        ("RIC II 78A", "78", "A"),
        ("RIC II 78 a", "78", "a"),
        ("RIC II 105Aa", "105", "Aa"),
        ("RIC III 122Bc", "122", "Bc"),
        ("RIC V 19.1", "19", ".1"),
        ("RIC V 179k.3", "179", "k.3"),
        ("RIC V 326(a)", "326", "(a)"),
        ("RIC V 197(a)A.1", "197", "(a)A.1"),
        ("RIC IX 26b(xxxviii)", "26", "b.xxxviii"),
        ("RIC IX 26b type xxxviii", "26", "b.xxxviii"),
        ("RIC IX 26b.xxxviii", "26", "b.xxxviii"),
        ("RIC IX 26b: Subtype 3", "26", "b.3"),
        ("RIC IV 363_5", "363", "_5"),
        ("RIC V 410*", "410", "*"),
        ("RIC V 0410", "410", ""),
        ("Crawford 412/1c", "412/1", "c"),
        ("Crawford412/1c.", "412/1", "c"),
        ("Cr. 98A/3", "98A/3", ""),
        ("RRC 197-198B/1b", "197-198B/1", "b"),
        ("RRC 412.1c", "412/1", "c"),
        ("RRC 412 / 1c", "412/1", "c"),
        ("RRC 412/1a-c", "412/1", "a-c"),
        ("RRC 412/1a–c", "412/1", "a-c"),
        ("RRC 489/5-6", "489/5-6", ""),
        ("MIR 18, 27-4a", "27-4", "a"),
        ("MIR 18, 602-4/30", "602-4/30", ""),
        ("Depeyrot 17/1", "17/1", ""),
        ("LMCC 8.08.021", "8.08.021", ""),
        ("SC 379.3b", "379.3", "b"),
        ("Price P123", "P123", ""),
        ("Emmett 812.9", "812", ""),
        ("DOC 8j.4", "8", "j.4"),
        ("SNG Cop 281-282", "281-282", ""),
        ("BMCRE 928-30", "928-930", ""),
        ("BMCRE 22-24*", "22-24", "*"),
        ("RIC II 12a-14b", "12a-14b", ""),
        ("RIC II 207/8", "207-208", ""),
        ("Sydenham 611-611a", "611-611a", ""),
        ("MIB N12", "N12", ""),
    ],
)
def test_number_and_suffix(text, number, suffix):
    reference = only(text)
    assert (reference.number, reference.suffix) == (number, suffix)


# --- sections


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("RIC VII Trier 45", "Trier"),
        ("RIC VII, Siscia, 45", "Siscia"),
        ("RIC VII.Siscia.45", "Siscia"),
        ("Siscia RIC VII, 45", "Siscia"),
        ("RIC VII 45 (Trèves)", "Trèves"),
        ("RIC VII 45, Siscia mint", "Siscia"),
        ("ric vii trier 45", "trier"),
        ("RIC I (Clodius Macer) 4", "Clodius Macer"),
        ("RIC (Vespasian) II 45", "Vespasian"),
        ("RIC III 45 [Commodus]", "Commodus"),
        ("RIC III, 45 - Antoninus Pius", "Antoninus Pius"),
        ("RIC IV Gordian III 45", "Gordian III"),
        ("RIC IV/2, Elagabalus, n° 45, p. 34", "Elagabalus"),
        ("RIC V 45 (Allectus, Carausius and Maximian)", "Allectus, Carausius and Maximian"),
        ("RIC V 45 (joint reign)", "joint reign"),
        ("RIC V 45 (Alleinherrschaft)", "Alleinherrschaft"),
        ("RIC V Gallienus (sole reign) 45", "Gallienus (sole reign)"),
        ("RIC X Leo I (East) 615", "Leo I (East)"),
        ("RSC (Caesar) 45", "Caesar"),
        ("Bab. Junia 45", "Junia"),
        ("Babelon (Aemilia) 9", "Aemilia"),
        ("Aemilia 9", "Aemilia"),
        ("BMCRR Rome 3955", "Rome"),
        ("SNG Copenhagen 45", "Cop"),
        ("SNG von Aulock 45", "von Aulock"),
        ("SNG BM Black Sea 45", "BM Black Sea"),
        ("SNG (Cop) 45", "Cop"),
        ("BMC Phrygia 45", "Phrygia"),
    ],
)
def test_section(text, section):
    reference = only(text)
    assert reference.section == section
    assert "unknown_section" not in codes(reference)


def test_sylloge_in_parts_has_a_part_and_others_have_two_numbers():
    assert brief(only("SNG ANS 5, 1032")) == "sng 5 ANS 1032"
    assert [brief(one) for one in read("SNG Cop 281, 285").references] == ["sng Cop 281", "sng Cop 285"]


# --- several references


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RIC II 9; RSC 4, BMCRE 7", ["ric II 9", "rsc 4", "bmcre 7"]),
        ("RIC II 9. RSC 4. BMCRE 7.", ["ric II 9", "rsc 4", "bmcre 7"]),
        ("RIC II 9 / RSC 4 / BMCRE 7", ["ric II 9", "rsc 4", "bmcre 7"]),
        ("RIC II 9 RSC 4a BMCRE 7", ["ric II 9", "rsc 4a", "bmcre 7"]),
        ("RIC II 9 - Cohen 16", ["ric II 9", "cohen 16"]),
        ("RIC II#9c   (Bmcre-900). (Rsc-546)", ["ric II 9c", "bmcre 900", "rsc 546"]),
        ("RIC II 9 = C 12", ["ric II 9", "cohen 12"]),
        ("RIC X 910 and 929", ["ric X 910", "ric X 929"]),
        ("RIC IV 12a, 13", ["ric IV 12a", "ric IV 13"]),
        ("RIC IV 207, 211-2", ["ric IV 207", "ric IV 211-212"]),
        ("RIC VI Ticinum 6a, 7b und 8", ["ric VI Ticinum 6a", "ric VI Ticinum 7b", "ric VI Ticinum 8"]),
        ("RRC 412/1a, 1b", ["rrc 412/1a", "rrc 412/1b"]),
        ("Babelon (Aemilia) 9 and (Plautia) 10", ["babelon Aemilia 9", "babelon Plautia 10"]),
        ("RIC II 9 (obv.) and 10 (rev.)", ["ric II 9", "ric II 10"]),
        ("RIC II –, cf. 9", ["ric II", "ric II 9"]),
        ("RIC I 5; Cohen 6 (15 f.); Cohen 7 R2", ["ric I 5", "cohen 6", "cohen 7"]),
        ("Sydenham, Caesarea 43-7; Sydenham 611", ["sydenham_caesarea 43-47", "sydenham 611"]),
        ("RIC V 64; MER/RIC temp 1803", ["ric V 64", "ric_temp 1803"]),
    ],
)
def test_several_references(text, found):
    parsed = read(text)
    assert [brief(one) for one in parsed.references] == found
    assert parsed.unparsed == ()
    assert all(text[one.start : one.end] == one.text for one in parsed.references)


def test_offsets_hold_beside_odd_blanks_and_marks():
    text = "\u00a0cf. RIC\u202fIV.1#\u202f13c;  Cali\u0301co\u0301 12"
    first, second = parse_references(text).references
    assert (first.text, second.text) == ("cf. RIC\u202fIV.1#\u202f13c", "Cali\u0301co\u0301 12")
    assert (first.start, second.system) == (1, "calico")


# --- what is no number


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("RIC II 9, p. 258", "page", "258"),
        ("RIC VI, S. 402, Nr. 9", "page", "402"),
        ("Svoronos 9 (pl. XX, 5)", "plate", "XX"),
        ("RIC II 9 (R2)", "rarity", "R2"),
        ("RIC II 9 (s)", "rarity", "s"),
        ("RIC II 9, G", "officina", "G"),
        ("RIC IX 9, Δ", "officina", "Δ"),
        ("RIC III 9 (dupondius)", "denomination", "dupondius"),
        ("RPC I S2 9", "supplement", "S2"),
        ("RPC I suppl. S2-I-9", "supplement", "S2"),
        ("RIC II 9 (this coin)", "remarks", ("this coin",)),
        ("RIC II 9 var. (bust to left)", "remarks", ("bust to left",)),
        ("Emmett 9.13", "remarks", ("year 13",)),
    ],
)
def test_what_stands_with_the_number(text, attribute, value):
    reference = only(text)
    assert getattr(reference, attribute) == value
    assert (reference.number, reference.suffix) == ("9", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RIC 9", ["without_volume"]),
        ("RPC 9", ["without_volume"]),
        ("RSC 9", ["without_person"]),
        ("Babelon 9", ["without_gens"]),
        ("SNG 9", ["without_collection"]),
        ("RIC III -.", ["not_listed"]),
        ("RIC III – (unpublished)", ["not_listed"]),
        ("Not in RIC", ["not_listed"]),
        ("RIC X (Arcadius)", ["no_number"]),
        ("Svoronos pl. 8, 20", ["page_only"]),
        ("cf. RIC II 9", ["compared"]),
        ("vgl. zu RIC II 9", ["compared"]),
        ("Same as RIC II 9", ["same_as"]),
        ("RIC II 9 var.", ["variant"]),
        ("Sear 7000v", ["variant"]),
        ("RIC II 9 corr.", ["corrected"]),
        ("RIC II 9 note", ["note"]),
        ("RIC II 9ff.", ["following"]),
        ("RIC II 9?", ["doubtful"]),
        ("RIC II 8-9", ["range"]),
        ("RPC VI 9 (temporary)", ["temporary"]),
        ("RPC VII.2 unassigned (ID 9)", ["unassigned"]),
        ("RPC V.3, Online unassigned 9", ["unassigned"]),
        ("RIC 3, 900", ["arabic_volume"]),
        ("RIC II 3, 900", ["part_or_number"]),
        ("RIC II [1926] 9", ["old_edition"]),
        ("RIC V.3 9", ["part_contradicts"]),
        ("RIC VII Nowhere 9", ["unknown_section"]),
        ("RRC 901/1", ["beyond"]),
        ("Emmett 9.13", ["year_dropped"]),
        ("BMC 9", ["series_not_stated"]),
        ("412/1c", ["bare_number"]),
        ("412-1c", ["bare_number", "hyphen"]),
        ("RIС II 9", ["look_alikes"]),
    ],
)
def test_problems(text, expected):
    reference = only(text)
    assert codes(reference) == expected
    assert reference.confidence == confidence(tuple(expected)) < 1


def test_compared_is_not_inherited():
    assert [codes(one) for one in read("RIC II -, cf. 9, 10").references] == [
        ["not_listed"],
        ["inherited", "compared"],
        ["inherited"],
    ]


def test_compared_binds_to_the_reference_after_and_variant_to_the_one_before():
    first, second = read("cf. RIC II 12; RIC II 3 var.").references
    assert (codes(first), codes(second)) == (["compared"], ["variant"])
    assert (first.relation, second.relation) == ("cf", "")


# --- names that several works share


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("BMC 9; RIC I 5", "bmcre"),
        ("BMC 9; Cr. 44/5", "bmcrr"),
        ("BMC 9; SNG Cop 5", "bmc_greek"),
        ("BMC 9; RPC I 5", "bmc_greek"),
        ("BMC RE 9", "bmcre"),
        ("BMC RR 9", "bmcrr"),
        ("BMC Trajan 9", "bmcre"),
        ("BMC Lydia 9", "bmc_greek"),
        ("BMC 9 (Tyre)", "bmc_greek"),
        ("Sear 9", "sear"),
        ("SCV 9", "sear"),
        ("Sear 9; DOC 5", "sear_byz"),
        ("Sear 9; SNG Cop 5", "sg"),
        ("Sear 9; RIC I 5", "sear"),
        ("Sear GIC 9", "sgi"),
        ("C 9; RIC I 5", "cohen"),
        ("S. 9; RIC I 5", "sear"),
    ],
)
def test_shared_name_is_settled_by_what_stands_beside(text, system):
    assert read(text).references[0].system == system


@pytest.mark.parametrize(
    ("text", "context", "system"),
    [
        ("BMC 9", {"issuer": "Trajan"}, "bmcre"),
        ("BMC 9", {"issuer": "Trajan", "mint": "Tarsus"}, "bmc_greek"),
        ("BMC 9", {"issuer": "none"}, "bmc"),
        ("Sear 9", {"issuer": "Justinian_I"}, "sear_byz"),
        ("Sear 9", {"portrait": "TRAJAN"}, "sear"),
        ("C 9", {"issuer": "Trajan"}, "cohen"),
    ],
)
def test_shared_name_is_settled_by_the_coin(text, context, system):
    assert only(text, **context).system == system


def test_number_needs_no_person_when_the_coin_tells_it():
    assert only("RSC 9", portrait="Trajan").problems == ()
    assert only("RIC 9", issuer="Trajan").problems == ()
    assert codes(only("RPC 9", issuer="Trajan")) == ["without_volume"]


def test_ric_3_of_hadrian_is_part_3_of_volume_2():
    assert only("RIC 3, 1514", issuer="Hadrian").volume == "II.3"
    assert only("RIC 3, 1514").volume == "III"


# --- what is not read


@pytest.mark.parametrize(
    ("text", "unparsed"),
    [
        ("", []),
        ("   ", []),
        (";;; – ()", []),
        ("207", ["207"]),
        ("1.2.3", ["1.2.3"]),
        ("C 9", ["C 9"]),
        ("G 9", ["G 9"]),
        ("XIC 704, V", ["XIC 704, V"]),
        ("DOC VI 1", ["DOC VI 1"]),
        ("Hill", ["Hill"]),
        ("see Price list", ["see Price list"]),
        ("price 500", ["price 500"]),
        ("Cohen and friends", ["Cohen and friends"]),
        ("Nobody 12; Nowhere 13", ["Nobody 12", "Nowhere 13"]),
        ("S C in field", ["S C in field"]),
    ],
)
def test_unread_text_stays_verbatim(text, unparsed):
    parsed = read(text)
    assert parsed.references == ()
    assert [piece.text for piece in parsed.unparsed] == unparsed


def test_words_between_references_stay():
    parsed = read("RIC II 9, 17 mm, 3.79 g; RSC 4 rated low")
    assert [one.text for one in parsed.references] == ["RIC II 9", "RSC 4"]
    assert [piece.text for piece in parsed.unparsed] == ["17 mm, 3.79 g", "rated low"]


# --- how it is shown


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("RIC IV/1 351b", "RIC IV.1 351b"),
        ("RIC I (2) 45", "RIC I² 45"),
        ("RIC² 45", "RIC² 45"),
        ("RIC III, 45 - Antoninus Pius", "RIC III 45"),
        ("RIC VII 45 (Trier)", "RIC VII Trier 45"),
        ("Craw. 412/1c", "RRC 412/1c"),
        ("SNG Copenhagen 45", "SNG Cop 45"),
        ("SNG ANS 5, 1032", "SNG ANS 5, 1032"),
        ("HGC 9 1067d", "HGC 9, 1067d"),
        ("DOC 3 45a", "DOC III 45a"),
        ("Cal. 45a", "Calicó 45a"),
        ("Bab. Junia 45", "Babelon Junia 45"),
        ("Sear5 12345", "Sear (ed. 5) 12345"),
        ("RPC I S2 45", "RPC I S2 45"),
        ("RIC III -", "RIC III -"),
    ],
)
def test_display(text, display):
    assert only(text).display == display


def test_json_has_the_keys_of_the_command():
    found = as_json(read("RIC I² 207 var.; Nobody 3"))
    assert found == {
        "input": "RIC I² 207 var.; Nobody 3",
        "references": [
            {
                "system": "ric",
                "volume": "I",
                "edition": 2,
                "section": None,
                "number": "207",
                "suffix": "",
                "display": "RIC I² 207",
                "text": "RIC I² 207 var.",
                "start": 0,
                "end": 15,
                "confidence": 0.8,
                "candidates": [],
                "problems": [told("variant")],
            }
        ],
        "unparsed": ["Nobody 3"],
    }


# --- the table of works


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS.keys())
def test_every_spelling_names_its_work(system):
    for spelling in system.names:
        reference = read(f"{spelling} 12").references[0]
        assert reference.system == system.code, spelling
