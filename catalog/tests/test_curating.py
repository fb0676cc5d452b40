"""The vocabulary and the types corrected by hand: found at once, and kept when data are loaded again."""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from catalog.choices import NameKind, TermKind
from catalog.models import CatalogSystem, CatalogType, Term, TermName, TermRelation
from catalog.services.versions import TERMS, TYPES, catalog_version
from catalog.services.vocabulary import find_terms
from catalog.tests.load_samples import REGION, TYPE, load, rdf
from catalog.tests.vocabulary_recipes import make_term
from coinstack.accounts.models import User

pytestmark = pytest.mark.django_db
COAST = "http://nomisma.org/id/clovian_coast"


@pytest.fixture
def curator(staff: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(staff)


def address(row: Model, page: str) -> str:
    return reverse(f"admin:catalog_{row._meta.model_name}_{page}", args=[row.pk] if row.pk else [])


def save(curator: Client, row: Model, **values: object) -> None:
    """Fill in the administration's form as it comes, and these values."""
    page = address(row, "change" if row.pk else "add")
    form = curator.get(page).context["adminform"].form
    filled = {name: form[name].value() for name in form.fields}
    filled |= {
        form[name].html_initial_name: filled[name] for name, field in form.fields.items() if field.show_hidden_initial
    }
    given = {name: value for name, value in (filled | values).items() if value not in (None, False)}
    response = curator.post(page, given)
    assert response.status_code == 302, response.context["errors"]


def delete(curator: Client, row: Model) -> None:
    assert curator.post(address(row, "delete"), {"post": "yes"}).status_code == 302


def delete_ticked(curator: Client, row: Model) -> None:
    page = reverse(f"admin:catalog_{row._meta.model_name}_changelist")
    ticked = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    assert curator.post(page, ticked).status_code == 302


def load_region(tmp_path) -> Term:
    (tmp_path / "dump").write_text(rdf(REGION))
    load("load_vocabulary", tmp_path / "dump")
    return Term.objects.get(uri=COAST)


def test_a_corrected_term_stays_when_the_vocabulary_is_loaded_again(curator, tmp_path) -> None:
    coast = load_region(tmp_path)

    save(curator, coast, name="Coast of Clovia")

    again = load_region(tmp_path)
    assert (again.name, again.is_curated) == ("Coast of Clovia", True)


def test_a_term_that_was_only_looked_at_is_still_brought_up_to_date(curator, tmp_path) -> None:
    coast = load_region(tmp_path)

    save(curator, coast)

    coast.refresh_from_db()
    assert not coast.is_curated


def test_a_curator_gives_a_term_back_to_the_loads(curator) -> None:
    coast = make_term("Clovian Coast", TermKind.REGION, is_curated=True)

    save(curator, coast, name="Coast", is_curated=False)

    coast.refresh_from_db()
    assert not coast.is_curated


def test_a_term_is_found_by_the_name_that_a_curator_gave_it(curator) -> None:
    save(curator, Term(), kind=TermKind.MINT, name="Port Clovia", slug="port-clovia")
    [port] = find_terms("port clovia", [TermKind.MINT])

    save(curator, port, name="New Port")

    assert find_terms("New Port") == find_terms("Port Clovia") == [port]
    assert [name.kind for name in port.names.all()] == [NameKind.ALTERNATE, NameKind.PREFERRED]


@pytest.mark.parametrize("take_away", [delete, delete_ticked])
def test_a_spelling_that_was_taken_away_does_not_come_back(take_away, curator, tmp_path) -> None:
    name = load_region(tmp_path).names.get()

    take_away(curator, name)

    assert not load_region(tmp_path).names.exists()


def test_a_corrected_spelling_does_not_come_back(curator, tmp_path) -> None:
    name = load_region(tmp_path).names.get()

    save(curator, name, text="Clovian Shore")

    assert [each.text for each in load_region(tmp_path).names.all()] == ["Clovian Shore"]


def test_a_further_spelling_leaves_the_term_to_the_loads(curator, tmp_path) -> None:
    coast = load_region(tmp_path)

    save(curator, TermName(), term=coast.pk, language="en", text="Clovian Shore", kind=NameKind.ALTERNATE)

    coast.refresh_from_db()
    assert not coast.is_curated


def test_a_corrected_type_stays_when_its_catalogue_is_loaded_again(curator, tmp_path) -> None:
    (tmp_path / "dump").write_text(rdf(TYPE))
    load("load_types", tmp_path / "dump", system="crro")
    found = CatalogType.objects.get()

    save(curator, found, obverse_description="Head of Antony right.")
    load("load_types", tmp_path / "dump", system="crro")

    found.refresh_from_db()
    assert (found.obverse_description, found.source) == ("Head of Antony right.", "user")


def made_type() -> CatalogType:
    system = CatalogSystem.objects.create(code="ric", title="RIC")
    return CatalogType.objects.create(system=system, display="RIC VII Trier 209", number="209")


def made_tie() -> TermRelation:
    return TermRelation.objects.create(
        term=make_term("Julia"), target=make_term("House", TermKind.DYNASTY), kind="dynasty"
    )


@pytest.mark.parametrize("change", [save, delete, delete_ticked])
@pytest.mark.parametrize(
    ("make", "version"),
    [
        (lambda: make_term("Nero"), TERMS),
        (lambda: make_term("Nero").names.get(), TERMS),
        (made_tie, TERMS),
        (made_type, TYPES),
    ],
    ids=["term", "name", "tie", "type"],
)
def test_what_is_kept_in_memory_learns_of_every_change(make, version, change, curator) -> None:
    row = make()
    before = catalog_version(version)

    change(curator, row)

    assert catalog_version(version) > before
