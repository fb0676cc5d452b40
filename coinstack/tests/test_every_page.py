"""Every page of the program in a real browser: accessible, fitting, in order, quiet on the console, and still.

The pages are those of the access tables that answer GET with a whole page, so a new page is looked at by itself.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from lxml import html
from playwright.sync_api import Page, expect

from coins.tests.recipes import add_provenance, add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, admit, overflow, serious, settle, watch
from coinstack.testing import PASSWORD, ClientFor
from coinstack.tests.access_matrix import Access, access_table

pytestmark = BROWSER
# The states of the list that have no address of their own.
STATES = (
    "/coins/?view=grid",
    "/coins/?metal=gold",
    "/coins/?metal=gpld&sort=nothing",
    "/coins/?q=severvs",
)
WIDTHS = (1440, 768, 360)
TABS = 30
STILL = 0.05
# Triggers of what htmx shows beside a page that is whole without it: a position, a panel, an echo of what is typed.
ADDITIONS = ("load", "revealed", "every", "input")
LONG = "Marcus Aurelius Antoninus with Lucius Verus in the name of Faustina the Younger"

# Put there before anything else of the page, so that no shift is missed.
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
ORDER = """() => {
  const flaws = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  for (const [what, selector] of [["h1", "h1"], ["main", "main"], ["title", "head > title"]])
    if (count(selector) !== 1) flaws.push(`${count(selector)} × ${what}`);
  if (document.body.matches(".app")) {
    if (count("nav[aria-label=Main]") !== 1) flaws.push("no main navigation");
    if (count("header.header") !== 1) flaws.push("no header");
  }
  let before = 0;
  for (const head of document.querySelectorAll("main :is(h1, h2, h3, h4)")) {
    const level = Number(head.tagName[1]);
    if (head.checkVisibility() && level > before + 1) flaws.push(`${head.tagName} “${head.textContent.trim()}” after H${before}`);
    if (head.checkVisibility()) before = level;
  }
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  for (const id of new Set(ids.filter((each, place) => ids.indexOf(each) !== place))) flaws.push(`id ${id} twice`);
  for (const icon of document.querySelectorAll("button, a[href]"))
    if (!icon.textContent.trim() && !icon.ariaLabel && !icon.querySelector("img[alt]")) flaws.push(`nameless ${icon.outerHTML.slice(0, 80)}`);
  return flaws;
}"""
# Colours that boxes inherit change with the next frames, even where transitions take no time; on a busy machine the
# transitions begin late.
DRAWN_ANEW = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const changing = () => document.getAnimations().filter((each) => each instanceof CSSTransition);
  do {
    await frame();
    await frame();
    await Promise.allSettled(changing().map((each) => each.finished));
  } while (changing().length);
}"""
RING = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = drawn(getComputedStyle(at)) || drawn(getComputedStyle(at, "::after"));
  return [at.outerHTML.slice(0, 90), seen];
}"""


@pytest.fixture
def addresses(alice: User, client_for: ClientFor) -> dict[str, str]:
    """Every page of alice's by the name of its address, and the states of the list; with coins of all kinds on them."""
    several_coins(alice)
    client = client_for(alice)
    found = {entry.name: address for entry in pages() if (address := whole_page(entry, alice, client))}
    assert found.keys() >= {"dashboard", "coins:detail", "coins:edit_all", "collections:import_check", "jobs:list"}
    return found | {state: state for state in STATES}


def several_coins(owner: User) -> None:
    coin = make_domna(owner, issuer=LONG, mint="Alexandria ad Aegyptum", price="1234.50", currency="EUR")
    add_reference(coin, "RIC IV.1 580 (Septimius Severus); BMCRE 85; RSC 198; Hill 1246", is_primary=True)
    add_provenance(coin, raw_text="Ex Leu Numismatik 7, 9 May 1973, lot 214, with a very long pedigree before that")
    make_coin(owner, issuer="Ἀλέξανδρος", obverse_legend="ΒΑΣΙΛΕΩΣ ΑΛΕΞΑΝΔΡΟΥ", year_start=-325, year_end=-323)
    make_coin(owner, title="Uncertain coin")


def pages() -> Iterator[Access]:
    yield from (entry for entry in access_table() if entry.method == "get" and 200 in {entry.owner, entry.staff})


def whole_page(entry: Access, owner: User, client: Client) -> str:
    """The entry's address; empty when it answers with a fragment, a file or JSON."""
    ask = entry.prepare(owner)
    answer = ask(client)
    is_page = answer["Content-Type"].startswith("text/html") and b"<!doctype html>" in content(answer)[:200]
    return ask.url if is_page and answer.status_code == 200 else ""


def content(answer: Any) -> bytes:
    return b"" if answer.streaming else answer.content


def test_every_page_is_accessible_in_both_schemes_fits_and_shows_its_focus(
    alice: User, addresses: dict[str, str], signed_in: SignIn, live_server: Any
) -> None:
    page = signed_in(alice)
    flaws = {name: look(page, live_server.url + address) for name, address in addresses.items()}
    assert {name: found for name, found in flaws.items() if found} == {}


def test_every_page_of_staff_is_accessible(
    alice: User, staff: User, client_for: ClientFor, signed_in: SignIn, live_server: Any
) -> None:
    page, client = signed_in(staff), client_for(staff)
    only = [entry for entry in pages() if entry.owner != 200]
    flaws = {
        entry.name: look(page, live_server.url + address)
        for entry in only
        if (address := whole_page(entry, alice, client))
    }
    assert flaws
    assert {name: found for name, found in flaws.items() if found} == {}


def test_page_of_what_is_not_there_is_accessible(page: Page, alice: User, live_server: Any) -> None:
    admit(page.context, live_server.url, alice)
    visit(page, f"{live_server.url}/coins/4711/", status=404)
    assert [*serious(page), *page.evaluate(ORDER), *too_wide(page)] == []
    expect(page.get_by_title("Coins", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", ["/coins/", "/coins/?view=grid", "coin"])
def test_nothing_moves_while_the_page_arrives(path: str, alice: User, signed_in: SignIn, live_server: Any) -> None:
    several_coins(alice)
    page = signed_in(alice)
    page.add_init_script(WATCH_SHIFTS)
    address = f"/coins/{alice.coins.order_by('pk')[0].pk}/" if path == "coin" else path
    worst = 0.0
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, live_server.url + address)
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(150)
        worst = max(worst, float(page.evaluate("window.shifted")))
    print(f"layout shift of {path}: {worst:.4f}")  # noqa: T201 - a figure to be read with -rP
    assert worst < STILL


def test_every_page_needs_no_javascript(alice: User, addresses: dict[str, str], client_for: ClientFor) -> None:
    """What htmx or a module does, a link or a form does too; what only they can do is hidden until they run."""
    client = client_for(alice)
    flaws = {name: list(dead_without_scripts(client.get(address).content)) for name, address in addresses.items()}
    assert {name: found for name, found in flaws.items() if found} == {}


def dead_without_scripts(page: bytes) -> Iterator[str]:
    tree = html.fromstring(page)
    for each in tree.xpath("//*[@hx-get or @hx-post or @hx-delete or @hx-put or @hx-patch]"):
        inside_form = each.tag in {"button", "input", "select"} and each.xpath("ancestor::form[@action]")
        adds_to_it = any(word in each.get("hx-trigger", "") for word in ADDITIONS)
        if not (each.get("href") or each.get("action") or inside_form or adds_to_it):
            yield f"<{each.tag} hx-…> has no link or form: {each.text_content().strip()[:40]}"
    for link in tree.xpath("//a[not(@href)][not(ancestor::template)][not(@hidden)]"):
        yield f"link without address: {link.text_content().strip()[:40]}"
    for form in tree.xpath("//form[not(@action)][not(@method='get')][not(ancestor::template)][not(@hidden)]"):
        if not form.xpath(".//*[@type='submit']"):
            yield f"form without a button: {form.get('id') or form.get('class')}"


def test_a_visitor_without_javascript_walks_through(browser: Any, alice: User, live_server: Any) -> None:
    several_coins(alice)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    complaints = watch(page)
    page.goto(f"{live_server.url}/accounts/login/?next=/coins/")
    page.locator("[name=username]").fill("alice")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Date", exact=True).click()
    page.get_by_role("link", name="Ἀλέξανδρος", exact=True).first.click()
    expect(page.locator("h1")).to_have_text(re.compile(r"^\s*Ἀλέξανδρος"))
    page.get_by_role("link", name="Settings").first.click()
    page.get_by_label("Dates as").select_option("BCE/CE")
    with page.expect_navigation():
        page.get_by_role("button", name="Save preferences").click()
    page.goto(f"{live_server.url}/coins/")
    assert page.get_by_text("325–323 BCE").count() > 0
    page.locator("summary[aria-label^=Account]").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")
    assert complaints == []
    context.close()


def visit(page: Page, address: str, status: int = 200) -> None:
    answer = page.goto(address)
    assert answer
    assert answer.status == status, address
    settle(page)


def look(page: Page, address: str) -> list[str]:
    """What is wrong with a page. In the dark only the colours differ."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    visit(page, address)
    flaws = [*unseen_focus(page), *serious(page), *page.evaluate(ORDER), *too_wide(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(DRAWN_ANEW)
    return flaws + [f"dark: {finding}" for finding in serious(page, only=("color-contrast",))]


def unseen_focus(page: Page) -> list[str]:
    """What shows no ring when the tabulator comes to it, on a page just opened."""
    has_autofocus = page.locator("[autofocus]").count()
    steps = [step for _ in range(TABS) if (page.keyboard.press("Tab"), step := page.evaluate(RING))[1]]
    flaws = [
        f"no focus to be seen: {markup}" for markup in sorted({markup for markup, is_seen in steps if not is_seen})
    ]
    if not has_autofocus and "skip" not in steps[0][0]:
        flaws.append("the first step does not skip to the content")
    return flaws


def too_wide(page: Page) -> list[str]:
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if pixels := overflow(page):
            wide.append(f"{pixels} px too wide at {width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return wide
