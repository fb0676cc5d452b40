"""Signing in and out: names in any case, safe destinations, sessions that end when they should."""

from typing import Any

import pytest
from django.test import Client

from coinstack.accounts.models import User
from coinstack.testing import PASSWORD, ClientFor
from coinstack.tests.api_client import Api


def sign_in(client: Client, username: str = "alice", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"username": username, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


@pytest.mark.parametrize("name", ["alice", "Alice", "ALICE", " alice "])
def test_name_signs_in_in_any_case(alice: User, client: Client, name: str) -> None:
    answer = sign_in(client, name)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("alice", "wrong"),
        ("alice", PASSWORD.upper()),
        ("nobody", PASSWORD),
        ("alic", PASSWORD),
        ("%", PASSWORD),
        ("", ""),
    ],
)
def test_wrong_name_or_password_is_refused_with_one_sentence(
    alice: User, client: Client, username: str, password: str
) -> None:
    answer = sign_in(client, username, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not is_signed_in(client)


def test_refusal_does_not_say_whether_the_name_exists(alice: User, client: Client) -> None:
    known = sign_in(client, "alice", "wrong").context["form"].errors
    assert known == sign_in(client, "nobody", "wrong").context["form"].errors


def test_closed_account_does_not_sign_in(alice: User, client: Client) -> None:
    User.objects.update(is_active=False)
    sign_in(client)
    assert not is_signed_in(client)


@pytest.mark.parametrize("where", ["query", "form"])
def test_next_leads_to_a_page_of_this_site(alice: User, client: Client, where: str) -> None:
    target = "/coins/?metal=silver&page=2"
    if where == "form":
        answer = sign_in(client, next=target)
    else:
        answer = client.post(
            "/accounts/login/?next=%2Fcoins%2F%3Fmetal%3Dsilver%26page%3D2",
            {"username": "alice", "password": PASSWORD},
        )
    assert answer["Location"] == target


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        " https://evil.example",
    ],
)
def test_next_never_leads_away(alice: User, client: Client, target: str) -> None:
    assert sign_in(client, next=target)["Location"] == "/"


def test_signed_in_collector_is_sent_on(alice: User, client_for: ClientFor) -> None:
    assert client_for(alice).get("/accounts/login/?next=/settings/")["Location"] == "/settings/"


def test_session_key_changes_with_the_sign_in(alice: User, client: Client) -> None:
    session = client.session
    session["seen"] = "the sign-in page"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.cookies["sessionid"].value != planted
    assert not client.session.exists(planted)


def test_sign_out_needs_a_post(alice: User, client_for: ClientFor) -> None:
    client = client_for(alice)
    assert client.get("/accounts/logout/").status_code == 405
    assert is_signed_in(client)
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert not is_signed_in(client)


def test_sign_out_leaves_other_browsers_alone(alice: User, client_for: ClientFor) -> None:
    here, there = client_for(alice), client_for(alice)
    here.post("/accounts/logout/")
    assert (is_signed_in(here), is_signed_in(there)) == (False, True)


def test_sign_out_everywhere_ends_every_session_of_this_collector(
    alice: User, bob: User, client_for: ClientFor
) -> None:
    here, there, bobs = client_for(alice), client_for(alice), client_for(bob)
    answer = here.post("/settings/sign-out-everywhere/", follow=True)
    assert answer.redirect_chain == [("/accounts/login/", 302)]
    assert [str(message) for message in answer.context["messages"]] == ["You are signed out in every browser."]
    assert (is_signed_in(here), is_signed_in(there), is_signed_in(bobs)) == (False, False, True)
    sign_in(here)
    assert is_signed_in(here)


@pytest.mark.parametrize(("programs", "told"), [(1, "1 API token is revoked."), (2, "2 API tokens are revoked.")])
def test_sign_out_everywhere_revokes_the_tokens_of_this_collector(
    programs: int, told: str, alice: User, bob: User, client_for: ClientFor
) -> None:
    mine, bobs = [Api(alice) for _ in range(programs)], Api(bob)
    here = client_for(alice)
    assert "revokes your API tokens" in here.get("/settings/").text
    answer = here.post("/settings/sign-out-everywhere/", follow=True)
    assert [str(message) for message in answer.context["messages"]] == [f"You are signed out in every browser. {told}"]
    assert [program.get("/coins").code for program in mine] == ["bad_token"] * programs
    assert bobs.get("/coins").status == 200


def test_password_change_keeps_this_session_and_ends_the_others(alice: User, client_for: ClientFor) -> None:
    here, there, program = client_for(alice), client_for(alice), Api(alice)
    key = here.session.session_key
    new = "denarii-not-drachms"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    answer = here.post("/settings/password/", form, follow=True)
    assert answer.redirect_chain == [("/settings/", 302)]
    assert "API tokens stay valid" in answer.text
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert here.session.session_key != key
    assert program.get("/coins").status == 200
    sign_in(there, password=new)
    assert is_signed_in(there)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"old_password": "wrong"}, "old_password"),
        ({"new_password2": "something-else-1"}, "new_password2"),
        ({"new_password1": "short", "new_password2": "short"}, "new_password2"),
    ],
)
def test_password_change_refuses(alice: User, client_for: ClientFor, changed: dict[str, str], field: str) -> None:
    new = "denarii-not-drachms"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new} | changed
    answer = client_for(alice).post("/settings/password/", form)
    assert list(answer.context["form"].errors) == [field]
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_session_outlives_a_change_of_the_secret_key(alice: User, client_for: ClientFor, settings: Any) -> None:
    client = client_for(alice)
    retired, settings.SECRET_KEY = settings.SECRET_KEY, "another-key" * 5
    settings.SECRET_KEY_FALLBACKS = [retired]
    assert is_signed_in(client)
    settings.SECRET_KEY_FALLBACKS = []
    assert is_signed_in(client)


def test_session_ends_with_a_secret_key_that_is_not_kept(alice: User, client_for: ClientFor, settings: Any) -> None:
    client = client_for(alice)
    assert is_signed_in(client)
    settings.SECRET_KEY = "another-key" * 5
    assert not is_signed_in(client)


def test_pages_of_a_collector_stay_out_of_shared_caches(alice: User, client_for: ClientFor) -> None:
    answer = client_for(alice).get("/settings/")
    assert "private" in answer["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= {name.strip() for name in answer["Vary"].split(",")}
