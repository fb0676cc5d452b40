"""Every address as its owner, as another collector, as staff and as nobody."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coinstack.accounts.models import User
from coinstack.testing import ClientFor
from coinstack.tests.access_matrix import SIGN_IN, Access, access_table, url_names

ENTRIES = access_table()
OWNED = [entry for entry in ENTRIES if entry.belongs_to_owner]
BEHIND_SIGN_IN = [entry for entry in ENTRIES if entry.nobody == SIGN_IN]
METHODS = ("get", "post", "put", "patch", "delete")
WRITES = ("INSERT", "UPDATE", "DELETE")


def test_every_address_is_in_a_table() -> None:
    listed = {entry.name for entry in ENTRIES}
    missing = [f"{name}  ({route})" for name, route in sorted(url_names().items()) if name not in listed]
    assert not missing, (
        "Say who may open these addresses, in ACCESS of the app's tests/access.py "
        "(see coinstack/tests/access_matrix.py):\n  " + "\n  ".join(missing)
    )


def test_tables_name_only_addresses_that_exist() -> None:
    gone = sorted({entry.name for entry in ENTRIES} - set(url_names()))
    assert gone == [], "These entries of an ACCESS table name no address of the URLconf."


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_owner(entry: Access, alice: User, client_for: ClientFor) -> None:
    ask = entry.prepare(alice)
    assert ask(client_for(alice)).status_code == entry.owner


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.other is not None], ids=str)
def test_another_collector(entry: Access, alice: User, bob: User, client_for: ClientFor) -> None:
    ask = entry.prepare(alice)
    assert ask(client_for(bob)).status_code == entry.other


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.staff is not None], ids=str)
def test_staff(entry: Access, alice: User, staff: User, client_for: ClientFor) -> None:
    ask = entry.prepare(alice)
    assert ask(client_for(staff)).status_code == entry.staff


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_nobody(entry: Access, alice: User, client: Client) -> None:
    ask = entry.prepare(alice)
    assert ask(client).status_code == entry.nobody


@pytest.mark.parametrize("entry", OWNED, ids=str)
def test_other_peoples_objects_do_not_exist_by_any_method(
    entry: Access, alice: User, bob: User, client_for: ClientFor
) -> None:
    ask = entry.prepare(alice)
    client = client_for(bob)
    with CaptureQueriesContext(connection) as queries:
        answers = {method: ask(client, method).status_code for method in METHODS}
    assert {method: status for method, status in answers.items() if status not in {404, 405}} == {}
    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []


@pytest.mark.parametrize("entry", BEHIND_SIGN_IN, ids=str)
def test_nobody_is_sent_to_sign_in_by_any_method(entry: Access, alice: User, client: Client) -> None:
    ask = entry.prepare(alice)
    for method in METHODS:
        answer = ask(client, method)
        assert (method, answer.status_code) == (method, SIGN_IN)
        assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("entry", BEHIND_SIGN_IN, ids=str)
def test_nobody_gets_no_sign_in_page_inside_a_fragment(entry: Access, alice: User, client: Client) -> None:
    ask = entry.prepare(alice)
    for method, status in {"get": 286, "post": 401}.items():
        answer = ask(client, method, headers={"HX-Request": "true"})
        assert (method, answer.status_code, answer.content) == (method, status, b"")
        assert answer["HX-Redirect"].startswith("/accounts/login/?next=")
