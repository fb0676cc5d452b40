"""Whatever goes wrong with a request, the JSON API says it in one shape, and never as a page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from coins.models import CoinImage
from coins.tests.recipes import add_picture, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.api import api as the_api
from coinstack.api_errors import field_name
from coinstack.jobs.models import Job
from coinstack.tests.api_access import API_ACCESS
from coinstack.tests.api_client import JSON, ROOT, Answer, Api, answered

METHODS = ("get", "post", "put", "patch", "delete", "options", "head")
MEGABYTE = 1024 * 1024


@pytest.fixture
def api(alice: User) -> Api:
    return Api(alice)


def one_shape(answer: Answer) -> Answer:
    assert answer.headers["Content-Type"].startswith(JSON)
    assert set(answer.json) == {"code", "message", "fields"}
    assert all(isinstance(text, str) for text in (*answer.json["fields"].values(), answer.json["message"]))
    return answer


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", JSON, 400, "bad_json"),
        (b'{"issuer": NaN}', JSON, 400, "bad_json"),
        (b'{"weight_g": Infinity}', JSON, 400, "bad_json"),
        (b'{"issuer": "\\ud800"}', JSON, 400, "bad_json"),
        (b'{"issuer": "a\\u0000b"}', JSON, 400, "bad_json"),
        (b'{"issuer": "a\\\\\\u0000b"}', JSON, 400, "bad_json"),
        (b'\xff\xfe{"a": 1}', JSON, 400, "bad_json"),
        (b'{"year_start": ' + b"1" * 6000 + b"}", JSON, 400, "bad_json"),
        (b"[" * 100_000, JSON, 400, "bad_json"),
        (b"", JSON, 415, "wrong_content_type"),
        (b"[]", JSON, 422, "invalid"),
        (b"5", JSON, 422, "invalid"),
        (b"null", JSON, 422, "invalid"),
        (b'"Nero"', JSON, 422, "invalid"),
        (b'{"issuer": "Nero"}', "text/plain", 415, "wrong_content_type"),
        (b"issuer=Nero", "application/x-www-form-urlencoded", 415, "wrong_content_type"),
        (b"<coin/>", "application/xml", 415, "wrong_content_type"),
        (b'{"issuer": "Nero"}', "", 415, "wrong_content_type"),
        (b"no boundary", "multipart/form-data", 400, "bad_request"),
        (b"nothing here", "multipart/form-data; boundary=x", 400, "bad_json"),
        (b'{"personal_notes": "' + b"x" * 20 * MEGABYTE + b'"}', JSON, 413, "too_big"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_body_that_cannot_be_used(
    body: bytes, content_type: str, status: int, code: str, api: Api, alice: User
) -> None:
    answer = one_shape(api.raw("POST", "/coins", body, content_type))
    assert (answer.status, answer.code) == (status, code)
    assert not alice.coins.exists()


def test_backslash_before_u0000_is_plain_text(api: Api, alice: User) -> None:
    answer = api.raw("POST", "/coins", b'{"issuer": "Nero", "personal_notes": "a\\\\u0000b"}')
    assert answer.status == 201
    assert alice.coins.get().personal_notes == r"a\u0000b"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", JSON, 400),
        (b"", JSON, 422),
        (b"[]", JSON, 422),
        (b'{"era": "BCE/CE"}', "text/plain", 415),
        (b"x" * 11 * MEGABYTE, JSON, 413),
    ],
    ids=lambda value: str(value)[:40],
)
def test_body_of_a_change_that_cannot_be_used(body: bytes, content_type: str, status: int, api: Api) -> None:
    assert one_shape(api.raw("PATCH", "/preferences", body, content_type)).status == status
    assert not Preferences.objects.exists()


def test_form_that_is_too_big(api: Api) -> None:
    answer = one_shape(api.upload("/coins", coin=json.dumps({"personal_notes": "x" * 11 * MEGABYTE})))
    assert (answer.status, answer.code) == (413, "too_big")


def test_request_that_announces_too_much_is_not_read(api: Api) -> None:
    response = api.client.post(f"{ROOT}/coins", b"{}", content_type=JSON, CONTENT_LENGTH=str(10**9))
    assert one_shape(answered(response)).status == 413


def test_part_that_does_not_exist_is_named(api: Api) -> None:
    assert set(api.upload("/coins", coin="{}", colour="grey").wrong) == {"colour"}
    assert set(api.upload("/coins", coin='{"beauty": 5}').wrong) == {"beauty"}


@pytest.mark.parametrize("path", ["/", "", "/nothing", "/coins/", "/coins/first", "/coins/-1", "/coins/1/beauty"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_address_that_does_not_exist(path: str, method: str, api: Api) -> None:
    assert one_shape(answered(getattr(api.client, method)(ROOT + path))).status == 404


@pytest.mark.parametrize("pk", [1, 2**31, 2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize("path", ["/coins/{}", "/coins/{}/images", "/images/{}", "/tags/{}", "/storage/{}", "/jobs/{}"])
def test_thing_that_does_not_exist(path: str, pk: int, api: Api) -> None:
    assert one_shape(api.get(path.format(pk))).status == 404


def test_method_that_is_not_offered_names_those_that_are(api: Api) -> None:
    answer = one_shape(answered(api.client.put(f"{ROOT}/coins", {}, content_type=JSON)))
    assert (answer.status, answer.code, set(answer.headers["Allow"].split(", "))) == (
        405,
        "method_not_allowed",
        {"GET", "POST"},
    )


def test_nobody_is_told_so_in_json_by_every_operation_and_method(alice: User, client: Client) -> None:
    for entry in API_ACCESS:
        if entry.nobody != 401:
            continue
        ask = entry.prepare(alice)
        answer = one_shape(answered(ask(client)))
        assert (entry.name, answer.status, answer.code) == (entry.name, 401, "unauthorised")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        for method in METHODS:
            assert ask(client, method).status_code in {401, 405}


def test_nobody_is_told_so_before_there_is_an_account(client: Client, db: None) -> None:
    assert one_shape(answered(client.get(f"{ROOT}/coins"))).status == 401


def test_every_operation_refuses_the_token_of_another_collector(alice: User, bob: User) -> None:
    """As the access matrix does it for sessions."""
    stranger = Api(bob)
    for entry in API_ACCESS:
        if entry.belongs_to_owner:
            ask = entry.prepare(alice)
            answer = one_shape(answered(ask(stranger.client)))
            assert (entry.name, answer.status) == (entry.name, 404)


def test_lists_hold_nothing_of_another_collector(alice: User, bob: User) -> None:
    for entry in API_ACCESS:
        entry.prepare(alice)
    stranger = Api(bob)
    lists = {path: stranger.get(path).json for path in ("/coins", "/trash", "/tags", "/storage", "/jobs", "/imports")}
    assert [found for found in lists.values() if found != {"items": [], "count": 0}] == []
    file = stranger.client.get(f"{ROOT}/export", {"format": "json"})
    assert json.loads(b"".join(file.streaming_content))["coins"] == []


def test_fault_of_our_own_is_told_in_json_too(alice: User) -> None:
    api, image = Api(alice), add_picture(make_domna(alice))
    CoinImage.objects.filter(pk=image.pk).update(crop_circle={"x": "no number"})
    api.client.raise_request_exception = False
    answer = one_shape(api.get(f"/images/{image.pk}"))
    assert (answer.status, answer.code) == (500, "error")


def test_no_other_site_may_read_an_answer(api: Api) -> None:
    answer = api.get("/coins", headers={"Origin": "https://elsewhere.example"})
    assert [name for name in answer.headers if name.lower().startswith("access-control")] == []
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_every_address_of_the_api_opts_out_of_the_sign_in_page() -> None:
    resolver = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "api")
    closed = [each.name for each in resolver.url_patterns if getattr(each.callback, "login_required", True)]
    assert closed == ["docs"]
    assert the_api.urls_namespace == "api"


@pytest.mark.parametrize(
    ("location", "name"),
    [
        (("body", "given", "weight_g"), "weight_g"),
        (("body", "given", "references", 0), "references.0"),
        (("body", "given", "weight_g", "function-before[_no_flag(), decimal]"), "weight_g"),
        (("query", "page"), "page"),
        (("path", "coin_id"), "coin_id"),
        (("body", "given"), "body"),
        ((), "body"),
    ],
)
def test_field_that_an_error_is_about(location: tuple[Any, ...], name: str) -> None:
    assert field_name(location) == name


def test_jobs_are_listed_read_and_cancelled(api: Api, alice: User) -> None:
    job = Job.objects.create(kind="polish", owner=alice, total=4, done=1)
    listed = api.get("/jobs").json
    assert (listed["count"], listed["items"][0]["percent"]) == (1, 25)
    cancelled = api.post(f"/jobs/{job.pk}/cancel").json
    assert (cancelled["state"], cancelled["cancel_requested"]) == ("cancelled", True)
    assert api.get(f"/jobs/{job.pk}").json == cancelled


def test_coin_by_session_of_another_is_not_there(alice: User, bob: User, client_for: Callable[[User], Client]) -> None:
    coin = make_domna(alice)
    assert one_shape(answered(client_for(bob).get(f"{ROOT}/coins/{coin.pk}"))).status == 404
