"""Collectors in the administration: what is done there is done as by the commands."""

import pytest
from django.test import Client

from coinstack.accounts.models import Preferences, User
from coinstack.testing import PASSWORD, ClientFor
from coinstack.tests.api_client import Api

NEW = "an-aureus-a-day"


def sign_in(password: str) -> int:
    return Client().post("/accounts/login/", {"username": "alice", "password": password}).status_code


@pytest.mark.parametrize("password", [NEW, ""], ids=["a new password", "no password"])
def test_password_set_there_shuts_everybody_out(
    password: str, alice: User, bob: User, staff: User, client_for: ClientFor
) -> None:
    elsewhere, program, bobs = client_for(alice), Api(alice), Api(bob)
    form = {"usable_password": "true" if password else "false", "password1": password, "password2": password}
    answer = client_for(staff).post(f"/admin/accounts/user/{alice.pk}/password/", {**form, "unset-password": "1"})
    assert answer.status_code == 302
    assert elsewhere.get("/settings/").status_code == 302
    assert (program.get("/coins").code, bobs.get("/coins").status) == ("bad_token", 200)
    assert [sign_in(PASSWORD), sign_in(password or PASSWORD)] == [200, 302 if password else 200]


def test_password_set_there_lifts_a_lock(alice: User, staff: User, client_for: ClientFor) -> None:
    assert [sign_in("wrong") for _ in range(5)][-1] == 429
    client_for(staff).post(f"/admin/accounts/user/{alice.pk}/password/", {"password1": NEW, "password2": NEW})
    assert sign_in(NEW) == 302


def test_own_password_set_there_keeps_this_session(staff: User, client_for: ClientFor) -> None:
    here, there = client_for(staff), client_for(staff)
    here.post(f"/admin/accounts/user/{staff.pk}/password/", {"password1": NEW, "password2": NEW})
    assert (here.get("/settings/").status_code, there.get("/settings/").status_code) == (200, 302)


def test_weak_password_is_refused_there(alice: User, staff: User, client_for: ClientFor) -> None:
    program = Api(alice)
    answer = client_for(staff).post(
        f"/admin/accounts/user/{alice.pk}/password/", {"password1": "short", "password2": "short"}
    )
    assert "too short" in answer.text
    assert program.get("/coins").status == 200


def test_nobody_deletes_their_own_account(alice: User, staff: User, client_for: ClientFor) -> None:
    client, both = client_for(staff), [alice.pk, staff.pk]
    assert client.post(f"/admin/accounts/user/{staff.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(
        "/admin/accounts/user/", {"action": "delete_selected", "_selected_action": both, "post": "yes"}, follow=True
    )
    assert set(User.objects.all()) == {alice, staff}
    client.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"})
    assert list(User.objects.all()) == [staff]


def test_name_that_differs_in_case_alone_is_refused(alice: User, staff: User, client_for: ClientFor) -> None:
    form = {"username": "ALICE", "usable_password": "true", "password1": NEW, "password2": NEW}
    answer = client_for(staff).post("/admin/accounts/user/add/", form)
    assert "already exists" in answer.text
    assert list(User.objects.exclude(pk=staff.pk)) == [alice]


def test_currency_is_one_that_exists(alice: User, staff: User, client_for: ClientFor) -> None:
    row = Preferences.objects.create(owner=alice)
    form = {"owner": alice.pk, "era": "BC/AD", "density": "compact", "theme": "dark", "list_view": "table"}
    client, address = client_for(staff), f"/admin/accounts/preferences/{row.pk}/change/"
    assert "Select a valid choice" in client.post(address, {**form, "currency": "XXX"}).text
    assert client.post(address, {**form, "currency": "EUR"}).status_code == 302
    row.refresh_from_db()
    assert (row.currency, row.theme) == ("EUR", "dark")
