"""The administration pages: for staff only, and no list that asks once a row or more than ten times in all."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.forms import model_to_dict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from catalog.models import Term
from coinstack.accounts.models import User
from coinstack.accounts.services import create_collector
from coinstack.testing import PASSWORD, ClientFor

MOST_QUERIES = 10
# What staff curate without being superusers.
SHARED = {
    f"catalog.{name}"
    for name in ("CatalogSystem", "CatalogType", "Concordance", "ExternalLink", "Term", "TermName", "TermRelation")
}


def is_ours(model: type[Model]) -> bool:
    name = apps.get_app_config(model._meta.app_label).name
    return (Path(settings.BASE_DIR) / name.replace(".", "/")).is_dir()


def changelist(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def make_rows(model: type[Model], count: int) -> list[Model]:
    # A history row copies the id of the row it tells of, which nothing fills here.
    copied = {"id": 1} if hasattr(model, "history_id") else {}
    return baker.make(model, _quantity=count, **copied)


REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
every_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
every_model_of_ours = pytest.mark.parametrize(
    "model", [model for model in REGISTERED if is_ours(model)], ids=lambda model: model._meta.label
)


@every_model
def test_empty_list_and_search_answer(model: type[Model], staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    assert client.get(changelist(model)).status_code == 200
    assert client.get(changelist(model), {"q": "ΑΘΕ"}).status_code == 200


@every_model_of_ours
def test_list_asks_the_same_few_queries_however_long(model: type[Model], staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)

    def queries_with_more(rows: int) -> int:
        make_rows(model, rows)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(changelist(model)).status_code == 200
        return len(captured)

    few = queries_with_more(1)
    assert few <= MOST_QUERIES
    assert queries_with_more(4) == few


@every_model_of_ours
def test_row_can_be_opened(model: type[Model], staff: User, client_for: ClientFor) -> None:
    row = make_rows(model, 1)[0]
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    assert client_for(staff).get(address).status_code == 200


@pytest.fixture
def curator(db: None) -> User:
    """Staff as the page of collectors makes them: no superuser, and no permission given one by one."""
    return create_collector(username="curator", password=PASSWORD, is_staff=True)


def test_staff_find_what_all_share_and_nothing_that_belongs_to_collectors(curator: User, client_for: ClientFor) -> None:
    shown = client_for(curator).get("/admin/").context["app_list"]
    assert {model["model"]._meta.label for app in shown for model in app["models"]} == SHARED


@every_model
def test_staff_open_what_all_share_alone(model: type[Model], curator: User, client_for: ClientFor) -> None:
    status = client_for(curator).get(changelist(model)).status_code
    assert status == (200 if model._meta.label in SHARED else 403)


def test_staff_curate_and_may_empty_every_box(curator: User, client_for: ClientFor) -> None:
    client = client_for(curator)
    term = Term.objects.create(kind="mint", name="Roma", slug="roma", same_as=["https://example.org/rome"])
    address = reverse("admin:catalog_term_change", args=[term.pk])
    kept = {"kind": term.kind, "slug": term.slug, "name": "Rome", "is_curated": "on"}
    form = dict.fromkeys(model_to_dict(term), "") | kept
    assert client.post(address, form).status_code == 302
    term.refresh_from_db()
    assert (term.name, term.is_curated, term.same_as) == ("Rome", True, [])
    assert client.post(reverse("admin:catalog_term_delete", args=[term.pk]), {"post": "yes"}).status_code == 302
    assert not Term.objects.exists()


@every_model
def test_collector_is_sent_to_the_administration_sign_in(
    model: type[Model], alice: User, client_for: ClientFor
) -> None:
    assert client_for(alice).get(changelist(model))["Location"].startswith("/admin/login/?next=")


@every_model
def test_nobody_is_sent_to_sign_in(model: type[Model], alice: User, client: Client) -> None:
    assert client.get(changelist(model))["Location"].startswith("/accounts/login/?next=")
