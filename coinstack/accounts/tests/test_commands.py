import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError
from coinstack.tests.api_client import Api

PASSWORD = "an-aureus-a-day"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`run("create_collector", "livia", typed="password\\n")` returns what the command printed as JSON."""

    def call(*arguments: str, typed: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        call_command(*arguments, "--json")
        return json.loads(capsys.readouterr().out)

    return call


def sign_in(username: str, password: str) -> int:
    return Client().post("/accounts/login/", {"username": username, "password": password}).status_code


@pytest.mark.parametrize("typed", [PASSWORD, f"{PASSWORD}\n", f"{PASSWORD}\r\n", f"{PASSWORD}\nsecond line\n"])
def test_create_collector_reads_the_password_from_stdin(db: None, run: Any, typed: str) -> None:
    assert run("create_collector", "Livia", typed=typed) == {"username": "Livia"}
    assert not User.objects.get().is_staff
    assert sign_in("livia", PASSWORD) == 302


def test_password_keeps_its_spaces_and_letters(db: None, run: Any) -> None:
    run("create_collector", "Livia", typed="  ἀργύριον und Gold \n")
    assert sign_in("Livia", "  ἀργύριον und Gold ") == 302


def test_create_collector_makes_staff(db: None, run: Any) -> None:
    run("create_collector", "Livia", "--staff", typed=PASSWORD)
    owner = User.objects.get()
    assert (owner.is_staff, owner.is_superuser) == (True, False)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("Livia", "", "The password is empty."),
        ("Livia", "\n", "The password is empty."),
        ("Livia", "short", "This password is too short"),
        ("Livia", "livia123", "too similar to the username"),
        ("alice", PASSWORD, "A user with that username already exists."),
        ("ALICE", PASSWORD, "A collector with that name exists already."),
        ("two words", PASSWORD, "Enter a valid username"),
        ("", PASSWORD, "cannot be blank"),
    ],
)
def test_create_collector_refuses(alice: User, run: Any, name: str, typed: str, message: str) -> None:
    with pytest.raises(CoinStackError) as refused:
        run("create_collector", name, typed=typed)
    assert message in refused.value.message
    assert list(User.objects.all()) == [alice]


def test_reset_password_sets_it_lifts_the_lock_and_shuts_everybody_out(alice: User, client_for: Any, run: Any) -> None:
    elsewhere = client_for(alice)
    program = Api(alice)
    for _ in range(5):
        sign_in("Alice", "wrong")
    assert sign_in("alice", PASSWORD) == 429
    assert run("reset_password", "ALICE", typed=PASSWORD) == {"username": "alice", "tokens_revoked": 1}
    assert sign_in("alice", PASSWORD) == 302
    assert elsewhere.get("/settings/").status_code == 302
    assert program.get("/coins").code == "bad_token"


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("nobody", PASSWORD, "There is no collector named 'nobody'."),
        ("alice", "", "The password is empty."),
        ("alice", "12345678", "too common"),
    ],
)
def test_reset_password_refuses(alice: User, run: Any, name: str, typed: str, message: str) -> None:
    with pytest.raises(CoinStackError) as refused:
        run("reset_password", name, typed=typed)
    assert message in refused.value.message
    alice.refresh_from_db()
    assert alice.check_password("sesterces-and-asses")
