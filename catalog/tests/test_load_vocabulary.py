"""Nomisma's concepts become terms: whatever form they come in, however often, and whatever was there before."""

import json
import tarfile
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF

from catalog.choices import NameKind, RelationKind, TermKind
from catalog.loaders.nomisma_rdf import read_year
from catalog.models import Term, TermName, TermRelation
from catalog.services import versions
from catalog.services.versions import TERMS, catalog_version
from catalog.tests.load_samples import (
    CLOVIA,
    CONCEPTS,
    MINT,
    REGION,
    load,
    rdf,
    write_archive,
    write_folder,
    write_gzip,
)
from coinstack.jobs.models import Job
from coinstack.testing import SHARED_DATA, needs_shared_data

pytestmark = pytest.mark.django_db

NOMISMA = "http://nomisma.org/id/"
EVERYTHING = rdf(*CONCEPTS.values())
DUMP = SHARED_DATA / "nomisma" / "nomisma-id.rdfxml.tar.gz"


def term(concept: str) -> Term:
    return Term.objects.get(uri=NOMISMA + concept)


def as_folder(folder: Path) -> Path:
    return write_folder(folder / "concepts")


def as_archive(folder: Path) -> Path:
    return write_archive(folder / "dump", {name: rdf(part).encode() for name, part in CONCEPTS.items()})


def as_dump(folder: Path) -> Path:
    path = folder / "all.txt"
    path.write_text(EVERYTHING)
    return path


def as_packed_dump(folder: Path) -> Path:
    return write_gzip(folder / "all", EVERYTHING)


def in_form(form: str):
    def write(folder: Path) -> Path:
        path = folder / "dump.xml"
        graph = rdflib.Graph().parse(data=EVERYTHING, format="xml")
        path.write_text(graph.serialize(format=form), encoding="utf-8")
        return path

    return write


FORMS = {
    "folder": as_folder,
    "tar.gz": as_archive,
    "RDF/XML": as_dump,
    "gzip": as_packed_dump,
    "Turtle": in_form("turtle"),
    "N-Triples": in_form("nt"),
    "JSON-LD": in_form("json-ld"),
    "abbreviated RDF/XML": in_form("pretty-xml"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_terms(form, tmp_path):
    answer = load("load_vocabulary", FORMS[form](tmp_path))

    assert {name: answer[name] for name in ("concepts", "created", "updated", "names")} == {
        "concepts": 8,
        "created": 7,
        "updated": 0,
        "names": 9,
    }
    clovia = term("clovia")
    assert (clovia.kind, clovia.name, clovia.slug, clovia.definition) == ("issuer", "Clovia", "clovia", "A queen.")
    assert (clovia.year_start, clovia.year_end, clovia.source) == (-39, 14, "nomisma")
    assert clovia.same_as == ["http://www.wikidata.org/entity/Q0"]
    ties = set(clovia.relations.values_list("kind", "target__name", "year_start", "year_end"))
    assert ties == {
        (RelationKind.DYNASTY, "Clovian dynasty", None, None),
        (RelationKind.RULED, "Kingdom of Clovia", -39, 14),
    }
    mint = term("port_clovia")
    assert (mint.latitude, mint.longitude) == (Decimal("36.14249"), Decimal("33.31811"))
    assert mint.broader == term("clovian_coast")
    assert term("clovian_coast").broader is None
    assert term("portus").replaced_by == mint


def test_names_keep_language_and_rank(tmp_path):
    load("load_vocabulary", as_folder(tmp_path))
    names = TermName.objects.filter(term=term("clovia")).values_list("language", "text", "kind", "text_norm")
    assert set(names) == {
        ("en", "Clovia", NameKind.PREFERRED, "clouia"),
        ("el", "Κλοβία", NameKind.PREFERRED, "κλοβια"),
        ("en", "Cloviа the Elder", NameKind.ALTERNATE, "clouiа the elder"),
    }


def test_what_is_left_out_is_told(tmp_path):
    skipped = load("load_vocabulary", as_folder(tmp_path))["skipped"]
    assert skipped == [
        {
            "file": "id/clovia.rdf",
            "reason": "loaded without the malformed address http://dbpedia.org/resource/Clo\ufffdia",
        },
        {
            "file": "id/ric.2.ves.10.rdf",
            "reason": "not a term: coin types: load_types reads the types of a catalogue",
        },
    ]


def test_a_second_load_changes_nothing(tmp_path):
    load("load_vocabulary", as_folder(tmp_path))
    version = catalog_version(TERMS)
    before = list(Term.objects.order_by("pk").values())

    answer = load("load_vocabulary", as_folder(tmp_path))

    assert (answer["concepts"], answer["created"], answer["updated"], answer["names"]) == (8, 0, 0, 0)
    assert list(Term.objects.order_by("pk").values()) == before
    assert catalog_version(TERMS) == version


def test_a_load_that_brought_something_is_announced_once(tmp_path, monkeypatch):
    heard = []
    monkeypatch.setitem(versions._LISTENERS, TERMS, [lambda: heard.append(Term.objects.count())])
    load("load_vocabulary", as_folder(tmp_path))
    load("load_vocabulary", as_folder(tmp_path))
    assert heard == [7]


def test_a_changed_concept_is_brought_up_to_date(tmp_path):
    load("load_vocabulary", as_folder(tmp_path))
    version = catalog_version(TERMS)
    changed = CLOVIA.replace("0014", "0016").replace(">Clovia<", ">Clovia I<")
    answer = load("load_vocabulary", write_folder(tmp_path / "new", {"clovia.rdf": changed}))

    assert (answer["created"], answer["updated"], answer["names"]) == (0, 1, 1)
    assert (term("clovia").name, term("clovia").year_end) == ("Clovia I", 16)
    assert set(term("clovia").names.values_list("text", flat=True)) >= {"Clovia", "Clovia I"}
    assert term("clovia").relations.get(kind=RelationKind.RULED).target.name == "Kingdom of Clovia"
    assert catalog_version(TERMS) > version


def test_a_starter_term_is_completed(tmp_path):
    starter = Term.objects.create(
        kind=TermKind.ISSUER,
        name="Queen Clovia",
        slug="queen-clovia",
        uri=f"{NOMISMA}clovia",
        year_start=-40,
        year_end=15,
        source="starter",
        metadata={"role": "queen"},
    )
    answer = load("load_vocabulary", as_folder(tmp_path))

    assert (answer["created"], answer["updated"]) == (6, 1)
    starter.refresh_from_db()
    assert (starter.name, starter.year_start, starter.year_end, starter.source) == ("Queen Clovia", -40, 15, "starter")
    assert (starter.definition, starter.metadata) == ("A queen.", {"roles": ["authority"], "role": "queen"})
    assert starter.names.count() == 3


def test_a_starter_name_stays_the_preferred_one(tmp_path):
    starter = Term.objects.create(kind=TermKind.ISSUER, name="Q", slug="q", uri=f"{NOMISMA}clovia", source="starter")
    TermName.objects.create(term=starter, language="en", text="Q", kind=NameKind.PREFERRED)
    load("load_vocabulary", as_folder(tmp_path))
    assert starter.names.get(language="en", kind=NameKind.PREFERRED).text == "Q"


def test_a_curated_term_is_left_alone(tmp_path):
    curated = Term.objects.create(
        kind=TermKind.PERSON, name="Mine", slug="mine", uri=f"{NOMISMA}clovia", source="nomisma", is_curated=True
    )
    load("load_vocabulary", as_folder(tmp_path))
    curated.refresh_from_db()
    assert (curated.kind, curated.name, curated.year_start) == ("person", "Mine", None)
    assert (curated.names.count(), curated.relations.count()) == (0, 0)


def test_a_bare_term_of_a_catalogue_gets_its_names(tmp_path):
    Term.objects.create(kind=TermKind.PERSON, name="Clovia", slug="clovia", uri=f"{NOMISMA}clovia", source="types")
    load("load_vocabulary", as_folder(tmp_path))
    assert (term("clovia").kind, term("clovia").source, term("clovia").year_start) == ("issuer", "nomisma", -39)


def test_two_concepts_of_one_slug_are_both_kept(tmp_path):
    twin = REGION.replace("clovian_coast", "clovian-coast")
    load("load_vocabulary", write_folder(tmp_path / "new", {"a.rdf": REGION, "b.rdf": twin}))
    assert set(Term.objects.values_list("slug", flat=True)) == {"clovian-coast", "clovian-coast-2"}


def test_a_circle_of_wider_terms_is_not_closed(tmp_path):
    first = REGION.replace('id/clovian_coast"/>', 'id/clovian_inland"/>')
    second = REGION.replace("clovian_coast", "clovian_inland").replace('id/clovian_inland"/>', 'id/clovian_coast"/>')
    folder = write_folder(tmp_path / "new", {"a.rdf": first, "b.rdf": second})
    load("load_vocabulary", folder)
    assert term("clovian_coast").broader == term("clovian_inland")
    assert term("clovian_inland").broader is None
    assert load("load_vocabulary", folder)["updated"] == 0


KINDS = {
    "magistrate": ("issuer", TermKind.MAGISTRATE),
    "moneyer": ("rrc_moneyer", TermKind.MONEYER),
    "ruler": ("roman_emperor", TermKind.ISSUER),
    "bishop": ("bishop", TermKind.ISSUER),
    "engraver": ("engraver", TermKind.PERSON),
}


@pytest.mark.parametrize("role", KINDS)
def test_a_role_decides_what_a_person_is(role, tmp_path):
    name, kind = KINDS[role]
    text = CLOVIA.replace("id/authority", f"id/{name}")
    load("load_vocabulary", write_folder(tmp_path / "new", {"clovia.rdf": text}))
    assert term("clovia").kind == kind


YEARS = {
    "BC": ("-0039", -39),
    "AD": ("0014", 14),
    "day": ("-0063-09-23", -63),
    "month": ("0014-08", 14),
    "no year 0": ("0000", None),
    "text": ("about 12", None),
    "blank": ("", None),
    "five digits": ("12345", None),
}


@pytest.mark.parametrize("case", YEARS)
def test_years_are_signed_and_counted_as_the_field_counts(case):
    text, year = YEARS[case]
    assert read_year(text) == year


def test_years_that_contradict_each_other_are_left_out_and_told(tmp_path):
    text = CLOVIA.replace("0014", "-0093")
    answer = load("load_vocabulary", write_folder(tmp_path / "new", {"clovia.rdf": text}))
    assert (term("clovia").year_start, term("clovia").year_end) == (None, None)
    assert answer["skipped"][1]["reason"] == "loaded without the years -39 to -93, which contradict each other"


def test_an_implausible_place_is_left_out(tmp_path):
    text = MINT.replace("36.142487", "361.42")
    load("load_vocabulary", write_folder(tmp_path / "new", {"a.rdf": text}))
    assert (term("port_clovia").latitude, term("port_clovia").longitude) == (None, None)


def test_the_load_is_a_job_of_the_command(tmp_path):
    load("load_vocabulary", as_folder(tmp_path))
    job = Job.objects.get(kind="load_vocabulary")
    assert (job.state, job.foreground, job.done, job.total) == ("done", True, 16, 16)


@needs_shared_data
def test_a_part_of_the_real_vocabulary(tmp_path):
    """Facts read by eye in the files themselves; the two files with malformed addresses among them."""
    wanted = ("augustus", "alexander_iii", "celenderis", "coropissus", "cilicia", "denarius", "athens", "attica", "ar")
    part = tmp_path / "part.tar.gz"
    with tarfile.open(DUMP) as whole, tarfile.open(part, "w:gz") as archive:
        for member in whole:
            if member.name.removeprefix("id/").removesuffix(".rdf") in wanted:
                archive.addfile(member, whole.extractfile(member))

    answer = load("load_vocabulary", part)

    assert (answer["concepts"], answer["created"]) == (9, 9)
    assert [one["file"] for one in answer["skipped"]] == ["id/celenderis.rdf", "id/coropissus.rdf"]
    years = {name: (term(name).year_start, term(name).year_end) for name in ("augustus", "alexander_iii")}
    assert years == {"augustus": (-27, 14), "alexander_iii": (-336, -323)}
    assert term("augustus").metadata["born"] == -63
    assert term("augustus").names.count() == 123
    assert term("celenderis").broader == term("cilicia")
    assert (term("athens").latitude, term("athens").longitude) == (Decimal("37.97472"), Decimal("23.72250"))
    assert [term(name).kind for name in ("denarius", "ar", "attica")] == ["denomination", "material", "region"]
    assert TermRelation.objects.count() == 0  # the terms they lead to are not in this part


def test_no_scratch_file_is_left_behind(tmp_path, settings):
    load("load_vocabulary", as_folder(tmp_path))
    assert list((Path(settings.DATA_DIR) / "cache" / "loading").glob("job-*")) == []


def person(concept: str, start: int, form: str) -> str:
    """Somebody who ruled for ten years, which a node without an address says; its label is the same in every file."""
    skos, org, nmo = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/org#", "http://nomisma.org/ontology#"
    if form == "RDF/XML":
        return rdf(
            f'<foaf:Person rdf:about="{NOMISMA}{concept}"><skos:prefLabel xml:lang="en">{concept}</skos:prefLabel>'
            '<org:hasMembership rdf:nodeID="rule"/></foaf:Person><org:Membership rdf:nodeID="rule">'
            f'<org:role rdf:resource="{NOMISMA}authority"/><nmo:hasStartDate>{start:04}</nmo:hasStartDate>'
            f"<nmo:hasEndDate>{start + 10:04}</nmo:hasEndDate></org:Membership>"
        )
    if form == "JSON-LD":
        rule = {"@id": "_:rule", f"{org}role": {"@id": f"{NOMISMA}authority"}}
        rule |= {f"{nmo}hasStartDate": f"{start:04}", f"{nmo}hasEndDate": f"{start + 10:04}"}
        name = {"@value": concept, "@language": "en"}
        return json.dumps(
            {
                "@id": NOMISMA + concept,
                "@type": "http://xmlns.com/foaf/0.1/Person",
                f"{skos}prefLabel": name,
                f"{org}hasMembership": rule,
            }
        )
    return (
        f"<{NOMISMA}{concept}> <{RDF.type}> <http://xmlns.com/foaf/0.1/Person> .\n"
        f'<{NOMISMA}{concept}> <{skos}prefLabel> "{concept}"@en .\n'
        f"<{NOMISMA}{concept}> <{org}hasMembership> _:rule .\n"
        f"_:rule <{org}role> <{NOMISMA}authority> .\n"
        f'_:rule <{nmo}hasStartDate> "{start:04}" .\n'
        f'_:rule <{nmo}hasEndDate> "{start + 10:04}" .\n'
    )


@pytest.mark.parametrize("form", ["RDF/XML", "N-Triples", "JSON-LD"])
def test_labels_of_nodes_without_an_address_mean_nothing_in_another_file(form, tmp_path):
    for concept, start in (("one", 10), ("two", 300)):
        (tmp_path / f"{concept}#").write_text(person(concept, start, form))
    assert load("load_vocabulary", tmp_path)["created"] == 2
    assert [(term(one).year_start, term(one).year_end) for one in ("one", "two")] == [(10, 20), (300, 310)]
