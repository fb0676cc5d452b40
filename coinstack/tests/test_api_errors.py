"""Whatever goes wrong with a request, the JSON API says it in one shape, and never as a page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from coins.models import CoinImage, Tag
from coins.tests.recipes import add_picture, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.api import api as the_api
from coinstack.api_errors import field_name
from coinstack.jobs.models import Job
from coinstack.tests.api_access import API_ACCESS
from coinstack.tests.api_client import JSON, ROOT, Answer, Api, answered

METHODS = ("get", "post", "put", "patch", "delete", "options", "head")
MEGABYTE = 1024 * 1024


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
        (b'{"issuer": "Nero", "issuer": "Otho"}', JSON, 400, "bad_json"),
        (b'{"issuer": "Nero"}', "application/json; charset=latin-1", 415, "wrong_content_type"),
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
        (b"nothing here", "multipart/form-data; boundary=x", 422, "refused"),
        (
            b'--x\r\nContent-Disposition: form-data; name="coin"\r\n\r\n{"issuer": "\xff"}\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
            400,
            "bad_json",
        ),
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
        (b'{"era": "BCE/CE"}', "", 415),
        (b'{"era": "BCE/CE", "era": "BC/AD"}', JSON, 400),
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


def test_coin_beside_its_pictures_may_be_a_file(api: Api, alice: User) -> None:
    coin = SimpleUploadedFile("coin.json", b'{"issuer": "Nero"}', content_type=JSON)
    assert api.upload("/coins", coin=coin).json["issuer"] == "Nero"
    big = SimpleUploadedFile("coin.json", b'{"personal_notes": "' + b"x" * 11 * MEGABYTE + b'"}')
    assert (api.upload("/coins", coin=big).status, alice.coins.count()) == (413, 1)


def test_answer_to_many_wrong_names_is_bounded(api: Api) -> None:
    assert len(api.post("/tags", **{f"n{at}": 1 for at in range(500)}).wrong) == 100
    many = json.dumps({f"n{at}": 1 for at in range(20_001)}).encode()
    nested = json.dumps({"mapping": {f"c{at}": dict.fromkeys("abcd", 1) for at in range(5000)}}).encode()
    for body in (many, nested):
        answer = one_shape(api.raw("POST", "/tags", body))
        assert (answer.status, answer.code) == (400, "bad_json")


def test_body_without_a_length_is_not_taken_for_an_empty_one(api: Api) -> None:
    response = api.client.post(f"{ROOT}/tags", CONTENT_LENGTH="", headers={"Transfer-Encoding": "chunked"})
    answer = one_shape(answered(response))
    assert (answer.status, answer.code) == (411, "length_required")


def test_request_that_announces_too_much_is_not_read(api: Api) -> None:
    response = api.client.post(f"{ROOT}/coins", b"{}", content_type=JSON, CONTENT_LENGTH=str(10**9))
    assert one_shape(answered(response)).status == 413


def test_part_that_does_not_exist_is_named(api: Api) -> None:
    assert set(api.upload("/coins", coin="{}", colour="grey").wrong) == {"colour"}
    assert set(api.upload("/coins", coin="{}", images="no file").wrong) == {"images"}
    assert set(api.upload("/coins", coin=["{}", "{}"]).wrong) == {"coin"}
    assert set(api.upload("/imports", file="no file").wrong) == {"file"}
    assert set(api.upload("/imports", file=SimpleUploadedFile("a.csv", b"Ruler\nNero\n"), pictures="x").wrong) == {
        "pictures"
    }
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
    assert (answer.status, answer.code) == (405, "method_not_allowed")
    asked = api.client.options(f"{ROOT}/coins")
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked["Allow"] == answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_head_is_answered_as_the_read(api: Api, alice: User) -> None:
    coin, tag = make_domna(alice), Tag.objects.create(owner=alice, name="Severan")
    for path in ("/coins", f"/coins/{coin.pk}", f"/tags/{tag.pk}", "/export?format=csv", "/openapi.json"):
        read, head = api.client.get(ROOT + path), api.client.head(ROOT + path)
        assert (head.status_code, head.headers.get("ETag")) == (200, read.headers.get("ETag"))
        assert b"".join(head) == b""
        assert read.streaming or head.headers["Content-Length"] == str(len(read.content))
    picture = api.client.head(f"{ROOT}/images/{add_picture(coin, width=400, height=300).pk}/file")
    assert (picture.status_code, b"".join(picture)) == (200, b"")
    assert api.client.head(f"{ROOT}/coins/{coin.pk + 1}").status_code == 404
    assert api.client.head(f"{ROOT}/coins/{coin.pk}/restore").status_code == 405


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("/tags?foo=1", {"foo"}),
        ("/tags?page=1&page=2", {"page"}),
        ("/coins?page=1&page=2", {"page"}),
        ("/coins?per_page=5&per_page=5&metal=gpld", {"per_page"}),
        ("/coins/{coin}?fields=id", {"fields"}),
        ("/coins/{coin}/images?page=1&kind=obverse", {"kind"}),
        ("/jobs?state=done", {"state"}),
        ("/trash?q=nero", {"q"}),
        ("/preferences?theme=dark", {"theme"}),
        ("/export?format=json&format=csv", {"format"}),
        ("/stats/breakdown?by=mint&by=metal", {"by"}),
    ],
)
def test_parameter_that_would_be_passed_over_is_named(path: str, wrong: set[str], api: Api, alice: User) -> None:
    answer = one_shape(api.get(path.format(coin=make_domna(alice).pk)))
    assert (answer.status, answer.code, set(answer.wrong)) == (422, "bad_parameter", wrong)


def test_write_with_a_parameter_or_a_condition_writes_nothing(api: Api, alice: User) -> None:
    coin = make_domna(alice)
    address, body = f"{ROOT}/coins/{coin.pk}", {"mint": "Emesa"}
    for query, headers in (("?dry_run=1", {}), ("", {"If-Match": '"0000"'}), ("", {"If-Unmodified-Since": "today"})):
        answer = answered(api.client.patch(address + query, body, content_type=JSON, headers=headers))
        assert (answer.status, answer.code, len(answer.wrong)) == (422, "bad_parameter", 1)
    assert answered(api.client.delete(address, headers={"If-Match": '"0000"'})).status == 422
    coin.refresh_from_db()
    assert (coin.mint, coin.deleted_at, coin.version) == ("Rome", None, 1)
    assert answered(api.client.patch(address, body, content_type=JSON, headers={"If-Match": "*"})).status == 200


def test_nobody_is_told_so_in_json_by_every_operation_and_method(alice: User, client: Client) -> None:
    for entry in API_ACCESS:
        if entry.nobody != 401:
            continue
        ask = entry.prepare(alice)
        answer = one_shape(answered(ask(client)))
        assert (entry.name, answer.status, answer.code) == (entry.name, 401, "unauthorised")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        for method in METHODS:
            assert ask(client, method).status_code in ({204} if method == "options" else {401, 405})


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
    owner = Api(alice)
    assert [path for path in lists if not owner.get(path).json["count"]] == []
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


@pytest.mark.parametrize(
    ("path", "sent", "fields"),
    [
        ("/coins", {"weight_g": 0}, {"weight_g": "Should be at least 0.001."}),
        ("/coins", {"die_axis_h": 13}, {"die_axis_h": "Should be at most 12."}),
        ("/coins", {"year_start": 9999}, {"year_start": "Should be at most 2100."}),
        ("/coins", {"beauty": 5}, {"beauty": "There is no such field."}),
        ("/coins", {"references": [5]}, {"references.0": "Should be a valid string."}),
        ("/tags", {}, {"name": "This is missing."}),
        ("/tags", [], {"body": "Should be an object."}),
        ("/coins", [], {"body": "Should be an object."}),
        ("/storage", {"path": 5}, {"path": "Should be a valid list."}),
        ("/coins", {"storage_place": "x" * 600}, {"storage_place": "String should have at most 500 characters."}),
        ("/coins", {"references": ["x" * 2001]}, {"references.0": "String should have at most 2000 characters."}),
        ("/coins", {"weight_g": "3,28"}, {"weight_g": "A number is written as 3.28."}),
    ],
)
def test_sentences_name_nothing_of_python(path: str, sent: Any, fields: dict[str, str], api: Api) -> None:
    assert api.raw("POST", path, json.dumps(sent).encode()).wrong == fields


@pytest.mark.parametrize("flag", ["hide_money", "decimal_comma"])
@pytest.mark.parametrize("value", ["yes", "true", 1, None])
def test_flag_of_the_preferences_is_true_or_false(flag: str, value: Any, api: Api) -> None:
    assert set(api.patch("/preferences", **{flag: value}).wrong) == {flag}


def test_currency_of_the_preferences_is_written_as_its_code(api: Api) -> None:
    assert api.patch("/preferences", currency="eur").json["currency"] == "EUR"
    assert set(api.patch("/preferences", currency="ZZZ").wrong) == {"currency"}


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
