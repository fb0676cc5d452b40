"""The rows of an import on a slow line: nothing that is typed or chosen waits for an answer, and nothing is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, admit
from coinstack.tests.slow_line import SlowLine
from collections_app.tests.import_recipes import mapped

pytestmark = BROWSER


@pytest.fixture
def rows(alice: User, signed_in: SignIn, live_server: Any) -> Iterator[Page]:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/import/{mapped(alice).pk}/check/")
    return page


def open_cell(page: Page, key: str) -> None:
    page.locator(f'.check .cell[value="{key}"]').click()


def text_of(page: Page, key: str) -> str:
    return page.locator(f'.check .cell[value="{key}"]').inner_text()


def test_every_decision_arrives_one_after_the_other(rows: Page) -> None:
    line = SlowLine(rows, "/decide/", "POST")
    for number in (2, 3, 4):
        rows.locator(f"#row-{number} select").select_option("skip")
    for _ in range(3):
        line.asked()
        line.answer()
    expect(rows.locator(".is-saving")).to_have_count(0)
    rows.reload()
    assert rows.locator("[name=decision]").evaluate_all("all => all.map(one => one.value)") == ["skip"] * 3


def test_answer_leaves_the_cell_open_that_one_types_in(rows: Page) -> None:
    line = SlowLine(rows, "/cell/", "POST")
    open_cell(rows, "2.0")
    rows.keyboard.type("Tiberius")
    rows.keyboard.press("Enter")
    line.asked()
    open_cell(rows, "3.0")
    rows.keyboard.type("Phil")
    line.answer()
    expect(rows.locator(".is-saving")).to_have_count(0)
    rows.keyboard.type("ip II")
    rows.keyboard.press("Enter")
    line.asked()
    line.recover()
    expect(rows.locator('.check .cell[value="3.0"]')).to_have_text("Philip II")
    assert text_of(rows, "2.0") == "Tiberius"


def test_tab_goes_on_before_the_answer_is_there(rows: Page) -> None:
    line = SlowLine(rows, "/cell/", "POST")
    open_cell(rows, "2.0")
    rows.keyboard.type("Tiberius")
    rows.keyboard.press("Tab")
    rows.keyboard.type("Aur")
    line.asked()
    line.answer()
    expect(rows.locator('.check .cell[value="2.0"]')).to_have_text("Tiberius")
    rows.keyboard.type("eus")
    rows.keyboard.press("Enter")
    line.asked()
    line.recover()
    expect(rows.locator('.check .cell[value="2.1"]')).to_have_text("Aureus")


def test_what_the_server_does_not_take_waits_to_be_sent_again(page: Page, alice: User, live_server: Any) -> None:
    """The console names what failed, so that this page's is not looked at."""
    admit(page.context, live_server.url, alice)
    page.goto(f"{live_server.url}/import/{mapped(alice).pk}/check/")
    rows = page
    rows.route("**/cell/", lambda route: route.abort())
    open_cell(rows, "2.0")
    rows.keyboard.type("Tiberius")
    rows.keyboard.press("Enter")
    expect(rows.get_by_role("alert")).to_be_visible()
    expect(rows.locator(".check td > input")).to_have_value("Tiberius")
    rows.unroute("**/cell/")
    rows.keyboard.press("Enter")
    expect(rows.locator('.check .cell[value="2.0"]')).to_have_text("Tiberius")
