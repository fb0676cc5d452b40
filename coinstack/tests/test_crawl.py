"""From the first page on, every link leads somewhere, nothing breaks, and nothing is asked of another machine."""

from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from lxml import html
from playwright.sync_api import Request, Response

from coins.tests.recipes import add_picture, add_provenance, add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.browsertests import BROWSER, SignIn, settle

HOST = "http://testserver"
LEAST_PAGES, MOST_PAGES = 50, 800
# One page of each of these shows them all: they differ by the filter in their query only.
LISTS = {"/coins/": 20, "/coins/facets/": 8}
LEADS = "//a/@href | //link/@href | //@src | //@hx-get | //form[@method='get']/@action"


@pytest.fixture
def collection(alice: User) -> User:
    coin = make_domna(alice, price="120", currency="EUR", tags=[])
    add_reference(coin, "RIC IV.1 580", is_primary=True)
    add_provenance(coin, raw_text="Ex Leu Numismatik 7, 9 May 1973, lot 214")
    add_picture(coin, is_primary=True)
    for issuer in ("Nero", "Ἀλέξανδρος"):
        make_coin(alice, issuer=issuer, metal="gold")
    return alice


def addresses(page: str, at: str) -> Iterator[str]:
    """Where links, plain forms, pictures, scripts and htmx of the page lead."""
    if not page.strip():
        return
    tree = html.fromstring(page)
    srcsets = [source.split()[0] for sources in tree.xpath("//@srcset") for source in sources.split(",")]
    for found in (*tree.xpath(LEADS), *srcsets):
        yield urldefrag(urljoin(at, found)).url


def crawl(client: Client, start: str) -> tuple[dict[str, int], dict[str, str]]:
    """Every address that can be reached by links: its status, and the page that first led to it."""
    waiting, led_by, answered = deque([HOST + start]), {HOST + start: ""}, {}
    taken: dict[str, int] = {}
    while waiting and len(answered) < MOST_PAGES:
        address = waiting.popleft()
        parts = urlsplit(address)
        taken[parts.path] = taken.get(parts.path, 0) + 1
        if taken[parts.path] > LISTS.get(parts.path, 4):
            continue
        answer = client.get(address.removeprefix(HOST))
        answered[address] = answer.status_code
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer["Content-Type"].startswith("text/html") and answer.status_code == 200:
            for found in addresses(body.decode(), address):
                if found.startswith(("http:", "https:")) and found not in led_by:
                    led_by[found] = address
                    if found.startswith(HOST + "/"):
                        waiting.append(found)
    return answered, led_by


@pytest.mark.parametrize("start", ["/", "/admin/"])
def test_every_link_leads_somewhere_and_none_outside(
    start: str, collection: User, staff: User, client_for: Any
) -> None:
    who = staff if start == "/admin/" else collection
    answered, led_by = crawl(client_for(who), start)
    print(f"{len(answered)} addresses from {start}")  # noqa: T201 - a figure to be read with -rP
    wrong = {address: (status, led_by[address]) for address, status in answered.items() if status >= 400}
    assert wrong == {}
    assert LEAST_PAGES < len(answered) < MOST_PAGES
    if start == "/":
        # A link to a catalogue on the web would be the collector's own doing; the program's pages have none yet.
        assert sorted(address for address in led_by if not address.startswith(HOST + "/")) == []


@pytest.mark.browser
class TestInBrowser:
    pytestmark = BROWSER

    def test_pages_ask_nothing_of_another_machine_and_nothing_is_missing(
        self, collection: User, signed_in: SignIn, live_server: Any, client_for: Any
    ) -> None:
        """One page of each kind: what it loads is ours and is there."""
        answered, _ = crawl(client_for(collection), "/")
        kinds = {}
        for address in answered:
            path = urlsplit(address).path
            kinds.setdefault("/".join("#" if part.isdigit() else part for part in path.split("/")), path)
        page = signed_in(collection)
        asked: list[str] = []
        missing: list[tuple[int, str]] = []

        def note(request: Request) -> None:
            asked.append(request.url)

        def judge(response: Response) -> None:
            if response.status >= 400:
                missing.append((response.status, response.url))

        page.on("request", note)
        page.on("response", judge)
        for kind, path in kinds.items():
            if kind.startswith(("/coins/export", "/static", "/coins/images", "/admin")):
                continue
            page.goto(live_server.url + path)
            settle(page)
        own = (live_server.url + "/", "data:", "blob:")
        assert [url for url in asked if not url.startswith(own)] == []
        assert missing == []
