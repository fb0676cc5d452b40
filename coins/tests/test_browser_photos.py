"""The photographs of a coin as a collector names, sorts, turns and cuts them, in a real browser: E7."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from coins.models import Coin, CoinImage
from coins.tests.photo_page import (
    cards,
    choose,
    has_three,
    names,
    payload,
    status,
    stored,
    toast,
)
from coins.tests.photos import coin_bytes
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, admit, comes_true, overflow, serious, settle, watch
from coinstack.testing import until

pytestmark = BROWSER

Open = Callable[[], Page]


@pytest.fixture
def sheet(signed_in: SignIn, live_server: Any, alice: User, coin: Coin) -> Open:
    """`sheet()` is the page of the coin's photographs."""

    def go() -> Page:
        page = signed_in(alice)
        page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
        return page

    return go


# --- E7: what they show, and their order


def test_E7_side_and_main_picture_with_undo(sheet: Open, alice: User, coin: Coin) -> None:
    images = has_three(alice, coin)
    page = sheet()
    side = page.locator(f"#photo-{images[2].pk}-kind")
    side.focus()
    side.select_option("edge")
    expect(toast(page, "This picture shows: edge.")).to_be_visible()
    expect(side).to_be_focused()
    assert names(page) == ["Obverse", "Reverse", "Edge"]
    main = page.locator(f"#photo-{images[1].pk}-main")
    main.check()
    expect(toast(page, "Reverse is the main picture.")).to_be_visible()
    expect(main).to_be_focused()
    expect(main).to_be_checked()
    assert [image.is_primary for image in stored(coin)] == [False, True, False]
    toast(page, "Reverse is the main picture.").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert [image.is_primary for image in stored(coin)] == [True, False, False]


def test_E7_main_picture_is_chosen_by_the_arrows_of_one_group(sheet: Open, alice: User, coin: Coin) -> None:
    images = has_three(alice, coin)
    page = sheet()
    page.locator(f"#photo-{images[0].pk}-main").focus()
    page.keyboard.press("ArrowDown")
    expect(toast(page, "Reverse is the main picture.")).to_be_visible()
    expect(page.locator(f"#photo-{images[1].pk}-main")).to_be_focused()


def test_E7_turning_shows_at_once_and_keeps_the_focus(sheet: Open, alice: User, coin: Coin) -> None:
    images = has_three(alice, coin)
    page = sheet()
    picture = page.locator(f"#photo-{images[0].pk} img")
    before = picture.get_attribute("src")
    right = page.locator(f"#photo-{images[0].pk}-right")
    right.focus()
    page.keyboard.press("Enter")
    expect(toast(page, "Obverse turned right.")).to_be_visible()
    expect(right).to_be_focused()
    expect(picture).not_to_have_attribute("src", before or "")
    picture.evaluate("(image) => image.decode()")
    assert picture.evaluate("(image) => image.naturalHeight > image.naturalWidth")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Turned by 180°")).to_be_visible()
    expect(page.locator("#toasts [data-toast]")).to_have_count(1)


def test_E7_order_by_buttons(sheet: Open, alice: User, coin: Coin) -> None:
    images = has_three(alice, coin)
    page = sheet()
    later = page.locator(f"#photo-{images[0].pk}-later")
    later.click()
    expect(toast(page, "Photographs put in another order.")).to_be_visible()
    assert names(page) == ["Reverse", "Obverse", "Another picture"]
    expect(later).to_be_focused()
    later.click()
    expect(later).to_have_attribute("aria-disabled", "true")
    assert until(lambda: [image.pk for image in stored(coin)] == [images[1].pk, images[2].pk, images[0].pk], 10)


def test_E7_order_by_keys(sheet: Open, alice: User, coin: Coin) -> None:
    images = has_three(alice, coin)
    page = sheet()
    grip = page.locator(f"#photo-{images[0].pk}-grip")
    grip.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    expect(grip).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Obverse: place 3 of 3")
    expect(page.locator(f"#photo-{images[0].pk}-later")).to_have_attribute("aria-disabled", "true")
    expect(toast(page, "Photographs put in another order.")).to_be_visible()
    assert [image.pk for image in stored(coin)] == [images[1].pk, images[2].pk, images[0].pk]
    expect(grip).to_be_focused()


@pytest.mark.parametrize("handle", ["[data-grip]", "[data-zoom]"], ids=["grip", "picture"])
def test_E7_order_by_dragging(sheet: Open, alice: User, coin: Coin, handle: str) -> None:
    images = has_three(alice, coin)
    page = sheet()
    start = page.locator(f"#photo-{images[2].pk} {handle}").bounding_box()
    goal = page.locator(f"#photo-{images[0].pk}").bounding_box()
    page.mouse.move(start["x"] + 15, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(goal["x"] + 60, goal["y"] + 40, steps=8)
    expect(page.locator(".is-before")).to_have_count(1)
    page.mouse.up()
    expect(toast(page, "Photographs put in another order.")).to_be_visible()
    assert names(page) == ["Another picture", "Obverse", "Reverse"]
    assert [image.pk for image in stored(coin)] == [images[2].pk, images[0].pk, images[1].pk]
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-upload-card]")).to_have_count(0)
    page.locator(f"#photo-{images[2].pk} [data-zoom]").click()
    expect(page.get_by_role("dialog")).to_have_count(1)


def test_order_that_does_not_fit_any_more_shows_what_is_there(
    page: Page, live_server: Any, alice: User, coin: Coin
) -> None:
    images = has_three(alice, coin)
    admit(page.context, live_server.url, alice)
    page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
    CoinImage.objects.filter(pk=images[2].pk).delete()
    page.locator(f"#photo-{images[0].pk}-grip").press("ArrowRight")
    expect(page.get_by_role("alert").filter(has_text="changed meanwhile")).to_be_visible()
    expect(cards(page)).to_have_count(2)
    assert names(page) == ["Obverse", "Reverse"]


def test_E7_remove_and_undo(sheet: Open, alice: User, coin: Coin) -> None:
    images = has_three(alice, coin)
    page = sheet()
    page.locator(f"#photo-{images[0].pk}-more").click()
    page.locator(f"#photo-{images[0].pk}").get_by_role("button", name="Remove").click()
    expect(cards(page)).to_have_count(2)
    expect(page.locator(f"#photo-{images[1].pk}-picture")).to_be_focused()
    toast(page, "Obverse removed.").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    expect(cards(page)).to_have_count(3)
    assert [image.is_primary for image in stored(coin)] == [True, False, False]
    comes_true(page, "[...document.querySelectorAll('[data-photo] img')].every((image) => image.naturalWidth)")


def test_last_one_removed_leaves_the_empty_page(sheet: Open, alice: User, coin: Coin) -> None:
    has_three(alice, coin)
    CoinImage.objects.exclude(is_primary=True).delete()
    page = sheet()
    page.get_by_label("More actions").last.click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No photographs yet")).to_be_visible()
    expect(page.get_by_role("button", name="Choose photographs")).to_be_focused()


def test_E7_original_is_kept_and_downloaded(sheet: Open, coin: Coin) -> None:
    page = sheet()
    choose(page, payload("Denarius, obv.jpg", 1))
    expect(cards(page)).to_have_count(1)
    toast(page, "Obverse added.").get_by_role("button", name="Close this message").click()
    page.locator("[id$=-more]").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the original").click()
    assert download.value.suggested_filename == "Denarius, obv.jpg"
    assert download.value.path().read_bytes() == coin_bytes(1)


# --- E7: cutting


def test_picture_has_its_place_before_it_is_there(sheet: Open, alice: User, coin: Coin) -> None:
    image = has_three(alice, coin)[0]
    page = sheet()
    held: list[Any] = []
    page.route("**/coins/images/**", lambda asked: held.append(asked))
    page.locator(f"#photo-{image.pk}").get_by_role("link", name="Crop").click()
    picture = page.locator("[data-cut-picture]")
    page.wait_for_load_state("domcontentloaded")
    assert not picture.evaluate("(image) => image.complete")
    before = picture.bounding_box()
    (asked,) = held
    asked.continue_()
    settle(page)
    assert picture.evaluate("(image) => image.naturalWidth") == 400
    assert picture.bounding_box() == before


def test_E7_crop_is_drawn_on_the_picture(sheet: Open, alice: User, coin: Coin) -> None:
    image = has_three(alice, coin)[0]
    page = sheet()
    page.locator(f"#photo-{image.pk}").get_by_role("link", name="Crop").click()
    settle(page)  # the picture takes its place when the styles are there
    frame = page.locator("[data-cut-picture]").bounding_box()
    scale = frame["width"] / 400

    def drag(*places: tuple[int, int]) -> None:
        steps = [(frame["x"] + x * scale, frame["y"] + y * scale) for x, y in places]
        page.mouse.move(*steps[0])
        page.mouse.down()
        page.mouse.move(*steps[1], steps=5)
        page.mouse.up()

    def boxes() -> list[int]:
        return [int(page.locator(f"[name={name}]").input_value()) for name in "xyr"]

    drag((100, 120), (160, 120))
    assert boxes() == pytest.approx([100, 120, 60], abs=1)
    expect(page.get_by_label("Circle")).to_be_checked()
    drag((100, 120), (200, 150))
    assert boxes() == pytest.approx([200, 150, 60], abs=1)
    page.get_by_role("spinbutton", name="Radius").fill("79")
    page.get_by_role("group", name=re.compile("^Obverse: ")).focus()
    page.keyboard.press("+")
    page.get_by_label("90° right").check()
    assert (
        page.evaluate(
            "document.querySelector('[data-cut-preview]').getContext('2d').getImageData(160, 160, 1, 1).data[3]"
        )
        == 255
    )
    assert serious(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(rf"/photos/#photo-{image.pk}$"))
    expect(toast(page, "Obverse is shown as you set it.")).to_be_visible()
    expect(page.get_by_text("Cropped to a circle, turned by 90°")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Close this message").click()
    image.refresh_from_db()
    assert [*image.crop_circle.values()] == pytest.approx([200, 150, 80], abs=1)
    page.locator(f"#photo-{image.pk}").get_by_role("link", name="Crop").click()
    settle(page)
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Cropped to a circle")).to_have_count(0)


# --- the ways there, and every kind of visitor


def test_from_the_coin_by_key_and_back_with_the_pictures_at_once(
    signed_in: SignIn, live_server: Any, alice: User, coin: Coin
) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/{coin.pk}/")
    expect(page.get_by_role("link", name="Obverse: no picture")).to_be_visible()
    page.keyboard.press("p")
    choose(page, payload("obv.jpg", 1), payload("rev.jpg", 2))
    expect(status(page)).to_have_text("2 photographs uploaded.")
    page.get_by_role("link", name="Overview").click()
    sides = page.locator("a.side__coin img")
    expect(sides).to_have_count(2)
    comes_true(page, "[...document.querySelectorAll('a.side__coin img')].every((image) => image.naturalWidth)")


def test_without_scripts(browser: Browser, live_server: Any, alice: User, coin: Coin) -> None:
    context = browser.new_context(java_script_enabled=False)
    admit(context, live_server.url, alice)
    page = context.new_page()
    complaints = watch(page)
    page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
    expect(page.get_by_role("button", name="Choose photographs")).to_be_hidden()
    page.locator("#upload-files").set_input_files([payload("a.jpg", 1), payload("b.jpg", 2)])
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("2 photographs added.")).to_be_visible()
    first, second = stored(coin)
    page.locator(f"#photo-{second.pk}-main").check()
    page.get_by_role("button", name="Make the chosen picture the main one").click()
    expect(page.get_by_text("Reverse is the main picture.")).to_be_visible()
    page.locator(f"#photo-{first.pk}-kind").select_option("edge")
    page.locator(f"#photo-{first.pk}").get_by_role("button", name="Set").click()
    expect(page.get_by_text("This picture shows: edge.")).to_be_visible()
    page.locator(f"#photo-{first.pk}-later").click()
    expect(page.get_by_text("Photographs put in another order.")).to_be_visible()
    page.locator(f"#photo-{first.pk}").get_by_role("link", name="Crop").click()
    page.get_by_label("Square").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Cropped to a square")).to_be_visible()
    page.locator(f"#photo-{second.pk}-more").click()
    page.locator(f"#photo-{second.pk}").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Reverse removed.")).to_be_visible()
    assert [(image.pk, image.kind, image.is_primary) for image in stored(coin)] == [(first.pk, "edge", True)]
    assert complaints == []
    context.close()


@pytest.mark.parametrize("width", [360, 390])
def test_E7_phone_has_camera_and_gallery(
    browser: Browser, live_server: Any, alice: User, coin: Coin, width: int
) -> None:
    has_three(alice, coin)
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    admit(context, live_server.url, alice)
    page = context.new_page()
    complaints = watch(page)
    page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
    assert overflow(page) == 0
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Take a photo").tap()
    camera = chooser.value
    assert (camera.element.get_attribute("capture"), camera.is_multiple()) == ("environment", False)
    camera.set_files([payload("camera.jpg", 8)])
    expect(status(page)).to_have_text("1 photograph uploaded.")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="From the gallery").tap()
    assert (chooser.value.element.get_attribute("capture"), chooser.value.is_multiple()) == (None, True)
    chooser.value.set_files([payload("gallery.jpg", 9)])
    expect(cards(page)).to_have_count(5)
    small = [
        (target.get_attribute("id") or target.get_attribute("aria-label"), box)
        for target in page.locator(".photos :is(button, select, a.button, summary, label.photo__choice)").all()
        if target.is_visible() and (box := target.bounding_box()) and min(box["width"], box["height"]) < 44
    ]
    assert small == []
    assert overflow(page) == 0
    assert serious(page) == []
    assert complaints == []
    context.close()


def test_cards_are_dragged_by_the_grip_with_a_finger(
    browser: Browser, live_server: Any, alice: User, coin: Coin
) -> None:
    images = has_three(alice, coin)
    context = browser.new_context(viewport={"width": 390, "height": 1200}, has_touch=True, is_mobile=True)
    admit(context, live_server.url, alice)
    page = context.new_page()
    page.goto(f"{live_server.url}/coins/{coin.pk}/photos/")
    start = page.locator(f"#photo-{images[0].pk}-grip").bounding_box()
    goal = page.locator(f"#photo-{images[2].pk}").bounding_box()
    finger = context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y, end = start["x"] + 20, start["y"] + 20, goal["y"] + goal["height"] - 30
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x, y + (end - y) * step / 8))
    touch("touchEnd")
    expect(toast(page, "Photographs put in another order.")).to_be_visible()
    assert [image.pk for image in stored(coin)] == [images[1].pk, images[2].pk, images[0].pk]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit(sheet: Open, alice: User, coin: Coin, live_server: Any, scheme: Any) -> None:
    image = has_three(alice, coin)[0]
    page = sheet()
    page.emulate_media(color_scheme=scheme)
    for address in (f"/coins/{coin.pk}/photos/", f"/coins/photos/{image.pk}/edit/"):
        page.goto(live_server.url + address)
        settle(page)
        assert serious(page) == []
        for width in (1440, 768, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) == 0, (address, width)
