"""The first walk through CoinStack, in a real browser: set up, import, list, coin page, preferences, sign out."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import ConsoleMessage, Page, expect

from coinstack.accounts.models import User
from coinstack.jobs.progress import SilentProgress
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.services.imports import ImportOptions, import_file
from collections_app.tests.workbooks import write_csv
from conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.CHROMIUM, reason="Chromium is not installed (apt-get install chromium)"),
]
# Playwright's sync API runs an event loop in the test's thread; the ORM is used between its calls, never inside.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
COINS = """Ruler;Denomination;Metal;Mint;Date;Weight;Reference;Obverse;Reverse;Condition;Price;Pedigree
Augustus;Denarius;Silver;Lugdunum;2 BC-AD 4;3,79;RIC I 207;CAESAR AVGVSTVS DIVI F PATER PATRIAE, laureate head right;C L CAESARES, two Caesars standing;VF;384;Ex Leu 7, 9 May 1973, lot 214
Alexander III;Tetradrachm;Silver;Babylon;325-323 BC;17,10;Price 3600;Head of Herakles right;ΑΛΕΞΑΝΔΡΟΥ, Zeus seated left;XF;900;
Nero;As;Bronze;Rome;AD 65;10,90;RIC 306;;;F;60;
"""


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page whose console must stay free of errors, above all of broken content security."""
    complaints: list[str] = []
    page.set_default_timeout(5000)

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def three_coins(alice: User, tmp_path: Path) -> User:
    path = write_csv(tmp_path / "coins.csv", COINS)
    import_file(path=path, owner=alice, options=ImportOptions(currency="EUR"), progress=SilentProgress())
    return alice


def sign_in(page: Page, address: str, name: str = "alice") -> None:
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def serious(page: Page) -> list[str]:
    """Ids of axe's serious and critical findings."""
    found: dict[str, Any] = Axe().run(page).response
    return [finding["id"] for finding in found["violations"] if finding["impact"] in {"serious", "critical"}]


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
    watched.get_by_role("link", name="Coins", exact=True).first.click()
    rows = watched.locator("table tbody tr")
    expect(rows).to_have_count(3)
    watched.get_by_role("link", name="Date").click()
    expect(rows.first).to_contain_text("Alexander III")
    rows.nth(1).get_by_role("link").click()
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/coins/", "/coins/?view=grid", "coin", "/settings/", "/jobs/", "/coins/?metal=gold"]
)
def test_pages_are_accessible_and_fit_a_phone(
    watched: Page, live_server: Any, three_coins: User, path: str, scheme: Any
) -> None:
    watched.emulate_media(color_scheme=scheme)
    sign_in(watched, live_server.url)
    address = f"/coins/{three_coins.coins.order_by('pk')[0].pk}/" if path == "coin" else path
    watched.goto(live_server.url + address)
    assert serious(watched) == []
    for width in (1440, 768, 360):
        watched.set_viewport_size({"width": width, "height": 800})
        assert overflow(watched) == 0, width


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
    import_file(path=path, owner=alice, options=ImportOptions(), progress=SilentProgress())
    sign_in(watched, live_server.url)
    watched.goto(f"{live_server.url}/coins/?per_page=250")
    expect(watched.locator("table tbody tr")).to_have_count(110)
