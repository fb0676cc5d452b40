"""The list on a slow line: the last thing asked for is shown, and address, count and ticks agree with it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, admit
from coinstack.tests.slow_line import SlowLine

pytestmark = BROWSER
LATE_MS = 700  # within which an answer that was given up would have done its harm


@pytest.fixture
def cabinet(alice: User) -> User:
    for metal, issuer in (("silver", "Augustus"), ("silver", "Brutus"), ("gold", "Caracalla")):
        make_coin(alice, metal=metal, issuer=issuer)
    return alice


@pytest.fixture
def shown(signed_in: SignIn, live_server: Any, cabinet: User) -> Page:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    return page


@pytest.fixture
def failing(page: Page, live_server: Any, cabinet: User) -> Page:
    """The list, where requests will fail, which its console says."""
    admit(page.context, live_server.url, cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    return page


def agree(page: Page, query: str, coins: int, metals: list[str]) -> None:
    """Address, rows, sentence, chips and ticks tell of the same list."""
    expect(page.locator("tbody tr")).to_have_count(coins)
    expect(page).to_have_url(re.compile(re.escape(f"?{query}") + "$"))
    expect(page.locator("#list-head [data-announce]")).to_contain_text(str(coins))
    expect(page.locator(".chip")).to_have_count(1 if metals else 0)
    ticked = page.locator("[data-facets] input:checked")
    assert ticked.evaluate_all("boxes => boxes.map(box => box.value)") == metals


@pytest.mark.parametrize("newest_first", [True, False])
def test_last_thing_asked_for_is_shown(shown: Page, newest_first: bool) -> None:
    line = SlowLine(shown, "metal=")
    shown.get_by_role("checkbox", name="Silver").check()
    line.asked()
    shown.locator("#sort-issuer").click()
    if newest_first:
        expect(shown.locator("th[aria-sort]")).to_have_count(1)
    line.recover()
    expect(shown.locator("th[aria-sort]")).to_have_count(1)
    shown.wait_for_timeout(LATE_MS)
    agree(shown, "sort=issuer&view=table", 3, [])
    shown.get_by_role("checkbox", name="Gold").check()
    agree(shown, "metal=gold&sort=issuer&view=table", 1, ["gold"])


def test_ticks_in_quick_succession_all_count(shown: Page) -> None:
    line = SlowLine(shown, "metal=")
    shown.get_by_role("checkbox", name="Silver").check()
    line.asked()
    shown.get_by_role("checkbox", name="Gold").check()
    line.asked(2)
    line.answer(1)
    agree(shown, "metal=silver&metal=gold&view=table", 3, ["silver", "gold"])


@pytest.mark.parametrize("how", ["502 with a page", "away"])
def test_list_that_does_not_come_leaves_the_ticks_as_the_list_is(failing: Page, how: str) -> None:
    def fail(route: Any) -> None:
        if how == "away":
            route.abort()
        else:
            route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")

    failing.route("**/coins/?*metal=*", fail)
    failing.get_by_role("checkbox", name="Silver").click()
    expect(failing.get_by_role("alert")).to_be_visible()
    agree(failing, "view=table", 3, [])
    failing.unroute("**/coins/?*metal=*")
    failing.get_by_role("checkbox", name="Silver").click()
    expect(failing.locator("tbody tr")).to_have_count(2)
    agree(failing, "metal=silver&view=table", 2, ["silver"])


def test_quick_look_without_an_answer_leaves_the_list(failing: Page) -> None:
    failing.route("**/quick-look/*", lambda route: route.abort())
    before = failing.url
    failing.locator("tbody tr").first.hover()
    failing.keyboard.press("Space")
    expect(failing.get_by_role("alert")).to_contain_text("cannot be reached")
    assert failing.url == before


def test_quick_look_closed_before_its_answer_stays_closed(cabinet: User, signed_in: SignIn, live_server: Any) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    line = SlowLine(page, "/quick-look/")
    page.locator("tbody th a.coins__name").first.focus()
    for _ in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    line.asked(2)
    while len(line.waiting) > 1:
        line.answer(0)
    line.recover()
    expect(page.locator("#quick-look")).to_have_count(1)
    looked_at = page.locator(".is-looked-at .coins__name")
    expect(looked_at).to_have_count(1)
    expect(page.locator("#quick-look-title")).to_contain_text(looked_at.inner_text())
