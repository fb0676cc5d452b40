import csv
import gzip

import pytest

from catalog.references.type_ids import TypeKey, number_sort, read_type_id, type_display
from coinstack.testing import SHARED_DATA, needs_shared_data

OCRE, CRRO = "http://numismatics.org/ocre/id/", "http://numismatics.org/crro/id/"

KEYS = {
    f"{OCRE}ric.1(2).aug.207": TypeKey("ric", "I", 2, "aug", "207", "", ""),
    f"{OCRE}ric.2_1(2).ves.783": TypeKey("ric", "II.1", 2, "ves", "783", "", ""),
    f"{OCRE}ric.2.tr.674_dupondius": TypeKey("ric", "II", None, "tr", "674", "", "dupondius"),
    f"{OCRE}ric.5.gall(2).179k.3": TypeKey("ric", "V", None, "gall(2)", "179", "k.3", ""),
    f"{OCRE}ric.5.gall(2).465_AA.1": TypeKey("ric", "V", None, "gall(2)", "465", "", "AA.1"),
    f"{OCRE}ric.5.aur.326(a).1": TypeKey("ric", "V", None, "aur", "326", "(a).1", ""),
    f"{OCRE}ric.9.tri.30A.viia": TypeKey("ric", "IX", None, "tri", "30", "A.viia", ""),
    f"{OCRE}ric.4.ph_i.75A%20(a)": TypeKey("ric", "IV", None, "ph_i", "75", "A (a)", ""),
    "https://nomisma.org/id/ric.2.ves.90": TypeKey("ric", "II", None, "ves", "90", "", ""),
    f"{CRRO}rrc-335.1c": TypeKey("rrc", "", None, "", "335/1", "c", ""),
    f"{CRRO}rrc-98A.3": TypeKey("rrc", "", None, "", "98A/3", "", ""),
    f"{CRRO}rrc-98b": TypeKey("rrc", "", None, "", "98B", "", ""),
    f"{CRRO}rrc-197-8B.1a": TypeKey("rrc", "", None, "", "197-198B/1", "a", ""),
    "https://rpc.ashmus.ox.ac.uk/coins/1/1701A": TypeKey("rpc", "I", None, "", "1701", "A", ""),
    "https://rpc.ashmus.ox.ac.uk/id/rpc-7.1-12": TypeKey("rpc", "VII.1", None, "", "12", "", ""),
    "http://numismatics.org/pella/id/price.P123": TypeKey("price", "", None, "", "P123", "", ""),
    "http://numismatics.org/sco/id/sc.1.1266.2a": TypeKey("sc", "", None, "", "1266.2", "a", ""),
    "http://numismatics.org/pco/id/cpe.1_2.B123": TypeKey("cpe", "I.2", None, "", "B123", "", ""),
    "http://nomisma.org/id/svoronos-1904.5": TypeKey("svoronos", "", None, "", "5", "", ""),
}


@pytest.mark.parametrize(("uri", "key"), KEYS.items(), ids=[uri.rpartition("/")[2] for uri in KEYS])
def test_an_address_is_read(uri, key):
    assert read_type_id(uri) == key


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "ric.1(2).aug.207",
        f"{OCRE}ric.1(2).aug",
        f"{OCRE}ric.99.aug.1",
        "http://example.org/ocre/id/ric.1(2).aug.207",
        "http://nomisma.org/id/rome",
    ],
    ids=["empty", "no address", "no number", "no such volume", "another site", "a mint"],
)
def test_other_addresses_are_no_types(uri):
    assert read_type_id(uri) is None


@pytest.mark.parametrize(
    ("uri", "label"),
    [
        (f"{OCRE}ric.1(2).aug.207", "RIC I² Augustus 207"),
        (f"{OCRE}ric.2_1(2).ves.783", "RIC II.1² Vespasian 783"),
        (f"{OCRE}ric.2.ner.17_quinarius_aureus", "RIC II Nerva 17 (quinarius aureus)"),
        (f"{OCRE}ric.1(2).ner.17", "RIC I² Nero 17"),
        (f"{OCRE}ric.5.gall(2).179k.3", "RIC V Gallienus (sole reign) 179k.3"),
        (f"{OCRE}ric.7.tri.209", "RIC VII Trier 209"),
        (f"{CRRO}rrc-335.1c", "RRC 335/1c"),
    ],
    ids=["edition", "part and edition", "denomination", "Nero", "reign and subtype", "mint", "Crawford"],
)
def test_labels(uri, label):
    assert type_display(read_type_id(uri)) == label


def test_names_of_sections_may_be_given():
    assert type_display(read_type_id(f"{OCRE}ric.7.tri.209"), {"tri": "Treveri"}) == "RIC VII Treveri 209"


def test_numbers_sort_as_a_catalogue_prints_them():
    printed = ["9", "10", "10a", "10a.2", "10a.10", "10B", "335/1", "335/10"]
    keys = [number_sort(number) for number in printed]
    assert sorted(keys) == keys
    assert max(map(len, keys)) <= 60
    assert number_sort("30", "A.ix") < number_sort("30", "A.x") < number_sort("30", "A.xxxviii")


@needs_shared_data
def test_every_type_of_the_dumps_has_a_key_and_a_label_of_its_own():
    with gzip.open(SHARED_DATA / "ocre" / "types.csv.gz", "rt", encoding="utf-8", newline="") as file:
        uris = [line["uri_derived"] for line in csv.DictReader(file)]
    lines = (SHARED_DATA / "crro" / "types.cex").read_text(encoding="utf-8").splitlines()[1:]
    uris += [line.partition("#")[0] for line in lines]
    keys = [read_type_id(uri) for uri in uris]
    assert None not in keys
    assert len(set(keys)) == len({type_display(key) for key in keys}) == len(uris)
