"""Adding and editing in a real browser: keys, echoes, own values, drafts, two tabs. Named after what each proves."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, Page, expect

from coins.models import Coin
from coins.tests.recipes import make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, admit, comes_true, overflow, serious, sign_in, watch
from coinstack.testing import PASSWORD

pytestmark = BROWSER

REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (422|409)")


@pytest.fixture(autouse=True)
def forget() -> None:
    cache.clear()


@pytest.fixture
def desk(page: Page, live_server: Any, alice: User) -> Iterator[Callable[[str], Page]]:
    """`desk("/coins/new/")` is alice's page; its console stays quiet but for the refusals that a test provokes."""
    complaints = watch(page)
    admit(page.context, live_server.url, alice)

    def visit(path: str) -> Page:
        page.goto(live_server.url + path)
        return page

    yield visit
    assert [text for text in complaints if not REFUSED.match(text)] == []


@pytest.fixture
def coin(alice: User) -> Coin:
    return make_domna(alice, inventory_number="A-1")


Desk = Callable[[str], Page]


def stored(coin: Coin) -> Coin:
    return Coin.objects.get(pk=coin.pk)


def saved(page: Page, coin: Coin) -> None:
    expect(page).to_have_url(re.compile(rf"/coins/{coin.pk}/(\?.*)?$"))


def has_draft(page: Page, words: str) -> None:
    """What was typed is kept in the browser, a moment after the last key."""
    comes_true(
        page, f"Object.entries(localStorage).some(([key, kept]) => /draft/.test(key) && kept.includes('{words}'))"
    )


def offered(page: Page) -> Locator:
    return page.locator(".options [role=option]")


# --- E1: one page, sticky bar, keys


def test_E1_one_page_with_all_sections_and_a_bar_that_stays(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/")
    expect(page.locator("fieldset.edit__section")).to_have_count(14)
    save = page.get_by_role("button", name="Save", exact=True)
    page.get_by_role("link", name="Storage and tags").click()
    expect(page.get_by_label("Tags", exact=True)).to_be_in_viewport()
    expect(save).to_be_in_viewport()


def test_E1_ctrl_s_saves(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/physical/")
    page.get_by_label("Weight (g)", exact=True).fill("3,41")
    page.keyboard.press("Control+s")
    saved(page, coin)
    expect(page.get_by_role("status").filter(has_text="Saved: weight.")).to_be_visible()
    assert stored(coin).weight_g == Decimal("3.410")


def test_E1_ctrl_shift_s_goes_on_to_the_next_coin_of_the_list(desk: Desk, alice: User) -> None:
    coins = [make_domna(alice, weight_g=weight) for weight in ("3", "1", "2")]
    page = desk(f"/coins/{coins[1].pk}/edit/physical/?sort=weight_g")
    page.get_by_label("Weight (g)", exact=True).fill("1.5")
    page.keyboard.press("Control+Shift+s")
    expect(page).to_have_url(re.compile(rf"/coins/{coins[2].pk}/edit/physical/\?sort=weight_g$"))
    expect(page.get_by_label("Weight (g)", exact=True)).to_have_value("2")


def test_E1_escape_leaves_or_asks(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/physical/")
    page.get_by_label("Weight (g)", exact=True).fill("9")
    page.keyboard.press("Escape")
    dialog = page.get_by_role("dialog", name="Leave without saving?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Stay").click()
    expect(page.get_by_label("Weight (g)", exact=True)).to_have_value("9")
    page.keyboard.press("Escape")
    dialog.get_by_role("link", name="Leave").click()
    saved(page, coin)
    assert stored(coin).version == 1


def test_E1_writing_begins_in_the_first_field(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/physical/")
    expect(page.get_by_label("Metal", exact=True)).to_be_focused()
    page.goto(f"{page.url}#id_weight_g")
    page.reload()
    expect(page.get_by_label("Metal", exact=True)).not_to_be_focused()


@pytest.mark.parametrize("path", ["edit/?metal=silver", "new"])
def test_E1_bar_of_a_phone_holds_all_ways_to_save(desk: Desk, alice: User, coin: Coin, path: str) -> None:
    make_domna(alice)  # so that there is a next one
    page = desk(f"/coins/{coin.pk}/{path}" if path.startswith("edit") else "/coins/new/")
    page.set_viewport_size({"width": 360, "height": 740})
    for control in page.locator(".edit__bar :is(.button, .edit__draft):visible").all():
        box = control.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 360, control.inner_text()
    similar = page.get_by_role("button", name="Save and add similar")
    expect(similar).to_be_hidden()
    page.get_by_role("button", name="More ways to save").click()
    expect(similar).to_be_visible()
    page.keyboard.press("Escape")
    expect(similar).to_be_hidden()
    expect(page.locator("#edit-form")).to_be_visible()


def test_E1_leaving_with_something_typed_is_warned_about(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/physical/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Weight (g)", exact=True).fill("9")
    page.get_by_role("link", name="Home").click()
    expect(page).to_have_url(re.compile(r"//[^/]+/$"))
    assert asked == ["beforeunload"]


def test_E1_sent_once_however_often_the_key_is_pressed(desk: Desk, alice: User) -> None:
    page = desk("/coins/new/")
    page.get_by_label("Issuer", exact=True).fill("Nero")
    page.evaluate("() => { for (let i = 0; i < 4; i++) document.querySelector('form[data-edit]').requestSubmit(); }")
    expect(page).to_have_url(re.compile(r"/coins/\d+/$"))
    assert Coin.objects.count() == 1


# --- E2: own values


def test_E2_own_values_are_offered_and_taken_by_keyboard(desk: Desk, alice: User, coin: Coin) -> None:
    for issuer in ("Septimius Severus", "Alexander Severus", "Augustus"):
        make_coin(alice, issuer=issuer)
    page = desk("/coins/new/")
    box = page.get_by_label("Issuer", exact=True)
    box.press_sequentially("seu")
    options = offered(page)
    expect(options).to_have_text([re.compile("Septimius Severus.*2 coins"), re.compile("Alexander Severus")])
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value("Septimius Severus")
    expect(options).to_have_count(0)
    expect(page).to_have_url(re.compile("/coins/new/$"))


def test_E2_escape_closes_the_list_only_and_free_text_stands(desk: Desk, alice: User) -> None:
    make_coin(alice, mint="Rome")
    page = desk("/coins/new/")
    box = page.get_by_label("Mint", exact=True)
    box.press_sequentially("Ro")
    expect(offered(page)).to_have_count(1)
    box.press("Escape")
    expect(offered(page)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(box).to_have_value("Ro")


def test_E2_last_of_several_tags_is_completed_by_mouse(desk: Desk, alice: User) -> None:
    first = make_coin(alice)
    page = desk(f"/coins/{first.pk}/edit/storage/")
    page.get_by_label("Tags", exact=True).fill("severan, best")
    page.wait_for_timeout(400)
    page.keyboard.press("Control+s")
    saved(page, first)
    page = desk("/coins/new/")
    box = page.get_by_label("Tags", exact=True)
    box.press_sequentially("mine, sev")
    offered(page).filter(has_text="severan").click()
    expect(box).to_have_value("mine, severan")


# --- E3: the date box


def test_E3_date_is_echoed_while_it_is_typed(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/chronology/")
    box = page.get_by_label("Date as printed")
    box.fill("c. 44–42 BC")
    expect(page.get_by_text("Reads as c. 44–42 BC (narrow)")).to_be_visible()
    box.fill("when Caesar died")
    expect(page.get_by_text("the date is kept as written")).to_be_visible()
    page.keyboard.press("Control+s")
    saved(page, coin)
    expect(page.get_by_text("Saved: date as printed. Worth a second look.")).to_be_visible()
    assert stored(coin).date_text == "when Caesar died"


@pytest.mark.parametrize(
    ("section", "label", "text", "said"),
    [
        ("physical", "Weight (g)", "3,79", "3.79 g"),
        ("physical", "Weight (g)", "38", "unusual for a coin called denarius"),
        ("physical", "Die axis (h)", "180°", "6 h · 180°"),
        ("grading", "Grade", "gVF", "Good VF · rank"),
        ("grading", "Grade", "lovely", "kept as written"),
        ("chronology", "Reign from", "−44", "Reads as 44 BC"),
        ("provenance", "Provenance", "Ex Leu 7, 9 May 1973, lot 214", "Auction · Leu · 7"),
    ],
)
def test_E3_what_is_typed_is_understood_aloud(
    desk: Desk, coin: Coin, section: str, label: str, text: str, said: str
) -> None:
    page = desk(f"/coins/{coin.pk}/edit/{section}/")
    page.get_by_label(label, exact=True).fill(text)
    expect(page.locator(".echo").get_by_text(said)).to_be_visible()


# --- E8: what is wrong, where


def test_E8_first_error_is_focused_and_the_summary_leads_to_each(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/")
    page.get_by_label("Weight (g)", exact=True).fill("heavy")
    page.get_by_label("Price", exact=True).fill("dear")
    page.get_by_label("Obverse description", exact=True).fill("kept text")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("2 things to correct")
    expect(page.get_by_label("Weight (g)", exact=True)).to_be_focused()
    expect(page.get_by_label("Weight (g)", exact=True)).to_have_value("heavy")
    expect(page.get_by_label("Obverse description", exact=True)).to_have_value("kept text")
    page.get_by_role("alert").get_by_role("link", name="Price").click()
    expect(page.get_by_label("Price", exact=True)).to_be_in_viewport()
    assert serious(page) == []
    page.get_by_label("Weight (g)", exact=True).fill("3.4")
    page.get_by_label("Price", exact=True).fill("70")
    page.keyboard.press("Control+s")
    saved(page, coin)


def test_E8_soft_warning_does_not_block(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/physical/")
    page.get_by_label("Weight (g)", exact=True).fill("38")
    page.keyboard.press("Control+s")
    saved(page, coin)
    assert stored(coin).weight_g == Decimal("38.000")


# --- E9: the price


def test_E9_all_in_is_shown_live(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/acquisition/")
    page.get_by_label("Price", exact=True).fill("1.000,00 €")
    expect(page.get_by_text("All in: 1,000.00 EUR")).to_be_visible()
    page.get_by_label("Buyer's premium", exact=True).fill("20 %")
    expect(page.get_by_text("All in: 1,200.00 EUR")).to_be_visible()
    page.get_by_label("Shipping", exact=True).fill("12,50")
    expect(page.get_by_text("All in: 1,212.50 EUR")).to_be_visible()
    page.keyboard.press("Control+s")
    saved(page, coin)
    assert (stored(coin).total_cost, stored(coin).currency) == (Decimal("1212.50"), "EUR")


# --- E11: two tabs


def test_E11_second_save_of_the_same_field_shows_a_merge_page(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Weight (g)", exact=True).fill("3.30")
    other.get_by_label("Mint", exact=True).fill("Emesa")
    other.keyboard.press("Control+s")
    saved(other, coin)
    page.get_by_label("Weight (g)", exact=True).fill("3.40")
    page.get_by_label("Grade", exact=True).fill("EF")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Two versions of one coin")
    assert serious(page) == []
    page.get_by_label("Yours 3.4").check()
    page.keyboard.press("Control+s")
    saved(page, coin)
    now = stored(coin)
    assert (now.weight_g, now.mint, now.grade) == (Decimal("3.400"), "Emesa", "EF")


def test_E11_different_fields_of_two_tabs_are_both_kept(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Mint", exact=True).fill("Emesa")
    other.keyboard.press("Control+s")
    saved(other, coin)
    expect(other.get_by_text("Saved: mint.")).to_be_visible()
    page.get_by_label("Weight (g)", exact=True).fill("3.40")
    page.keyboard.press("Control+s")
    saved(page, coin)
    expect(page.get_by_text("somebody else changed mint; both are kept")).to_be_visible()
    assert (stored(coin).weight_g, stored(coin).mint) == (Decimal("3.400"), "Emesa")


# --- U13: nothing typed is lost


def test_U13_session_that_ends_while_saving_keeps_the_typed_data(desk: Desk, live_server: Any, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/")
    page.get_by_label("Personal notes", exact=True).fill("an hour's work")
    page.get_by_label("Plated", exact=True).check()
    has_draft(page, "is_plated")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.locator("[name=username]").fill("alice")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(rf"/coins/{coin.pk}/edit/$"))
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("Personal notes", exact=True)).to_have_value("an hour's work")
    expect(page.get_by_label("Plated", exact=True)).to_be_checked()
    page.keyboard.press("Control+s")
    saved(page, coin)
    assert (stored(coin).personal_notes, stored(coin).is_plated) == ("an hour's work", True)
    page.goto(f"{live_server.url}/coins/{coin.pk}/edit/")
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)


def test_U13_session_that_ends_under_an_echo_leads_to_the_sign_in_page(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/physical/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Weight (g)", exact=True).fill("3.33")
    expect(page).to_have_url(re.compile(rf"/accounts/login/\?next=/coins/{coin.pk}/edit/physical/"))
    page.locator("[name=username]").fill("alice")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("Weight (g)", exact=True)).to_have_value("3.33")


def test_U13_draft_of_a_closed_tab_can_be_thrown_away(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/physical/")
    page.get_by_label("Weight (g)", exact=True).fill("9")
    has_draft(page, "weight_g")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Throw it away").click()
    other.reload()
    expect(other.get_by_role("button", name="Bring it back")).to_have_count(0)
    expect(other.get_by_label("Weight (g)", exact=True)).to_have_value("3.28")


def test_U13_another_collector_at_the_same_browser_is_offered_nothing(desk: Desk, live_server: Any, bob: User) -> None:
    page = desk("/coins/new/")
    page.get_by_label("Issuer", exact=True).fill("secret")
    has_draft(page, "secret")
    admit(page.context, live_server.url, bob)
    other = page.context.new_page()
    other.goto(f"{live_server.url}/coins/new/")
    expect(other.get_by_label("Issuer", exact=True)).to_be_visible()
    expect(other.get_by_role("button", name="Bring it back")).to_have_count(0)


# --- D12: edit and clone; quick add


def test_D12_coin_page_leads_to_editing_by_its_key(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/")
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(rf"/coins/{coin.pk}/edit/$"))


def test_D12_clone_asks_which_groups_to_keep(desk: Desk, coin: Coin) -> None:
    page = desk(f"/coins/{coin.pk}/edit/")
    page.get_by_role("button", name="Save and add similar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a similar coin")
    page.get_by_role("checkbox", name="Obverse").uncheck()
    page.get_by_role("checkbox", name="Grade").check()
    page.get_by_role("button", name="Fill in the new coin").click()
    expect(page.get_by_label("Issuer", exact=True)).to_have_value("Septimius Severus")
    expect(page.get_by_label("Obverse legend", exact=True)).to_have_value("")
    expect(page.get_by_label("Grade", exact=True)).to_have_value("VF")
    expect(page.get_by_label("Inventory number", exact=True)).to_have_value("")
    page.get_by_role("button", name="Add coin").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Julia Domna")
    made = Coin.objects.exclude(pk=coin.pk).get()
    assert (made.grade, made.obverse_legend, made.reverse_legend, made.metal) == ("VF", "", "VENVS FELIX", "silver")


def test_E12_quick_add_opens_over_the_page(desk: Desk, coin: Coin) -> None:
    page = desk("/coins/")
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="Quick add")
    expect(dialog.get_by_label("A coin in one line")).to_be_focused()
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile("/coins/$"))


def test_E12_quick_add_by_its_key(desk: Desk, alice: User) -> None:
    page = desk("/coins/")
    page.keyboard.press("n")
    page.get_by_label("A coin in one line").fill("AR denarius, Augustus, 2 BC-AD 4 (3,79 g, 6h). RIC 207")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Augustus, denarius")
    expect(page.get_by_text("Draft added. Understood:")).to_be_visible()
    coin = Coin.objects.get()
    assert (coin.is_draft, coin.weight_g, coin.year_start) == (True, Decimal("3.790"), -2)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert not Coin.objects.present().exists()


# --- everywhere


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["edit/", "edit/acquisition/", "similar/", "new", "quick-add"])
def test_U11_pages_are_accessible_and_fit_a_phone(desk: Desk, coin: Coin, path: str, scheme: Any) -> None:
    address = f"/coins/{coin.pk}/{path}" if path.endswith("/") else f"/coins/{path}/"
    page = desk(address)
    page.emulate_media(color_scheme=scheme)
    page.reload()  # so that no colour is measured halfway from one scheme to the other
    assert serious(page) == []
    for width in (1440, 768, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0, width


def test_U10_adding_editing_and_merging_work_without_javascript(
    browser: Browser, live_server: Any, alice: User, coin: Coin
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/coins/{coin.pk}/edit/physical/")
    second = context.new_page()
    second.goto(page.url)
    page.get_by_label("Weight (g)", exact=True).fill("heavy")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Weight (g)", exact=True)).to_be_focused()
    page.get_by_label("Weight (g)", exact=True).fill("38")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("38 g is unusual")).to_be_visible()
    second.get_by_label("Weight (g)", exact=True).fill("3.8")
    second.get_by_role("button", name="Save", exact=True).click()
    second.get_by_label("Yours 3.8").check()
    second.get_by_role("button", name="Save with these choices").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Julia Domna")
    assert stored(coin).weight_g == Decimal("3.800")
    page.goto(f"{live_server.url}/coins/quick-add/")
    page.get_by_label("A coin in one line").fill("Nero, As")
    page.get_by_role("button", name="Add draft").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as")
    context.close()
