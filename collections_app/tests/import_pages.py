"""What tests of the wizard's pages ask them for."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coinstack.toasts import Toast
from collections_app.models import ImportSession

HTMX = {"HX-Request": "true"}


def path(session: ImportSession, rest: str) -> str:
    return f"/import/{session.pk}/{rest}"


def page(visitor: Client, address: str) -> Any:
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.get("Location")
    return answer.context["page"]


def toasts(visitor: Client, answer: Any) -> list[Toast]:
    shown = visitor.get(answer["Location"])
    return [Toast.from_message(message) for message in shown.context["messages"]]


def stored(session: ImportSession) -> ImportSession:
    return ImportSession.objects.get(pk=session.pk)


def targets(session: ImportSession) -> dict[str, str]:
    return {header: entry["target"] for header, entry in stored(session).mapping.items()}


def numbers(checked: Any) -> dict[str, str]:
    return {counter.label: counter.number for counter in checked.counters}


def cells_of(checked: Any, row: int) -> dict[str, Any]:
    found = next(each for each in checked.rows if each.number == row)
    return {cell.label.partition(" → ")[0]: cell for cell in found.cells}


def queries(visitor: Client, address: str) -> int:
    visitor.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(address).status_code == 200
    return len(captured)
