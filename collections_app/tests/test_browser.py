"""The first walk through CoinStack, in a real browser: set up, import, list, coin page, preferences, sign out."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, serious, sign_in
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.tests.whole_collections import read_in
from collections_app.tests.workbooks import write_csv

pytestmark = BROWSER
COINS = """Ruler;Denomination;Metal;Mint;Date;Weight;Reference;Obverse;Reverse;Condition;Price;Pedigree
Augustus;Denarius;Silver;Lugdunum;2 BC-AD 4;3,79;RIC I 207;CAESAR AVGVSTVS DIVI F PATER PATRIAE, laureate head right;C L CAESARES, two Caesars standing;VF;384;Ex Leu 7, 9 May 1973, lot 214
Alexander III;Tetradrachm;Silver;Babylon;325-323 BC;17,10;Price 3600;Head of Herakles right;ΑΛΕΞΑΝΔΡΟΥ, Zeus seated left;XF;900;
Nero;As;Bronze;Rome;AD 65;10,90;RIC 306;;;F;60;
"""


@pytest.fixture
def three_coins(alice: User, tmp_path: Path) -> User:
    path = write_csv(tmp_path / "coins.csv", COINS)
    read_in(path, alice, currency="EUR")
    return alice


def test_first_visit_makes_the_first_account(watched: Page, live_server: Any) -> None:
    watched.goto(live_server.url)
    expect(watched).to_have_url(f"{live_server.url}/setup/")
    assert serious(watched) == []
    watched.locator("[name=username]").fill("anna")
    for field in watched.locator("input[type=password]").all():
        field.fill("a-long-enough-password")
    watched.locator("main button[type=submit]").click()
    expect(watched).to_have_url(f"{live_server.url}/")
    assert User.objects.get().is_superuser


def test_walk_from_the_list_to_a_coin_and_back(watched: Page, live_server: Any, three_coins: User) -> None:
    sign_in(watched, live_server.url)
    watched.get_by_title("Coins", exact=True).click()
    rows = watched.locator("table tbody tr")
    expect(rows).to_have_count(3)
    watched.get_by_role("link", name="Date", exact=True).click()
    expect(rows.first).to_contain_text("Alexander III")
    rows.nth(1).get_by_role("link", name="Augustus", exact=True).click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Augustus, denarius")
    expect(watched.get_by_text("CAESAR AVGVSTVS DIVI F PATER PATRIAE")).to_be_visible()
    expect(watched.get_by_text("2 of 3")).to_be_visible()
    expect(watched.get_by_text("Leu 7").or_(watched.get_by_text("Leu", exact=False)).first).to_be_visible()
    watched.get_by_role("link", name="Next").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Nero, as")


def test_filter_chip_is_removed(watched: Page, live_server: Any, three_coins: User) -> None:
    sign_in(watched, live_server.url)
    watched.goto(f"{live_server.url}/coins/?metal=bronze")
    expect(watched.locator("table tbody tr")).to_have_count(1)
    watched.get_by_role("link", name="Remove filter: ").click()
    expect(watched.locator("table tbody tr")).to_have_count(3)


def test_era_preference_changes_every_date(watched: Page, live_server: Any, three_coins: User) -> None:
    sign_in(watched, live_server.url)
    watched.goto(f"{live_server.url}/settings/")
    watched.get_by_label("Dates as").select_option("BCE/CE")
    watched.get_by_role("button", name="Save preferences").click()
    watched.goto(f"{live_server.url}/coins/")
    expect(watched.get_by_text("2 BCE–4 CE")).to_be_visible()


def test_pages_work_without_javascript(browser: Any, live_server: Any, three_coins: User) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/coins/")
    page.get_by_role("link", name="Augustus").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Augustus, denarius")
    context.close()


@needs_shared_data
def test_110_real_coins_in_the_list(watched: Page, live_server: Any, alice: User) -> None:
    path = SHARED_DATA / "collections" / "collection-v1.xlsx"
    read_in(path, alice)
    sign_in(watched, live_server.url)
    watched.goto(f"{live_server.url}/coins/?per_page=250")
    expect(watched.locator("table tbody tr")).to_have_count(110)
