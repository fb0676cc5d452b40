"""What the browser tests of all apps use: a watched page, quick sign-in, and what a page is measured by.

`conftest.py` registers this module as a pytest plugin, so `watched` and `signed_in` need no import; the plain functions
do. A module of browser tests starts with `pytestmark = BROWSER`.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from coinstack.accounts.models import User
from coinstack.testing import PASSWORD, until

BROWSER = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.CHROMIUM, reason="Chromium is not installed (apt-get install chromium)"),
]
PATIENCE_MS = 10_000
expect.set_options(timeout=PATIENCE_MS)
# A machine busy with other tests takes its time over a whole page.
PATIENCE_WITH_PAGES_MS = 20_000
# Playwright's sync API runs an event loop in the test's thread; the ORM is used between its calls, never inside.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SignIn = Callable[[User], Page]


def watch(page: Page) -> list[str]:
    """Errors that the page's console will name, above all of broken content security, as a list that fills up.

    A request that a newer one takes the place of is none, though htmx logs two lines for it.
    """
    complaints: list[str] = []
    page.set_default_timeout(PATIENCE_MS)
    page.set_default_navigation_timeout(PATIENCE_WITH_PAGES_MS)

    def listen(message: ConsoleMessage) -> None:
        if message.text.startswith("htmx:sendAbort"):
            complaints.remove(f"htmx:afterRequest,{message.text.partition(',')[2]}")
        elif message.type == "error" or "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page whose console must stay free of errors."""
    complaints = watch(page)
    yield page
    assert complaints == []


@pytest.fixture
def signed_in(watched: Page, live_server: Any) -> SignIn:
    """`signed_in(alice)` is a watched page of alice's, with her session already in it."""

    def enter(user: User) -> Page:
        admit(watched.context, live_server.url, user)
        return watched

    return enter


def admit(context: BrowserContext, address: str, user: User) -> None:
    """Put a session of the user's into the browser, without the form: quick, and without its throttle."""
    client = Client()
    client.force_login(user, backend="coinstack.accounts.backends.CollectorBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def sign_in(page: Page, address: str, name: str = "alice") -> None:
    """Through the form, as a person does."""
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")


def overflow(page: Page) -> int:
    """How many pixels the page scrolls sideways: 0 is right."""
    settle(page)
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def settle(page: Page) -> None:
    """Wait until the page is loaded, styles and modules included, and no fragment is on its way.

    Before a place on the page is measured, and after a click that led to another page whose modules are needed: without
    them a button does what it does without scripts.
    """
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)


def comes_true(page: Page, script: str) -> None:
    """Wait for what the page says of itself; its policy forbids the browser to evaluate a script again and again."""
    assert until(lambda: page.evaluate(script)), f"never came true: {script}"


def serious(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Axe's serious and critical findings, each with its first places; by the rules in `only`, else by all."""
    settle(page)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    found: dict[str, Any] = Axe().run(page, options=options).response
    return [
        f"{finding['id']}: {'; '.join(str(node['target'][0]) for node in finding['nodes'][:3])}"
        for finding in found["violations"]
        if finding["impact"] in {"serious", "critical"}
    ]
