"""Guessing a password: stopped after five tries, for the guesser and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from time_machine import travel

from coinstack.accounts.models import User
from coinstack.accounts.throttle import client_address
from coinstack.testing import PASSWORD

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


def attempt(password: str, username: str = "alice", peer: str = "198.51.100.7", **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client = Client(REMOTE_ADDR=peer, headers=named)
    return client.post("/accounts/login/", {"username": username, "password": password})


def lock(**options: Any) -> HttpResponse:
    return [attempt("wrong", **options) for _ in range(5)][-1]


def test_fifth_wrong_password_locks_and_says_for_how_long(alice: User) -> None:
    statuses = [attempt("wrong").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    answer = attempt(PASSWORD)
    assert answer.status_code == 429
    assert 890 <= int(answer["Retry-After"]) <= 900
    assert "in 15 minutes" in answer.text


def test_time_named_stays_true_whatever_is_tried_meanwhile(alice: User) -> None:
    with travel(NOON, tick=False):
        lock()
    with travel(NOON + timedelta(minutes=14), tick=False):
        answer = attempt("wrong")
        assert (answer.status_code, answer["Retry-After"]) == (429, "60")
        assert "in 1 minute." in answer.text
    with travel(NOON + timedelta(minutes=15, seconds=1), tick=False):
        assert attempt(PASSWORD).status_code == 302


def test_right_password_forgives_earlier_typing_errors(alice: User) -> None:
    for _ in range(3):
        assert [attempt("wrong").status_code for _ in range(4)] == [200] * 4
        assert attempt(PASSWORD).status_code == 302


def test_lock_holds_for_every_spelling_of_the_name(alice: User) -> None:
    spellings = ["alice", "Alice", "ALICE", "aLICE", " alice"]
    assert [attempt("wrong", username=name).status_code for name in spellings][-1] == 429
    assert attempt(PASSWORD, username="alicE").status_code == 429


def test_lock_is_for_one_address_and_one_name(alice: User, bob: User) -> None:
    lock()
    assert attempt(PASSWORD, peer="198.51.100.8").status_code == 302
    assert attempt(PASSWORD, username="bob").status_code == 302
    assert attempt(PASSWORD).status_code == 429


def test_lock_holds_for_the_administration_sign_in(staff: User) -> None:
    lock(username="staff")
    client = Client(REMOTE_ADDR="198.51.100.7")
    assert client.post("/admin/login/", {"username": "staff", "password": PASSWORD}).status_code == 429


def test_endless_name_is_no_server_error(alice: User) -> None:
    assert lock(username="x" * 5000).status_code == 429


# Behind a proxy


@pytest.fixture
def proxied(settings: Any) -> None:
    settings.BEHIND_PROXY = True


@pytest.mark.usefixtures("proxied")
def test_one_visitors_lock_behind_a_proxy_is_not_anothers(alice: User) -> None:
    lock(peer="127.0.0.1", X_Forwarded_For="203.0.113.5")
    assert attempt(PASSWORD, peer="127.0.0.1", X_Forwarded_For="203.0.113.5").status_code == 429
    assert attempt(PASSWORD, peer="127.0.0.1", X_Forwarded_For="203.0.113.6").status_code == 302


@pytest.mark.usefixtures("proxied")
def test_invented_earlier_entries_neither_lock_others_nor_unlock(alice: User) -> None:
    invented = [f"203.0.113.{number}, 198.51.100.99" for number in range(5)]
    statuses = [attempt("wrong", peer="127.0.0.1", X_Forwarded_For=header).status_code for header in invented]
    assert statuses[-1] == 429
    assert attempt(PASSWORD, peer="127.0.0.1", X_Forwarded_For="203.0.113.0").status_code == 302


def test_forwarded_header_means_nothing_without_a_proxy(alice: User) -> None:
    statuses = [attempt("wrong", X_Forwarded_For=f"203.0.113.{number}").status_code for number in range(5)]
    assert statuses[-1] == 429


@pytest.mark.usefixtures("proxied")
def test_browser_in_the_network_at_home_cannot_write_itself_new_addresses(alice: User) -> None:
    guesses = [attempt("wrong", peer="192.168.1.77", X_Forwarded_For=f"203.0.113.{number}") for number in range(5)]
    assert guesses[-1].status_code == 429


@pytest.mark.parametrize(
    ("base_url", "peer", "forwarded", "expected"),
    [
        ("", "198.51.100.7", "", "198.51.100.7"),
        ("", "198.51.100.7", "203.0.113.5", "198.51.100.7"),
        ("", "", "", "::"),
        ("", "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ("", "::1", "", "::1"),
        ("", "::ffff:198.51.100.7", "", "198.51.100.7"),
        ("https", "127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("https", "127.0.0.1", "10.9.8.7, 203.0.113.5", "203.0.113.5"),
        ("https", "127.0.0.1", "203.0.113.5:51234", "203.0.113.5"),
        ("https", "127.0.0.1", "[2001:db8:1:2:3::4]:443", "2001:db8:1:2::"),
        ("https", "172.18.0.2", "203.0.113.5", "203.0.113.5"),
        ("http", "127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("http", "192.168.1.77", "203.0.113.5", "192.168.1.77"),
        ("https", "", "203.0.113.5", "203.0.113.5"),
        ("https", "8.8.8.8", "203.0.113.5", "8.8.8.8"),
        ("https", "127.0.0.1", "unknown", "127.0.0.1"),
        ("https", "127.0.0.1", "203.0.113.5, ", "127.0.0.1"),
        ("https", "127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_client_address(settings: Any, base_url: str, peer: str, forwarded: str, expected: str) -> None:
    settings.BEHIND_PROXY, settings.IS_HTTPS = bool(base_url), base_url == "https"
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(RequestFactory(REMOTE_ADDR=peer, headers=headers).get("/")) == expected
