"""The sliders of the panel of filters: two thumbs over the typed bounds."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, admit, overflow, serious, settle

pytestmark = BROWSER


@pytest.fixture
def cabinet(alice: User) -> User:
    """Five coins from 50 BC to AD 220 that weigh 2 g to 10 g."""
    for weight, year in (("2", -50), ("3.2", -20), ("3.4", 14), ("7", 96), ("10", 220)):
        make_domna(alice, weight_g=weight, year_start=year, year_end=year, title=f"{weight} g")
    return alice


def thumb(page: Page, name: str) -> Locator:
    return page.locator(f'[data-bound="{name}"]')


def typed(page: Page, name: str) -> Locator:
    return page.locator(f'.bounds [name="{name}"]')


def open_facet(page: Page, name: str) -> None:
    page.locator(f'[data-facet="{name}"]:not([open]) > summary').click()


def drag(page: Page, name: str, to: float) -> None:
    """Take a thumb to a place between 0 and 1 along its track, when no answer is on its way that would replace it."""
    settle(page)
    box = thumb(page, name).bounding_box()
    assert box
    value, last = (float(thumb(page, name).evaluate(f"field => field.{what}")) for what in ("value", "max"))
    reach, middle = box["height"], box["y"] + box["height"] / 2
    track = box["width"] - reach
    page.mouse.move(box["x"] + reach / 2 + track * value / last, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + reach / 2 + track * to, middle, steps=5)
    page.mouse.up()


def test_L5_thumbs_fill_the_bounds_and_are_sent_when_let_go(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    open_facet(page, "weight_g")
    drag(page, "weight_g_min", 0.125)
    assert typed(page, "weight_g_min").input_value() == "3"
    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page).to_have_url(f"{live_server.url}/coins/?weight_g_min=3&view=table")
    drag(page, "weight_g_max", 0.5)
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page).to_have_url(f"{live_server.url}/coins/?weight_g_min=3&weight_g_max=6&view=table")
    expect(thumb(page, "weight_g_max")).to_have_attribute("aria-valuetext", "6")
    drag(page, "weight_g_max", 1)
    expect(page).to_have_url(f"{live_server.url}/coins/?weight_g_min=3&view=table")


def test_L5_keys_move_a_thumb_and_it_keeps_the_focus(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    thumb(page, "year_max").focus()
    page.keyboard.press("Home")
    expect(page.locator("tbody tr")).to_have_count(0)
    expect(thumb(page, "year_max")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    text = thumb(page, "year_max").get_attribute("aria-valuetext") or ""
    assert typed(page, "year_max").input_value() == text
    assert text.startswith("AD ")
    expect(page.get_by_role("link", name=f"Remove filter: Date: up to {text}")).to_be_visible()
    expect(thumb(page, "year_max")).to_be_focused()


def test_L5_no_stop_is_a_year_0(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table&year_min=-2")
    before = thumb(page, "year_min").get_attribute("aria-valuetext") or ""
    thumb(page, "year_min").press("ArrowRight")
    assert (before.endswith("BC"), typed(page, "year_min").input_value()) == (True, "AD 1")


def test_L5_what_is_typed_moves_the_thumb(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    open_facet(page, "weight_g")
    typed(page, "weight_g_max").fill("5")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(thumb(page, "weight_g_max")).to_have_attribute("aria-valuetext", "5")
    assert (
        thumb(page, "weight_g_max").evaluate("field => getComputedStyle(field.parentElement).getPropertyValue('--to')")
        == "0.375"
    )


def test_L5_thumbs_do_not_pass_each_other(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table&weight_g_max=4")
    thumb(page, "weight_g_min").press("End")
    assert typed(page, "weight_g_min").input_value() == "4"
    expect(page.locator("tbody tr")).to_have_count(0)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.goto(f"{live_server.url}/coins/?view=table&weight_g_min=10")
    drag(page, "weight_g_min", 0.5)
    expect(page.locator("tbody tr")).to_have_count(2)


def test_U11_on_a_phone(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/coins/?weight_g_min=3")
    page.get_by_role("button", name="Filters").click()
    expect(thumb(page, "weight_g_min")).to_be_visible()
    assert overflow(page) <= 0
    assert serious(page) == []


def test_U11_thumbs_are_wide_enough_for_a_finger(browser: Browser, live_server: Any, cabinet: User) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True)
    admit(context, live_server.url, cabinet)
    page = context.new_page()
    page.goto(f"{live_server.url}/coins/facets/?weight_g_min=3")
    box = thumb(page, "weight_g_min").bounding_box()
    assert box
    assert box["height"] >= 44
    context.close()


def test_U10_no_slider_without_scripts(browser: Browser, live_server: Any, cabinet: User) -> None:
    context = browser.new_context(java_script_enabled=False)
    admit(context, live_server.url, cabinet)
    page = context.new_page()
    page.goto(f"{live_server.url}/coins/?weight_g_min=3&view=table")
    expect(typed(page, "weight_g_min")).to_be_visible()
    expect(thumb(page, "weight_g_min")).to_be_hidden()
    context.close()
