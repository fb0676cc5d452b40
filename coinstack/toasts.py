"""What the last action did, told in a corner of the next page, with a way to the object and a way back.

A message of Django's framework carries the text; link and undo travel in its tags as JSON, because message storages
keep nothing but texts.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import trigger_client_event

Level = Literal["success", "info", "warning", "error"]
LEVELS: dict[Level, int] = {
    "success": messages.SUCCESS,
    "info": messages.INFO,
    "warning": messages.WARNING,
    "error": messages.ERROR,
}
EVENT = "toast"


@dataclass(frozen=True, slots=True)
class Toast:
    """An empty address means: no such way."""

    text: str
    level: str = "success"
    link_label: str = ""
    link_url: str = ""
    undo_url: str = ""

    @classmethod
    def of(cls, text: str, level: Level, link: tuple[str, str] | None, undo: str | None) -> Self:
        label, url = link or ("", "")
        return cls(text, level, label, url, reverse("coins:undo", args=[undo]) if undo else "")

    @classmethod
    def from_message(cls, message: Message) -> Self:
        """Any message is a toast; only those of `toast` bring link and undo."""
        tags = message.extra_tags or ""
        more = json.loads(tags) if tags.startswith("{") else {}
        return cls(text=str(message.message), level=message.level_tag, **more)


def toast(
    request: HttpRequest,
    text: str,
    *,
    link: tuple[str, str] | None = None,
    undo: str | None = None,
    level: Level = "success",
) -> None:
    """Tell `text` on the next page that is rendered for this visitor.

    `link` is (label, address) of the object; `undo` the batch of the history rows that one click takes back. Errors
    stay until they are closed, all else for ten seconds.
    """
    told = asdict(Toast.of(text, level, link, undo))
    more = {name: told[name] for name in ("link_label", "link_url", "undo_url") if told[name]}
    messages.add_message(request, LEVELS[level], text, extra_tags=json.dumps(more) if more else "")


def toast_header(
    response: HttpResponse,
    text: str,
    *,
    link: tuple[str, str] | None = None,
    undo: str | None = None,
    level: Level = "success",
) -> HttpResponse:
    """Tell the same beside a fragment that htmx asked for; returns the response."""
    told: dict[str, Any] = asdict(Toast.of(text, level, link, undo))
    return trigger_client_event(response, EVENT, told)
