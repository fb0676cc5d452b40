"""The rows of an import by the JSON API: told as they were judged, decided and corrected one by one."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from coins.models import Coin
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.tests.api_client import Api
from collections_app.models import ImportSession, SessionRow
from collections_app.services.wizard import edit_cell, set_options
from collections_app.tests.import_recipes import finished, mapped, running, started, work

HEAD = "Ruler;Denomination;Metal;Weight;Certificate number\n"
TWO_ROWS = HEAD + "Nero;As;AE;10,2;4280556-001\nGalba;Denarius;AR;heavy;4280556-002\n"


def rows_of(session: ImportSession) -> str:
    return f"/imports/{session.pk}/rows"


def cells(row: dict[str, Any]) -> dict[str, tuple[str, str, bool]]:
    return {cell["column"]: (cell["raw"], cell["state"], cell["is_edited"]) for cell in row["cells"]}


def test_rows_are_told_page_by_page(api: Api, alice: User) -> None:
    session = mapped(alice, TWO_ROWS)
    listed = api.get(rows_of(session), per_page=1, page=2).json
    assert (listed["count"], [row["number"] for row in listed["items"]]) == (2, [3])
    assert cells(listed["items"][0])["Weight"] == ("heavy", "warning", False)
    assert api.get(rows_of(session), per_page=1, page=3).json["items"] == []
    assert [row["number"] for row in api.get(rows_of(session), only="problems").json["items"]] == [3]
    assert api.get(f"{rows_of(session)}/3").json == listed["items"][0]


def test_row_is_corrected_and_its_coin_has_the_correction(api: Api, alice: User) -> None:
    session = mapped(alice, TWO_ROWS)
    changed = api.patch(f"{rows_of(session)}/3", cells={"Weight": "3,41", "Ruler": "Otho"})
    assert (changed.status, changed.json["messages"]) == (200, [])
    assert cells(changed.json)["Weight"] == ("3,41", "ok", True)
    assert api.get(rows_of(session), only="problems").json["count"] == 0
    api.post(f"/imports/{session.pk}/confirm")
    work(session)
    assert str(Coin.objects.get(issuer="Otho").weight_g) == "3.410"


def test_what_the_file_says_takes_an_edit_back(api: Api, alice: User) -> None:
    session = mapped(alice, TWO_ROWS)
    api.patch(f"{rows_of(session)}/2", cells={"Weight": "9", "Ruler": ""})
    restored = api.patch(f"{rows_of(session)}/2", cells={"Weight": "10,2", "Ruler": "Nero"}).json
    assert cells(restored)["Weight"] == ("10,2", "ok", False)
    assert SessionRow.objects.get(number=2).edits == {}


def test_row_is_decided_and_the_decision_taken_back(api: Api, alice: User) -> None:
    known = make_coin(alice, issuer="Nero", certification_number="4280556-001")
    session = mapped(alice, TWO_ROWS)
    row = f"{rows_of(session)}/2"
    told = api.get(row).json
    assert (told["result"], told["known_coin"], told["known_by"]) == ("duplicate", known.pk, "same certificate number")
    assert told["decisions"] == ["skip", "create", "update"]
    for decision, result in (("update", "update"), ("create", "new"), ("skip", "skip"), ("", "duplicate")):
        changed = api.patch(row, decision=decision).json
        assert (changed["decision"], changed["result"]) == (decision, result)


def test_patch_changes_only_what_is_sent(api: Api, alice: User) -> None:
    row = f"{rows_of(mapped(alice, TWO_ROWS))}/2"
    api.patch(row, decision="skip")
    assert api.patch(row, cells={"Weight": "9"}).json["decision"] == "skip"
    assert cells(api.patch(row, decision="").json)["Weight"] == ("9", "ok", True)


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"cells": {"Nose": "long"}}, ["Nose"]),
        ({"cells": {"Weight": 3.41}}, ["cells.Weight"]),
        ({"cells": {"Weight": "x" * 40_000}}, ["cells.Weight"]),
        ({"cells": ["Weight"]}, ["cells"]),
        ({"decision": "burn"}, ["decision"]),
        ({"decision": "update"}, ["decision"]),
        ({"colour": "grey"}, ["colour"]),
    ],
    ids=["no such column", "a number", "too long", "no names", "no such decision", "nothing to update", "no field"],
)
def test_wrong_change_is_named_and_nothing_changed(
    sent: dict[str, Any], wrong: list[str], api: Api, alice: User
) -> None:
    session = mapped(alice, TWO_ROWS)
    answer = api.patch(f"{rows_of(session)}/2", **{"cells": {"Ruler": "Otho"}} | sent)
    assert (answer.status, list(answer.wrong)) == (422, wrong)
    row = SessionRow.objects.get(number=2)
    assert (row.edits, row.decision) == ({}, "")


def test_refused_decision_takes_the_correction_with_it(api: Api, alice: User) -> None:
    session = mapped(alice, TWO_ROWS)
    answer = api.patch(f"{rows_of(session)}/2", cells={"Ruler": "Otho"}, decision="update")
    assert (answer.status, set(answer.wrong)) == (422, {"decision"})
    assert SessionRow.objects.get(number=2).edits == {}


def test_row_that_is_not_there(api: Api, alice: User) -> None:
    session = mapped(alice, TWO_ROWS)
    for answer in (api.get(f"{rows_of(session)}/99"), api.patch(f"{rows_of(session)}/99", decision="skip")):
        assert (answer.status, answer.code) == (404, "not_found")


def test_rows_are_told_only_as_they_were_checked(api: Api, alice: User) -> None:
    unread, changed = started(alice, TWO_ROWS), mapped(alice, TWO_ROWS)
    set_options(changed, on_duplicate="update")
    for session in (unread, changed):
        for answer in (api.get(rows_of(session)), api.patch(f"{rows_of(session)}/2", decision="skip")):
            assert (answer.status, answer.code) == (409, "unchecked")
    api.post(f"/imports/{changed.pk}/check")
    assert api.get(rows_of(changed)).json["count"] == 2


def test_rows_of_a_running_import_are_only_looked_at(api: Api, alice: User) -> None:
    session = running(alice, TWO_ROWS)
    assert api.get(rows_of(session)).json["count"] == 2
    answer = api.patch(f"{rows_of(session)}/2", decision="skip")
    assert (answer.status, answer.code) == (409, "running")
    assert SessionRow.objects.get(number=2).decision == ""


def test_rows_of_a_finished_import_are_not_kept(api: Api, alice: User) -> None:
    session = finished(alice, TWO_ROWS)
    for answer in (api.get(rows_of(session)), api.get(f"{rows_of(session)}/2")):
        assert (answer.status, answer.code) == (409, "finished")


@pytest.mark.django_db(transaction=True)
def test_two_corrections_of_one_row_at_once_are_both_kept(alice: User) -> None:
    session = mapped(alice, TWO_ROWS)

    def correct(column: str) -> None:
        try:
            edit_cell(ImportSession.objects.get(pk=session.pk), 2, column, "9")
        finally:
            connections.close_all()

    columns = ("Ruler", "Denomination", "Metal", "Weight")
    with ThreadPoolExecutor(len(columns)) as pool:
        list(pool.map(correct, columns))
    assert SessionRow.objects.get(number=2).edits == dict.fromkeys(columns, "9")
