"""The list in a real browser: looks, order, filters, selection, quick look, paging, export, coming back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from coins.benchdata import add_synthetic_coins
from coins.models import Coin
from coins.tests.recipes import add_picture, add_reference, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.browsertests import BROWSER, SignIn, admit, overflow, serious
from coinstack.jobs.progress import SilentProgress
from coinstack.testing import until

pytestmark = BROWSER


@pytest.fixture
def cabinet(alice: User) -> User:
    """Five coins that differ in ruler, metal and date; the last is not dated."""
    facts: list[dict[str, Any]] = [
        {"issuer": "Augustus", "metal": "silver", "year_start": -2, "year_end": 4, "weight_g": "3.79"},
        {"issuer": "Brutus", "metal": "silver", "year_start": -43, "year_end": -42, "mint": ""},
        {"issuer": "Caracalla", "metal": "gold", "year_start": 215, "year_end": 217, "denomination": "Aureus"},
        {"issuer": "Domitian", "metal": "copper", "year_start": 86, "year_end": 86, "denomination": "As"},
        {"issuer": "Elagabalus", "metal": "silver", "year_start": None, "year_end": None},
    ]
    for number, values in enumerate(facts):
        coin = make_domna(alice, portrait_subject="", price=100 + number, currency="EUR", **values)
        add_reference(coin, f"RIC {number}")
    return alice


@pytest.fixture
def many(alice: User) -> User:
    add_synthetic_coins(owner=alice, count=120, progress=SilentProgress())
    return alice


def names(page: Page) -> list[str]:
    return page.locator("tbody th .coins__name").all_inner_texts()


def tick(page: Page, facet: str, label: str) -> Locator:
    box = page.locator(f'[data-facet="{facet}"] label', has_text=label).locator("input")
    box.click()
    return box


def test_L1_three_looks_are_remembered(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/")
    expect(page.locator("tbody tr")).to_have_count(5)
    page.get_by_role("link", name="Grid").click()
    expect(page.locator(".cards .card")).to_have_count(5)
    expect(page).to_have_url(f"{live_server.url}/coins/?view=grid")
    small = page.locator(".card").first.bounding_box()
    page.get_by_role("link", name="Large").click()
    expect(page.locator(".cards--large .card")).to_have_count(5)
    large = page.locator(".card").first.bounding_box()
    assert small
    assert large
    assert large["width"] > small["width"]
    page.goto(f"{live_server.url}/coins/?metal=silver")
    expect(page.locator(".cards--large .card")).to_have_count(3)
    assert Preferences.objects.get(owner=cabinet).list_view == "large"


def test_L3_heads_sort_and_shift_adds_a_second_key(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    page.get_by_role("link", name="Date", exact=True).click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    assert names(page) == ["Brutus", "Augustus", "Domitian", "Caracalla", "Elagabalus"]
    page.get_by_role("link", name="Date", exact=True).click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    assert names(page) == ["Caracalla", "Domitian", "Augustus", "Brutus", "Elagabalus"]
    page.get_by_role("link", name="Metal", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/coins/?sort=metal&view=table")
    page.get_by_role("link", name="Weight g").click(modifiers=["Shift"])
    expect(page).to_have_url(f"{live_server.url}/coins/?sort=metal%2Cweight_g&view=table")
    assert names(page) == ["Domitian", "Caracalla", "Brutus", "Elagabalus", "Augustus"]
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    expect(page.locator(".sort__place")).to_have_text("2")


def test_L4_head_and_first_column_stay(signed_in: SignIn, live_server: Any, many: User) -> None:
    page = signed_in(many)
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(f"{live_server.url}/coins/?view=table")
    frame = page.locator(".list__frame")
    before = page.locator("thead th").first.bounding_box()
    frame.evaluate("frame => frame.scrollTo(300, 600)")
    assert page.locator("thead th").first.bounding_box() == before
    row = page.locator("tbody tr").nth(20)
    assert row.locator("th").bounding_box()["x"] == before["x"]  # type: ignore[index]


def test_L5_facets_alternatives_blank_and_not(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    metal = page.locator('[data-facet="metal"]')
    assert metal.locator("label").all_inner_texts() == ["Silver\n3", "Copper\n1", "Gold\n1"]
    tick(page, "metal", "Gold")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator('[data-facet="metal"] input[value="gold"]')).to_be_focused()
    tick(page, "metal", "Copper")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page).to_have_url(f"{live_server.url}/coins/?metal=copper&metal=gold&view=table")
    page.get_by_role("link", name="Remove filter: Metal").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    tick(page, "mint", "(blank)")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert names(page) == ["Brutus"]
    tick(page, "mint", "(blank)")
    expect(page.locator("tbody tr")).to_have_count(5)
    page.locator('[data-facet="metal"] li', has_text="Silver").hover()
    page.get_by_role("button", name="Not Silver").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator('[data-facet="metal"] input[name="not_metal"]')).to_be_checked()
    assert names(page) == ["Caracalla", "Domitian"]


def test_L5_ranges_and_bars(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table&sort=year")
    page.get_by_label("Date from").fill("50 BC")
    page.get_by_label("Date to").fill("AD 100")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.get_by_role("link", name="Remove filter: Date: 50 BC to AD 100")).to_be_visible()
    page.get_by_role("link", name="Remove filter: Date").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    page.locator(".years a").last.click()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert names(page) == ["Caracalla"]
    page.get_by_role("link", name="Clear 1 filter").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    page.locator('[data-facet="weight_g"] summary').click()
    page.get_by_label("Weight from").fill("3,5")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_label("Weight from").fill("heavy")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_text("“Weight” is a number, not “heavy”.")).to_be_visible()


def test_L5_bound_that_cannot_be_read_stays_typed(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/")
    page.evaluate("window.isSamePage = true")
    lower = page.get_by_label("Date from")
    lower.fill("long ago")
    lower.press("Enter")
    expect(page.locator(".list__head .notice")).to_contain_text("“Date” is a year")
    expect(lower).to_have_value("long ago")
    expect(lower).to_have_attribute("aria-invalid", "true")
    lower.fill("44 BC")
    lower.press("Enter")
    expect(page.locator(".list__head .notice")).to_have_count(0)
    expect(lower).to_be_focused()
    assert page.evaluate("window.isSamePage")


def test_L5_long_facets_are_searched_and_unfolded(signed_in: SignIn, live_server: Any, many: User) -> None:
    page = signed_in(many)
    page.goto(f"{live_server.url}/coins/?view=table")
    facet = page.locator('[data-facet="issuer"]')
    shown = facet.locator("li").count()
    facet.get_by_role("link", name="more…").click()
    expect(facet.get_by_role("link", name="more…")).to_have_count(0)
    assert facet.locator("li").count() > shown
    facet.get_by_label("Find in issuer").fill("sever")
    expect(facet.locator("li")).to_have_count(2)
    count = int(facet.locator("li .value__count").first.inner_text())
    facet.locator("li input").first.check()
    expect(page.locator("tbody tr")).to_have_count(count)
    expect(facet.locator("input:checked")).to_have_count(1)


def test_L5_closed_facet_is_counted_when_it_is_opened(signed_in: SignIn, live_server: Any, many: User) -> None:
    page = signed_in(many)
    page.goto(f"{live_server.url}/coins/?view=table")
    facet = page.locator('[data-facet="grade"]')
    facet.locator("summary").click()
    value = facet.locator("li", has_text="VF").first
    count = int(value.locator(".value__count").inner_text())
    value.locator("input").check()
    expect(page.locator("tbody tr")).to_have_count(count)
    expect(facet.locator("input:checked")).to_be_focused()


def test_L5_large_collections_load_the_panel_after_the_list(
    signed_in: SignIn, live_server: Any, cabinet: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coins.presenting.listing.MOST_COUNTED_INLINE", 2)
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    tick(page, "metal", "Gold")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator('[data-facet="metal"] input[value="gold"]')).to_be_checked()
    expect(page).to_have_url(f"{live_server.url}/coins/?metal=gold&view=table")
    tick(page, "metal", "Copper")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_L6_chips_are_removed_one_by_one_or_all(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?metal=silver&mint=Rome&year_max=100&view=table")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Remove filter: Mint: Rome").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Clear 2 filters").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    expect(page.locator(".chip")).to_have_count(0)


def test_L8_selection_by_range_trash_and_none(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    bar = page.get_by_role("region", name="Selected coins")
    expect(bar).to_be_hidden()
    boxes = page.get_by_role("checkbox", name="Select ")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(bar.get_by_text("3 selected")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    boxes.nth(0).click()
    boxes.nth(1).click()
    bar.get_by_role("button", name="Trash").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.get_by_text("2 coins are in the trash")).to_be_visible()
    assert names(page) == ["Caracalla", "Domitian", "Elagabalus"]


def test_L8_all_coins_of_the_page_are_selected_at_once(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    page.get_by_role("checkbox", name="Select ").first.click()
    bar = page.get_by_role("region", name="Selected coins")
    bar.get_by_role("button", name="Select all").click()
    expect(bar.get_by_text("5 selected")).to_be_visible()
    expect(bar.get_by_role("button", name="Select all")).to_be_hidden()
    bar.get_by_role("button", name="Select none").click()
    expect(bar).to_be_hidden()


def test_L8_selected_coins_are_exported(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=grid&sort=-issuer")
    page.locator(".card").first.hover()
    page.get_by_role("checkbox", name="Select ").nth(0).check()
    page.get_by_role("checkbox", name="Select ").nth(2).check(force=True)
    page.get_by_role("region", name="Selected coins").get_by_text("Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV, as listed").click()
    assert download.value.suggested_filename.endswith("-2.csv")
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Issuer", "Elagabalus", "Caracalla"]


def test_L12_quick_look_by_keyboard(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table&metal=silver")
    page.get_by_role("link", name="Brutus", exact=True).focus()
    page.keyboard.press("Space")
    look = page.locator("#quick-look")
    expect(look.get_by_role("heading", name="Brutus")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("ArrowDown")
    expect(look.get_by_role("heading", name="Elagabalus")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(look.get_by_role("heading", name="Augustus")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/coins/?view=table&metal=silver")
    page.keyboard.press("Escape")
    expect(look).to_have_count(0)
    expect(page.get_by_role("link", name="Augustus", exact=True)).to_be_focused()
    page.locator(".coins__pair").nth(1).click()
    look.get_by_role("link", name="Open coin").click()
    expect(page).to_have_url(f"{live_server.url}/coins/{Coin.objects.get(issuer='Brutus').pk}/?metal=silver&view=table")


@pytest.mark.parametrize("view", ["table", "grid"])
def test_L12_past_the_filters_to_a_coin_by_keyboard(
    signed_in: SignIn, live_server: Any, cabinet: User, view: str
) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view={view}")
    page.keyboard.press("c")
    expect(page.get_by_role("link", name="Augustus")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="Brutus")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brutus")


def test_L12_quick_look_after_the_session_has_ended(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=table")
    page.context.clear_cookies()
    page.get_by_role("link", name="Brutus", exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_url(f"{live_server.url}/accounts/login/?next=**")


def test_L13_paging_and_length_of_a_page(signed_in: SignIn, live_server: Any, many: User) -> None:
    page = signed_in(many)
    page.goto(f"{live_server.url}/coins/?view=table&sort=-weight_g")
    expect(page.locator(".pager__range")).to_have_text("1–50 of 120")
    page.get_by_label("Coins on a page").select_option("25")
    expect(page.locator("tbody tr")).to_have_count(25)
    expect(page).to_have_url(f"{live_server.url}/coins/?sort=-weight_g&view=table&per_page=25")
    page.get_by_role("link", name="Last page").click()
    expect(page.locator(".pager__range")).to_have_text("101–120 of 120")
    assert page.get_by_label("Coins on a page").locator("option").all_inner_texts() == [
        "25 a page",
        "50 a page",
        "100 a page",
        "250 a page",
    ]


def test_L14_export_is_exactly_the_list(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?metal=silver&sort=-issuer&view=table")
    page.locator(".list__head summary", has_text="Export").click()
    expect(page.locator(".menu__sheet", has_text="Exactly this list")).to_contain_text("3 coins")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV, as listed").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Issuer", "Elagabalus", "Brutus", "Augustus"]


def test_L15_thumbnails_have_fixed_boxes(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    for coin in Coin.objects.all():
        add_picture(coin)
        add_picture(coin, kind="reverse")
    page = signed_in(cabinet)
    page.add_init_script(SHIFT)
    for view in ("table", "grid"):
        page.goto(f"{live_server.url}/coins/?view={view}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.05, view
        pictures = page.locator("main img")
        expect(pictures).to_have_count(10)
        assert pictures.first.get_attribute("alt") == "Augustus, denarius, obverse"
        assert pictures.first.evaluate("picture => picture.naturalWidth") > 0


SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def test_L16_footer_says_what_it_rests_on(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?metal=silver&view=table")
    assert page.locator(".list__summary span").all_inner_texts() == [
        "3 coins",
        "paid 305.00 EUR",
        "mean weight 3.45 g",
    ]


def test_U6_back_restores_place_and_selection(signed_in: SignIn, live_server: Any, many: User) -> None:
    page = signed_in(many)
    page.set_viewport_size({"width": 1200, "height": 600})
    page.goto(f"{live_server.url}/coins/?view=table&per_page=100")
    boxes = page.get_by_role("checkbox", name="Select ")
    boxes.nth(60).scroll_into_view_if_needed()
    boxes.nth(60).check()
    page.locator("tbody .coins__name").nth(60).hover()
    place = page.locator(".list__frame").evaluate("frame => frame.scrollTop")
    assert place > 500
    page.locator("tbody .coins__name").nth(60).click()
    page.wait_for_url(re.compile(r"/coins/[0-9]+/"))
    page.go_back()
    expect(boxes.nth(60)).to_be_checked()
    expect(page.get_by_text("1 selected")).to_be_visible()
    assert until(lambda: page.locator(".list__frame").evaluate("frame => frame.scrollTop") == place, 10)


def test_U6_back_undoes_a_filter(signed_in: SignIn, live_server: Any, cabinet: User) -> None:
    page = signed_in(cabinet)
    page.goto(f"{live_server.url}/coins/?view=grid")
    tick(page, "metal", "Gold")
    expect(page.locator(".card")).to_have_count(1)
    page.go_back()
    expect(page.locator(".card")).to_have_count(5)
    expect(page.locator('[data-facet="metal"] input:checked')).to_have_count(0)
    page.go_forward()
    expect(page.locator(".card")).to_have_count(1)


def test_U8_empty_and_filtered_empty(signed_in: SignIn, live_server: Any, alice: User) -> None:
    page = signed_in(alice)
    page.goto(f"{live_server.url}/coins/")
    expect(page.get_by_role("heading", name="No coins yet")).to_be_visible()
    expect(page.locator("#facets")).to_have_count(0)
    make_domna(alice)
    page.goto(f"{live_server.url}/coins/?mint=Atlantis&metal=gold&year_max=100")
    expect(page.get_by_role("heading", name="No coin matches")).to_be_visible()
    expect(page.get_by_role("link", name="Remove filter: Mint: Atlantis")).to_be_visible()
    assert serious(page) == []
    page.locator(".empty").get_by_role("link", name="Clear 3 filters").click()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_U10_panel_sort_and_paging_without_javascript(browser: Any, live_server: Any, cabinet: User) -> None:
    context = browser.new_context(java_script_enabled=False)
    admit(context, live_server.url, cabinet)
    page = context.new_page()
    page.goto(f"{live_server.url}/coins/?view=table&sort=-year")
    page.locator('[data-facet="metal"] label', has_text="Silver").click()
    page.get_by_label("Date to").fill("AD 100")
    page.get_by_role("button", name="Show 5 coins").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    assert names(page) == ["Augustus", "Brutus"]
    page.get_by_label("Coins on a page").select_option("25")
    page.locator(".list__paging button", has_text="Show").click()
    expect(page).to_have_url(re.compile("per_page=25"))
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator(".coins__pair").first.click()
    expect(page.get_by_role("heading", name="Augustus")).to_be_visible()
    page.go_back()
    page.get_by_role("checkbox", name="Select ").first.check()
    page.get_by_role("button", name="Trash").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("view", ["table", "grid"])
def test_U11_phone_has_the_filters_in_a_sheet(signed_in: SignIn, live_server: Any, cabinet: User, view: str) -> None:
    page = signed_in(cabinet)
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(f"{live_server.url}/coins/?view={view}")
    assert overflow(page) == 0
    expect(page.locator("#facets")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    sheet = page.locator("#facets")
    expect(sheet).to_be_visible()
    assert serious(page) == []
    tick(page, "metal", "Gold")
    expect(sheet.get_by_role("button", name="Show 1 coin")).to_be_visible()
    sheet.get_by_role("button", name="Show 1 coin").click()
    expect(page.locator("#facets")).to_be_hidden()
    expect(page.locator(".card, tbody tr")).to_have_count(1)
    assert overflow(page) == 0
