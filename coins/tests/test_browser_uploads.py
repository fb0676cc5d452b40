"""Photographs on their way to a coin, in a real browser: E7."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import FilePayload, Page, expect

from coins.models import Coin
from coins.tests.photo_page import (
    cards,
    choose,
    has_three,
    payload,
    slow_down,
    status,
    stored,
    toast,
)
from coins.tests.photos import coin_bytes
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, admit, comes_true, serious
from coinstack.testing import until

pytestmark = BROWSER

Open = Callable[[], Page]
SLOW = 200_000  # bytes a second
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# What a browser hands over at a drop or a paste.
HAND_OVER = """([kind, files]) => {
  const data = new DataTransfer();
  for (const { name, content } of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  const options = { bubbles: true, cancelable: true };
  if (kind === "paste") document.body.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
  else for (const type of ["dragover", "drop"]) document.querySelector("h1").dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }));
}"""


@pytest.fixture
def sheet(signed_in: SignIn, live_server: Any, alice: User, coin: Coin) -> Open:
    """`sheet()` is the page of the coin's photographs."""

    def go() -> Page:
        page = signed_in(alice)
        page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
        return page

    return go


def hand_over(page: Page, kind: str, *names: str) -> None:
    files = [{"name": name, "content": base64.b64encode(coin_bytes(seed)).decode()} for seed, name in enumerate(names)]
    page.evaluate(HAND_OVER, [kind, files])


def wait_for_order(coin: Coin, expected: list[str]) -> None:
    """The order is sent by itself after the last upload."""
    until(lambda: [image.file_name for image in stored(coin)] == expected)
    assert [image.file_name for image in stored(coin)] == expected


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_E7_dropped_and_pasted_pictures_are_added(sheet: Open, coin: Coin, kind: str) -> None:
    page = sheet()
    expect(page.get_by_text("No photographs yet")).to_be_visible()
    hand_over(page, kind, "a.jpg", "b.jpg")
    expect(status(page)).to_have_text("2 photographs uploaded.")
    expect(cards(page)).to_have_count(2)
    expect(page.get_by_text("No photographs yet")).to_be_hidden()
    expect(page.locator("[data-veil]")).to_be_hidden()
    assert [image.file_name for image in stored(coin)] == ["a.jpg", "b.jpg"]
    assert serious(page) == []


def test_E7_text_that_is_pasted_is_no_picture(sheet: Open, coin: Coin) -> None:
    page = sheet()
    page.evaluate(HAND_OVER, ["paste", []])
    expect(page.locator("[data-upload-card]")).to_have_count(0)
    assert stored(coin) == []


def test_E7_files_are_chosen_by_button_and_by_key(sheet: Open, coin: Coin) -> None:
    page = sheet()
    with page.expect_file_chooser() as chooser:
        page.wait_for_timeout(400)  # until the browser has heard that its file box is waited for
        page.keyboard.press("u")
    assert chooser.value.is_multiple()
    chooser.value.set_files([payload("a.jpg", 1)])
    expect(toast(page, "Obverse added.")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose photographs").click()
    chooser.value.set_files([payload("b.jpg", 2)])
    expect(toast(page, "Reverse added.")).to_have_count(1)
    assert len(stored(coin)) == 2


def test_E7_several_at_once_each_with_a_bar(sheet: Open, alice: User, coin: Coin) -> None:
    has_three(alice, coin)
    page = sheet()
    page.add_init_script(WATCH_SHIFTS)
    page.reload()
    slow_down(page, SLOW)
    choose(page, *(payload(f"{seed}.jpg", seed, 120_000) for seed in range(10, 15)))
    bars = page.get_by_role("progressbar")
    expect(bars).to_have_count(5)
    states = page.locator("[data-upload-state]")
    expect(states.filter(has_text="Waiting")).to_have_count(2)
    comes_true(
        page, "[...document.querySelectorAll('[data-upload-bar]')].some((bar) => bar.value > 0 && bar.value < 1)"
    )
    expect(status(page)).to_have_text(re.compile("of 5 uploaded"))
    expect(status(page)).to_have_text("5 photographs uploaded.", timeout=20_000)
    expect(cards(page)).to_have_count(8)
    expect(toast(page, "5 photographs added.")).to_be_visible()
    wait_for_order(coin, ["0.jpg", "1.jpg", "2.jpg", *(f"{seed}.jpg" for seed in range(10, 15))])
    assert float(page.evaluate("window.shifted")) < 0.05
    toast(page, "5 photographs added.").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    expect(cards(page)).to_have_count(3)


def test_E7_order_is_that_of_choosing_whichever_arrives_first(sheet: Open, alice: User, coin: Coin) -> None:
    has_three(alice, coin)
    page = sheet()
    slow_down(page, SLOW)
    choose(page, payload("long.jpg", 20, 150_000), payload("short.jpg", 21), payload("shorter.jpg", 22))
    expect(status(page)).to_have_text("3 photographs uploaded.", timeout=20_000)
    expect(toast(page, "3 photographs added.")).to_be_visible()
    wait_for_order(coin, ["0.jpg", "1.jpg", "2.jpg", "long.jpg", "short.jpg", "shorter.jpg"])


def test_E7_first_two_without_names_are_obverse_and_reverse(sheet: Open, coin: Coin) -> None:
    page = sheet()
    slow_down(page, SLOW)
    choose(page, payload("DSC_1.jpg", 1, 90_000), payload("DSC_2.jpg", 2), payload("DSC_3.jpg", 3))
    expect(status(page)).to_have_text("3 photographs uploaded.", timeout=20_000)
    assert [(image.file_name, image.kind) for image in stored(coin)] == [
        ("DSC_1.jpg", "obverse"),
        ("DSC_2.jpg", "reverse"),
        ("DSC_3.jpg", "other"),
    ]


def test_E7_bad_file_harms_no_other_and_says_why(page: Page, live_server: Any, alice: User, coin: Coin) -> None:
    admit(page.context, live_server.url, alice)
    page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
    script: FilePayload = {"name": "script.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    empty: FilePayload = {"name": "empty.jpg", "mimeType": "image/jpeg", "buffer": b""}
    choose(page, payload("a.jpg", 1), script, empty, payload("b.jpg", 2))
    expect(status(page)).to_have_text("2 of 4 uploaded; 2 could not be added.")
    refused = page.locator("[data-upload-card]")
    expect(refused.nth(0)).to_contain_text("script.jpg")
    expect(refused.nth(0).get_by_role("alert")).to_contain_text("This file is no picture that can be read")
    expect(refused.nth(1).get_by_role("alert")).to_have_text("This file is empty.")
    assert serious(page) == []
    refused.nth(0).get_by_role("button", name="Dismiss").click()
    expect(refused).to_have_count(1)
    expect(page.get_by_role("button", name="Choose photographs")).to_be_focused()
    assert [image.file_name for image in stored(coin)] == ["a.jpg", "b.jpg"]


def test_E7_too_large_a_file_is_told_before_it_is_sent(sheet: Open, coin: Coin) -> None:
    page = sheet()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate("document.querySelector('[data-upload]').dataset.mostBytes = 2 * 1048576")
    choose(page, payload("huge.jpg", 1, 3 * 1_048_576))
    expect(page.locator("[data-upload-card]").get_by_role("alert")).to_have_text(
        "This file has 4 MB, and a photograph may have 2 MB. Save it smaller and add it again."
    )
    assert "POST" not in sent
    assert stored(coin) == []


def test_E7_upload_can_be_cancelled(sheet: Open, coin: Coin) -> None:
    page = sheet()
    slow_down(page, SLOW)
    choose(page, payload("long.jpg", 1, 2_000_000), payload("next.jpg", 2))
    comes_true(page, "document.querySelector('[data-upload-bar]').value > 0")
    page.locator("[data-upload-card]").first.get_by_role("button", name="Cancel").click()
    expect(status(page)).to_have_text("1 photograph uploaded.")
    expect(page.locator("[data-upload-card]")).to_have_count(0)
    assert [(image.file_name, image.kind) for image in stored(coin)] == [("next.jpg", "obverse")]


def test_session_that_ends_during_uploads_loses_nothing(page: Page, live_server: Any, alice: User, coin: Coin) -> None:
    admit(page.context, live_server.url, alice)
    page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
    page.wait_for_load_state("networkidle")  # what the page itself still asks for would lead to the sign-in page
    Session.objects.all().delete()
    choose(page, payload("a.jpg", 1), payload("b.jpg", 2))
    held = page.locator("[data-upload-card]")
    expect(held.get_by_role("alert")).to_have_count(2)
    expect(held.first.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(held.first.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
    assert stored(coin) == []
    admit(page.context, live_server.url, alice)
    held.first.get_by_role("button", name="Try again").click()
    expect(status(page)).to_have_text("2 photographs uploaded.")
    assert [image.file_name for image in stored(coin)] == ["a.jpg", "b.jpg"]


def test_server_out_of_reach_is_told_and_tried_again(page: Page, live_server: Any, alice: User, coin: Coin) -> None:
    admit(page.context, live_server.url, alice)
    page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
    page.context.set_offline(True)
    choose(page, payload("a.jpg", 1))
    card = page.locator("[data-upload-card]")
    expect(card.get_by_role("alert")).to_have_text("The server could not be reached.")
    page.context.set_offline(False)
    card.get_by_role("button", name="Try again").click()
    expect(status(page)).to_have_text("1 photograph uploaded.")
    assert len(stored(coin)) == 1


def test_same_picture_on_another_coin_is_a_link_there(sheet: Open, alice: User, coin: Coin) -> None:
    other = make_domna(alice, title="Her other denarius")
    has_three(alice, other)
    page = sheet()
    choose(page, payload("same.jpg", 0))
    link = page.get_by_role("link", name="Her other denarius")
    expect(link).to_have_attribute("href", f"/coins/{other.pk}/photos/")
    expect(toast(page, "The same picture is on Her other denarius.")).to_be_visible()
    assert serious(page) == []
