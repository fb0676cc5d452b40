import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lxml import html

from coinstack.accounts.forms import preferences_form
from coinstack.accounts.models import User
from coinstack.toasts import Toast, toast, toast_header

BATCH = "web:" + "0" * 32
UNDO = f"/coins/undo/{BATCH}/"


@pytest.fixture
def request_with_messages(rf: RequestFactory, client: Client, db: None) -> HttpRequest:
    request = rf.get("/")
    request.session = client.session  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def told(request: HttpRequest) -> list[Toast]:
    """As they come out of the cookie or session on the next page."""
    response = HttpResponse()
    request._messages.update(response)  # type: ignore[attr-defined]
    next_request = RequestFactory().get("/")
    next_request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    next_request.session = request.session
    next_request._messages = FallbackStorage(next_request)  # type: ignore[attr-defined]
    return [Toast.from_message(message) for message in get_messages(next_request)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Toast("Done", "success")),
        ({"level": "error"}, Toast("Done", "error")),
        ({"link": ("Nero", "/coins/1/")}, Toast("Done", "success", "Nero", "/coins/1/")),
        ({"undo": BATCH}, Toast("Done", "success", undo_url=UNDO)),
        ({"link": ("{", "/a/"), "undo": BATCH, "level": "warning"}, Toast("Done", "warning", "{", "/a/", UNDO)),
    ],
    ids=["plain", "error", "link", "undo", "all"],
)
def test_toast_survives_the_way_to_the_next_page(
    request_with_messages: HttpRequest, given: dict[str, Any], expected: Toast
) -> None:
    toast(request_with_messages, "Done", **given)
    assert told(request_with_messages) == [expected]


def test_a_hundred_long_toasts_do_not_fit_a_cookie_and_are_kept(request_with_messages: HttpRequest) -> None:
    for number in range(100):
        toast(request_with_messages, f"{number} " + "x" * 100, undo=BATCH)
    found = told(request_with_messages)
    assert len(found) == 100
    assert {each.undo_url for each in found} == {UNDO}


def test_any_message_is_a_toast(request_with_messages: HttpRequest) -> None:
    messages.info(request_with_messages, "Plain", extra_tags="safe")
    assert told(request_with_messages) == [Toast("Plain", "info")]


def test_header_for_htmx_is_plain_ascii() -> None:
    response = toast_header(HttpResponse(), "Gelöscht › weg", link=("Ἀθῆναι", "/coins/1/"), undo=BATCH)
    assert response["HX-Trigger"].isascii()
    assert json.loads(response["HX-Trigger"]) == {
        "toast": {
            "text": "Gelöscht › weg",
            "level": "success",
            "link_label": "Ἀθῆναι",
            "link_url": "/coins/1/",
            "undo_url": UNDO,
        }
    }


def rendered(*shown: Toast) -> Any:
    page = render_to_string("components/toasts.html", {"messages": shown, "csrf_token": "secret"})
    return html.fromstring(f"<div>{page}</div>").xpath("//div[@data-toasts]")[0]


def test_toast_in_the_page_has_link_undo_and_role() -> None:
    done, wrong = rendered(Toast("<b>", "success", "Nero", "/coins/1/", UNDO), Toast("No", "error")).xpath("./div")
    assert (done.get("role"), wrong.get("role")) == ("status", "alert")
    assert done.xpath(".//p[@data-toast-text]")[0].text == "<b>"
    assert done.xpath(".//a/@href") == ["/coins/1/"]
    form = done.xpath(".//form")[0]
    assert (form.get("action"), form.get("method"), form.get("hidden")) == (UNDO, "post", None)
    assert form.xpath("./input[@name='csrfmiddlewaretoken']/@value") == ["secret"]
    assert all(way.get("hidden") is not None for way in wrong.xpath(".//a | .//form"))


def test_toast_is_shown_once(alice: User, client_for: Callable[[User], Client]) -> None:
    visitor = client_for(alice)
    form = preferences_form(alice)
    visitor.post("/settings/preferences/", {name: form[name].value() for name in form.fields})
    shown = [visitor.get("/settings/").text.count("Preferences saved.") for _ in range(2)]
    assert shown == [1, 0]
