"""The coin page as a collector uses it, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coins.models import Coin
from coins.services.edit import edit_coin
from coins.services.history import Change, new_batch
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.browsertests import BROWSER, admit, comes_true, overflow, serious, settle
from coinstack.testing import until

pytestmark = BROWSER

Open = Callable[[str], Page]


@pytest.fixture
def opened(signed_in: Any, live_server: Any, alice: User) -> Open:
    """`opened("/coins/")` is the page at an address, with alice signed in and the console watched."""

    def go(address: str) -> Page:
        page = signed_in(alice)
        page.goto(live_server.url + address)
        settle(page)  # a coin's place in its list is asked for after the page
        return page

    return go


def domna_with_everything(owner: User) -> Coin:
    coin = make_domna(owner, price="75.5", currency="EUR", inventory_number="A-1")
    add_picture(coin, "obverse", is_primary=True)
    add_picture(coin, "reverse")
    add_reference(coin, "RIC IV 580", is_primary=True)
    add_provenance(coin, kind="auction", strength="documented", source_name="Leu", sale_number="7", lot_number="214")
    return coin


def test_D1_through_the_list_by_keys_with_the_place_in_it(opened: Open, alice: User) -> None:
    coins = [make_domna(alice, title=title, metal=metal) for title, metal in
             (("a", "gold"), ("b", "silver"), ("c", "gold"), ("d", "gold"))]  # fmt: skip
    page = opened(f"/coins/{coins[2].pk}/?metal=gold&sort=title")
    head = page.get_by_role("heading", level=1)
    expect(head).to_have_text("c")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.keyboard.press("k")
    expect(head).to_have_text("d")
    expect(page.get_by_text("3 of 3")).to_be_visible()
    expect(page.get_by_role("link", name="Next coin")).to_have_count(0)
    page.keyboard.press("j")
    expect(head).to_have_text("c")
    page.get_by_role("link", name="Coins", exact=True).last.click()
    expect(page).to_have_url(re.compile(r"/coins/\?metal=gold&sort=title"))


def test_D2_pictures_side_by_side_are_looked_at_closely(opened: Open, alice: User) -> None:
    page = opened(f"/coins/{domna_with_everything(alice).pk}/")
    sides = page.locator("a.side__coin")
    boxes = [side.bounding_box() for side in sides.all()]
    assert [box["width"] >= 300 and box["height"] >= 300 for box in boxes] == [True, True]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert page.evaluate("[...document.images].every((image) => image.complete)")
    sides.first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Obverse of Julia Domna, denarius")
    page.wait_for_selector(".openseadragon-canvas canvas")
    home = zoom_of(page)
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert zoom_of(page) > home
    page.keyboard.press("0")
    assert zoom_of(page) == pytest.approx(home)
    page.keyboard.press("-")
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("heading")).to_have_text("Reverse of Julia Domna, denarius")
    for key in "1LRHV":
        page.keyboard.press(key)
    dialog.get_by_role("button", name="Previous picture").click()
    expect(dialog.get_by_role("heading")).to_have_text("Obverse of Julia Domna, denarius")
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(sides.first).to_be_focused()


def zoom_of(page: Page) -> float:
    """How wide the viewer is set to show, at the end of its movement. Before its picture is there it shows nothing."""
    viewer = "globalThis.OpenSeadragon?.getViewer(document.querySelector('[data-zoom-canvas]'))"
    comes_true(page, f"{viewer}?.world.getItemCount() > 0")
    return float(page.evaluate(f"{viewer}.viewport.getZoom(false)"))


def test_D2_picture_opens_without_scripts(browser: Any, live_server: Any, alice: User) -> None:
    context = browser.new_context(java_script_enabled=False)
    admit(context, live_server.url, alice)
    page = context.new_page()
    page.goto(f"{live_server.url}/coins/{domna_with_everything(alice).pk}/")
    page.locator("a.side__coin").first.click()
    expect(page).to_have_url(re.compile(r"/coins/images/\d+/\?v=\w+$"))
    context.close()


LONG_LEGEND = "ΒΑΣΙΛΕΩΣ·ΒΑΣΙΛΕΩΝ·ΑΡΣΑΚΟΥ·ΕΥΕΡΓΕΤΟΥ·ΔΙΚΑΙΟΥ·ΕΠΙΦΑΝΟΥΣ·ΦΙΛΕΛΛΗΝΟΣ"


@pytest.mark.parametrize(
    "address",
    ["/coins/{pk}/", "/coins/{pk}/quick-look/", "/coins/{pk}/similar/", "/coins/{pk}/edit/", "/coins/?view=table"],
)
def test_D2_legends_and_names_without_spaces_stay_on_the_page(opened: Open, alice: User, address: str) -> None:
    coin = make_domna(
        alice,
        issuer="Marcus Aurelius Antoninus, Caesar under Antoninus Pius, with Faustina the Younger",
        obverse_legend=LONG_LEGEND.replace("·", "") * 2,
        reverse_legend=LONG_LEGEND,
        personal_notes="Aver" + "y" * 200 + "longword",
        source_url=f"https://example.org/{'lot' * 60}",
    )
    page = opened(address.format(pk=coin.pk))
    for width in (1440, 768, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, width


def test_D4_empty_fields_are_folded_away(opened: Open, alice: User) -> None:
    page = opened(f"/coins/{make_domna(alice).pk}/")
    expect(page.get_by_text("Hoard", exact=True)).to_be_hidden()
    page.get_by_text(re.compile(r"Show empty \(\d+\)")).click()
    expect(page.get_by_text("Hoard", exact=True)).to_be_visible()
    page.get_by_role("link", name="Find", exact=True).click()
    expect(page).to_have_url(re.compile(r"/edit/find/$"))


def test_D5_axis_is_a_clock(opened: Open, alice: User) -> None:
    page = opened(f"/coins/{make_domna(alice, die_axis_h='7.5').pk}/")
    clock = page.get_by_role("img", name="Die axis 7.5 h · 225°")
    expect(clock).to_be_visible()
    assert clock.locator("g").get_attribute("transform") == "rotate(225 32 32)"


def test_D6_citation_is_copied(opened: Open, alice: User) -> None:
    page = opened(f"/coins/{domna_with_everything(alice).pk}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation: RIC IV 580").click()
    expect(page.get_by_role("status").filter(has_text="Copied: RIC IV 580")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "RIC IV 580"
    page.get_by_role("button", name="Copy pedigree").click()
    assert until(lambda: page.evaluate("navigator.clipboard.readText()") == "Ex Leu 7, lot 214")


def test_D9_money_is_hidden_behind_the_eye_and_stays_hidden(opened: Open, alice: User) -> None:
    coin = domna_with_everything(alice)
    page = opened(f"/coins/{coin.pk}/")
    expect(page.get_by_text("75.50 EUR")).to_be_visible()
    page.get_by_role("button", name="Hide prices and costs").click()
    expect(page.get_by_role("button", name="Show prices and costs")).to_be_focused()
    assert "75.50" not in page.content()
    page.reload()
    assert "75.50" not in page.content()
    assert Preferences.objects.get(owner=alice).hide_money
    page.get_by_role("button", name="Show prices and costs").click()
    expect(page.get_by_text("75.50 EUR")).to_be_visible()


def test_D10_history_tells_and_restores_a_value(opened: Open, alice: User) -> None:
    coin = make_domna(alice)
    change = Change(user=alice, reason="checked against RIC", batch=new_batch())
    edit_coin(coin_id=coin.pk, version=1, values={"mint": "Laodicea"}, change=change)
    page = opened(f"/coins/{coin.pk}/")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page).to_have_url(re.compile(r"/history/$"))
    entry = page.get_by_role("listitem").filter(has_text="checked against RIC")
    for part in ("alice", "Mint", "Rome", "Laodicea", "batch web:"):
        expect(entry.get_by_text(part).first).to_be_visible()
    entry.get_by_role("button", name="Restore “Rome” as mint").click()
    expect(page.get_by_text("Mint is as it was before.")).to_be_visible()
    assert Coin.objects.get().mint == "Rome"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert Coin.objects.get().mint == "Laodicea"


def test_D12_actions_with_the_dangerous_one_apart(opened: Open, alice: User) -> None:
    coin = make_domna(alice)
    page = opened(f"/coins/{coin.pk}/?metal=silver")
    expect(page.get_by_role("button", name="Move to the trash")).to_be_hidden()
    expect(page.get_by_role("link", name="Add similar")).to_have_attribute(
        "href", f"/coins/{coin.pk}/similar/?metal=silver"
    )
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(rf"/coins/{coin.pk}/edit/\?metal=silver"))


def test_U4_toast_names_the_trash_and_takes_it_back(opened: Open, alice: User) -> None:
    coin = make_domna(alice)
    page = opened(f"/coins/{coin.pk}/?metal=silver")
    page.locator("summary[aria-label='More actions']").click()
    page.get_by_role("button", name="Move to the trash").click()
    expect(page).to_have_url(re.compile(r"/coins/\?metal=silver$"))
    toast = page.get_by_role("status").filter(has_text="Julia Domna, denarius is in the trash")
    expect(toast).to_be_visible()
    expect(toast.get_by_role("link", name="Open the trash")).to_have_attribute("href", "/coins/trash/")
    page.wait_for_timeout(8000)
    toast.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="Undone.")).to_be_visible()
    assert Coin.objects.get().deleted_at is None


def test_U4_what_was_done_is_undone_by_its_key(opened: Open, alice: User) -> None:
    coin = make_domna(alice)
    page = opened(f"/coins/{coin.pk}/")
    page.locator("summary[aria-label='More actions']").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="is in the trash")).to_be_visible()
    page.wait_for_load_state()  # no key is heard before the page's modules are there
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="Undone.")).to_be_visible()
    assert Coin.objects.get().deleted_at is None


def test_U4_toast_of_a_fragment_has_link_and_undo(opened: Open, alice: User) -> None:
    page = opened(f"/coins/{make_domna(alice).pk}/")
    told = {
        "text": "Saved",
        "level": "success",
        "link_label": "Open",
        "link_url": "/coins/",
        "undo_url": "/coins/undo/x/",
    }
    page.evaluate("(detail) => document.body.dispatchEvent(new CustomEvent('toast', { detail }))", told)
    toast = page.get_by_role("status").filter(has_text="Saved")
    expect(toast.get_by_role("link", name="Open")).to_have_attribute("href", "/coins/")
    expect(toast.locator("form")).to_have_attribute("action", "/coins/undo/x/")
    assert toast.locator("[name=csrfmiddlewaretoken]").input_value()
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)


def test_back_after_delete_offers_the_way_back(opened: Open, alice: User) -> None:
    coin = make_domna(alice)
    page = opened(f"/coins/{coin.pk}/")
    page.locator("summary[aria-label='More actions']").click()
    page.get_by_role("button", name="Move to the trash").click()
    expect(page.get_by_text("is in the trash")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_text("In the trash since")).to_be_visible()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("dialog")).to_contain_text("This cannot be undone.")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Julia Domna, denarius")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", ["coin", "history", "trash", "trashed"])
def test_pages_are_accessible_and_fit_a_phone(opened: Open, alice: User, what: str, scheme: Any) -> None:
    coin, gone = domna_with_everything(alice), make_domna(alice)
    for values in ({"mint": "A very long name of a mint that nobody ever heard of"}, {"deleted_at": None}):
        edit_coin(
            coin_id=coin.pk, version=Coin.objects.get(pk=coin.pk).version, values=values, change=Change(user=alice)
        )
    edit_coin(coin_id=gone.pk, version=1, values={"deleted_at": "2026-01-01T00:00Z"}, change=Change(user=alice))
    addresses = {
        "coin": f"/coins/{coin.pk}/",
        "history": f"/coins/{coin.pk}/history/",
        "trash": "/coins/trash/",
        "trashed": f"/coins/{gone.pk}/",
    }
    page = opened(addresses[what])
    page.emulate_media(color_scheme=scheme)
    page.reload()  # colours that change while one looks are neither of both
    assert serious(page) == []
    for width in (1440, 768, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, width
