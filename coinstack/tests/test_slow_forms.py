"""Forms on a slow line: sent once, said to be on their way, asked about even before the scripts are there."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coins.models import Coin
from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.tests.recipes import make_coin
from coinstack.accounts.models import ApiToken, User
from coinstack.browsertests import BROWSER, SignIn
from coinstack.testing import PASSWORD
from coinstack.tests.slow_line import SlowLine

pytestmark = BROWSER
# The second press comes while the first is on its way; what the button says then is kept for after the page has gone.
PRESS_TWICE = """button => {
    button.click();
    setTimeout(() => { sessionStorage.setItem("busy", button.getAttribute("aria-busy")); button.click(); }, 250);
}"""
BETWEEN_MS = 600


def press_twice(page: Page, button: Any, address: str) -> int:
    """How many times the form is sent."""
    line = SlowLine(page, address, "POST")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button.evaluate(PRESS_TWICE)
    line.asked()
    page.wait_for_timeout(BETWEEN_MS)
    with page.expect_navigation():
        line.recover()
    assert page.evaluate('sessionStorage.getItem("busy")') == "true"
    return len(sent)


@pytest.mark.parametrize(
    ("path", "field", "button"),
    [
        ("/coins/new/", "#id_title", "Add coin"),
        ("/coins/quick-add/", "#id_line", "Add draft"),
        ("/settings/tokens/", "#id_name", "Make token"),
    ],
)
def test_a_form_is_sent_once_however_often_it_is_pressed(
    path: str, field: str, button: str, alice: User, signed_in: SignIn, live_server: Any
) -> None:
    page = signed_in(alice)
    page.goto(live_server.url + path)
    page.locator(field).fill("AR denarius")
    assert press_twice(page, page.locator("main").get_by_role("button", name=button, exact=True), path) == 1
    expect(page.locator("main")).to_be_visible()
    assert Coin.objects.count() + ApiToken.objects.count() == 1


def test_sign_in_is_sent_once(alice: User, page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.locator("[name=username]").fill("alice")
    page.locator("[name=password]").fill(PASSWORD)
    assert press_twice(page, page.get_by_role("button", name="Sign in"), "/login/") == 1
    expect(page).to_have_url(f"{live_server.url}/")


def test_a_form_that_was_stopped_on_its_way_can_be_sent_again(alice: User, signed_in: SignIn, live_server: Any) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/new/")
    page.locator("#id_title").fill("Stopped")
    line = SlowLine(page, "/coins/new/", "POST")
    button = page.locator("[data-save]")
    button.evaluate("button => { button.click(); setTimeout(() => window.stop(), 250); }")
    line.asked()
    expect(button).not_to_have_attribute("aria-busy", "true")
    line.is_slow = False
    button.click()
    page.wait_for_url("**/coins/*/")
    assert Coin.objects.count() == 1


def test_a_download_leaves_its_form_ready(alice: User, signed_in: SignIn, live_server: Any) -> None:
    make_coin(alice, issuer="Nero")
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/")
    page.locator('[name="pks"]').check()
    for _ in range(2):
        page.get_by_label("Export the selected coins").click()
        with page.expect_download():
            page.locator("#selection .menu__sheet button").first.click()
        page.keyboard.press("Escape")


def test_quick_add_opens_once_and_keeps_its_line(alice: User, signed_in: SignIn, live_server: Any) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/")
    line = SlowLine(page, "/quick-add/")
    link = page.locator("a[data-quick-add]")
    link.click()
    line.asked()
    link.click()
    page.wait_for_timeout(BETWEEN_MS)
    line.recover()
    expect(page.locator("dialog #id_line")).to_have_count(1)
    page.locator("dialog #id_line").fill("AE follis, Constantine")
    line.is_slow, line.method = True, "POST"
    page.locator("dialog").get_by_role("button", name="Add draft").evaluate(
        "button => { button.click(); setTimeout(() => window.stop(), 250); }"
    )
    line.asked()
    page.goto(f"{live_server.url}/coins/quick-add/")
    expect(page.locator("#id_line")).to_have_value("AE follis, Constantine")
    line.is_slow = False
    page.get_by_role("button", name="Add and write another").click()
    expect(page.locator("[data-toast]")).to_be_visible()
    expect(page.locator("#id_line")).to_have_value("")


# --- before the modules are there


def test_nothing_is_deleted_unasked_before_the_scripts_are_there(
    alice: User, signed_in: SignIn, live_server: Any
) -> None:
    coin = make_coin(alice, issuer="Nero")
    trash_coins(coins=[coin], change=Change(user=alice))
    page = signed_in(alice)
    asked: list[str] = []

    def refuse(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    line = SlowLine(page, "confirm")
    page.goto(f"{live_server.url}/coins/trash/", wait_until="commit")
    line.asked()
    page.get_by_role("button", name="Delete for good").click()
    assert asked
    assert "for good" in asked[0]
    line.recover()
    page.wait_for_load_state()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator("#confirm-dialog")).to_be_visible()
    assert len(asked) == 1
    assert Coin.objects.filter(pk=coin.pk).exists()


def test_what_is_pressed_and_ticked_early_is_done_when_the_scripts_are_there(
    alice: User, signed_in: SignIn, live_server: Any
) -> None:
    for metal in ("silver", "gold"):
        make_coin(alice, issuer="Nero", metal=metal)
    page = signed_in(alice)
    line = SlowLine(page, "js/toasts")
    page.goto(f"{live_server.url}/coins/", wait_until="commit")
    line.asked()
    page.get_by_role("checkbox", name="Gold").check()
    line.recover()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page).to_have_url(f"{live_server.url}/coins/?metal=gold")


# --- away


def test_what_fails_every_second_is_said_once(alice: User, page: Page, live_server: Any, signed_in: SignIn) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/")
    for _ in range(3):
        page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sendError', { bubbles: true }))")
    expect(page.locator("[data-toast]")).to_have_count(1)
