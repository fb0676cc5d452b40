"""Health, and the pages for what went wrong."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from coinstack import views
from coinstack.accounts.models import User
from coinstack.testing import ClientFor


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def misread(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [
    path("fault/", break_down),
    path("refused/", refuse),
    path("damaged/", misread),
    path("", include(configured.ROOT_URLCONF)),
]
handler400, handler403 = views.bad_request, views.permission_denied
handler404, handler500 = views.not_found, views.server_error

FAULTS = [("/damaged/", 400), ("/refused/", 403), ("/no-such-page/", 404), ("/fault/", 500)]


@pytest.fixture
def visitor(alice: User, client_for: ClientFor, settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return client_for(alice, raise_request_exception=False)


@pytest.mark.parametrize(("address", "status"), FAULTS)
def test_fault_has_a_page_of_its_own(visitor: Client, address: str, status: int) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status
    assert f"Error {status}" in answer.text
    assert "<title>" in answer.text


@pytest.mark.parametrize(("address", "status"), FAULTS)
def test_fault_is_a_sentence_for_htmx(visitor: Client, address: str, status: int) -> None:
    answer = visitor.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert answer.text == views.SENTENCES[status]


def test_unknown_api_address_answers_as_the_api_does(visitor: Client) -> None:
    answer = visitor.get("/api/v2/no-such-thing")
    assert (answer.status_code, answer.json()) == (
        404,
        {"code": "not_found", "message": views.SENTENCES[404], "fields": {}},
    )


def test_server_error_page_needs_no_database(visitor: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = views.server_error(HttpRequest())
    assert answer.status_code == 500


def test_unknown_host_is_refused_with_a_page(db: None) -> None:
    answer = Client(headers={"Host": "evil.example"}).get("/healthz")
    assert answer.status_code == 400
    assert "Error 400" in answer.text


def test_healthz_answers_for_anyone(alice: User, client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "signed-in"])
def test_healthz_is_503_while_the_database_cannot_be_read(
    alice: User, client: Client, client_for: ClientFor, signed_in: bool
) -> None:
    visitor = client_for(alice) if signed_in else client

    def unreadable(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(unreadable):
        answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
