"""A picture of both sides, split by circles that are proposed, dragged, moved by keys or typed: E7."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from coins.choices import ImageKind
from coins.imaging.disc_circles import Disc
from coins.models import CoinImage
from coins.services.history import Change
from coins.services.photographs import add_photographs
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, overflow, serious

pytest.importorskip("cv2", reason="OpenCV is an extra")

from coins.tests.disc_pictures import drawn

pytestmark = BROWSER

SIDES = [Disc(210, 200, 150), Disc(590, 200, 150)]
Open = Callable[[], Page]


@pytest.fixture
def combined(alice: User) -> CoinImage:
    file = io.BytesIO()
    drawn((800, 400), SIDES, "#eee", "#777").save(file, "PNG")
    upload = SimpleUploadedFile("both.png", file.getvalue())
    return add_photographs(make_domna(alice), [upload], change=Change(user=alice)).images[0]


@pytest.fixture
def split(signed_in: SignIn, live_server: Any, alice: User, combined: CoinImage) -> Open:
    """`split()` is the page on which the picture is split."""

    def go() -> Page:
        page = signed_in(alice)
        page.goto(live_server.url + reverse("coins:photo_split", args=[combined.pk]))
        return page

    return go


def circle(page: Page, side: str) -> list[int]:
    return [int(page.locator(f"[name={side}_{name}]").input_value()) for name in "xyr"]


def test_E7_proposed_circles_are_approved_and_undone(split: Open, combined: CoinImage) -> None:
    page = split()
    for side, disc in zip(("obverse", "reverse"), SIDES, strict=True):
        assert circle(page, side) == pytest.approx([disc.x, disc.y, disc.r], abs=6)
    assert overflow(page) == 0
    assert serious(page) == []
    page.get_by_role("button", name="Split", exact=True).click()
    expect(page.locator("[data-photo]")).to_have_count(3)
    faces = CoinImage.objects.filter(coin=combined.coin)
    assert {face.kind for face in faces} == {ImageKind.OBVERSE, ImageKind.REVERSE, ImageKind.COMBINED}
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-photo]")).to_have_count(1)


def test_E7_circles_are_dragged_sized_swapped_and_kept_alike(split: Open) -> None:
    page = split()
    obverse, reverse_side = circle(page, "obverse"), circle(page, "reverse")
    box = page.locator("[data-split-marks]").bounding_box()
    assert box is not None
    scale = box["width"] / 800
    page.mouse.move(box["x"] + obverse[0] * scale, box["y"] + obverse[1] * scale)
    page.mouse.down()
    page.mouse.move(box["x"] + (obverse[0] + 40) * scale, box["y"] + (obverse[1] + 20) * scale, steps=4)
    page.mouse.up()
    assert circle(page, "obverse") == pytest.approx([obverse[0] + 40, obverse[1] + 20, obverse[2]], abs=3)
    page.get_by_role("button", name="Swap sides").click()
    assert circle(page, "obverse") == reverse_side
    page.get_by_label("Same size").check()
    page.locator("[name=obverse_r]").fill("120")
    page.locator("[name=obverse_r]").press("Tab")
    assert circle(page, "reverse")[2] == 120


def test_E7_circles_are_moved_and_sized_by_keys(split: Open) -> None:
    page = split()
    x, y, r = circle(page, "obverse")
    page.locator(".circles__circle").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "+", "Shift+ArrowUp", "Alt+ArrowDown"):
        page.keyboard.press(key)
    assert circle(page, "obverse") == [x + 2, y - 1 + 10, r + 2]
