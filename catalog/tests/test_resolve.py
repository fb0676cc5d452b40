"""Which types a citation means: the rules, on a handful of rows."""

import pytest

from catalog.references import Context, parse_references
from catalog.references.resolve import query_of, resolve_among
from catalog.references.type_rows import Known, TypeRow
from catalog.references.wanted import wanted_numbers
from catalog.tests.resolution_styles import Dumps, _row, ric

TREVERI = {"mint": "treveri", "authority": "constantine_i"}
CRRO = "http://numismatics.org/crro/id/"


def rrc(name):
    facts = dict.fromkeys(("authority", "mint", "denomination", "metal", "obverse_legend"), "")
    return _row(f"{CRRO}{name}", facts)


CATALOGUE = Dumps(
    [
        ric("1(2).aug.207", authority="augustus", mint="lugdunum", obverse_legend="CAESAR AVGVSTVS"),
        ric("1(2).ner.207", authority="nero", mint="rome", obverse_legend="NERO CAESAR"),
        ric("1(2).aug.105A", authority="augustus"),
        ric("1(2).tib.30", authority="tiberius", mint="lugdunum", obverse_legend="TI CAESAR DIVI AVG F AVGVSTVS"),
        ric("2.tr.674_dupondius", authority="trajan", mint="rome", denomination="dupondius", metal="ae"),
        ric("2.tr.674_as", authority="trajan", mint="rome", denomination="as", metal="ae"),
        ric("2.tr.90_denarius", authority="trajan", denomination="denarius", metal="ar"),
        ric("2.hdn.299d", authority="hadrian", mint="rome", obverse_legend="HADRIANVS AVG COS III P P"),
        ric("2.hdn.1037c_as", authority="hadrian", denomination="as", obverse_legend="SABINA AVGVSTA"),
        ric("2_1(2).ves.90", authority="vespasian", mint="rome", obverse_legend="IMP CAESAR VESPASIANVS AVG"),
        ric("2_1(2).ves.783", authority="vespasian", mint="rome", obverse_legend="T CAESAR IMP VESPASIAN"),
        ric("2_1(2).dom.783", authority="domitian", mint="rome", obverse_legend="IMP CAES DOMIT AVG GERM"),
        ric("3.ant.344a_denarius", authority="antoninus_pius", denomination="denarius", metal="ar"),
        ric("3.ant.344b_aureus", authority="antoninus_pius", denomination="aureus", metal="av"),
        ric("3.com.276", authority="commodus", mint="rome", obverse_legend="CRISPINA AVGVSTA"),
        ric("3.ant.276", authority="antoninus_pius", mint="rome", obverse_legend="ANTONINVS AVG PIVS P P"),
        ric("3.com.623", authority="commodus", mint="rome", obverse_legend="M COMMODVS ANT P FELIX AVG"),
        ric("3.m_aur.623", authority="marcus_aurelius", mint="rome", obverse_legend="L AVREL COMMODVS GERM SARM"),
        ric("4.ss.574", authority="septimius_severus", mint="rome", obverse_legend="IVLIA AVGVSTA"),
        ric("4.crl.574", authority="caracalla", mint="rome", obverse_legend="ANTONINVS PIVS AVG GERM"),
        ric("4.crl.109A", authority="septimius_severus", mint="rome"),
        ric("4.crl.109a", authority="septimius_severus", mint="rome"),
        ric("4.ph_i.19", authority="philip_the_arab"),
        ric("4.ph_i.19.1", authority="philip_the_arab"),
        ric("5.gall(1).163", authority="valerian", mint="rome", obverse_legend="IMP GALLIENVS P F AVG"),
        ric("5.gall(2).163", authority="gallienus", mint="rome", obverse_legend="GALLIENVS AVG"),
        ric("5.gall(2).178", authority="gallienus", metal="ar", denomination="antoninianus"),
        ric("5.gall(2).179k", authority="gallienus"),
        ric("5.gall(2).179k.3", authority="gallienus"),
        ric("5.car.343", authority="carinus", obverse_legend="MAGNIA VRBICA AVG"),
        ric(
            "5.cara-dio-max_her.1", authority="carausius", mint="camulodunum", obverse_legend="CARAVSIVS ET FRATRES SVI"
        ),
        ric("5.cara.1", authority="carausius", mint="londinium", obverse_legend="IMP CARAVSIVS P F AVG"),
        ric("5.dio.343", authority="diocletian", obverse_legend="IMP DIOCLETIANVS AVG"),
        ric("7.tri.209", obverse_legend="CONSTANTINVS AVG", **TREVERI),
        ric("7.lon.209", mint="londinium", authority="constantine_i", obverse_legend="CRISPVS NOBIL C"),
        ric("9.sis.26B", mint="siscia", authority="valentinian_i", obverse_legend="D N VALENS P F AVG"),
        ric("9.sis.26B.xxxviii", mint="siscia", authority="valentinian_i", obverse_legend="D N VALENS P F AVG"),
        ric("10.valt_iii_w.2010", authority="valentinian_iii", mint="ravenna"),
        ric("4.ca.2010", authority="clodius_albinus"),
        *(rrc(f"rrc-335.1{letter}") for letter in "abcd"),
        *(rrc(f"rrc-{number}") for number in ("340.1", "340.2a", "340.2b", "98A.3", "197-8B.1a", "44.5", "44.6")),
    ]
)


def resolved(text, **names):
    """The state, the ends of the addresses and the problems of the first reference."""
    known = Known(**{f"{name}s": frozenset({value}) for name, value in names.items()})
    [(_, resolution), *_] = CATALOGUE.resolve(text, known, Context())
    ends = [row.uri.rpartition("/")[2].removeprefix("ric.") for row in resolution.types]
    return resolution.state, ends, list(resolution.problems)


DECIDED = [
    ("RIC I 207", {"issuer": "augustus"}, "1(2).aug.207"),
    ("RIC I (2) 207 (Nero)", {}, "1(2).ner.207"),
    ("RIC 207", {"portrait": "nero"}, "1(2).ner.207"),
    ("RIC I (2nd) 30 (Tiberius). BMC 48.", {}, "1(2).tib.30"),
    ("RIC 674", {"issuer": "trajan", "denomination": "dupondius"}, "2.tr.674_dupondius"),
    ("RIC 674 (As)", {"issuer": "trajan"}, "2.tr.674_as"),
    ("RIC 1037c", {"portrait": "sabina"}, "2.hdn.1037c_as"),
    ("RIC II.1 783 (Vespasian)", {"portrait": "titus"}, "2_1(2).ves.783"),
    ("RIC II² 783", {"issuer": "domitian"}, "2_1(2).dom.783"),
    ("RIC 276", {"portrait": "crispina"}, "3.com.276"),
    ("RIC 276 [Commodus]", {}, "3.com.276"),
    ("RIC III 623", {"issuer": "marcus_aurelius", "portrait": "commodus"}, "3.m_aur.623"),
    ("RIC IV 574", {"portrait": "julia_domna"}, "4.ss.574"),
    ("RIC IV 574", {"issuer": "julia_domna"}, "4.ss.574"),
    ("RIC IV 574 (Septimius)", {"portrait": "julia_domna"}, "4.ss.574"),
    ("RIC IVa 574", {"issuer": "caracalla"}, "4.crl.574"),
    ("RIC IV 109A", {}, "4.crl.109A"),
    ("RIC IV 109a", {}, "4.crl.109a"),
    ("RIC IV.3 19", {}, "4.ph_i.19"),
    ("RIC V 163 (sole reign)", {"portrait": "gallienus"}, "5.gall(2).163"),
    ("RIC V 163 (Gallienus, joint reign)", {}, "5.gall(1).163"),
    ("RIC V 163 (Samtherrschaft)", {"portrait": "gallienus"}, "5.gall(1).163"),
    ("RIC V 179k", {"issuer": "gallienus"}, "5.gall(2).179k"),
    ("RIC V 343 (Carus)", {"portrait": "magnia_urbica"}, "5.car.343"),
    ("RIC V 1 (Carausius, Maximian and Diocletian)", {}, "5.cara-dio-max_her.1"),
    ("RIC VII 209", {"issuer": "crispus", "mint": "treveri"}, "7.tri.209"),
    ("RIC VII 209", {"issuer": "constantine_i", "mint": "treveri"}, "7.tri.209"),
    ("RIC 209 (Trier)", {"issuer": "constantine_i"}, "7.tri.209"),
    ("RIC VII Trèves 209", {}, "7.tri.209"),
    ("RIC IX Siscia 26b", {}, "9.sis.26B"),
    ("RIC IX Siscia 26b(xxxviii)", {}, "9.sis.26B.xxxviii"),
    ("RIC IX 26b type xxxviii", {"mint": "siscia"}, "9.sis.26B.xxxviii"),
    ("RIC X 2010 (Ravenna); Depeyrot 17/1", {}, "10.valt_iii_w.2010"),
    ("RRC 98A/3", {}, "rrc-98A.3"),
    ("Cr. 340/1", {}, "rrc-340.1"),
    ("RRC 335/1C", {}, "rrc-335.1c"),
    ("RRC 197-198B/1a", {}, "rrc-197-8B.1a"),
    ("RRC 197-8B/1a", {}, "rrc-197-8B.1a"),
]


@pytest.mark.parametrize(("text", "known", "end"), DECIDED, ids=[f"{t} {'/'.join(k.values())}" for t, k, _ in DECIDED])
def test_what_text_and_coin_decide_is_one_type(text, known, end):
    assert resolved(text, **known) == ("resolved", [end], [])


LISTED = [
    ("RIC I 207", {}, ["1(2).aug.207", "1(2).ner.207"]),
    ("RIC 674", {"issuer": "trajan"}, ["2.tr.674_as", "2.tr.674_dupondius"]),
    ("RIC III 344", {"issuer": "antoninus_pius"}, ["3.ant.344a_denarius", "3.ant.344b_aureus"]),
    ("RIC V 163", {"portrait": "gallienus"}, ["5.gall(1).163", "5.gall(2).163"]),
    ("RIC V 163", {"portrait": "gallienus", "issuer": "gallienus"}, ["5.gall(2).163", "5.gall(1).163"]),
    ("RIC VII 209", {}, ["7.lon.209", "7.tri.209"]),
    ("RIC 2010", {}, ["4.ca.2010", "10.valt_iii_w.2010"]),
    ("RRC 335/1a-c", {}, ["rrc-335.1a", "rrc-335.1b", "rrc-335.1c"]),
    ("RRC 335/1", {}, [f"rrc-335.1{letter}" for letter in "abcd"]),
    ("RRC 340", {}, ["rrc-340.1", "rrc-340.2a", "rrc-340.2b"]),
    ("RRC 44/5-6", {}, ["rrc-44.5", "rrc-44.6"]),
]


@pytest.mark.parametrize(("text", "known", "ends"), LISTED, ids=[f"{t} {'/'.join(k.values())}" for t, k, _ in LISTED])
def test_what_stays_open_is_a_list(text, known, ends):
    state, found, _ = resolved(text, **known)
    assert (state, found) == ("ambiguous", ends)


NOT_LINKED = [
    ("cf. RIC I 30 (Tiberius)", "not_cited"),
    ("RIC I 30 (Tiberius) var.", "not_cited"),
    ("RIC III -.", "not_cited"),
    ("RIC II.3 1514", "not_loaded"),
    ("RIC II³ 299d", "not_loaded"),
    ("RIC II [1926] 90 (Vespasian)", "not_loaded"),
    ("RIC I (1923) 207 (Nero)", "not_loaded"),
    ("RIC VII Trier 999", "not_found"),
    ("RIC IV 574c", "not_found"),
    ("RIC III (Marcus Aurelius) 276", "not_found"),
]


@pytest.mark.parametrize(("text", "state"), NOT_LINKED, ids=[text for text, _ in NOT_LINKED])
def test_nothing_stands_in_for_what_is_not_there(text, state):
    assert resolved(text)[:2] == (state, [])


def test_the_second_edition_of_hadrian_is_not_the_first():
    assert resolved("RIC II² 299d", portrait="hadrian") == ("not_loaded", [], ["edition_not_loaded"])


DOUBTFUL = [
    ("RIC II 90", {"issuer": "vespasian"}, "2_1(2).ves.90", "old_numbers"),
    ("RIC VII 209", {"portrait": "crispus", "mint": "treveri"}, "7.tri.209", "portrait_contradicts"),
    ("RIC IV.3 574", {"portrait": "julia_domna"}, "4.ss.574", "part_contradicts_person"),
    ("RIC X 2010b", {}, "10.valt_iii_w.2010", "letter_not_listed"),
    ("RIC V 179k.9", {"issuer": "gallienus"}, "5.gall(2).179k", "subtype_not_listed"),
    ("RIC I 207", {"issuer": "augustus", "mint": "treveri"}, "1(2).aug.207", "mint_contradicts"),
]


@pytest.mark.parametrize(("text", "known", "end", "problem"), DOUBTFUL, ids=[problem for *_, problem in DOUBTFUL])
def test_a_type_that_something_speaks_against_is_doubtful(text, known, end, problem):
    assert resolved(text, **known) == ("doubtful", [end], [problem])


def test_the_silver_of_volume_five_is_called_bronze_too():
    base = Known(issuers=frozenset({"gallienus"}), metals=frozenset({"ae"}))
    [(_, gallienus)] = CATALOGUE.resolve("RIC V 178 (sole reign)", base, Context())
    [(_, trajan)] = CATALOGUE.resolve("RIC II 90 (Trajan)", Known(metals=frozenset({"ae"})), Context())
    assert (gallienus.state, gallienus.problems) == ("resolved", ())
    assert (trajan.state, trajan.problems) == ("doubtful", ("metal_contradicts",))


def test_a_list_says_what_would_decide():
    known = Known(portraits=frozenset({"gallienus"}))
    [(_, gallienus)] = CATALOGUE.resolve("RIC V 163", known, Context())
    [(_, trajan)] = CATALOGUE.resolve("RIC 674", Known(issuers=frozenset({"trajan"})), Context())
    assert gallienus.decides == ("reign",)
    assert trajan.decides == ("denomination",)


def test_a_long_list_is_cut_and_says_so():
    [reference] = parse_references("RIC I 207").references
    rows = CATALOGUE.fetch(query_of(reference, Known()))
    resolution = resolve_among(reference, Known(), rows, limit=1)
    assert (len(resolution.types), resolution.more, resolution.state) == (1, 1, "ambiguous")


def plain(label, number, suffix="", **facts):
    return TypeRow(f"http://example.org/{label}", label, number=number, suffix=suffix, **facts)


OTHER_WORKS = [
    ("Price 4", [plain("Price 4", "4"), plain("Price 4a", "4", "a")], {}, ("resolved", ["Price 4"])),
    ("Price P123", [plain("Price P123", "P123")], {}, ("resolved", ["Price P123"])),
    ("SC II 1266.2", [plain("SC 1266.2", "1266.2")], {"issuer": "philip_the_arab"}, ("resolved", ["SC 1266.2"])),
    ("RPC I 1701A", [plain("RPC I 1701a", "1701", "a", volume="I")], {}, ("resolved", ["RPC I 1701a"])),
    ("RPC II 1701a", [plain("RPC I 1701a", "1701", "a", volume="I")], {}, ("not_found", [])),
    ("RPC VII.1 3", [plain("RPC VII.2 3", "3", volume="VII.2")], {}, ("not_found", [])),
    (
        "RSC 43",
        [plain("RSC Augustus 43", "43", portrait="augustus"), plain("RSC Nero 43", "43", portrait="nero")],
        {"portrait": "nero"},
        ("resolved", ["RSC Nero 43"]),
    ),
    (
        "RSC 43",
        [plain("RSC Augustus 43", "43", portrait="augustus")],
        {"portrait": "nero"},
        ("doubtful", ["RSC Augustus 43"]),
    ),
    ("RSC 43", [plain("RSC Augustus 43", "43", portrait="augustus")], {}, ("doubtful", ["RSC Augustus 43"])),
    ("RPC 523", [plain("RPC I 523", "523", volume="I")], {}, ("doubtful", ["RPC I 523"])),
    (
        "RSC (Augustus) 43",
        [plain("RSC Augustus 43", "43", portrait="augustus"), plain("RSC Nero 43", "43", portrait="nero")],
        {},
        ("resolved", ["RSC Augustus 43"]),
    ),
    (
        "HGC 4, 1597",
        [plain("HGC 4, 1597", "1597", volume="4"), plain("HGC 9, 1597", "1597", volume="9")],
        {},
        ("resolved", ["HGC 4, 1597"]),
    ),
]


@pytest.mark.parametrize(
    ("text", "rows", "known", "expected"),
    OTHER_WORKS,
    ids=[f"{text} {'/'.join(k.values())}" for text, _, k, _ in OTHER_WORKS],
)
def test_other_works_by_number_and_by_what_their_numbers_restart_on(text, rows, known, expected):
    [reference] = parse_references(text).references
    resolution = resolve_among(
        reference, Known(**{f"{name}s": frozenset({value}) for name, value in known.items()}), rows
    )
    assert (resolution.state, [row.display for row in resolution.types]) == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("RIC I 281-283", [("281", ""), ("282", ""), ("283", "")]),
        ("RIC I 12a-c", [("12", "a"), ("12", "b"), ("12", "c")]),
        ("RIC I 281a-283b", [("281", "a"), ("282", None), ("283", "b")]),
        ("RIC I 12 f.", [("12", ""), ("13", "")]),
        ("RIC I 12 ff.", [("12", ""), ("13", ""), ("14", "")]),
        ("RIC I 1-900", [("1", ""), ("900", "")]),
        ("RIC V 465_AA", [("465", "")]),
    ],
    ids=["range", "letters", "range with letters", "and the next", "and those after", "too wide", "qualifier"],
)
def test_ranges_are_written_out(text, numbers):
    [reference] = parse_references(text).references
    assert [(wanted.number, wanted.suffix) for wanted in wanted_numbers(reference)] == numbers
