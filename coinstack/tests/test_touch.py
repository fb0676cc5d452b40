"""Under a finger: what can be touched reaches over 44 px, measured by what lies under each point, borders apart."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.tests.recipes import add_picture, add_reference, make_domna
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, admit, settle

pytestmark = BROWSER
# A border on each side belongs to what stands around it.
LEAST = 42
# Links within a sentence or a cell are read, and stand beside a control that does the same.
SMALL = """(least) => {
  const small = [];
  let looked = 0;
  const isOwn = (found, each) => found && (each.contains(found) || found.closest("label")?.control === each);
  for (const each of document.querySelectorAll("main :is(a[href], button, select, summary, input:not([type=hidden]))")) {
    const box = each.getBoundingClientRect();
    const seen = each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!seen || box.width < 2 || each.closest("p, td, th, h2, .skip, .card")) continue;
    each.scrollIntoView({ block: "center" });
    const now = each.getBoundingClientRect();
    const [x, y] = [now.left + now.width / 2, now.top + now.height / 2];
    const reaches = (by) => isOwn(document.elementFromPoint(x, y + by), each);
    if (!reaches(0)) continue;
    looked += 1;
    let [above, below] = [0, 0];
    while (above < least && reaches(-above - 1)) above += 1;
    while (below < least && reaches(below + 1)) below += 1;
    const name = each.getAttribute("aria-label") || each.textContent.trim() || each.name;
    if (above + below + 1 < least) small.push(`${each.tagName} ${name}: ${above + below + 1} px`);
  }
  return [looked > 0, small];
}"""


@pytest.mark.parametrize(
    "path",
    ["/", "/coins/?view=table&metal=silver", "/coins/{pk}/", "/coins/{pk}/photos/", "/coins/{pk}/similar/",
     "/coins/trash/", "/settings/", "/settings/tokens/", "/import/", "/jobs/"],
)  # fmt: skip
def test_what_can_be_touched_is_large_enough(browser: Browser, live_server: Any, alice: User, path: str) -> None:
    coin = make_domna(alice)
    add_picture(coin, "obverse", is_primary=True)
    add_reference(coin, "RIC IV.1 580", is_primary=True)
    trash_coins(coins=[make_domna(alice), make_domna(alice)], change=Change(user=alice))
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    admit(context, live_server.url, alice)
    page = context.new_page()
    page.goto(live_server.url + path.format(pk=coin.pk))
    settle(page)
    assert page.evaluate(SMALL, LEAST) == [True, []]
    context.close()
