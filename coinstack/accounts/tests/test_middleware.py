"""Where a visitor without a session is sent, and what brings them back."""

import pytest
from django.test import Client

from coinstack.accounts.models import User
from coinstack.testing import ClientFor


@pytest.mark.usefixtures("alice")
def test_page_comes_back_after_signing_in(client: Client) -> None:
    answer = client.get("/coins/?metal=silver&page=2")
    assert answer["Location"] == "/accounts/login/?next=/coins/%3Fmetal%3Dsilver%26page%3D2"


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(
    ("referer", "expected"),
    [
        ("http://testserver/settings/?tab=1", "/settings/%3Ftab%3D1"),
        ("https://evil.example/", "/"),
        ("", "/"),
    ],
)
def test_form_of_an_ended_session_comes_back_to_its_page(client: Client, referer: str, expected: str) -> None:
    answer = client.post("/settings/preferences/", headers={"Referer": referer})
    assert answer["Location"] == f"/accounts/login/?next={expected}"


@pytest.mark.parametrize(("method", "status"), [("get", 286), ("post", 401), ("delete", 401)])
def test_htmx_request_of_an_ended_session_moves_the_whole_page(
    alice: User, client_for: ClientFor, method: str, status: int
) -> None:
    client = client_for(alice)
    client.session.flush()
    answer = getattr(client, method)(
        "/jobs/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/coins/?page=3"}
    )
    assert (answer.status_code, answer.content) == (status, b"")
    assert answer["HX-Redirect"] == "/accounts/login/?next=/coins/%3Fpage%3D3"


@pytest.mark.usefixtures("alice")
def test_boosted_link_comes_back_to_the_page_it_leads_to(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Boosted": "true", "HX-Current-URL": "http://testserver/coins/"}
    assert client.get("/jobs/", headers=headers)["HX-Redirect"] == "/accounts/login/?next=/jobs/"


@pytest.mark.usefixtures("alice")
def test_htmx_request_from_another_site_comes_back_to_the_start(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/coins/"}
    assert client.get("/coins/", headers=headers)["HX-Redirect"] == "/accounts/login/?next=/"


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/accounts/login/", 200),
        ("/healthz", 200),
        ("/setup/", 404),
        ("/no-such-page/", 404),
        ("/static/css/base.css", 200),
    ],
)
def test_what_a_stranger_may_open(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status
