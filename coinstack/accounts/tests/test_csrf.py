"""Every form and every htmx request carries the token, and is refused in words without it."""

import re

import pytest
from django.test import Client

from coinstack.accounts.models import User
from coinstack.testing import ClientFor

PREFERENCES = {"era": "BC/AD", "currency": "CHF", "density": "compact", "theme": "dark"}


@pytest.fixture
def strict(alice: User, client_for: ClientFor) -> Client:
    """Alice's browser, with the token checked as in production."""
    return client_for(alice, enforce_csrf_checks=True)


def token_in(page: str, pattern: str) -> str:
    found = re.search(pattern, page)
    assert found
    return found[1]


def test_form_sends_its_token(strict: Client, alice: User) -> None:
    page = strict.get("/settings/").text
    token = token_in(page, r'name="csrfmiddlewaretoken" value="(\w+)"')
    answer = strict.post("/settings/preferences/", {**PREFERENCES, "csrfmiddlewaretoken": token})
    assert answer["Location"] == "/settings/"
    assert alice.preferences.currency == "CHF"


def test_htmx_sends_the_token_of_the_body_as_a_header(strict: Client, alice: User) -> None:
    page = strict.get("/settings/").text
    token = token_in(page, r"""hx-headers='\{"X-CSRFToken": "(\w+)"\}'""")
    strict.post("/settings/preferences/", PREFERENCES, headers={"X-CSRFToken": token, "HX-Request": "true"})
    assert alice.preferences.currency == "CHF"


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/logout/",
        "/settings/preferences/",
        "/settings/password/",
        "/settings/collectors/",
        "/settings/sign-out-everywhere/",
    ],
)
def test_form_without_the_token_is_refused_in_words(strict: Client, address: str) -> None:
    answer = strict.post(address, PREFERENCES)
    assert answer.status_code == 403
    assert "403_csrf.html" in [template.name for template in answer.templates]


def test_htmx_request_without_the_token_is_refused_with_a_sentence(strict: Client) -> None:
    answer = strict.post("/settings/preferences/", PREFERENCES, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert answer.text == "The form has expired. Reload the page and send it again."


def test_every_form_that_posts_holds_a_token(strict: Client) -> None:
    for address in ("/settings/", "/settings/password/"):
        page = strict.get(address).text
        forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL)
        assert forms
        assert all("csrfmiddlewaretoken" in form for form in forms)
