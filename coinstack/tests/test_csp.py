"""The content security policy: sent with every page, and nothing in a page that it would block."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from lxml import html

from coinstack.accounts.models import User
from coinstack.tests.access_matrix import Access, access_table

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' blob: data:; object-src 'none'"
)
PAGES = [entry for entry in access_table() if entry.method == "get" and entry.owner == 200]
TEMPLATES = sorted(
    path
    for pattern in ("templates/**/*", "[a-z]*/templates/**/*")
    for path in Path(settings.BASE_DIR).glob(pattern)
    if path.suffix in {".html", ".svg", ".txt"}
)
FORBIDDEN = {
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b", re.IGNORECASE),
    "js: value": re.compile(r"[\"'\s](js|javascript):", re.IGNORECASE),
    "htmx filter": re.compile(r"hx-trigger\s*=\s*[\"'][^\"']*\[", re.IGNORECASE),
}


def parts_of(header: str) -> set[str]:
    return {part.strip() for part in header.split(";")}


@pytest.mark.parametrize("entry", PAGES, ids=str)
def test_page_keeps_to_the_policy(entry: Access, alice: User, client_for: Callable[[User], Client]) -> None:
    answer = entry.prepare(alice)(client_for(alice))
    assert parts_of(answer["Content-Security-Policy"]) == parts_of(POLICY)
    assert list(blocked_in(answer)) == []


@pytest.mark.parametrize(
    ("address", "status"),
    [("/accounts/login/", 200), ("/admin/login/", 200), ("/no-such-page/", 404), ("/healthz", 200)],
)
def test_strangers_page_keeps_to_the_policy(address: str, status: int, alice: User, client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert parts_of(answer["Content-Security-Policy"]) == parts_of(POLICY)
    assert list(blocked_in(answer)) == []


def test_first_setup_page_keeps_to_the_policy(db: None, client: Client) -> None:
    answer = client.get("/setup/")
    assert answer.status_code == 200
    assert list(blocked_in(answer)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_holds_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p onclick='x()'>", "event handler"),
        ('<p style="color: red">', "style attribute"),
        ("<style>p {}</style>", "style element"),
        ("<script>x()</script>", "script without src"),
        ('<p hx-on:click="x()">', "hx-on"),
        ("<p hx-vals='js:{a: 1}'>", "js: value"),
        ('<p hx-trigger="click[ctrlKey]">', "htmx filter"),
    ],
    ids=lambda value: value,
)
def test_search_finds_what_it_is_for(markup: str, found: str) -> None:
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(markup)] == [found]


def blocked_in(answer: HttpResponse) -> Iterator[str]:
    """What the browser would refuse to run or to apply, as the page came out."""
    if not answer["Content-Type"].startswith("text/html") or not answer.content.strip():
        return
    for element in html.fromstring(answer.content).iter("*"):
        data_block = element.get("type") == "application/json"
        if element.tag == "style" or (element.tag == "script" and not element.get("src") and not data_block):
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith(("on", "hx-on")) or value.startswith(("js:", "javascript:")):
                yield f"<{element.tag} {name}={value!r}>"
