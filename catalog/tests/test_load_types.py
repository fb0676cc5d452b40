"""The types of a published catalogue: from RDF or from a table, once or again, over what was there before."""

import gzip
import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from catalog.choices import TermKind
from catalog.clients.base import TypeDocument
from catalog.models import CatalogSystem, CatalogType, Term
from catalog.services.lookup_storing import store_document
from catalog.services.seeding import seed_systems
from catalog.services.type_labels import told_apart
from catalog.services.versions import TYPES, catalog_version
from catalog.tests.load_samples import TABLE, TYPE, load, rdf, write_gzip
from coinstack.commands import WrongUse
from coinstack.testing import SHARED_DATA, needs_shared_data

pytestmark = pytest.mark.django_db

LONGEST = CatalogType._meta.get_field("display").max_length
URI = "http://numismatics.org/crro/id/rrc-528.3"
PLAIN = [
    field.attname
    for field in CatalogType._meta.concrete_fields
    if field.name not in {"id", "created_at", "updated_at", "fetched_at"}
]


def dump(folder: Path, *parts: str) -> Path:
    return write_gzip(folder / "dump.gz", rdf(*parts or (TYPE,)))


def table(folder: Path, text: str = TABLE) -> Path:
    path = folder / "table"
    path.write_text(text, encoding="utf-8")
    return path


def rows() -> list[tuple]:
    return sorted(CatalogType.objects.values_list(*PLAIN), key=str)


def test_a_type_is_read(tmp_path):
    assert load("load_types", dump(tmp_path), system="crro") == {"types": 1, "created": 1, "updated": 0, "skipped": 0}

    found = CatalogType.objects.get(uri=URI)
    assert (found.system.code, found.number, found.suffix, found.display) == ("rrc", "528/3", "", "RRC 528/3")
    assert (found.year_start, found.year_end) == (-39, -38)
    assert (found.obverse_legend, found.obverse_legend_norm) == ("M·ANTON·IMP", "m anton imp")
    assert (found.obverse_description, found.reverse_legend) == ("Head right.", "")
    assert (found.source, found.number_sort) == ("crro", "000528/000003")


def test_terms_the_vocabulary_lacks_are_added_bare(tmp_path):
    Term.objects.create(
        kind=TermKind.MATERIAL, name="Silver", slug="ar", uri="http://nomisma.org/id/ar", source="nomisma"
    )
    load("load_types", dump(tmp_path), system="crro")
    found = CatalogType.objects.get(uri=URI)
    assert (found.material.name, found.denomination.name, found.mint) == ("Silver", "Denarius", None)
    assert (found.denomination.kind, found.denomination.source) == ("denomination", "types")
    assert list(found.denomination.names.values_list("text", "text_norm")) == [("Denarius", "denarius")]


def test_a_replaced_term_gives_way_to_its_successor(tmp_path):
    new = Term.objects.create(kind=TermKind.DENOMINATION, name="Denarius", slug="new")
    uri = "http://nomisma.org/id/denarius"
    Term.objects.create(kind=TermKind.DENOMINATION, name="Old", slug="old", uri=uri, replaced_by=new)
    load("load_types", dump(tmp_path), system="crro")
    assert CatalogType.objects.get(uri=URI).denomination == new


def test_a_portrait_is_found_by_its_match(tmp_path):
    bm = "http://collection.britishmuseum.org/id/person-institution/1"
    Term.objects.create(kind=TermKind.DEITY, name="Janus", slug="janus", same_as=[bm])
    text = TYPE.replace("<nmo:hasLegend", f'<nmo:hasPortrait rdf:resource="{bm}"/><nmo:hasLegend')
    load("load_types", dump(tmp_path, text), system="crro")
    found = CatalogType.objects.get(uri=URI)
    assert (found.obverse_portrait.name, found.raw["obverse_portrait"]) == ("Janus", [bm])


def test_who_issued_by_authority_is_the_issuer(tmp_path):
    text = TYPE.replace(
        "<nmo:hasMaterial", '<nmo:hasAuthority rdf:resource="http://nomisma.org/id/x"/><nmo:hasMaterial'
    )
    load("load_types", dump(tmp_path, text), system="crro")
    found = CatalogType.objects.get(uri=URI)
    assert (found.issuer.name, found.issuer.kind) == ("X", "issuer")
    assert found.issuer == found.authority


def test_several_mints_are_kept(tmp_path):
    two = '<nmo:hasMint rdf:resource="http://nomisma.org/id/a"/><nmo:hasMint rdf:resource="http://nomisma.org/id/b"/>'
    load("load_types", dump(tmp_path, TYPE.replace("<nmo:hasMaterial", f"{two}<nmo:hasMaterial")), system="crro")
    found = CatalogType.objects.get(uri=URI)
    assert found.mint.name == "A"
    assert found.raw["mint"] == ["http://nomisma.org/id/a", "http://nomisma.org/id/b"]


def test_table_and_rdf_give_the_same_row(tmp_path):
    load("load_types", dump(tmp_path), system="crro")
    of_rdf = rows()
    assert load("load_types", table(tmp_path), system="rrc") == {"types": 1, "created": 0, "updated": 0, "skipped": 0}
    assert rows() == of_rdf


def test_a_second_load_changes_nothing(tmp_path):
    load("load_types", dump(tmp_path), system="crro")
    version = catalog_version(TYPES)
    assert load("load_types", dump(tmp_path), system="crro")["updated"] == 0
    assert catalog_version(TYPES) == version


def test_a_changed_type_is_brought_up_to_date_and_keeps_what_is_not_said(tmp_path):
    load("load_types", dump(tmp_path), system="crro")
    version = catalog_version(TYPES)
    changed = TYPE.replace("Head right.", "Head of Antony right.").replace("-0038", "")
    assert load("load_types", dump(tmp_path, changed), system="crro")["updated"] == 1
    found = CatalogType.objects.get(uri=URI)
    assert (found.obverse_description, found.year_end) == ("Head of Antony right.", -38)
    assert catalog_version(TYPES) > version


def made(**values):
    seed_systems()
    system = CatalogSystem.objects.get(code="rrc")
    return CatalogType.objects.create(**{"system": system, "display": "RRC 528/3", "number": "528/3", **values})


def test_a_stub_of_a_reference_becomes_the_type(tmp_path):
    stub = made(source="reference")
    assert load("load_types", dump(tmp_path), system="crro") == {"types": 1, "created": 0, "updated": 1, "skipped": 0}
    stub.refresh_from_db()
    assert (stub.uri, stub.source, stub.obverse_legend) == (URI, "crro", "M·ANTON·IMP")


def test_a_starter_type_is_brought_up_to_date(tmp_path):
    starter = made(source="starter", uri=URI, obverse_legend="M ANTON", rarity="R")
    load("load_types", dump(tmp_path), system="crro")
    starter.refresh_from_db()
    assert (starter.obverse_legend, starter.rarity, starter.source) == ("M·ANTON·IMP", "R", "crro")


def test_a_collectors_own_row_is_only_completed(tmp_path):
    own = made(source="user", uri=URI, obverse_legend="MINE", raw={"mine": 1})
    load("load_types", dump(tmp_path), system="crro")
    own.refresh_from_db()
    assert (own.obverse_legend, own.obverse_description, own.source) == ("MINE", "Head right.", "user")
    assert own.raw == {"mine": 1}


def test_two_types_of_one_label_are_told_by_their_addresses(tmp_path):
    made(uri="http://example.org/other")
    load("load_types", dump(tmp_path), system="crro")
    assert CatalogType.objects.get(uri=URI).display == "RRC 528/3 [rrc-528.3]"


def test_replaced_types_lead_to_their_successors(tmp_path):
    old = (
        '<nmo:TypeSeriesItem rdf:about="http://numismatics.org/crro/id/rrc-1.1">'
        f'<dcterms:isReplacedBy rdf:resource="{URI}"/></nmo:TypeSeriesItem>'
    )
    load("load_types", dump(tmp_path, old, TYPE), system="crro")
    assert CatalogType.objects.get(number="1/1").replaced_by.uri == URI


def test_what_is_no_type_of_the_catalogue_is_counted(tmp_path):
    other = TYPE.replace("crro/id/rrc-528.3", "ocre/id/ric.1(2).aug.10")
    odd = TYPE.replace("rrc-528.3", "no-number")
    answer = load("load_types", dump(tmp_path, TYPE, other, odd), system="crro")
    assert answer == {"types": 1, "created": 1, "updated": 0, "skipped": 2}


def test_an_unknown_system_is_wrong_use(tmp_path):
    with pytest.raises(WrongUse, match="Known are ocre, crro"):
        load("load_types", dump(tmp_path), system="bodleian")


@pytest.mark.parametrize("words", [(), ("dump", "--download")], ids=["neither", "both"])
def test_a_path_or_a_download_is_wanted(words):
    with pytest.raises(WrongUse, match="one of the two"):
        load("load_types", *words, "--system", "ocre")


def first_types(path: Path, count: int) -> str:
    """The beginning of a real dump, as a dump of its own."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        text = "".join(itertools.islice(file, count))
    return text[: text.rindex("<nmo:TypeSeriesItem")] + "</rdf:RDF>"


@needs_shared_data
def test_the_beginning_of_ocre_reads_alike_from_both_files(tmp_path):
    text = first_types(SHARED_DATA / "ocre" / "ocre.rdf.gz", 20_000)
    of_rdf = load("load_types", write_gzip(tmp_path / "ocre.gz", text), system="ocre")
    before = rows()
    assert of_rdf["types"] == of_rdf["created"] > 1000

    with gzip.open(SHARED_DATA / "ocre" / "types.csv.gz", "rt", encoding="utf-8") as file:
        lines = list(itertools.islice(file, of_rdf["types"] + 1))
    of_table = load("load_types", table(tmp_path, "".join(lines)), system="ocre")

    assert of_table == {"types": of_rdf["types"], "created": 0, "updated": 0, "skipped": 0}
    assert rows() == before
    found = CatalogType.objects.get(display="RIC I² Augustus 207")
    assert (found.volume, found.edition, found.section, found.number) == ("I", 2, "aug", "207")
    assert found.reverse_legend == "C L CAESARES AVGVSTI F COS DESIG PRINC IVVENT"


@needs_shared_data
def test_crro_reads_alike_from_both_files():
    of_rdf = load("load_types", SHARED_DATA / "crro" / "crro.rdf.gz", system="crro")
    before = rows()
    of_table = load("load_types", SHARED_DATA / "crro" / "types.cex", system="crro")
    assert (of_rdf["created"], of_table["types"], of_table["updated"]) == (2281, 2281, 0)
    assert rows() == before
    assert CatalogType.objects.get(display="RRC 335/1c").year_start == -96


def test_a_label_is_no_longer_than_its_column(tmp_path):
    uri = f"http://numismatics.org/ocre/id/ric.4.{'s' * 60}.{'1' * 30}{'a' * 20}_{'q' * 40}"
    type_ = TYPE.replace("http://numismatics.org/crro/id/rrc-528.3", uri)
    assert load("load_types", dump(tmp_path, type_), system="ocre")["created"] == 1
    assert len(CatalogType.objects.get(uri=uri).display) <= LONGEST


def test_the_second_of_two_long_labels_is_told_by_the_end_of_its_id():
    label = told_apart("x" * LONGEST, "ric.4.ss.1")
    assert (len(label), label[-13:]) == (LONGEST, " [ric.4.ss.1]")
    assert len(told_apart("x" * LONGEST, "y" * 300)) == LONGEST


def test_what_a_look_up_noted_outlives_a_load(tmp_path):
    looked_up = TypeDocument(source="crro", id="rrc-528.3", uri=URI, label="RRC 528/3", mean_weight_g="3.8")
    store_document(looked_up, keep_for=timedelta(days=1))
    load("load_types", dump(tmp_path), system="crro")
    store_document(replace(looked_up, mean_weight_g="3.9"), keep_for=timedelta(days=1))
    found = CatalogType.objects.get(uri=URI)
    assert (str(found.mean_weight_g), found.obverse_description) == ("3.900", "Head right.")


def test_a_column_without_a_name_at_the_end_of_a_table(tmp_path):
    text = TABLE.replace("\n", "#\n").replace("#", "\t")
    assert load("load_types", table(tmp_path, text), system="crro")["created"] == 1
