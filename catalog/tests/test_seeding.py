"""The starter vocabulary: what its files hold, and how it comes into a database."""

import csv
import gzip
import re
from collections import defaultdict

import pytest
from django.db import transaction

from catalog.choices import NameKind, RelationKind, TermKind
from catalog.models import Term, TermName, TermRelation
from catalog.services.seeding import seed_vocabulary
from catalog.services.seeding_files import DATA, FILES, StarterFileProblem, read_file, read_starter
from catalog.services.seeding_terms import STARTER
from catalog.services.versions import TERMS, catalog_version
from catalog.services.vocabulary import ISSUERS, NOMISMA, find_terms
from catalog.tests.vocabulary_recipes import by_id, read_again
from coinstack.testing import SHARED_DATA, needs_shared_data
from coinstack.text import fold

AT_LEAST = {
    TermKind.ISSUER: 750,
    TermKind.MONEYER: 200,
    TermKind.DYNASTY: 50,
    TermKind.DEITY: 100,
    TermKind.PERSONIFICATION: 60,
    TermKind.MINT: 150,
    TermKind.DENOMINATION: 90,
    TermKind.MATERIAL: 10,
    TermKind.REGION: 50,
}
RULERS = [name for name in FILES if name.startswith("rulers")]
ROLES = """
emperor empress caesar augusta usurper family imperator king queen tyrant dynast satrap ruler despot prefect revolt
anonymous
"""
# What truly means several people: each of them has the name, and none has it before the others.
SHARED = """
a. postumius albinus|agathocles|agathokles|agrippina|alexander i|alexander ii|alexios i|alexios ii|alexios iii
alexios iu|alexius i|alexius ii|alexius iii|alexius iu|amyntas|andronicus i|andronicus ii|andronicus iii|andronikos i
andronikos ii|andronikos iii|antiochos i|antiochos iu|antiochus i|antiochus iu|archelaos|artabanos ii|artabanos iii
artabanos iu|artabanus ii|artabanus iii|artabanus iu|aulus postumius albinus|azes|c. cassius|c. coelius caldus
c. malleolus|c. seruilius|c. uibius pansa|cn. cornelius lentulus|cn. domitius ahenobarbus|cn. lentulus|constans ii
constans ii.|constant ii|constante ii|constantin iii|constantine iii|constantino iii|constantius|costante ii
costantino iii|cotys i|demetrios i|demetrios ii|demetrius i|demetrius ii|diua domitilla|diua faustina|domitilla|druso
drusus|eudoxia|eudoxie|eufemia|euphemia|euphemie|faustina|filipo ii|filippo ii|gaius coelius caldus|gaius seruilius
gaius uibius pansa|gallus|gelon|gnaeus cornelius lentulus|gordian|gordianus|iohn i|iohn ii|iohn iii|iohn iu|iulianus|iustin
kotys i|l. cassius longinus|l. flaminius chilo|l. flaminius cilo|l. iulius|l. manlius torquatus|l. marcius philippus
l. torquatus|leonce|leoncio|leontius|leonzio|lucius cassius longinus|lucius flaminius chilo|lucius iulius
lucius manlius torquatus|lucius marcius philippus|m. aurelius antoninus|m. porcius cato|manius aquillius
manius fonteius|manuel i|manuel ii|marcus porcius cato|maxime|maximinus|maximus|michael i|michael ii|mithradates iii
mithradates iu|mithradates u|mithridates iii|mithridates iu|mithridates u|mn. aquilius|mn. aquillius|mn. fonteius
nero and drusus caesars|orodes i|orodes ii|orodes iii|p. cornelius lentulus marcellinus|philip|philip i|philip ii
philipp ii.|philippe|philippe ii|philippus|philippus ii|rhescuporis ii|seuerus|sex. pompeius|t. cloelius|t. cloulius|teodora|teodosio
tetricus|theodora|theodosius|ualentinian|ualentiniano|ualentinianus
"""


@pytest.fixture(scope="module")
def starters():
    return read_starter()


@pytest.fixture(scope="module")
def persons(starters):
    return [term for name in (*RULERS, "moneyers.csv") for term in starters[name]]


def words(text):
    return {word for line in text.split("\n") for word in line.split("|") if word}


# --- the files


@pytest.mark.parametrize(("kind", "count"), AT_LEAST.items(), ids=[str(kind) for kind in AT_LEAST])
def test_enough_of_each_kind(starters, kind, count):
    assert sum(term.kind == kind for terms in starters.values() for term in terms) >= count


def test_ids_are_those_of_nomisma_and_are_there_once(starters):
    ids = [term.id for terms in starters.values() for term in terms if term.id]
    assert [one for one in ids if not re.fullmatch(r"[\w.()'-]+", one)] == []
    assert len(ids) == len(set(ids))


def test_rulers_have_a_reign_a_sphere_and_a_known_role(starters):
    rulers = [ruler for name in RULERS for ruler in starters[name]]
    undated = {ruler.name for ruler in rulers if ruler.year_start is None or ruler.year_end is None}
    assert undated == {"Anonymous"}
    assert {ruler.metadata["role"] for ruler in rulers} <= set(ROLES.split())
    assert all(ruler.metadata["sphere"] for ruler in rulers)


def test_no_reign_is_longer_than_a_life(starters):
    series = {"anonymous"}
    rulers = [ruler for name in RULERS for ruler in starters[name] if ruler.metadata["role"] not in series]
    dated = [ruler for ruler in rulers if ruler.year_start is not None]
    assert [ruler.name for ruler in dated if ruler.year_end - ruler.year_start > 80] == []


def test_names_that_mean_several_people_are_those_known_to(persons):
    bearers = defaultdict(set)
    for term in persons:
        for name in term.names:
            bearers[fold(name.text)].add(term.key)
    assert {name for name, keys in bearers.items() if len(keys) > 1} == words(SHARED)


@needs_shared_data
def test_every_authority_of_ric_is_there(starters):
    with gzip.open(SHARED_DATA / "ocre" / "types.csv.gz", "rt", encoding="utf-8", newline="") as file:
        authorities = {row["authority"] for row in csv.DictReader(file)}
    known = {term.id for terms in starters.values() for term in terms}
    assert authorities - known - {"", "uncertain_value"} == set()


# --- lines that cannot be meant

HEADER = "id,name,names,start,end,dynasty"
MALFORMED = {
    "too few cells": ("nero,Nero", "line 2: more or fewer cells than the columns of line 1."),
    "too many cells": ("nero,Nero,,54,68,,x", "line 2: more or fewer cells"),
    "no name": ("nero,,,54,68,", "line 2: a term without a name."),
    "year 0": ("nero,Nero,,0,68,", "line 2: “0” is no year"),
    "a word for a year": ("nero,Nero,,54,AD 68,", "line 2: “AD 68” is no year"),
    "years the wrong way round": ("nero,Nero,,68,54,", "line 2: the years 68 to 54 are the wrong way round."),
    "a spelling without a language": ("nero,Nero,Nerón,54,68,", "line 2: “Nerón” is no spelling such as"),
    "an open quotation mark": ('nero,"Nero,,54,68,', "line"),
}


@pytest.mark.parametrize(("line", "message"), MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_line_is_told_with_file_and_line(tmp_path, line, message):
    path = tmp_path / "rulers_roman.csv"
    path.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(StarterFileProblem) as raised:
        list(read_file(path, TermKind.ISSUER))
    assert raised.value.message.startswith("rulers_roman.csv, ")
    assert message in raised.value.message


def test_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "rulers_roman.csv"
    path.write_bytes(f"{HEADER}\nnero,Nero,es:Nerón,54,68,\n".encode("latin-1"))
    with pytest.raises(StarterFileProblem, match=r"^rulers_roman\.csv, line 1 or after it: .*utf-8"):
        list(read_file(path, TermKind.ISSUER))


def test_unknown_column_is_told(tmp_path):
    path = tmp_path / "rulers_roman.csv"
    path.write_text("id,name,names,regin\n", encoding="utf-8")
    with pytest.raises(StarterFileProblem, match=r"^rulers_roman\.csv, line 1: the columns are id, name, names"):
        list(read_file(path, TermKind.ISSUER))


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        pytest.param("rulers_roman.csv", "nero,Nero again,,,,,,,", "nero is there already", id="a term twice"),
        pytest.param("rulers_roman.csv", ",Nobody,,,,no_house,,,", "there is no dynasty “no_house”", id="no dynasty"),
        pytest.param("mints.csv", ",Nowhere,,,,no_region,", "there is no region “no_region”", id="no region"),
    ],
)
def test_lines_that_do_not_fit_the_others_are_told(tmp_path, file, line, message):
    for name in FILES:
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    with (tmp_path / file).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(StarterFileProblem, match=rf"^{file}, line \d+: .*{message}"):
        read_starter(tmp_path)


# --- the database


@pytest.fixture(scope="module")
def seeded_once(django_db_setup, django_db_blocker):
    """The starter vocabulary for all tests of this module, in a transaction that ends with them."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed_vocabulary()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(seeded_once, db):
    """Each test's own changes are taken back to there."""


def test_ruler_comes_with_reign_role_dynasty_and_spellings(seeded):
    nero = by_id("nero")
    assert (nero.kind, nero.name, nero.slug, nero.source) == (TermKind.ISSUER, "Nero", "nero", STARTER)
    assert (nero.year_start, nero.year_end) == (54, 68)
    assert (nero.metadata["role"], nero.metadata["sphere"]) == ("emperor", "roman")
    assert nero.relations.get(kind=RelationKind.DYNASTY).target.name == "Julio-Claudian dynasty"
    assert nero.names.get(kind=NameKind.PREFERRED).text == "Nero"
    assert nero.names.get(language="es").text_norm == "neron"
    assert by_id("augustus").year_start == -27


def test_mint_lies_in_its_region(seeded):
    rome = by_id("rome")
    assert rome.broader.kind == TermKind.REGION
    assert (round(rome.latitude), round(rome.longitude)) == (42, 12)


def test_denomination_has_a_standard_for_each_time(seeded):
    denarius = by_id("denarius")
    standards = denarius.metadata["standards"]
    assert len(standards) >= 4
    assert {"metals", "weight_g", "year_start", "year_end", "sphere"} == set(standards[0])
    assert denarius.year_start == min(standard["year_start"] for standard in standards)


def test_moneyer_is_of_his_gens(seeded):
    assert by_id("c_vibivs_c_f_pansa_rrc").relations.get(kind=RelationKind.GENS).target.name == "Gens Vibia"


SPELLINGS = {
    "Traianus": ["trajan"],
    "Trajano": ["trajan"],
    "TRAIANUS": ["trajan"],
    "Nerón": ["nero"],
    "Neron": ["nero"],
    "Marc Aurel": ["marcus_aurelius"],
    "Elagabal": ["elagabalus"],
    "Philip I Arab": ["philip_the_arab"],
    "Claudius II Gothicus": ["claudius_ii_gothicus"],
    "Claudius": ["claudius"],
    "Julian the Apostate": ["julian_the_apostate"],
    "Caracalla": ["caracalla"],
    "Seleukos I Nikator": ["seleucus_i"],
    "Alexander the Great": ["alexander_iii"],
    "Brutus": ["brvtvs_rrc"],
    "M. Aurelius Antoninus": ["caracalla", "elagabalus", "marcus_aurelius"],
    "Faustina": ["faustina_i", "faustina_ii"],
    "Constantius": ["constantius_chlorus", "constantius_ii", "constantius_iii"],
    "Philip II": ["philip_ii", "philippus_ii"],
    "Constans II": ["constans_ii", "constans_ii_heraclius"],
}


def test_spellings_find_their_rulers(seeded):
    found = {text: [str(term.uri).removeprefix(NOMISMA) for term in find_terms(text, ISSUERS)] for text in SPELLINGS}
    assert {text: sorted(ids) for text, ids in found.items()} == SPELLINGS


def test_nobody_takes_a_shared_name_from_another(seeded):
    ids = {str(uri).removeprefix(NOMISMA) for uri in Term.objects.values_list("uri", flat=True)}
    names = words(SHARED) - ids  # what is an id of Nomisma means that concept
    bearers = defaultdict(set)
    rows = TermName.objects.filter(term__kind__in=ISSUERS, text_norm__in=names)
    for norm, pk in rows.values_list("text_norm", "term_id"):
        bearers[norm].add(pk)
    assert {norm for norm, pks in bearers.items() if {term.pk for term in find_terms(norm, ISSUERS)} != pks} == set()


def test_repeat_reads_nothing(seeded, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert seed_vocabulary() == 0


def test_reading_again_changes_nothing(seeded):
    before = snapshot()
    assert read_again() == 0
    assert snapshot() == before


def snapshot():
    models = (Term, TermName, TermRelation)
    return [list(model.objects.order_by("pk").values()) for model in models], catalog_version(TERMS)


def test_what_the_starter_wrote_follows_the_file(seeded):
    Term.objects.filter(uri=NOMISMA + "nero").update(year_end=69, metadata={"birth_year": 37})
    assert read_again() == 1
    nero = by_id("nero")
    assert (nero.year_end, nero.metadata["birth_year"], nero.metadata["role"]) == (68, 37, "emperor")


def test_deleted_term_stays_deleted_until_the_files_change(seeded):
    by_id("nero").delete()
    assert seed_vocabulary() == 0
    assert read_again() == 1
    assert by_id("nero").names.filter(text="Nerón").exists()


# --- works of reference and the command
