"""Sessions that end in the middle, two tabs, and the way back to what is gone: a clear state each time (U13)."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, admit
from coinstack.testing import PASSWORD

pytestmark = BROWSER


@pytest.fixture
def coins(alice: User) -> list[int]:
    return [make_coin(alice, issuer=issuer, metal="silver").pk for issuer in ("Nero", "Galba", "Otho")]


def sign_in_again(page: Page) -> None:
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.locator("[name=username]").fill("alice")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_U13_session_that_ends_under_a_list_leads_to_signing_in_and_back(
    alice: User, coins: list[int], signed_in: SignIn, live_server: Any
) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/?metal=silver")
    Session.objects.all().delete()
    page.get_by_role("link", name="Issuer", exact=True).click()
    page.wait_for_url("**/accounts/login/?next=**")
    assert page.locator("nav[aria-label=Main]").count() == 0
    assert page.locator("form[action], form[method=post]").count() == 1
    sign_in_again(page)
    page.wait_for_url("**/coins/?metal=silver**")
    expect(page.locator("main")).to_contain_text("Galba")


def test_U13_session_that_ends_under_a_fragment_leads_to_signing_in(
    alice: User, coins: list[int], signed_in: SignIn, live_server: Any
) -> None:
    """The position is loaded into the coin page: the sign-in page must not land in it."""
    page = signed_in(alice)
    page.route("**/position/**", lambda route: (Session.objects.all().delete(), route.continue_()))
    page.goto(f"{live_server.url}/coins/{coins[0]}/")
    page.wait_for_url("**/accounts/login/?next=**")
    sign_in_again(page)
    page.unroute("**/position/**")
    page.wait_for_url(f"**/coins/{coins[0]}/**")


def test_U13_session_that_ends_before_a_form_is_sent_says_so(
    page: Page, alice: User, coins: list[int], live_server: Any
) -> None:
    admit(page.context, live_server.url, alice)
    page.goto(f"{live_server.url}/settings/")
    page.get_by_label("Dates as").select_option("BCE/CE")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save preferences").click()
    page.wait_for_url("**/accounts/login/?next=/settings/")
    sign_in_again(page)
    page.wait_for_url("**/settings/")


def test_tab_that_was_left_open_when_another_signed_out_leads_to_signing_in(
    alice: User, coins: list[int], signed_in: SignIn, live_server: Any
) -> None:
    first = signed_in(alice)
    first.goto(f"{live_server.url}/coins/")
    second = first.context.new_page()
    second.goto(f"{live_server.url}/")
    second.locator("summary[aria-label^=Account]").click()
    second.get_by_role("button", name="Sign out").click()
    second.wait_for_url("**/accounts/login/**")
    first.get_by_role("link", name="Grid").click()
    first.wait_for_url("**/accounts/login/?next=**")


def test_way_back_to_a_deleted_coin_says_where_it_is(
    page: Page, alice: User, coins: list[int], client_for: Any, live_server: Any
) -> None:
    admit(page.context, live_server.url, alice)
    page.goto(f"{live_server.url}/coins/")
    page.goto(f"{live_server.url}/coins/{coins[0]}/")
    page.goto(f"{live_server.url}/settings/")
    client_for(alice).post("/coins/trash/add/", {"pks": coins[0]})
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_title("Coins", exact=True)).to_be_visible()
    page.go_back()
    expect(page.locator("main")).to_contain_text("Galba")


def test_two_tabs_trash_the_same_coin(alice: User, coins: list[int], signed_in: SignIn, live_server: Any) -> None:
    first = signed_in(alice)
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(f"{live_server.url}/coins/{coins[0]}/")
        tab.locator("summary[title='More actions']").click()
    for tab in (first, second):
        tab.get_by_role("button", name="Move to the trash").click()
        expect(tab.locator("[data-toast]").first).to_be_visible()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Coins")
    assert alice.coins.trashed().count() == 1
