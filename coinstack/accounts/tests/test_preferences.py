import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coinstack.accounts.models import Preferences, User
from coinstack.testing import ClientFor

FORM = {"era": "BCE/CE", "currency": "EUR", "decimal_comma": "on", "density": "compact", "theme": "dark"}


def test_preferences_are_kept_for_this_collector_only(alice: User, bob: User, client_for: ClientFor) -> None:
    answer = client_for(alice).post("/settings/preferences/", FORM, follow=True)
    assert answer.redirect_chain == [("/settings/", 302)]
    assert [str(message) for message in answer.context["messages"]] == ["Preferences saved."]
    kept = alice.preferences
    assert (kept.era, kept.currency, kept.decimal_comma, kept.density, kept.theme) == (
        "BCE/CE",
        "EUR",
        True,
        "compact",
        "dark",
    )
    assert not Preferences.objects.filter(owner=bob).exists()


def test_preferences_change_in_place(alice: User, client_for: ClientFor) -> None:
    client = client_for(alice)
    client.post("/settings/preferences/", FORM)
    client.post("/settings/preferences/", {**FORM, "decimal_comma": "", "currency": "GBP"})
    kept = Preferences.objects.get()
    assert (kept.currency, kept.decimal_comma) == ("GBP", False)


def test_saving_writes_what_the_form_has_and_nothing_else(alice: User, client_for: ClientFor) -> None:
    client = client_for(alice)
    client.post("/settings/preferences/", FORM)
    with CaptureQueriesContext(connection) as queries:
        client.post("/settings/preferences/", FORM)
    [written] = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "accounts_preferences"')]
    assert "list_view" not in written.partition("WHERE")[0]


def test_pages_wear_the_theme(alice: User, client_for: ClientFor) -> None:
    client = client_for(alice)
    client.post("/settings/preferences/", FORM)
    page = client.get("/settings/").text
    assert 'data-theme="dark"' in page
    assert 'data-density="compact"' in page


@pytest.mark.parametrize("field", ["era", "currency", "density", "theme"])
@pytest.mark.parametrize("value", ["", "eur", "XXX", "<script>", "x" * 300])
def test_unknown_choice_is_refused_at_its_field(alice: User, client_for: ClientFor, field: str, value: str) -> None:
    answer = client_for(alice).post("/settings/preferences/", {**FORM, field: value})
    assert answer.status_code == 200
    assert list(answer.context["preferences_form"].errors) == [field]
    assert not Preferences.objects.exists()


def test_invalid_form_over_htmx_is_422(alice: User, client_for: ClientFor) -> None:
    answer = client_for(alice).post(
        "/settings/preferences/", {**FORM, "currency": "XXX"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422


def test_administration_is_offered_to_staff_only(alice: User, staff: User, client_for: ClientFor) -> None:
    assert client_for(alice).get("/settings/").context["sections"] == []
    links = client_for(staff).get("/settings/").context["sections"][0]["links"]
    assert [link["url"] for link in links] == ["/settings/collectors/", "/admin/"]
