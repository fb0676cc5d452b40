"""Importing a file by the JSON API, from the upload to taking it back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coins.models import Coin
from coinstack.accounts.models import User
from coinstack.jobs.runner import run
from coinstack.tests.api_client import ROOT, Api
from collections_app.models import ImportSession
from collections_app.tests.import_recipes import THREE_COINS, finished, running, started, upload, work


def test_file_is_uploaded_checked_imported_and_taken_back(api: Api, alice: User) -> None:
    made = api.upload("/imports", file=upload())
    assert (made.status, made.json["rows"], made.json["report"]) == (201, 3, None)
    assert made.json["mapping"]["Ruler"] == {"target": "issuer", "transforms": []}
    address = f"/imports/{made.json['id']}"
    assert made.headers["Location"] == ROOT + address
    mapping = {header: {"target": entry["target"]} for header, entry in made.json["mapping"].items()}
    mapping["Shelf"] = {"target": "storage_place"}
    changed = api.patch(address, mapping=mapping, options={"tags": ["bought 2026"], "currency": "EUR"})
    assert (changed.status, changed.json["options"]["tags"]) == (200, ["bought 2026"])
    checked = api.post(f"{address}/check").json
    assert (checked["count"], checked["counters"]["new"], checked["job"]) == (3, 3, None)
    assert {cell["column"]: cell["state"] for cell in checked["items"][2]["cells"]}["Weight"] != "ok"
    assert not Coin.objects.exists()
    answer = api.post(f"{address}/confirm")
    begun = answer.json
    assert (answer.status, begun["report"]["state"]) == (202, "running")
    assert answer.headers["Location"] == f"{ROOT}/jobs/{begun['job']}"
    work(ImportSession.objects.get())
    done = api.get(address).json
    assert (done["report"]["state"], done["report"]["counts"]["created"], done["report"]["can_undo"]) == (
        "done",
        3,
        True,
    )
    assert api.get("/coins", tags="bought 2026", sort="year").json["count"] == 3
    assert api.get("/imports").json["items"][0]["batch"] == done["batch"]
    edited = api.get("/coins", q="Nero").json["items"][0]["id"]
    api.patch(f"/coins/{edited}", mint="Lugdunum")
    assert api.get(address).json["report"]["edited_since"] == [edited]
    assert api.post(f"{address}/undo").json == {"removed": 2, "restored": 0, "kept_because_edited": 1}
    assert api.get(address).json["report"]["state"] == "undone"


def test_confirm_before_the_check_is_refused(api: Api, alice: User) -> None:
    refused = api.post(f"/imports/{started(alice).pk}/confirm")
    assert (refused.status, refused.code) == (409, "unchecked")
    assert not Coin.objects.exists()


def test_import_that_runs_or_is_done_cannot_be_changed(api: Api, alice: User) -> None:
    for pk, code in ((running(alice).pk, "running"), (finished(alice).pk, "finished")):
        for refused in (
            api.patch(f"/imports/{pk}", options={"currency": "EUR"}),
            api.post(f"/imports/{pk}/check"),
            api.post(f"/imports/{pk}/confirm"),
        ):
            assert (refused.status, refused.code) == (409, code)


def test_import_of_many_coins_is_taken_back_by_a_job(api: Api, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collections_app.services.import_taking_back.AT_ONCE", 2)
    pk = finished(alice).pk
    queued = api.post(f"/imports/{pk}/undo")
    assert (queued.status, queued.json["kind"], Coin.objects.present().count()) == (202, "undo_import", 3)
    run(queued.json["id"])
    assert api.get(f"/jobs/{queued.json['id']}").json["result"]["removed"] == 3
    assert api.get(f"/imports/{pk}").json["report"]["state"] == "undone"


def test_import_that_was_taken_back_is_not_taken_back_again(
    api: Api, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told at once, not by a job that fails."""
    monkeypatch.setattr("collections_app.services.import_taking_back.AT_ONCE", 0)
    address = f"/imports/{finished(alice).pk}/undo"
    run(api.post(address).json["id"])
    refused = api.post(address)
    assert (refused.status, refused.code) == (409, "already_undone")


def test_nothing_to_undo(api: Api, alice: User) -> None:
    refused = api.post(f"/imports/{started(alice).pk}/undo")
    assert (refused.status, refused.code) == (409, "nothing_to_undo")


def test_import_is_given_up(api: Api, alice: User) -> None:
    pk = started(alice).pk
    assert api.delete(f"/imports/{pk}").status == 204
    assert api.get(f"/imports/{pk}").status == 404


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({}, {"file"}),
        ({"file": "a text"}, {"file"}),
        ({"file": [upload(), upload()]}, {"file"}),
        ({"file": upload(), "sheet": "1"}, {"sheet"}),
    ],
    ids=["nothing", "a text", "two files", "another part"],
)
def test_upload_without_one_table_is_refused(parts: dict[str, Any], wrong: set[str], api: Api) -> None:
    answer = api.upload("/imports", **parts)
    assert (answer.status, set(answer.wrong)) == (422, wrong)
    assert not ImportSession.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no workbook"], ids=["empty", "bytes", "half a zip"]
)
def test_file_that_is_no_table_is_refused(content: bytes, api: Api) -> None:
    answer = api.upload("/imports", file=SimpleUploadedFile("coins.xlsx", content))
    assert (answer.status, bool(answer.json["message"])) == (422, True)
    assert answer.wrong is not None
    assert not ImportSession.objects.exists()


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"mapping": {"Nose": {"target": "issuer"}}}, ["Nose"]),
        ({"mapping": {"Ruler": {"target": "beauty"}}}, ["Ruler"]),
        ({"mapping": {"Ruler": {"target": "issuer"}, "Mint": {"target": "issuer"}}}, ["Ruler", "Mint"]),
        ({"mapping": {"Ruler": {"field": "issuer"}}}, ["mapping.Ruler"]),
        ({"options": {"currency": "XXX"}}, ["currency"]),
        ({"options": {"on_duplicate": "burn"}}, ["options.on_duplicate"]),
        ({"options": {"colour": "grey"}}, ["options.colour"]),
        ({"colour": "grey"}, ["colour"]),
    ],
    ids=str,
)
def test_wrong_choice_is_named(sent: dict[str, Any], wrong: list[str], api: Api, alice: User) -> None:
    session = started(alice, THREE_COINS)
    answer = api.patch(f"/imports/{session.pk}", **sent)
    assert answer.status == 422
    assert set(wrong) & set(answer.wrong)
    assert ImportSession.objects.get().mapping == session.mapping
