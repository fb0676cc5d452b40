"""The OpenAPI document: what clients are made from, so that it is kept beside the code and changes on purpose."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from coins.fields import FIELDS
from coins.filters import find_filter
from coins.filters.registry import _BESIDE_FIELDS
from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_domna
from coinstack.accounts import api as accounts_api
from coinstack.accounts.models import Preferences, User
from coinstack.api import ROOT, openapi_document
from coinstack.api_docs import groups_of
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import JobState
from coinstack.tests.api_client import JSON, Api

DOCUMENT = openapi_document()
OPERATIONS = [(path, method, each) for path, methods in DOCUMENT["paths"].items() for method, each in methods.items()]


def test_kept_document_says_what_the_code_does(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("write_openapi", "--check", "--json")
    assert json.loads(capsys.readouterr().out) == {"path": "docs/openapi.json", "operations": len(OPERATIONS)}


def test_document_that_is_out_of_date_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = tmp_path / "openapi.json"
    kept.write_text("{}")
    monkeypatch.setattr("coinstack.management.commands.write_openapi.KEPT", kept)
    with pytest.raises(CoinStackError, match="out of date"):
        call_command("write_openapi", "--check")


def test_document_is_served_to_anybody(client: Client, db: None) -> None:
    assert client.get(f"{ROOT}openapi.json").json() == json.loads(
        (Path(settings.BASE_DIR) / "docs/openapi.json").read_text()
    )


def test_operation_ids_are_unique_and_of_one_form() -> None:
    ids = Counter(each["operationId"] for _, _, each in OPERATIONS)
    assert [name for name, times in ids.items() if times > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z]+_[a-z]+", name)] == []


def test_every_operation_says_what_it_does_and_what_may_go_wrong() -> None:
    for path, method, each in OPERATIONS:
        told = {int(status) for status in each["responses"]}
        assert each["summary"], path
        assert each["tags"], path
        assert len(each["security"]) == 2, path
        assert {401} < told, path
        if "{" in path:
            assert 404 in told, path
        if method != "get":
            assert 403 in told, path


def test_no_path_ends_with_a_slash() -> None:
    assert [path for path in DOCUMENT["paths"] if path.endswith("/") or not path.startswith(ROOT)] == []


def parameters_of(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters themselves, those included that several operations refer to."""
    shared = DOCUMENT["components"]["parameters"]
    return [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in operation["parameters"]]


def test_lists_have_items_and_count_and_a_bound() -> None:
    lists = [each for path, method, each in OPERATIONS if each["operationId"].endswith("_list")]
    assert len(lists) >= 8
    for each in lists:
        bounds = {one["name"]: one["schema"].get("maximum") for one in parameters_of(each) if one["in"] == "query"}
        assert (bounds["page"], bounds["per_page"]) == (1_000_000, 200)


def test_filter_language_is_documented_by_names_that_filter() -> None:
    operation = next(each for _, _, each in OPERATIONS if each["operationId"] == "coins_list")
    names = {each["name"] for each in parameters_of(operation)}
    assert {spec.name for spec in FIELDS} <= names
    plain = names - {"page", "per_page", "q", "sort", "none"}
    bare = {name.removesuffix("_min").removesuffix("_max") for name in plain}
    assert [name for name in bare if find_filter(name) is None] == []
    # References, provenance and pictures can only be asked for being blank.
    assert {*_BESIDE_FIELDS, "import"} - bare == {"references", "provenance", "images"}


def test_what_a_job_may_be_is_told() -> None:
    assert set(DOCUMENT["components"]["schemas"]["JobOut"]["properties"]["state"]["enum"]) == set(JobState.values)


def test_every_write_tells_that_it_may_be_too_big_and_every_operation_that_it_may_have_to_wait() -> None:
    for path, _, each in OPERATIONS:
        told = {int(status) for status in each["responses"]}
        assert 429 in told, path
        assert ("requestBody" not in each) or {400, 413, 415} <= told, path


def test_references_in_the_document_lead_somewhere() -> None:
    there = {f"#/components/{kind}/{name}" for kind, named in DOCUMENT["components"].items() for name in named}
    assert set(_references(DOCUMENT)) - there == set()


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name == "$ref")
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _references(each)


@pytest.mark.parametrize("name", ["era", "density", "list_view", "theme"])
def test_preferences_offer_the_choices_of_the_model(name: str) -> None:
    shape = accounts_api.PreferencesPatch.model_fields[name]
    assert set(get_args(shape.annotation)) == {value for value, _ in Preferences._meta.get_field(name).choices}


def test_answers_have_the_shape_of_the_document(alice: User) -> None:
    coin = make_domna(alice)
    add_reference(coin, "RIC IV 580")
    add_provenance(coin, source_name="Leu")
    add_picture(coin)
    schemas = DOCUMENT["components"]["schemas"]
    answer = Api(alice).get(f"/coins/{coin.pk}").json
    for shape, value in (
        ("CoinOut", answer),
        ("ReferenceOut", answer["references"][0]),
        ("EventOut", answer["provenance"][0]),
        ("ImageOut", answer["images"][0]),
    ):
        assert set(value) == set(schemas[shape]["properties"])
    row = Api(alice).get("/coins").json["items"][0]
    assert set(row) == set(schemas["CoinListItem"]["properties"])


# --- the page


def test_page_tells_every_operation_with_nothing_from_elsewhere(alice: User, client_for: Any) -> None:
    page = client_for(alice).get(f"{ROOT}docs")
    told = set(re.findall(r'<details class="api-entry" id="(\w+)"', page.text))
    assert told == {each["operationId"] for _, _, each in OPERATIONS}
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page.text) == []
    assert resolve(f"{ROOT}docs").url_name == "docs"


def test_filters_are_told_once() -> None:
    entries = {entry.operation_id: entry for group in groups_of(DOCUMENT) for entry in group.entries}
    taking = {name for name, entry in entries.items() if entry.filters_of}
    assert taking == {"coins_navigation", "export_coins", "stats_summary", "stats_breakdown"}
    assert {entries[name].filters_of for name in taking} == {"coins_list"}
    assert len(entries["coins_list"].parameters.fields) > 100
    assert [field.name for field in entries["coins_navigation"].parameters.fields] == ["coin_id"]
    assert {field.name for field in entries["stats_breakdown"].parameters.fields} == {"by", "page", "per_page"}


def test_operation_that_only_refuses_has_no_good_answer() -> None:
    entries = {entry.operation_id: entry for group in groups_of(DOCUMENT) for entry in group.entries}
    assert (entries["backups_restore"].status, "409" in entries["backups_restore"].errors) == ("", True)


def test_kinds_of_values_are_told_in_words() -> None:
    entries = {entry.operation_id: entry for group in groups_of(DOCUMENT) for entry in group.entries}
    fields = {field.name: field.kind for field in entries["coins_patch"].bodies[0].fields}
    assert fields["issuer"] == "string up to 200 characters or null"
    assert fields["storage_place"] == "list of string up to 500 characters or string up to 500 characters or null"
    assert fields["version"] == "integer 1 to 2147483647 or null"
    assert entries["tags_create"].answer.kind == "TagOut"
    assert entries["coins_delete"].status == "204"


@pytest.mark.parametrize(
    ("path", "method", "operation"),
    [each for each in OPERATIONS if re.findall(r"{(\w+)}", each[0]) == ["coin_id"]],
    ids=lambda value: value["operationId"] if isinstance(value, dict) else "",
)
def test_what_is_answered_of_a_coin_in_the_trash_is_told(
    path: str, method: str, operation: dict[str, Any], alice: User
) -> None:
    coin = make_domna(alice)
    trash_coins(coins=[coin], change=Change(user=alice))
    content_type = next(iter(operation.get("requestBody", {}).get("content", {JSON: None})))
    body = b'{"text": "RIC 1"}' if path.endswith(("references", "provenance")) else b"{}"
    answer = Api(alice).raw(method.upper(), path.removeprefix(ROOT[:-1]).format(coin_id=coin.pk), body, content_type)
    assert answer.status in {int(status) for status in operation["responses"]}
    assert answer.status in {200, 204, 409}
