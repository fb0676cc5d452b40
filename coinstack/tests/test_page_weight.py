"""What a page weighs as it is really served: gunicorn, WhiteNoise, compressed and hashed files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from coinstack.tests.instance import Instance, data_with, manage, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.skipif(not settings.CHROMIUM, reason="Chromium is not installed (apt-get install chromium)"),
]
HEAVIEST = 250_000
COINS = 60
PAGES = ("/", "/coins/", "/coins/?view=grid", "coin", "/coins/new/", "/coins/trash/", "/settings/", "/jobs/")


@pytest.fixture(scope="module")
def served(tmp_path_factory: Any, migrated: Path) -> Iterator[Instance]:
    data = data_with(migrated, tmp_path_factory.mktemp("weighed") / "data")
    # The hashed files are those of this checkout as it is now.
    done = manage(data, "collectstatic", "--noinput", "--verbosity=0", COINSTACK_DEBUG="0")
    assert done.returncode == 0, done.stderr
    with running(data, COINSTACK_DEBUG="0") as instance:
        yield instance


@pytest.fixture(scope="module")
def visitor(served: Instance, browser: Browser) -> Iterator[Page]:
    """A collector with coins, who set this CoinStack up."""
    page = browser.new_page()
    page.goto(served.address)
    page.locator("[name=username]").fill("anna")
    for field in page.locator("input[type=password]").all():
        field.fill("a-long-enough-password")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{served.address}/")
    done = manage(served.data, "bench_data", str(COINS), "--owner", "anna", COINSTACK_DEBUG="0")
    assert done.returncode == 0, done.stderr
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_page_is_light(path: str, served: Instance, visitor: Page) -> None:
    """On a first visit, with an empty cache: markup, styles, scripts, fonts and icons; photographs not counted."""
    address = path
    if path == "coin":
        visitor.goto(f"{served.address}/coins/")
        address = visitor.locator("main a[href^='/coins/']:not([href*='?view']):not([href$='/coins/'])").evaluate_all(
            "(links) => links.map((link) => link.getAttribute('href')).find((href) => /^[/]coins[/][0-9]+[/]/.test(href))"
        )
    weights = weigh(visitor, served.address + address)
    total = sum(weights.values())
    print(f"{path}: {total / 1000:.1f} kB", {kind: f"{size / 1000:.1f}" for kind, size in sorted(weights.items())})  # noqa: T201
    assert weights.keys() >= {"Document", "Stylesheet", "Script"}
    assert total < HEAVIEST


def weigh(page: Page, address: str) -> dict[str, int]:
    """Bytes over the wire by kind, photographs left out."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    weights: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        is_photo = event["type"] == "Image" and "/static/" not in event["response"]["url"]
        kinds[event["requestId"]] = "" if is_photo else event["type"]

    def finished(event: dict[str, Any]) -> None:
        if kind := kinds.get(event["requestId"]):
            weights[kind] = weights.get(kind, 0) + int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    answer = page.goto(address)
    assert answer
    assert answer.status == 200, address
    page.wait_for_load_state("networkidle")
    session.detach()
    return weights
