"""The import wizard in a real browser: a small file and the real collection, with and without scripts."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from coins.models import Coin
from coins.tests.recipes import picture_bytes
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, PATIENCE_WITH_PAGES_MS, admit, overflow, serious, settle, watch
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.models import ImportSession
from collections_app.tests.import_recipes import THREE_COINS, mapped, started, work

pytestmark = BROWSER

REFUSED = re.compile(
    r"Failed to load resource: the server responded with a status of (422|409)|Response Status Error Code 409"
)
# What a person who has not seen the page before takes to look at it, and to aim at something on it.
LOOK, AIM = 8.0, 1.5  # seconds
RESIZED_MS = 200
Desk = Callable[[str], Page]


@pytest.fixture
def desk(page: Page, live_server: Any, alice: User) -> Iterator[Desk]:
    """`desk("/import/")` is alice's page; its console stays quiet but for the refusals that a test provokes."""
    complaints = watch(page)
    page.set_default_timeout(PATIENCE_WITH_PAGES_MS)  # a click may have a whole file read
    admit(page.context, live_server.url, alice)

    def visit(path: str) -> Page:
        page.goto(live_server.url + path)
        return page

    yield visit
    assert [text for text in complaints if not REFUSED.match(text)] == []


@pytest.fixture
def coins_csv(tmp_path: Path) -> Path:
    path = tmp_path / "coins.csv"
    path.write_text(THREE_COINS, encoding="utf-8")
    return path


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'.check .cell[value="{key}"]')


def counter(page: Page, label: str) -> Locator:
    return page.locator(".counter").filter(has_text=label).locator(".counter__number")


def the_worker_comes(page: Page) -> None:
    """The live server has no worker: the test does its work while the page waits."""
    page.wait_for_url("**/run/")
    expect(page.get_by_text("Waiting for its turn…")).to_be_visible()
    work(ImportSession.objects.latest("pk"))
    page.wait_for_url("**/report/")


def test_a_small_file_from_start_to_undo(desk: Desk, alice: User, coins_csv: Path) -> None:
    page = desk("/")
    page.get_by_role("link", name="Import a file").click()
    assert serious(page) == []
    page.locator("[name=file]").set_input_files(coins_csv)
    expect(page.locator("[data-drop-chosen]")).to_contain_text("coins.csv")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Row 1 holds the headings")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Map the columns").click()
    settle(page)
    shelf = page.get_by_role("combobox", name="Shelf becomes")
    shelf.focus()
    shelf.select_option("mint")
    expect(page.locator("#conflict-8")).to_contain_text("only one column can")
    expect(shelf).to_be_focused()
    assert serious(page) == []
    shelf.select_option("ignore")
    expect(page.locator("#conflict-8")).to_have_count(0)
    page.get_by_role("combobox", name="Unit").first.select_option("g")
    page.get_by_role("button", name="Check the rows").click()
    expect(counter(page, "with problems")).to_have_text("1")
    assert serious(page) == []
    page.get_by_role("link", name="with problems").click()
    expect(page.locator(".check__row")).to_have_count(1)
    settle(page)
    cell(page, "4.5").click()
    page.keyboard.type("10,90")
    page.keyboard.press("Enter")
    expect(counter(page, "with problems")).to_have_text("0")
    expect(cell(page, "4.5")).to_be_focused()
    page.get_by_role("button", name="Import 3 coins").click()
    the_worker_comes(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("3 coins added")
    assert serious(page) == []
    page.get_by_role("link", name="Show the 3 imported coins").click()
    expect(page.locator("table tbody tr")).to_have_count(3)
    page.go_back()
    settle(page)
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import undone")
    expect(page.get_by_role("status").filter(has_text="3 coins moved to the trash")).to_be_visible()
    expect(page.get_by_role("link", name="Show the 3 imported coins")).to_have_count(0)
    expect(page.locator("#import-report").get_by_role("link", name="Open the trash")).to_be_visible()
    assert not Coin.objects.present().exists()


# --- cells


def test_cell_keys(desk: Desk, alice: User) -> None:
    session = mapped(alice)
    page = desk(f"/import/{session.pk}/check/")
    cell(page, "2.0").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(cell(page, "3.1")).to_be_focused()
    page.keyboard.press("Enter")
    box = page.locator(".check td > input")
    expect(box).to_have_value("Tetradrachm")
    expect(box).to_have_attribute("aria-label", re.compile("Denomination.*row 3"))
    page.keyboard.type("Drachm")
    page.keyboard.press("Escape")
    expect(cell(page, "3.1")).to_be_focused()
    expect(cell(page, "3.1")).to_have_text("Tetradrachm")
    page.keyboard.press("Enter")
    page.keyboard.type("Drachm")
    page.keyboard.press("Tab")
    expect(box).to_have_value("Silver")
    expect(cell(page, "3.1")).to_have_text("Drachm")
    page.keyboard.press("Shift+Tab")
    expect(box).to_have_value("Drachm")
    page.keyboard.press("Escape")
    assert session.rows.get(number=3).edits == {"Denomination": "Drachm"}


def test_table_is_one_stop_on_the_way_through_the_page(desk: Desk, alice: User) -> None:
    page = desk(f"/import/{mapped(alice).pk}/check/")
    tabbable = page.locator('.check .cell:not([tabindex="-1"])')
    expect(tabbable).to_have_count(1)
    page.get_by_label("What to do with row 2").focus()
    page.keyboard.press("Tab")
    expect(cell(page, "2.0")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="3", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cell(page, "2.1")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Aureus")
    page.keyboard.press("Enter")
    expect(cell(page, "2.1")).to_have_text("Aureus")
    expect(tabbable).to_have_count(1)


def test_error_stands_in_the_cell(desk: Desk, alice: User) -> None:
    page = desk(f"/import/{mapped(alice).pk}/check/")
    cell(page, "2.5").click()
    page.keyboard.type("a lot")
    page.keyboard.press("Enter")
    expect(page.locator("td:has(> #m2\\.5) .cell__message")).to_be_visible()
    expect(counter(page, "with problems")).to_have_text("2")
    cell(page, "2.5").click()
    expect(page.locator(".check td > input")).to_have_attribute("aria-describedby", "m2.5")
    assert serious(page) == []


def test_click_elsewhere_keeps_what_was_typed(desk: Desk, alice: User) -> None:
    session = mapped(alice)
    page = desk(f"/import/{session.pk}/check/")
    cell(page, "2.0").click()
    page.keyboard.type("Tiberius")
    cell(page, "3.0").click()
    expect(cell(page, "2.0")).to_have_text("Tiberius")
    expect(page.locator(".check td > input")).to_have_value("Alexander III")


def test_decision_is_sent_as_soon_as_it_is_made(desk: Desk, alice: User) -> None:
    page = desk(f"/import/{mapped(alice).pk}/check/")
    page.get_by_label("What to do with row 2").select_option("skip")
    expect(counter(page, "left out")).to_have_text("1")
    expect(page.get_by_role("button", name="Import 2 coins")).to_be_visible()
    expect(page.get_by_label("What to do with row 2")).to_be_focused()


def test_server_that_is_away_loses_nothing(desk: Desk, alice: User) -> None:
    session = mapped(alice)
    page = desk(f"/import/{session.pk}/check/")
    page.route("**/cell/", lambda route: route.fulfill(status=409, content_type="text/plain", body="Not now."))
    cell(page, "2.0").click()
    page.keyboard.type("Tiberius")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Not now.")).to_be_visible()
    expect(page.locator(".check td > input")).to_have_value("Tiberius")
    page.unroute("**/cell/")
    page.locator(".check td > input").press("Enter")
    expect(cell(page, "2.0")).to_have_text("Tiberius")


# --- file and pictures


def test_files_are_dropped_where_they_belong(desk: Desk, alice: User) -> None:
    page = desk("/import/")
    bag = page.evaluate_handle(
        """(text) => {
          const bag = new DataTransfer();
          bag.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
          bag.items.add(new File(["x"], "A-1_obv.jpg", { type: "image/jpeg" }));
          return bag;
        }""",
        THREE_COINS,
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": bag})
    expect(page.locator("[data-drop-chosen]")).to_contain_text("dropped.csv (0.3 KB) · 1 file with pictures")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("1 picture beside the file.")).to_be_visible()
    assert ImportSession.objects.get().file_name == "dropped.csv"


def test_many_pictures_are_sent_some_at_a_time(desk: Desk, alice: User, coins_csv: Path) -> None:
    page = desk("/import/")
    picture = picture_bytes((40, 40))
    files = [{"name": f"A-{number}.jpg", "mimeType": "image/jpeg", "buffer": picture} for number in range(130)]
    page.locator("[name=file]").set_input_files(coins_csv)
    page.locator("summary", has_text="Add pictures").click()
    page.locator("[name=pictures]").set_input_files(files)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("130 pictures beside the file.")).to_be_visible()


def test_refused_file_is_told_at_its_field(desk: Desk, alice: User) -> None:
    page = desk("/import/")
    empty = {"name": "empty.csv", "mimeType": "text/csv", "buffer": b""}
    page.locator("[name=file]").set_input_files([empty])
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".drop .errorlist")).to_have_text(
        "The file is empty. Save it again in the program it comes from."
    )
    expect(page.locator("[name=file]")).to_have_attribute("aria-invalid", "true")
    page.locator("[name=file]").set_input_files([{**empty, "buffer": THREE_COINS.encode()}])
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url("**/file/")


# --- every width, both schemes, no scripts


@pytest.fixture
def wide_file(alice: User) -> ImportSession:
    """60 columns, a heading and a file name that do not end, and everything that can be odd about a cell."""
    heads = [
        "Ruler",
        "Denomination",
        "Weight",
        *(f"A very long heading that somebody gave to column {n}" for n in range(57)),
    ]
    rows = [
        [f"Marcus Aurelius Antoninus the {n}th", "Denarius", "heavy" if n % 2 else "3.2", *["x" * 60] * 57]
        for n in range(12)
    ]
    text = "\n".join(";".join(line) for line in [heads, *rows])
    return mapped(alice, text, f"{'my-collection-of-coins-' * 9}.csv")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sixty_columns_fit_every_width(desk: Desk, wide_file: ImportSession, scheme: Any) -> None:
    page = desk("/import/")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    row = wide_file.rows.first().number
    for step in ("", "file/", "map/", "check/", "check/?only=problems", f"rows/{row}/"):
        page = desk(f"/import/{wide_file.pk}/{step}" if step else "/import/")
        for width in (1440, 768, 390, 360):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(RESIZED_MS)
            assert overflow(page) == 0, (step, width)
        assert serious(page) == [], step


def test_wizard_without_scripts(browser: Browser, live_server: Any, alice: User, coins_csv: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    admit(context, live_server.url, alice)
    page = context.new_page()
    complaints = watch(page)
    page.goto(f"{live_server.url}/import/")
    page.locator("[name=file]").set_input_files(coins_csv)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("link", name="Map the columns").click()
    page.get_by_role("combobox", name="Shelf becomes").select_option("ignore")
    page.get_by_role("button", name="Show what fits").click()
    page.get_by_role("button", name="Check the rows").click()
    cell(page, "4.5").click()
    page.get_by_label("Weight → Weight").fill("10.9")
    page.get_by_role("button", name="Save the row").click()
    page.get_by_label("What to do with row 2").select_option("skip")
    page.locator("#row-2").get_by_role("button", name="Set").click()
    page.get_by_role("button", name="Import 2 coins").click()
    page.wait_for_url("**/run/")
    work(ImportSession.objects.get())
    page.get_by_role("link", name="Look again").click()
    page.wait_for_url("**/report/")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 coins added")
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import undone")
    assert complaints == []
    context.close()


def test_waiting_page_survives_a_reload_and_can_be_cancelled(desk: Desk, alice: User) -> None:
    session = mapped(alice)
    page = desk(f"/import/{session.pk}/check/")
    page.get_by_role("button", name="Import 3 coins").click()
    page.wait_for_url("**/run/")
    page.reload()
    expect(page.get_by_text("Waiting for its turn…")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop the import").click()
    page.wait_for_url("**/report/")
    expect(page.get_by_role("button", name="Go on with the rest")).to_be_visible()


def test_going_back_and_forth_keeps_everything(desk: Desk, alice: User) -> None:
    session = started(alice)
    page = desk(f"/import/{session.pk}/map/")
    page.get_by_role("combobox", name="Shelf becomes").select_option("tags")
    page.get_by_role("button", name="Check the rows").click()
    page.wait_for_url("**/check/**")
    settle(page)
    cell(page, "2.0").click()
    page.keyboard.type("Tiberius")
    page.keyboard.press("Enter")
    expect(cell(page, "2.0")).to_have_text("Tiberius")
    steps = page.get_by_role("navigation", name="Steps of this import")
    steps.get_by_role("link", name="Map").click()
    expect(page.get_by_role("combobox", name="Shelf becomes")).to_have_value("tags")
    page.go_back()
    expect(cell(page, "2.0")).to_have_text("Tiberius")
    page.get_by_role("link", name="Import", exact=True).first.click()
    page.get_by_role("link", name="Continue with coins.csv").click()
    expect(cell(page, "2.0")).to_have_text("Tiberius")


class Stranger:
    """Somebody who sees each page for the first time; their pauses are added up rather than waited for."""

    def __init__(self) -> None:
        self.began, self.paused, self.clicks = time.monotonic(), 0.0, 0

    def looks(self, seconds: float = LOOK) -> None:
        self.paused += seconds

    def clicks_on(self, target: Locator) -> None:
        self.paused += AIM
        self.clicks += 1
        target.click()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began + self.paused


@needs_shared_data
def test_real_collection_is_imported_by_a_stranger_in_less_than_three_minutes(desk: Desk, alice: User) -> None:
    page, stranger = desk("/"), Stranger()
    stranger.looks()
    stranger.clicks_on(page.get_by_role("link", name="Import a file"))
    stranger.looks()
    page.locator("[name=file]").set_input_files(SHARED_DATA / "collections" / "collection-v1.xlsx")
    stranger.clicks += 2  # the button of the field, and the file in the system's own window
    stranger.looks()
    stranger.clicks_on(page.get_by_role("button", name="Read the file"))
    stranger.looks()
    stranger.clicks_on(page.get_by_role("link", name="Map the columns"))
    stranger.looks(5 * LOOK)
    stranger.clicks_on(page.get_by_role("button", name="Check the rows"))
    stranger.looks()
    stranger.clicks_on(page.get_by_role("link", name="with problems"))
    stranger.looks(2 * LOOK)
    stranger.clicks_on(page.get_by_role("button", name="Import 110 coins"))
    the_worker_comes(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("110 coins added")
    stranger.looks()
    stranger.clicks_on(page.get_by_role("link", name="Show the 110 imported coins"))
    print(f"{stranger.clicks} clicks, {stranger.seconds:.0f} s")  # noqa: T201 - a figure to be read with -rP
    assert Coin.objects.visible_to(alice).present().count() == 110
    assert stranger.seconds < 180


@needs_shared_data
def test_real_collection_comes_and_goes(desk: Desk, alice: User) -> None:
    page = desk("/import/")
    page.locator("[name=file]").set_input_files(SHARED_DATA / "collections" / "collection-v1.xlsx")
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("link", name="Map the columns").click()
    expect(page.locator(".wizard__lead")).to_have_text("25 of 27 columns recognised, 2 kept as notes.")
    page.get_by_role("button", name="Check the rows").click()
    for label, number in (("all rows", "117"), ("new", "110"), ("left out", "7")):
        expect(counter(page, label)).to_have_text(number)
    page.get_by_role("button", name="Import 110 coins").click()
    the_worker_comes(page)
    assert Coin.objects.visible_to(alice).present().count() == 110
    page.get_by_role("link", name="Import another file").click()
    page.locator("[name=file]").set_input_files(SHARED_DATA / "collections" / "collection-v1.xlsx")
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("link", name="Map the columns").click()
    page.get_by_role("button", name="Check the rows").click()
    expect(counter(page, "there already")).to_have_text("110")
    expect(page.get_by_role("button", name="Nothing to import")).to_be_disabled()
    page.get_by_role("link", name="Compare").first.click()
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Import", exact=True).first.click()
    page.get_by_role("link", name="Undo the import of collection-v1.xlsx").click()
    expect(page.get_by_role("button", name="Undo this import")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import undone")
    assert not Coin.objects.visible_to(alice).present().exists()
