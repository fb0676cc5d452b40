"""Seeding a database that is empty, or that holds what others wrote."""

import json
from io import StringIO

from django.core.management import call_command

from catalog.choices import NameKind, TermKind
from catalog.models import CatalogSystem, Term, TermName
from catalog.references import SYSTEMS
from catalog.services.seeding import seed_systems, seed_vocabulary
from catalog.services.seeding_files import read_starter
from catalog.services.seeding_terms import STARTER
from catalog.services.vocabulary import ISSUERS, NOMISMA, find_terms
from catalog.tests.vocabulary_recipes import by_id, read_again


def test_curated_term_stays(db):
    Term.objects.create(kind=TermKind.ISSUER, name="My Nero", slug="mine", uri=NOMISMA + "nero", is_curated=True)
    seed_vocabulary()
    mine = by_id("nero")
    assert (mine.name, mine.year_start, mine.metadata, mine.names.count()) == ("My Nero", None, {}, 0)


def test_term_of_nomisma_is_completed_not_doubled(db):
    term = Term.objects.create(
        kind=TermKind.ISSUER, name="Gaius/Caligula", slug="gaius", uri=NOMISMA + "gaius", source="nomisma", year_end=40
    )
    TermName.objects.create(term=term, language="en", text="Gaius/Caligula", kind=NameKind.PREFERRED)
    seed_vocabulary()
    found = by_id("gaius")
    assert (found.pk, found.name, found.source) == (term.pk, "Gaius/Caligula", "nomisma")
    assert (found.year_start, found.year_end) == (None, 40)  # a reign that is there is not mixed with ours
    assert found.metadata["role"] == "emperor"
    assert [name.text for name in found.names.filter(kind=NameKind.PREFERRED)] == ["Gaius/Caligula"]
    assert find_terms("Caligula", ISSUERS) == [found]


def test_blank_reign_is_filled(db):
    Term.objects.create(kind=TermKind.PERSON, name="Livia", slug="livia", uri=NOMISMA + "livia", source="nomisma")
    seed_vocabulary()
    assert (by_id("livia").year_start, by_id("livia").kind) == (-27, TermKind.PERSON)


def test_slug_of_a_collectors_own_term_is_not_taken(db):
    Term.objects.create(kind=TermKind.ISSUER, name="Ardashir I", slug="ardashir-i")
    seed_vocabulary()
    read_again()
    assert sorted(Term.objects.filter(name="Ardashir I").values_list("slug", "source")) == [
        ("ardashir-i", ""),
        ("ardashir-i-2", STARTER),
    ]


def test_every_work_of_the_parser_is_seeded(db):
    assert seed_systems() == len(SYSTEMS)
    assert seed_systems() == 0
    ric = CatalogSystem.objects.get(code="ric")
    assert (ric.restarts_on, ric.publication_year) == ("ruler", 1923)
    assert "{volume_number}/{number}" in CatalogSystem.objects.get(code="rpc").url_template
    assert "RIC" in ric.abbreviations


def test_work_is_brought_up_to_date_and_a_curators_own_stays(db):
    CatalogSystem.objects.create(code="ric", title="RIC", url_template="https://example.org/{id}")
    CatalogSystem.objects.create(code="mine", title="My own list")
    seed_systems()
    ric = CatalogSystem.objects.get(code="ric")
    assert (ric.title, ric.url_template) == (SYSTEMS["ric"].title, "https://example.org/{id}")
    assert CatalogSystem.objects.filter(code="mine").exists()


def test_command_prints_counts_and_repeats_to_the_same(db):
    def run():
        output = StringIO()
        call_command("seed", json=True, stdout=output)
        return json.loads(output.getvalue())

    first = run()
    assert first["systems"] == len(SYSTEMS)
    assert first["terms"] == sum(len(terms) for terms in read_starter().values())
    assert first["types"] >= 300
    assert run() == first
