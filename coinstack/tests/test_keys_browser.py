"""Keys: the sheet lists what works on this page and nothing else, and no key acts while somebody types (U3)."""

from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, serious, settle
from coinstack.testing import until

pytestmark = BROWSER
STATE = "JSON.stringify([document.activeElement?.outerHTML.slice(0, 60), document.querySelectorAll('[open]').length])"
EVERYWHERE = {"/": "Search", "n": "Quick add: a coin in one line", "?": "Show this list"}


@pytest.fixture
def three(alice: User) -> list[int]:
    return [make_coin(alice, issuer=issuer).pk for issuer in ("Nero", "Galba", "Otho")]


def sheet(page: Page) -> dict[str, str]:
    """What the open sheet says: key to what it does."""
    lines = page.locator("#keys-dialog [data-keys-list] > div")
    return {
        " ".join(line.locator("kbd").all_text_contents()): line.locator("dd").text_content() or ""
        for line in lines.all()
    }


def opened_sheet(page: Page) -> dict[str, str]:
    settle(page)  # what leads to the coins before and after is asked for after the page
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_be_visible()
    return sheet(page)


def test_U3_sheet_lists_the_keys_of_a_page_without_coins(alice: User, signed_in: SignIn, live_server: Any) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/settings/")
    assert opened_sheet(page) == EVERYWHERE


def test_U3_sheet_lists_the_keys_of_a_coin_in_the_middle(
    alice: User, three: list[int], signed_in: SignIn, live_server: Any
) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/{three[1]}/")
    keys = opened_sheet(page)
    assert keys.items() >= {**EVERYWHERE, "j": "Previous coin", "k": "Next coin"}.items()
    assert "e" in keys


def test_U3_sheet_leaves_out_what_leads_nowhere(
    alice: User, three: list[int], signed_in: SignIn, live_server: Any
) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/{three[0]}/")
    first = opened_sheet(page)
    assert ("j" in first, "k" in first) == (False, True)


def test_U3_every_key_of_every_sheet_does_something(
    alice: User, three: list[int], signed_in: SignIn, live_server: Any
) -> None:
    """Each single key that a sheet names moves the focus, opens something or leads to another page."""
    page = signed_in(alice)
    tried, idle = set(), []
    for path in ("/coins/", f"/coins/{three[1]}/", "/settings/"):
        page.goto(live_server.url + path)
        bound = page.locator("[data-key]").evaluate_all("(all) => all.map((each) => each.dataset.key)")
        for key in [key for key in opened_sheet(page) if key in bound]:
            # A page of its own, closed with whatever the key has set in motion.
            tab = page.context.new_page()
            tab.goto(live_server.url + path)
            settle(tab)
            idle += [] if does_something(tab, key) else [f"{key} on {path}"]
            tried.add(key)
            tab.close()
    assert tried >= {"/", "n", "e", "j", "k"}
    assert idle == []


def does_something(page: Page, key: str) -> bool:
    """Asks the server for something, moves the focus, or opens a menu or dialog."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before = page.evaluate(STATE)
    page.keyboard.press(key)
    try:
        page.wait_for_function(f"(before) => {STATE} !== before", arg=before, timeout=1000)
    except TimeoutError:
        return bool(asked)
    return True


def test_U3_no_key_fires_while_typing(alice: User, three: list[int], signed_in: SignIn, live_server: Any) -> None:
    page = signed_in(alice)
    address = f"{live_server.url}/coins/{three[1]}/"
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator("header [name=q]")).to_be_focused()
    page.keyboard.type("j k e n ? /")
    expect(page.locator("header [name=q]")).to_have_value("j k e n ? /")
    expect(page.locator("#keys-dialog")).to_be_hidden()
    assert page.url == address


def test_U3_no_key_fires_in_any_field_of_a_form(alice: User, signed_in: SignIn, live_server: Any) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/new/")
    address = page.url
    for field in page.locator("main :is(input[type=text], textarea):visible").all()[:6]:
        field.focus()
        page.keyboard.type("jken?")
        assert "jken?" in field.input_value()
    assert page.url == address
    expect(page.locator("#keys-dialog")).to_be_hidden()


def test_U3_modified_keys_are_left_to_the_browser(
    alice: User, three: list[int], signed_in: SignIn, live_server: Any
) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/{three[1]}/")
    for key in ("Control+j", "Alt+k", "Meta+e"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url == f"{live_server.url}/coins/{three[1]}/"


def test_U3_sheet_is_a_dialog_that_keeps_and_gives_back_the_focus(
    alice: User, signed_in: SignIn, live_server: Any
) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/settings/")
    page.locator("main button").first.focus()
    before = page.evaluate("document.activeElement.outerHTML")
    opened_sheet(page)
    assert serious(page) == []
    expect(page.get_by_role("dialog", name="Keys on this page")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        # Beyond the last control the browser's own bar comes, which the page sees as its body; never what lies behind.
        assert page.evaluate(
            "!!document.activeElement.closest('#keys-dialog') || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    expect(page.locator("#keys-dialog")).to_be_hidden()
    assert until(lambda: page.evaluate("document.activeElement.outerHTML") == before, 10)


def test_U3_sheet_opens_without_a_key(alice: User, signed_in: SignIn, live_server: Any) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/settings/")
    page.locator("summary[aria-label^=Account]").click()
    page.get_by_role("button", name="Keys on this page").click()
    expect(page.locator("#keys-dialog")).to_be_visible()
    assert sheet(page) == EVERYWHERE
