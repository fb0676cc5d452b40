"""The first visit: one account is made, by somebody who may, and then the page is gone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from coinstack.accounts.models import User
from coinstack.accounts.setup_code import WRONG_TRIES, current_code

FORM = {"username": "Livia", "password": "an-aureus-a-day"}
AT_THE_MACHINE = {"Host": "127.0.0.1:8000"}


@pytest.fixture
def local(db: None) -> Client:
    """A browser on the machine itself."""
    return Client(headers=AT_THE_MACHINE)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.mark.parametrize("address", ["/", "/coins/", "/settings/", "/accounts/login/", "/admin/", "/admin/login/"])
def test_every_page_leads_to_setup_before_there_is_an_account(local: Client, address: str) -> None:
    answer = local.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/setup/")


def test_fragment_leads_the_whole_page_to_setup(local: Client) -> None:
    answer = local.get("/coins/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (286, "/setup/", b"")


def test_health_is_answered_before_there_is_an_account(local: Client) -> None:
    answer = local.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_first_account_is_staff_and_superuser_and_signed_in(local: Client) -> None:
    answer = local.post("/setup/", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    owner = User.objects.get()
    assert (owner.username, owner.is_staff, owner.is_superuser) == ("Livia", True, True)
    assert owner.check_password("an-aureus-a-day")
    assert local.get("/settings/").status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_setup_is_gone_once_an_account_exists(local: Client, alice: User, method: str) -> None:
    assert getattr(local, method)("/setup/", FORM).status_code == 404
    assert list(User.objects.all()) == [alice]


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"username": ""}, "username", "This field is required."),
        ({"username": "two words"}, "username", "Enter a valid username"),
        ({"password": ""}, "password", "This field is required."),
        ({"password": "short"}, "password", "This password is too short"),
        ({"password": "Livia123"}, "password", "too similar to the username"),
        ({"password": "1234567890123"}, "password", "entirely numeric"),
    ],
)
def test_bad_input_is_named_at_its_field(local: Client, changed: dict[str, str], field: str, message: str) -> None:
    answer = local.post("/setup/", FORM | changed)
    assert answer.status_code == 200
    assert message in answer.context["form"].errors[field][0]
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_setups_make_one_account() -> None:
    def set_up(name: str) -> int:
        try:
            return Client(headers=AT_THE_MACHINE).post("/setup/", FORM | {"username": name}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(set_up, ["livia", "julia", "antonia", "octavia"]))
    assert sorted(answers) == [302, 404, 404, 404]
    assert User.objects.count() == 1


# The one-time code


def test_no_code_is_asked_at_the_machine_itself(local: Client) -> None:
    assert list(local.get("/setup/").context["form"].fields) == ["username", "password"]


@pytest.fixture
def elsewhere(db: None, settings: Any) -> Client:
    """A browser on another machine of the network, with CoinStack listening on all addresses."""
    settings.BIND_HOST = "0.0.0.0"  # noqa: S104
    settings.ALLOWED_HOSTS = ["192.168.1.20"]
    return Client(headers={"Host": "192.168.1.20:8000"}, REMOTE_ADDR="192.168.1.77")


def test_another_machine_must_type_the_code(elsewhere: Client) -> None:
    assert list(elsewhere.get("/setup/").context["form"].fields) == ["username", "password", "code"]
    assert elsewhere.post("/setup/", FORM).context["form"].errors == {"code": ["This field is required."]}
    assert not User.objects.exists()


@pytest.mark.parametrize("typed_as", [str, str.lower, lambda code: f" {code.replace('-', '')} "])
def test_right_code_makes_the_account_and_is_forgotten(
    elsewhere: Client, data_folder: Path, typed_as: Callable[[str], str]
) -> None:
    code = current_code()
    assert code is not None
    assert elsewhere.post("/setup/", FORM | {"code": typed_as(code)}).status_code == 302
    assert User.objects.get().is_superuser
    assert not (data_folder / "setup_code").exists()


def test_right_code_with_a_bad_password_can_be_sent_again(elsewhere: Client) -> None:
    code = current_code()
    answer = elsewhere.post("/setup/", FORM | {"code": code, "password": "short"})
    assert list(answer.context["form"].errors) == ["password"]
    assert elsewhere.post("/setup/", FORM | {"code": code}).status_code == 302


def test_wrong_codes_use_the_code_up(elsewhere: Client) -> None:
    first = current_code()
    answers = [
        elsewhere.post("/setup/", FORM | {"code": "AAAA-AAAA"}).context["form"].errors["code"][0]
        for _ in range(WRONG_TRIES)
    ]
    assert [("A new one" in answer) for answer in answers] == [False, False, False, False, True]
    assert elsewhere.post("/setup/", FORM | {"code": first}).status_code == 200
    assert elsewhere.post("/setup/", FORM | {"code": current_code()}).status_code == 302


@pytest.mark.parametrize(
    ("setting", "headers", "peer"),
    [
        ({"BIND_HOST": "0.0.0.0"}, AT_THE_MACHINE, "127.0.0.1"),  # noqa: S104
        ({"BASE_URL": "https://coins.example.org"}, AT_THE_MACHINE, "127.0.0.1"),
        ({}, {"Host": "testserver"}, "127.0.0.1"),
        ({}, AT_THE_MACHINE, "192.168.1.77"),
        ({}, AT_THE_MACHINE, ""),
        ({}, AT_THE_MACHINE | {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1"),
        ({}, AT_THE_MACHINE | {"Forwarded": "for=127.0.0.1"}, "127.0.0.1"),
    ],
    ids=["listening", "base-url", "host", "peer", "socket", "x-forwarded-for", "forwarded"],
)
def test_any_sign_of_another_machine_asks_for_the_code(
    db: None, settings: Any, setting: dict[str, str], headers: dict[str, str], peer: str
) -> None:
    for name, value in setting.items():
        setattr(settings, name, value)
    form = Client(headers=headers, REMOTE_ADDR=peer).get("/setup/").context["form"]
    assert "code" in form.fields


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_loopback_names_ask_for_no_code(db: None, settings: Any, host: str) -> None:
    settings.BIND_HOST = "localhost"
    form = Client(headers={"Host": host}, REMOTE_ADDR="::1").get("/setup/").context["form"]
    assert "code" not in form.fields
