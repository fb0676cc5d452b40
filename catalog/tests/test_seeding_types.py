"""The starter types: read from their files, written once, and given way to a loaded catalogue."""

import csv
import gzip
from collections import Counter

import pytest

from catalog.choices import TermKind
from catalog.legends.text import legend_key
from catalog.models import CatalogSystem, CatalogType, CatalogVersion, Term
from catalog.references import SYSTEMS
from catalog.references.type_ids import read_type_id, type_display
from catalog.services.seeding_files import StarterFileProblem, read_starter
from catalog.services.seeding_systems import seed_systems
from catalog.services.seeding_type_files import FILES, read_type_file, read_types
from catalog.services.seeding_types import seed_types, write_types
from catalog.services.versions import TYPES, catalog_version
from catalog.services.vocabulary import NOMISMA
from coinstack.exceptions import CoinStackError
from coinstack.testing import SHARED_DATA, needs_shared_data

TRIBUTE_PENNY = "http://numismatics.org/ocre/id/ric.1(2).tib.30"


@pytest.fixture
def terms(db):
    """Every term that the starter types name, and no more."""
    kinds = {"mint": TermKind.MINT, "denomination": TermKind.DENOMINATION, "material": TermKind.MATERIAL}
    cited = {key: kinds.get(field, TermKind.ISSUER) for one in read_types() for field, key in one.cited.items()}
    rows = [Term(kind=kind, name=key, slug=key, uri=NOMISMA + key) for key, kind in cited.items()]
    return {str(term.uri).removeprefix(NOMISMA): term for term in Term.objects.bulk_create(rows)}


def test_there_are_enough_types_of_each_work():
    counted = Counter(starter.key.system for starter in read_types())
    assert counted["ric"] >= 280
    assert counted["rrc"] >= 90
    assert counted["rpc"] >= 20
    assert counted["price"] >= 20
    assert counted["sc"] >= 15
    assert counted["sear_byz"] >= 70


def test_every_key_is_of_a_known_work_and_its_address_says_the_same():
    for starter in read_types():
        assert starter.key.system in SYSTEMS
        assert starter.key.number
        assert starter.display == type_display(starter.key)
        assert not starter.uri or read_type_id(starter.uri) == starter.key
        assert starter.cited.keys() <= {"authority", "obverse_portrait", "mint", "denomination", "material"}


def test_every_type_is_described_and_dated():
    bare = [
        one.place
        for one in read_types()
        if not (one.plain["obverse_description"] and one.plain["reverse_description"] and one.plain["year_start"])
    ]
    assert bare == []


def test_the_starter_vocabulary_has_every_term_that_is_cited():
    cited = {(field, key) for starter in read_types() for field, key in starter.cited.items()}
    of_file = {term.id: name for name, terms in read_starter().items() for term in terms}
    assert sorted(key for _, key in cited if key not in of_file) == []
    assert {of_file[key] for field, key in cited if field == "mint"} == {"mints.csv", "regions.csv"}
    assert {of_file[key] for field, key in cited if field == "denomination"} == {"denominations.csv"}
    assert {of_file[key] for field, key in cited if field == "material"} == {"materials.csv"}


def test_seeding_writes_keys_terms_years_and_legends(terms):
    seed_systems()
    assert seed_types() == CatalogType.objects.count() == len(read_types())
    penny = CatalogType.objects.get(uri=TRIBUTE_PENNY)
    assert (penny.display, penny.system.code, penny.source) == ("RIC I² Tiberius 30", "ric", "starter")
    assert (penny.volume, penny.edition, penny.section, penny.number, penny.suffix) == ("I", 2, "tib", "30", "")
    assert penny.number_sort == "000030"
    assert (penny.authority, penny.issuer, penny.obverse_portrait) == (terms["tiberius"],) * 3
    assert (penny.mint, penny.denomination, penny.material) == (terms["lugdunum"], terms["denarius"], terms["ar"])
    assert (penny.year_start, penny.year_end) == (14, 37)
    assert penny.obverse_legend == "TI CAESAR DIVI AVG F AVGVSTVS"
    assert penny.obverse_legend_norm == "ti caesar diui aug f augustus"
    assert penny.reverse_legend_norm == "pontif maxim"
    brutus = CatalogType.objects.get(display="RRC 508/3")
    assert (brutus.year_start, brutus.reverse_legend, brutus.mint) == (-43, "EID MAR", None)
    assert CatalogType.objects.get(display="Sear Byz. 163").uri is None


def test_seeding_sets_up_the_works_when_they_are_missing(terms):
    seed_types()
    assert CatalogSystem.objects.filter(code="sear_byz").exists()


def test_a_repeat_changes_nothing_and_asks_little(terms, django_assert_max_num_queries):
    seed_types()
    before = list(CatalogType.objects.order_by("pk").values()), catalog_version(TYPES)
    with django_assert_max_num_queries(8):
        seed_types()
    assert (list(CatalogType.objects.order_by("pk").values()), catalog_version(TYPES)) == before


def test_writing_again_what_is_there_changes_nothing(terms):
    seed_types()
    before = list(CatalogType.objects.order_by("pk").values()), catalog_version(TYPES)
    assert write_types(read_types()) == 0
    assert (list(CatalogType.objects.order_by("pk").values()), catalog_version(TYPES)) == before


def test_a_type_that_a_curator_deleted_stays_deleted(terms):
    seed_types()
    CatalogType.objects.filter(uri=TRIBUTE_PENNY).delete()
    seed_types()
    assert not CatalogType.objects.filter(uri=TRIBUTE_PENNY).exists()


def test_a_type_loaded_from_ocre_is_completed_but_not_doubled_or_overwritten(terms):
    seed_systems()
    loaded = CatalogType.objects.create(
        system=CatalogSystem.objects.get(code="ric"),
        display="RIC I (second edition) Tiberius 30",
        uri=TRIBUTE_PENNY,
        obverse_legend="TI CAESAR DIVI - AVG F AVGVSTVS",
        year_start=18,
        mint=terms["rome"],
        source="ocre",
    )
    seed_types()
    loaded.refresh_from_db()
    assert CatalogType.objects.filter(volume="I", section="tib", number="30").get() == loaded
    assert loaded.obverse_legend == "TI CAESAR DIVI - AVG F AVGVSTVS"
    assert (loaded.mint, loaded.source) == (terms["rome"], "ocre")
    assert (loaded.year_start, loaded.year_end) == (18, None)
    assert (loaded.reverse_legend, loaded.denomination) == ("PONTIF MAXIM", terms["denarius"])


def test_a_type_known_from_references_becomes_the_starter_type(terms):
    seed_systems()
    system = CatalogSystem.objects.get(code="rrc")
    stub = CatalogType.objects.create(system=system, display="RRC 508/3", number="508/3", source="reference")
    seed_types()
    stub.refresh_from_db()
    assert (stub.source, stub.uri) == ("starter", "http://numismatics.org/crro/id/rrc-508.3")
    assert stub.reverse_legend == "EID MAR"


def test_a_replaced_term_gives_its_successor(terms):
    lyon = Term.objects.create(kind=TermKind.MINT, name="Lyon", slug="lyon")
    Term.objects.filter(pk=terms["lugdunum"].pk).update(replaced_by=lyon)
    seed_types()
    assert CatalogType.objects.get(uri=TRIBUTE_PENNY).mint == lyon


def test_without_vocabulary_nothing_is_written(db):
    with pytest.raises(CoinStackError, match="need the starter vocabulary"):
        seed_types()
    assert not CatalogType.objects.exists()
    assert not CatalogVersion.objects.filter(name="starter_types").exists()


HEADER = "uri,system,number,mint,start,end,obverse_legend,reverse_legend\n"


def lines_of(tmp_path, *lines):
    path = tmp_path / "types_trial.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return list(read_type_file(path))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (",sear_byz,163,rome", "more or fewer cells"),
        (",sear_byz,163,rome,527,565,,,", "more or fewer cells"),
        (",nonsense,163,,,,,", "a known system and a number"),
        (",sear_byz,,,,,,", "a known system and a number"),
        ("http://example.org/1,,,,,,,", "not the address of a type"),
        (f"{TRIBUTE_PENNY},rrc,,,,,,", "the address says “ric”"),
        (f"{TRIBUTE_PENNY},ric,31,,,,,", "the address says “30”"),
        (",sear_byz,163,,527 AD,,,", "no whole number"),
        (",sear_byz,163,,0,,,", "no year 0"),
        (",sear_byz,163,,565,527,,", "wrong way round"),
        (',sear_byz,163,,,,"D N,', "unexpected end of data"),
    ],
    ids=[
        "too few cells",
        "too many cells",
        "unknown work",
        "no number",
        "strange address",
        "other work",
        "other number",
        "no number for a year",
        "year nought",
        "years reversed",
        "open quote",
    ],
)
def test_a_malformed_line_is_named(tmp_path, line, problem):
    with pytest.raises(StarterFileProblem, match=r"types_trial\.csv, line") as refused:
        lines_of(tmp_path, line)
    assert problem in refused.value.message


def test_an_unknown_column_is_named(tmp_path):
    path = tmp_path / "types_trial.csv"
    path.write_text("uri,weight\n", encoding="utf-8")
    with pytest.raises(StarterFileProblem, match="line 1: the columns are"):
        list(read_type_file(path))


def test_an_unknown_term_stops_with_file_and_line(tmp_path, terms):
    [good, bad] = lines_of(tmp_path, ",sear_byz,163,rome,,,,", ",sear_byz,165,atlantis,,,,")
    with pytest.raises(
        StarterFileProblem, match=r"types_trial\.csv, line 3: the vocabulary has no “atlantis” for mint"
    ):
        write_types([good, bad])
    assert not CatalogType.objects.exists()


def test_a_term_that_a_curator_deleted_is_left_out(terms):
    terms["lugdunum"].delete()
    seed_types()
    assert CatalogType.objects.get(uri=TRIBUTE_PENNY).mint is None


def test_one_label_twice_is_refused(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text(HEADER, encoding="utf-8")
    (tmp_path / FILES[-1]).write_text(f"{HEADER},sear_byz,163,,,,,\n,sear_byz,163,,,,,\n", encoding="utf-8")
    with pytest.raises(StarterFileProblem, match=rf"{FILES[-1]}, line 3: Sear Byz\. 163 is there already \(.*line 2\)"):
        read_types(tmp_path)


NOTHING = {"none": "", "uncertain_value": ""}


def ocre_rows():
    with gzip.open(SHARED_DATA / "ocre" / "types.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["uri_derived"]: row for row in csv.DictReader(file)}


@needs_shared_data
def test_types_of_ric_agree_with_ocre():
    ocre = ocre_rows()
    columns = {"authority": "authority", "mint": "mint", "denomination": "denomination", "material": "metal"}
    for starter in read_types():
        if starter.key.system != "ric":
            continue
        row = ocre[starter.uri]
        for ours, theirs in columns.items():
            assert starter.cited.get(ours, "") == NOTHING.get(row[theirs], row[theirs]), starter.place
        for legend in ("obverse_legend", "reverse_legend"):
            assert legend_key(starter.plain[legend]) in {legend_key(one) for one in row[legend].split(" or ")}


@needs_shared_data
def test_types_of_crawford_agree_with_crro():
    lines = (SHARED_DATA / "crro" / "types.cex").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("#") for line in lines]
    crro = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    columns = {"mint": "Mint", "denomination": "Denomination", "material": "Metal"}
    for starter in read_types():
        if starter.key.system != "rrc":
            continue
        row = crro[starter.uri]
        for ours, theirs in columns.items():
            assert starter.cited.get(ours, "") == NOTHING.get(row[theirs], row[theirs]), starter.place
        assert (str(starter.plain["year_start"]), str(starter.plain["year_end"])) == (row["StartDate"], row["EndDate"])
        for legend, theirs in (("obverse_legend", "ObvLegend"), ("reverse_legend", "RevLegend")):
            # Left blank where CRRO mixes marks and control letters of single dies into the legend.
            said = starter.plain[legend]
            assert not said or legend_key(said) == legend_key(row[theirs].replace(" (crossed)", "")), starter.place
