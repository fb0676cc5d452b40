"""The collection as a file, by the JSON API."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from coins.tests.recipes import add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.tests.api_client import ROOT, Api


@pytest.fixture
def api(alice: User) -> Api:
    add_reference(make_domna(alice, personal_notes="my first"), "RIC IV 580")
    make_coin(alice, metal="gold", issuer="Nero")
    return Api(alice)


def file(api: Api, **query: str) -> tuple[bytes, str]:
    response = api.client.get(f"{ROOT}/export", query)
    return b"".join(response.streaming_content), response["Content-Disposition"]


def test_json_has_every_field_of_the_coins_that_match(api: Api) -> None:
    content, disposition = file(api, format="json", metal="silver")
    coins = json.loads(content)["coins"]
    assert [(coin["issuer"], coin["personal_notes"], coin["references"][0]["text"]) for coin in coins] == [
        ("Septimius Severus", "my first", "RIC IV 580")
    ]
    assert disposition.startswith("attachment;")


def test_csv_is_in_the_order_asked_for(api: Api) -> None:
    rows = list(csv.DictReader(io.StringIO(file(api, format="csv", sort="-issuer")[0].decode("utf-8-sig"))))
    assert [row["issuer"] for row in rows] == ["Septimius Severus", "Nero"]


def test_workbook_opens(api: Api) -> None:
    sheet = load_workbook(io.BytesIO(file(api, format="xlsx")[0])).active
    assert sheet.max_row >= 3


@pytest.mark.parametrize(
    ("query", "wrong"),
    [({}, "format"), ({"format": "pdf"}, "format"), ({"format": "csv", "metal": "gpld"}, "metal")],
    ids=str,
)
def test_what_cannot_be_exported_is_named(query: dict[str, str], wrong: str, api: Api) -> None:
    answer = api.get("/export", **query)
    assert (answer.status, set(answer.wrong)) == (422, {wrong})
