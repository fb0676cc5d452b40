"""The starter files of mints, regions, peoples, denominations and materials."""

import csv
import gzip
import re
import tarfile
from collections import Counter
from math import cos, hypot, radians

import pytest

from catalog.models import CatalogVersion, Term
from catalog.services.loading_terms import Slugs
from catalog.services.seeding_files import DATA, FILES, read_file
from catalog.services.seeding_terms import write_starter_terms
from catalog.services.vocabulary import DENOMINATIONS, METALS, MINTS, NOMISMA, find_terms
from coinstack.testing import SHARED_DATA, needs_shared_data
from coinstack.text import fold

OURS = ("regions.csv", "materials.csv", "peoples.csv", "mints.csv", "denominations.csv")


def starter(name):
    """The terms of a file; several standards of a denomination are one term."""
    return list({term.key: term for term in reversed(list(read_file(DATA / name, FILES[name])))}.values())


def ids(*names):
    return {term.id for name in names for term in starter(name) if term.id}


@pytest.mark.parametrize(
    ("name", "least"),
    [("mints.csv", 500), ("denominations.csv", 200), ("materials.csv", 20), ("regions.csv", 130), ("peoples.csv", 180)],
)
def test_starter_files_hold_enough(name, least):
    assert len(starter(name)) >= least


@pytest.mark.parametrize("name", OURS)
def test_no_spelling_stands_twice_in_a_line(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert [text for text, n in Counter(row["names"].split("|")).items() if text and n > 1] == []


def test_mints_stand_in_regions_and_on_the_map():
    regions = ids("regions.csv")
    mints = starter("mints.csv")
    assert [mint.name for mint in mints if mint.broader and mint.broader not in regions] == []
    unplaced = {mint.id for mint in mints if mint.latitude is None or mint.longitude is None}
    assert unplaced == {"comitatensian_mint", "eastern_mint_ric", "eastern_mint_rrc"}


def test_each_mint_of_the_late_volumes_has_its_section():
    sections = {mint.metadata["ric"]: mint.id for mint in starter("mints.csv") if mint.metadata.get("ric")}
    assert len(sections) == 21
    assert sections["anch"] == "antiocheia_syria"
    assert sections["cnp"] == "constantinople"


def test_denominations_name_metals_and_families_that_exist():
    metals, denominations = ids("materials.csv"), ids("denominations.csv")
    for denomination in read_file(DATA / "denominations.csv", FILES["denominations.csv"]):
        assert set(denomination.metadata["standards"][0]["metals"]) <= metals
        assert denomination.metadata.get("family", "denarius") in denominations


@pytest.mark.parametrize(
    ("denomination", "year", "weight"),
    [
        ("denarius", -200, 4.5),
        ("denarius", -44, 3.9),
        ("denarius", 100, 3.4),
        ("nummus", 300, 10.1),
        ("nummus", 320, 3.4),
        ("solidus", 400, 4.5),
        ("siliqua", 370, 2.1),
        ("hyperpyron_nomisma", 1100, 4.4),
        ("prutah", 30, 2.0),
    ],
)
def test_expected_weight_of_a_denomination_in_a_year(denomination, year, weight):
    lines = read_file(DATA / "denominations.csv", FILES["denominations.csv"])
    standards = [line.metadata["standards"][0] for line in lines if line.id == denomination]
    assert weight in {one["weight_g"] for one in standards if one["year_start"] <= year <= one["year_end"]}


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    """The files of this module in the database, once for all tests that only read."""
    with django_db_blocker.unblock():
        slugs = Slugs()
        for name in OURS:
            write_starter_terms(starter(name), slugs)
        yield
        Term.objects.all().delete()
        CatalogVersion.objects.all().delete()


def named(text, kinds):
    return [str(term.uri).removeprefix(NOMISMA) if term.uri else term.name for term in find_terms(text, kinds)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mint", "spellings"),
    [
        ("treveri", "Treveri|Trier|Trèves|Treves|Tréveris"),
        ("lugdunum", "Lugdunum|Lyon|Lyons"),
        ("arelate", "Arelate|Arles|Constantina"),
        ("londinium", "Londinium|London|Londres"),
        ("ambianum", "Ambianum|Amiens"),
        ("ticinum", "Ticinum|Pavia"),
        ("mediolanum", "Mediolanum|Milan|Mailand|Milano"),
        ("siscia", "Siscia|Sisak"),
        ("serdica", "Serdica|Sofia"),
        ("thessalonica", "Thessalonica|Saloniki|Thessaloniki|THESSALONIKA"),
        ("heraclea_thracica", "Heraclea|Herakleia"),
        ("perinthus", "Perinthus|Perinthos"),
        ("constantinople", "Constantinopolis|Kpl.|CP|Constantinople"),
        ("nicomedia", "Nicomedia|Izmit|İzmit|Nikomedia"),
        ("cyzicus", "Cyzicus|Kyzikos|Cyzikos|Cyzique"),
        ("antiocheia_syria", "Antioch|Antiochia ad Orontem|Antioch on the Orontes|Seleucis and Pieria. Antioch"),
        ("colonia_claudia_ara_agrippinensium", "Colonia Agrippinensis|Cologne|Köln|Colonia Agrippina"),
        ("camulodunum", "Camulodunum|Colchester|C mint"),
        ("olbia", "Sarmatia, Olbia|Olbia"),
        ("caesareia_cappadocia", "CAPPADOCIA, Caesarea-Eusebia|Caesarea"),
        ("apameia_syria", "Apameia, Syria"),
        ("laodiceia_ad_mare", "Laodicea ad Mare, SYRIA"),
        ("anchialus", "Anchialus, Thrace"),
        ("alexandreia_egypt", "Alexandria|Alexandrie"),
    ],
)
def test_dealers_and_other_languages_names_of_mints(places, mint, spellings):
    assert {text: named(text, MINTS) for text in spellings.split("|")} == {
        text: [mint] for text in spellings.split("|")
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("denomination", "spellings"),
    [
        ("antoninianus", "Antoninianus|Ant.|Double denarius|radiate|Aurelianus|Aurelianianus|antoninien"),
        ("follis", "Follis|AE Follis|Æ Follis|reduced follis"),
        ("nummus", "Nummus|Follis/nummus"),
        ("ae3", "Æ3|AE3|Æ 3|AE-3"),
        ("tetradrachm", "Tetradrachm|tetradrachma|AR Tetradrachm|Tétradrachme"),
        ("drachma", "Drachm|drachma|Silberdrachme|dracma"),
        ("cistophorus", "cistophoric tetradrachm|Kistophorus"),
        ("20_nummi", "Half follis|demi-follis"),
        ("stater", "Stater|nomos"),
        ("sixth-stater", "Hekte|EL Hecte"),
        ("Tetrassarion", "Tetrassarion|4 assaria"),
        ("semissis", "half-solidus|half_solidus"),
    ],
)
def test_dealers_and_other_languages_names_of_denominations(places, denomination, spellings):
    found = {text: named(text, DENOMINATIONS) for text in spellings.split("|")}
    assert found == {text: [denomination] for text in spellings.split("|")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "materials"),
    [
        ("AV", ["av"]),
        ("AU", ["av"]),
        ("AR", ["ar"]),
        ("argent", ["ar"]),
        ("Æ", ["ae"]),
        ("Bronze/Copper", ["ae"]),
        ("BI", ["billon"]),
        ("EL", ["el"]),
        ("PB", ["pb"]),
        ("POT", ["potin"]),
        ("Messing", ["orichalcum"]),
        # Gold in French, orichalcum of a sestertius: only the context tells.
        ("OR", ["av", "orichalcum"]),
    ],
)
def test_codes_of_materials(places, text, materials):
    assert sorted(named(text, METALS)) == materials


@needs_shared_data
def test_what_the_dumps_of_types_cite_is_there():
    with gzip.open(SHARED_DATA / "ocre" / "types.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [(row["mint"], row["region"], row["denomination"], row["metal"]) for row in csv.DictReader(file)]
    lines = (SHARED_DATA / "crro" / "types.cex").read_text(encoding="utf-8").splitlines()[1:]
    rows += [(cells[5], cells[6], cells[2], cells[3]) for cells in (line.split("#") for line in lines)]
    mints, regions, denominations, metals = map(set, zip(*rows, strict=True))
    nothing = {"none", "uncertain_value"}
    # Replaced in Nomisma since; "ar" among the denominations is a slip of the dump.
    replaced = {"dardanici", "macedonia", "salpensa", "half_solidus", "half-solidus", "quincussis", "ar"}
    ours = ids("mints.csv", "regions.csv")
    assert (mints | regions) - nothing - ours <= replaced
    assert denominations - nothing - ids("denominations.csv") <= replaced
    assert metals - nothing <= ids("materials.csv")


def nomisma_places(wanted):
    """Latitude and longitude of the mints, as Nomisma has them."""
    number = r">\s*(-?\d+(?:\.\d+)?)\s*</geo:"
    found = {}
    with tarfile.open(SHARED_DATA / "nomisma" / "nomisma-id.rdfxml.tar.gz") as archive:
        for member in archive:
            key = member.name.removeprefix("id/").removesuffix(".rdf")
            if key in wanted:
                text = archive.extractfile(member).read().decode("utf-8")
                place = [re.search(rf"<geo:{axis}[^>]*{number}{axis}>", text) for axis in ("lat", "long")]
                found[key] = tuple(float(match[1]) for match in place) if all(place) else None
    return found


@needs_shared_data
def test_nomisma_has_the_mints_and_puts_them_there_too():
    mints = {mint.id: (float(mint.latitude), float(mint.longitude)) for mint in starter("mints.csv") if mint.latitude}
    nomisma = nomisma_places(mints)
    assert mints.keys() - nomisma.keys() == set()
    # Nomisma has the degrees of Zeugma the wrong way round, those of Teate of another town and those of Kirman and
    # Gundeshapur of the province; where Magnesia of the Magnetes lay is disputed.
    disputed = {"zeugma", "teate", "kirman", "jundi_sabur", "magnesia"}
    far = set()
    for key, theirs in nomisma.items():
        if theirs:
            latitude, longitude = mints[key]
            north, east = theirs[0] - latitude, (theirs[1] - longitude) * cos(radians(latitude))
            far |= {key} if hypot(north, east) > 0.4 else set()
    assert far <= disputed


def test_names_of_mints_fold_to_something():
    assert all(fold(name.text) for mint in starter("mints.csv") for name in mint.names)
