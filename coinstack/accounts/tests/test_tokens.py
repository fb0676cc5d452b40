"""Tokens: made and revoked on the settings page, shown once, kept as a hash."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coinstack.accounts.models import ApiToken, User
from coinstack.accounts.token_auth import BAD_TOKENS_A_MINUTE
from coinstack.accounts.tokens import MOST, issue_token, revoke_token
from coinstack.exceptions import InputRefused
from coinstack.testing import ClientFor
from coinstack.tests.api_client import Api, answered

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADDRESS = "/api/v2/preferences"


def asked(secret: str, **options: str) -> object:
    return Client(headers={"Authorization": f"Bearer {secret}"}).get(ADDRESS, **options)


def test_token_is_shown_once_and_kept_as_a_hash(alice: User, client_for: ClientFor) -> None:
    client = client_for(alice)
    page = client.post("/settings/tokens/", {"name": "backup script", "scope": "read"})
    secret = re.search(r"coins_[\w-]{43}", page.text).group()
    assert "no-store" in page["Cache-Control"]
    token = ApiToken.objects.get()
    assert (token.owner, token.name, token.scope, token.prefix) == (alice, "backup script", "read", secret[:12])
    assert secret not in str(list(ApiToken.objects.values_list()))
    listed = client.get("/settings/tokens/").text
    assert (secret in listed, f"{secret[:12]}…" in listed, "never" in listed) == (False, True, True)
    assert asked(secret).status_code == 200


def test_revoked_token_is_shut_out_at_once(alice: User, client_for: ClientFor) -> None:
    token, secret = issue_token(owner=alice, name="script")
    client_for(alice).post(f"/settings/tokens/{token.pk}/revoke/")
    answer = answered(asked(secret))
    assert (answer.status, answer.code) == (401, "bad_token")
    assert "revoked" in client_for(alice).get("/settings/tokens/").text
    first = ApiToken.objects.get().revoked_at
    revoke_token(token)
    assert ApiToken.objects.get().revoked_at == first


@pytest.mark.parametrize(
    "values", [{"name": "", "scope": "read"}, {"name": "x" * 81, "scope": "read"}, {"name": "a", "scope": "all"}]
)
def test_form_that_cannot_be_used_makes_no_token(values: dict[str, str], alice: User, client_for: ClientFor) -> None:
    answer = client_for(alice).post("/settings/tokens/", values)
    assert answer.context["form"].errors
    assert not ApiToken.objects.exists()


def test_there_are_not_endless_tokens(alice: User, client_for: ClientFor) -> None:
    for _ in range(MOST):
        issue_token(owner=alice, name="script")
    with pytest.raises(InputRefused, match="Revoke one"):
        issue_token(owner=alice, name="script")
    assert "Revoke one" in client_for(alice).post("/settings/tokens/", {"name": "one more", "scope": "read"}).text


@pytest.mark.parametrize(
    "header",
    [
        "Bearer ",
        "Bearer nonsense",
        "Bearer coins_" + "x" * 43,
        "Bearer " + "x" * 5000,
        "Basic YWxpY2U6cHc=",
        "nonsense",
        "",
    ],
    ids=lambda value: value[:20] or "empty",
)
def test_bad_token_is_refused_even_beside_a_session(header: str, alice: User, client_for: ClientFor) -> None:
    answer = answered(client_for(alice).get(ADDRESS, headers={"Authorization": header}))
    assert (answer.status, answer.code) == (401, "bad_token")
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_whoever_goes_on_with_bad_tokens_must_wait(db: None) -> None:
    client = Client(headers={"Authorization": "Bearer nonsense"}, REMOTE_ADDR="192.0.2.77")
    statuses = [client.get(ADDRESS).status_code for _ in range(BAD_TOKENS_A_MINUTE + 1)]
    assert statuses == [401] * BAD_TOKENS_A_MINUTE + [429]
    last = answered(client.get(ADDRESS))
    assert (last.code, last.headers["Retry-After"]) == ("too_many", "60")


def test_closed_account_has_no_way_in(alice: User) -> None:
    _, secret = issue_token(owner=alice, name="script")
    alice.is_active = False
    alice.save()
    assert asked(secret).status_code == 401


def test_reading_token_cannot_write(alice: User) -> None:
    api = Api(alice, scope="read")
    assert api.get("/coins").status == 200
    for answer in (
        api.post("/coins", issuer="Nero"),
        api.patch("/preferences", era="BCE/CE"),
        api.delete("/coins/1"),
        api.upload("/coins", coin="{}"),
    ):
        assert (answer.status, answer.code) == (403, "read_only_token")
    assert not alice.coins.exists()


def test_use_is_noted_at_most_once_a_minute(alice: User) -> None:
    api = Api(alice)
    with time_machine.travel(NOON, tick=False) as clock:
        api.get("/preferences")
        clock.shift(timedelta(seconds=59))
        with CaptureQueriesContext(connection) as queries:
            api.get("/preferences")
        assert [query["sql"] for query in queries if query["sql"].startswith("UPDATE")] == []
        assert ApiToken.objects.get().last_used_at == NOON
        clock.shift(timedelta(seconds=2))
        api.get("/preferences")
    assert ApiToken.objects.get().last_used_at == NOON + timedelta(seconds=61)


def test_session_needs_the_csrf_token_to_write(alice: User, client_for: ClientFor) -> None:
    client = client_for(alice, enforce_csrf_checks=True)
    refused = answered(client.patch(ADDRESS, {"era": "BCE/CE"}, content_type="application/json"))
    assert (refused.status, refused.code) == (403, "csrf")
    client.get("/settings/")
    token = client.cookies["csrftoken"].value
    passed = client.patch(ADDRESS, {"era": "BCE/CE"}, content_type="application/json", headers={"X-CSRFToken": token})
    assert (passed.status_code, passed.json()["era"]) == (200, "BCE/CE")


def test_token_needs_none(alice: User) -> None:
    _, secret = issue_token(owner=alice, name="script")
    client = Client(headers={"Authorization": f"Bearer {secret}"}, enforce_csrf_checks=True)
    assert client.patch(ADDRESS, {"era": "BCE/CE"}, content_type="application/json").status_code == 200


@pytest.mark.parametrize("options", [["--scope", "read", "--label", "backup"], []], ids=["read", "write"])
def test_command_makes_a_token(options: list[str], alice: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_token", "ALICE", *options, "--json")
    secret = json.loads(capsys.readouterr().out)["token"]
    assert asked(secret).status_code == 200
    token = ApiToken.objects.get()
    assert (token.scope, token.name) == (("read", "backup") if options else ("write", "command line"))


@pytest.mark.parametrize("label", ["", "  ", "x" * 81], ids=["empty", "blank", "too long"])
def test_command_refuses_a_label_that_does_not_fit(label: str, alice: User) -> None:
    with pytest.raises(InputRefused, match="1 to 80 characters"):
        call_command("create_token", "alice", "--label", label)
    assert not ApiToken.objects.exists()


def test_preferences_are_read_and_changed(alice: User) -> None:
    api = Api(alice)
    assert api.get("/preferences").json["currency"] == "USD"
    changed = api.patch("/preferences", currency="EUR", decimal_comma=True)
    assert (changed.json["currency"], changed.json["decimal_comma"], changed.json["era"]) == ("EUR", True, "BC/AD")
    assert api.get("/preferences").json == changed.json


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"currency": "XXX"}, {"currency"}),
        ({"currency": 5}, {"currency"}),
        ({"era": "AUC"}, {"era"}),
        ({"colour": "grey"}, {"colour"}),
        ({"theme": None}, {"theme"}),
    ],
    ids=str,
)
def test_preference_that_does_not_exist_is_named(sent: dict[str, object], wrong: set[str], alice: User) -> None:
    answer = Api(alice).patch("/preferences", **sent)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
