"""How a reference is asked for: ids, wording and queries of each catalogue."""

import pytest

from catalog.clients.crro import CRRO
from catalog.clients.hellenistic import PCO, PELLA, SCO
from catalog.clients.ocre import OCRE, section_codes
from catalog.clients.rpc import RpcClient
from catalog.tests.catalogues import asked


@pytest.mark.parametrize(
    ("text", "names", "ids"),
    [
        ("RIC I² 306", {"ruler": "Nero"}, ("ric.1(2).ner.306",)),
        ("RIC I 306", {"ruler": "Nero"}, ("ric.1(2).ner.306",)),
        ("RIC II 118", {"ruler": "Trajan"}, ("ric.2.tr.118",)),
        ("RIC II.1 783", {"ruler": "Vespasian"}, ("ric.2_1(2).ves.783",)),
        ("RIC II.1 972", {"ruler": "Titus"}, ("ric.2_1(2).tit.972",)),
        ("RIC II.3² 1514", {"ruler": "Hadrian"}, ("ric.2_3(2).hdn.1514",)),
        ("RIC II.1 972", {"ruler": "Vespasian", "portrait": "Titus"}, ("ric.2_1(2).ves.972",)),
        ("RIC II.1 972 (Titus)", {"ruler": "Vespasian"}, ("ric.2_1(2).ves.972",)),
        ("RIC II.1 972 (Titus)", {"ruler": "Nero"}, ("ric.2_1(2).tit.972",)),
        ("RIC IV.1 213", {"ruler": "Septimius Severus"}, ("ric.4.ss.213", "ric.4.crl.213", "ric.4.ge.213")),
        ("RIC IV.1 213", {"portrait": "Septimius Severus"}, ("ric.4.ss.213",)),
        ("RIC IV.1 213", {"ruler": "Septimius Severus", "portrait": "Geta"}, ("ric.4.ge.213",)),
        ("RIC VII 209", {"mint": "Trier"}, ("ric.7.tri.209",)),
        ("RIC VII Trier 209", {"mint": "Lyon"}, ("ric.7.tri.209",)),
        ("RIC VII 209", {"ruler": "Constantine I"}, ()),
        ("RIC IX 26b", {"mint": "Antioch"}, ("ric.9.anch.26b",)),
        ("RIC X 2010", {}, ()),
        ("RIC 306", {"ruler": "Nero"}, ("ric.1(2).ner.306",)),
        ("RIC² 306", {"ruler": "Nero"}, ("ric.1(2).ner.306",)),
        ("RIC² 93", {"ruler": "Augustus"}, ("ric.1(2).aug.93", "ric.1(2).cw.93")),
        ("RIC II² 783", {"ruler": "Vespasian"}, ("ric.2_1(2).ves.783",)),
        ("RIC II² 783 (Vespasian)", {}, ("ric.2_1(2).ves.783",)),
        ("RIC 783", {"ruler": "Vespasian"}, ()),
        ("RIC 207", {"ruler": "Constantine I"}, ()),
        ("RIC II 118", {"ruler": "../../admin"}, ()),
        ("RIC II 118", {}, ()),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_ids_of_ocre(text, names, ids):
    assert OCRE.guess(asked(text, **names)) == ids


def test_two_reigns_are_two_ids():
    found = OCRE.guess(asked("RIC V.1 163", ruler="Gallienus"))
    assert {"ric.5.gall(1).163", "ric.5.gall(2).163"} <= set(found)


@pytest.mark.parametrize(
    ("text", "names", "wording"),
    [
        ("RIC I² 306", {"ruler": "Nero"}, "RIC I (second edition) Nero 306"),
        ("RIC II.1 783", {"ruler": "Vespasian"}, "RIC II, Part 1 (second edition) Vespasian 783"),
        ("RIC II.1 972", {"ruler": "Titus"}, "RIC II, Part 1 (second edition) Titus 972"),
        ("RIC VII 209", {"mint": "Treveri"}, "RIC VII Trier 209"),
        ("RIC VII 209", {}, ""),
        ("RIC 207", {"ruler": "Constantine I"}, ""),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_wording_of_ocre(text, names, wording):
    assert OCRE.wording(asked(text, **names)) == wording


@pytest.mark.parametrize(
    ("text", "names", "query"),
    [
        (
            "RIC II.1 972",
            {"ruler": "Titus"},
            '(typeNumber:"972" OR typeNumber:972_*) AND (portrait_facet:"Titus" OR authority_facet:"Titus")',
        ),
        ("RIC VII 209", {"ruler": "Constantine I", "mint": "Trier"}, '(typeNumber:"209" OR typeNumber:209_*)'),
        ("RIC V.1 326(a)", {}, 'typeNumber:"326(a)"'),
        (
            "RIC II 118",
            {"ruler": 'x" OR *:*\\'},
            '(typeNumber:"118" OR typeNumber:118_*) AND (portrait_facet:"x  OR *:* " OR authority_facet:"x  OR *:* ")',
        ),
    ],
    ids=["titus", "mint", "brackets", "injection"],
)
def test_query_of_ocre(text, names, query):
    assert OCRE.facets(asked(text, **names)) == query


@pytest.mark.parametrize(
    ("volume", "name", "codes"),
    [
        ("I", "Nero", ["ner"]),
        ("II", "Nerva", ["ner"]),
        ("III", "Crispina", ["com"]),
        ("III", "Faustina I", ["ant"]),
        ("V", "Probus", ["pro"]),
        ("IV.3", "Philip I", ["ph_i"]),
        ("VII", "Trèves", ["tri"]),
        ("VII", "Treveri", ["tri"]),
        ("VII", "Nowhere", []),
        ("XI", "Nero", []),
        ("", "Nero", []),
    ],
    ids=str,
)
def test_sections_of_a_name(volume, name, codes):
    assert section_codes(volume, [name]) == codes


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("RRC 335/1c", ("rrc-335.1c",)),
        ("Crawford 44/5", ("rrc-44.5",)),
        ("RRC 98A/3", ("rrc-98A.3",)),
        ("RRC 197-198B/1a", ("rrc-197-8B.1a",)),
        ("RRC 335/1a-c", ("rrc-335.1a", "rrc-335.1b", "rrc-335.1c")),
        ("RRC 335", ()),
    ],
)
def test_ids_of_crro(text, ids):
    assert CRRO.guess(asked(text)) == ids


@pytest.mark.parametrize(
    ("series", "text", "ids"),
    [
        (SCO, "SC 1266.2", ("sc.1.1266.2", "sc.2.1266.2")),
        (SCO, "SC 379.3b", ("sc.1.379.3b", "sc.2.379.3b")),
        (PELLA, "Price 3000", ("price.3000",)),
        (PELLA, "Price P123", ("price.P123",)),
        (PCO, "CPE 330", ("cpe.1_1.330",)),
        (PCO, "CPE B102", ("cpe.1_2.B102",)),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_ids_of_hellenistic_catalogues(series, text, ids):
    assert series.guess(asked(text)) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("RPC I 1701a", ("1/1701A",)),
        ("RPC IV.1 1234", ("4.1/1234",)),
        ("RPC 1701", ()),
        ("RPC I S2 1234A", ()),
    ],
)
def test_ids_of_rpc(text, ids):
    assert RpcClient(network=None).guess_ids(asked(text)) == ids
