"""The paths of earlier programs below /import/: they do what their namesakes do."""

from typing import Any

import pytest
from django.utils import timezone

from coins.models import Coin, StoragePlace
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.api import openapi_document
from coinstack.jobs.models import Job
from coinstack.tests.api_client import Api
from collections_app.models import ImportSession
from collections_app.tests.import_recipes import upload

KNOWN = {
    "issuer": "Septimius Severus",
    "denomination": "Denarius",
    "weight_g": "3.28",
    "certification_number": "4280556-001",
    "source_url": "https://example.org/lot/7",
}


def likely(api: Api, **sent: Any) -> list[tuple[int, float, str]]:
    answer = api.post("/import/check-duplicate", **sent)
    assert answer.status == 200, answer.json
    return [(each["coin"], each["confidence"], each["reason"]) for each in answer.json["duplicates"]]


def test_file_is_uploaded(api: Api) -> None:
    made = api.upload("/import/collection", file=upload())
    assert (made.status, made.json["rows"], made.json["id"]) == (201, 3, ImportSession.objects.get().pk)


def test_coin_is_added(api: Api) -> None:
    made = api.post("/import/confirm", ruler="Nero", acquisition_price="120", weight=3.41)
    assert (made.status, made.json["issuer"], made.json["price"]) == (201, "Nero", 120.0)


def test_job_is_told(api: Api, alice: User) -> None:
    job = Job.objects.create(kind="run_import", owner=alice)
    assert api.get(f"/import/batch-status/{job.pk}").json == api.get(f"/jobs/{job.pk}").json


def test_aliases_are_not_told_twice() -> None:
    below = {path.removeprefix("/api/v2") for path in openapi_document()["paths"] if "/import/" in path}
    assert below == {"/import/check-duplicate"}


@pytest.mark.parametrize(
    ("sent", "confidence", "reason"),
    [
        ({"certification_number": "4280556-001"}, 1.0, "same certificate number"),
        ({"source_url": KNOWN["source_url"], "issuer": "SEPTIMIUS Severus", "weight_g": 3.28}, 0.98, "same link"),
        ({"ruler": "Septimius Severus", "denomination": "denarius", "weight": 3.28}, 0.8, "same issuer"),
    ],
    ids=["certificate", "link", "weight"],
)
def test_coin_that_is_there_is_found(
    sent: dict[str, Any], confidence: float, reason: str, api: Api, alice: User
) -> None:
    known = make_coin(alice, **KNOWN)
    [(coin, found, told)] = likely(api, **sent)
    assert (coin, found, told.startswith(reason)) == (known.pk, confidence, True)


def test_likeliest_stands_first(api: Api, alice: User) -> None:
    weak = make_coin(alice, issuer="Nero", denomination="As", weight_g="10.2")
    sure = make_coin(alice, issuer="Nero", certification_number="7")
    found = likely(api, issuer="Nero", denomination="As", weight_g=10.2, certification_number="7")
    assert [coin for coin, _, _ in found] == [sure.pk, weak.pk]


def test_others_coins_and_the_trash_do_not_count(api: Api, alice: User, bob: User) -> None:
    make_coin(bob, **KNOWN)
    make_coin(alice, **KNOWN, deleted_at=timezone.now())
    assert likely(api, **KNOWN) == []


def test_looking_writes_nothing(api: Api) -> None:
    assert likely(api, issuer="Nero", storage_place=["Cabinet", "Tray 5"], references=["RIC 53"]) == []
    assert (Coin.objects.count(), StoragePlace.objects.count()) == (0, 0)


def test_facts_that_are_not_known_are_no_likeness(api: Api, alice: User) -> None:
    make_coin(alice, issuer="Nero")
    blank = dict.fromkeys(KNOWN)
    assert likely(api, **blank) == []
    assert likely(api, **{**blank, "issuer": "Nero", "weight_g": None}) == []


def test_wrong_coin_is_named(api: Api) -> None:
    answer = api.post("/import/check-duplicate", weight_g="heavy", colour="grey")
    assert (answer.status, set(answer.wrong)) == (422, {"weight_g", "colour"})
