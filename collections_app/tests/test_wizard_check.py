"""The third step: what becomes of each row, cells written over, decisions, duplicates by the chosen rule."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coins.fields import BY_NAME
from coins.models import Coin
from coins.services.edit import edit_coin, trash_coins
from coins.services.history import Change
from coinstack.accounts.models import User
from coinstack.exceptions import InputRefused, NotFound
from coinstack.jobs.queue import cancel
from collections_app.models import ImportSession
from collections_app.services import import_check, import_check_job, wizard
from collections_app.services.wizard_shapes import CheckRow
from collections_app.tests.import_recipes import GALBA, HEAD, NERO, begin, csv_upload, imported, run_session, work_off

pytestmark = pytest.mark.django_db


def rows_of(session: ImportSession, **options: Any) -> list[CheckRow]:
    return list(wizard.check(session, **options).rows)


def cell(row: CheckRow, column: str) -> Any:
    return next(each for each in row.cells if each.column == column)


def test_cells_say_what_becomes_of_them(alice: User) -> None:
    session = begin(alice, csv_upload("Nero,Denarius,unobtainium,-3,RIC 53,€ 120,see above", head=HEAD))
    wizard.set_mapping(session, session.mapping | {"Link": {"target": "ignore"}})
    [row] = rows_of(session)
    states = {each.column: each.state for each in row.cells}
    assert states == {
        "Ruler": "ok",
        "Denomination": "ok",
        "Metal": "warning",
        "Weight": "warning",
        "Reference": "ok",
        "Price": "ok",
        "Link": "ignored",
    }
    assert (cell(row, "Price").raw, cell(row, "Price").value) == ("€ 120", "120.00")
    assert "greater than 0" in cell(row, "Weight").message
    assert (row.result, row.duplicate, row.decisions) == ("new", None, ("skip", "create"))
    page = wizard.check(session)
    assert (page.counters.new, page.counters.attention) == (1, 1)


def test_filters_and_counters(alice: User) -> None:
    imported(alice, NERO)
    broken = "Otho,As,AE,5,,10,,68,54"
    stub = ",,,,,,,,"
    upload = csv_upload(
        f"{NERO},,", f"{GALBA},,", broken, "Vitellius,As,cheese,,,,,,", stub, head=f"{HEAD},Year start,Year end"
    )
    session = begin(alice, upload)
    page = wizard.check(session)
    counters = page.counters
    assert (counters.new, counters.duplicate, counters.problem, counters.skip, counters.total) == (2, 1, 1, 0, 4)
    found = {
        only: [row.number for row in rows_of(session, only=only)] for only in ("all", "new", "problems", "duplicates")
    }
    assert found == {"all": [2, 3, 4, 5], "new": [3, 5], "problems": [4, 5], "duplicates": [2]}
    assert rows_of(session, only="problems")[0].messages == ()
    assert "later than its last" in cell(rows_of(session, only="problems")[0], "Year start").message


def test_stub_is_skipped_unless_it_is_wanted(alice: User) -> None:
    session = begin(alice, csv_upload("1,Nero", "2,", head="Inventory no,Ruler"))
    assert [row.result for row in rows_of(session)] == ["new", "skip"]
    assert wizard.decide(session, 3, "create").result == "new"
    run_session(session)
    assert sorted(Coin.objects.values_list("inventory_number", "issuer")) == [("1", "Nero"), ("2", "")]


def test_editing_a_cell_judges_its_row_alone(alice: User) -> None:
    session = begin(alice, csv_upload("Nero,Denarius,cheese,3.41,,,", GALBA))
    row = wizard.edit_cell(session, 2, "Metal", "silver")
    metal = cell(row, "Metal")
    assert (metal.raw, metal.value, metal.state, metal.is_edited) == ("silver", "Silver", "ok", True)
    assert wizard.check(session).counters.attention == 0
    assert cell(wizard.edit_cell(session, 2, "Metal", "cheese"), "Metal").is_edited is False
    wizard.edit_cell(session, 2, "Metal", "")
    assert cell(rows_of(session)[0], "Metal").value == ""


def test_edited_row_is_known_again_when_the_same_file_comes_back(alice: User) -> None:
    session = begin(alice, csv_upload("Nero,Denarius,cheese,,,,"))
    wizard.edit_cell(session, 2, "Metal", "silver")
    run_session(session)
    coin = Coin.objects.get()
    assert (coin.metal, coin.import_rows.get().raw["Metal"]) == ("silver", "cheese")
    assert rows_of(begin(alice, csv_upload("Nero,Denarius,cheese,,,,")))[0].result == "duplicate"


@pytest.mark.parametrize(
    ("row", "column", "value", "error"),
    [
        (99, "Metal", "silver", NotFound),
        (1, "Metal", "silver", NotFound),
        (-1, "Metal", "silver", NotFound),
        (2, "Colour", "red", NotFound),
        (2, "Metal", "x" * 40_000, InputRefused),
    ],
)
def test_edit_that_cannot_be(alice: User, row: int, column: str, value: str, error: type[Exception]) -> None:
    session = begin(alice, csv_upload(NERO))
    with pytest.raises(error):
        wizard.edit_cell(session, row, column, value)
    assert not session.rows.exclude(edits={}).exists()


@pytest.mark.parametrize("value", ["Ne\x00ro", "<script>alert(1)</script>", "=HYPERLINK(1)", "'=x", "\u202eNero", "𝔑"])
def test_odd_texts_in_an_edit(alice: User, value: str) -> None:
    session = begin(alice, csv_upload(NERO))
    wizard.edit_cell(session, 2, "Ruler", value)
    assert run_session(session).state == "done"
    assert Coin.objects.get().issuer == value.replace("\x00", "").replace("\u202e", "").replace("'=", "=")


def test_decisions(alice: User) -> None:
    imported(alice, NERO, GALBA)
    session = begin(alice, csv_upload(NERO, GALBA, "Otho,As,AE,5,RIC 1,10,"))
    assert rows_of(session)[0].decisions == ("skip", "create", "update")
    assert wizard.decide(session, 2, "create").result == "new"
    assert wizard.decide(session, 4, "skip").result == "skip"
    assert wizard.decide(session, 3, "update").result == "update"
    assert wizard.decide(session, 3, "").result == "duplicate"
    with pytest.raises(InputRefused, match="nothing to update"):
        wizard.decide(session, 4, "update")
    with pytest.raises(InputRefused):
        wizard.decide(session, 4, "delete")
    with pytest.raises(NotFound):
        wizard.decide(session, 40, "skip")
    run_session(session)
    counts = wizard.report(session).counts
    assert (counts.created, counts.duplicates, counts.skipped) == (1, 1, 1)
    assert Coin.objects.filter(issuer="Nero").count() == 2


RULED = "Ruler,Denomination,Weight,Reference,Certificate,Link,Invoice,Provenance"
FIRST = 'Nero,Denarius,3.41,RIC 53,C1,https://example.org/1,R-7,"Ex Leu 7 (2003), lot 12."'


@pytest.mark.parametrize(
    ("rule", "row", "reason"),
    [
        ("certificate", "Someone,,,,C1,,,", "same certificate number"),
        ("certificate", "Nero,Denarius,3.41,,,https://example.org/1,,", "same link, issuer and weight"),
        ("certificate", "Nero,Denarius,3.41,RIC 53,,,R-7,", ""),
        ("sale", "Nero,Denarius,3.41,,,,R-7,", "same invoice, issuer and weight"),
        ("sale", "Nero,Denarius,3.40,,,,R-7,", ""),
        ("sale", 'Someone,,,,,,,"Ex Leu 7 (2003), lot 12."', "same sale and lot"),
        ("sale", 'Someone,,,,,,,"Ex Leu 7 (2003), lot 13."', ""),
        ("sale", "Someone,,,,C1,,,", ""),
        ("weight", "Nero,Denarius,3.41,ric 53,,,,", "same weight and reference"),
        ("weight", "Nero,Denarius,3.41,RIC 54,,,,", ""),
        ("weight", "Nero,Denarius,,RIC 53,,,,", ""),
        ("none", "Nero,Denarius,3.41,RIC 53,C1,https://example.org/1,R-7,", ""),
        ("none", FIRST, "this row was imported before"),
        ("weight", FIRST, "this row was imported before"),
    ],
)
def test_duplicate_rules(alice: User, rule: str, row: str, reason: str) -> None:
    run_session(begin(alice, csv_upload(FIRST, head=RULED)))
    session = begin(alice, csv_upload(row, head=RULED))
    wizard.set_options(session, duplicate_rule=rule)
    [found] = rows_of(session)
    assert (found.duplicate.reason if found.duplicate else "") == reason
    assert found.result == ("duplicate" if reason else "new")
    run_session(session)
    assert wizard.report(session).counts.created == (0 if reason else 1)


@pytest.mark.parametrize(("choice", "result"), [("skip", "duplicate"), ("update", "update"), ("create", "new")])
def test_what_is_done_with_duplicates(alice: User, choice: str, result: str) -> None:
    imported(alice, NERO)
    session = begin(alice, csv_upload(NERO))
    wizard.set_options(session, on_duplicate=choice)
    assert rows_of(session)[0].result == result


def test_decision_goes_before_the_rule_for_duplicates(alice: User) -> None:
    imported(alice, NERO)
    session = begin(alice, csv_upload(NERO.replace("RIC 53", "RIC 54")))
    wizard.set_options(session, on_duplicate="create")
    assert rows_of(session)[0].result == "new"
    assert wizard.decide(session, 2, "update").result == "update"
    run_session(session)
    counts = wizard.report(session).counts
    assert (counts.updated, counts.created, Coin.objects.count()) == (1, 0, 1)


def test_unweighed_coins_of_one_invoice_are_no_duplicates(alice: User) -> None:
    head = "Ruler,Denomination,Invoice"
    run_session(begin(alice, csv_upload("Gordian III,Antoninianus,R-7", head=head)))
    session = begin(alice, csv_upload("Gordian III,Sestertius,R-7", head=head))
    wizard.set_options(session, duplicate_rule="sale")
    assert [row.result for row in rows_of(session)] == ["new"]


def test_check_of_rows_that_are_read_anew_begins_again(alice: User, small: None) -> None:
    """Another way of reading with the same columns: the job that judged the old rows says nothing about the new."""
    session = begin(alice, csv_upload(*MANY))
    job = wizard.check(session).job
    assert job is not None
    wizard.choose_reading(session, header_row=1)
    work_off(job)
    ImportSession.objects.filter(pk=session.pk).update(has_rows=False)
    session.refresh_from_db()
    again = wizard.check(session).job
    assert again not in {None, job}


def test_coins_of_others_and_of_the_trash_are_no_duplicates(alice: User, bob: User) -> None:
    imported(bob, NERO)
    imported(alice, GALBA)
    trash_coins(coins=Coin.objects.filter(owner=alice), change=Change(alice))
    assert [row.result for row in rows_of(begin(alice, csv_upload(NERO, GALBA)))] == ["new", "new"]


def test_side_by_side(alice: User) -> None:
    imported(alice, NERO)
    coin = Coin.objects.get()
    edit_coin(coin_id=coin.pk, version=coin.version, values={"toning": "grey", "metal": "gold"}, change=Change(alice))
    session = begin(alice, csv_upload(NERO, GALBA))
    found = {fact.label: (fact.in_file, fact.in_collection, fact.differs) for fact in wizard.side_by_side(session, 2)}
    assert found["Metal"] == ("Silver", "Gold", True)
    assert found["Weight"] == ("3.410", "3.410", False)
    assert found[BY_NAME["toning"].label] == ("", "grey", False)
    assert found["References"] == ("RIC 53", "RIC 53", False)
    with pytest.raises(NotFound, match="no coin"):
        wizard.side_by_side(session, 3)
    with pytest.raises(NotFound):
        wizard.side_by_side(session, 9)


def test_options_that_cannot_be(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    with pytest.raises(InputRefused) as caught:
        wizard.set_options(
            session,
            currency="doubloons",
            status="eaten",
            storage="/".join("abcdefg"),
            tags=["x" * 61],
            duplicate_rule="luck",
            on_duplicate="burn",
        )
    assert set(caught.value.fields) == {"currency", "status", "storage", "tags", "duplicate_rule", "on_duplicate"}
    session.refresh_from_db()
    assert session.options == {}


def test_assumed_currency_is_told(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    assert any("USD" in told for told in wizard.check(session).warnings)
    wizard.set_options(session, currency="EUR")
    assert wizard.check(session).warnings == ()


def test_inventory_number_that_another_coin_has_is_told(alice: User) -> None:
    run_session(begin(alice, csv_upload("7,Nero", head="Inventory no,Ruler")))
    session = begin(alice, csv_upload("7,Galba", "8,Otho", "8,Vitellius", head="Inventory no,Ruler"))
    told = [cell(row, "Inventory no").message for row in rows_of(session)]
    assert ["kept in the notes" in message for message in told] == [True, False, True]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen rows count as many, and every chunk takes too long."""
    monkeypatch.setattr(import_check, "INLINE_ROWS", 10)
    monkeypatch.setattr(import_check_job, "CHUNK", 5)
    monkeypatch.setattr(import_check_job, "STEP_SECONDS", 0.0)


MANY = [f"Nero,Denarius,AR,3.{index:03},RIC {index},,https://example.org/{index}" for index in range(1, 13)]


def test_big_file_is_judged_by_a_job(alice: User, small: None) -> None:
    session = begin(alice, csv_upload(*MANY))
    page = wizard.check(session)
    assert page.job is not None
    assert (page.rows, page.job.kind, page.job.owner) == ((), "check_import", alice)
    assert wizard.check(session).job == page.job
    with pytest.raises(InputRefused, match="Check the rows first"):
        wizard.start_run(session)
    work_off(page.job)
    session.refresh_from_db()
    assert page.job.state == "done"
    with CaptureQueriesContext(connection) as queries:
        page = wizard.check(session, per_page=5)
    assert (page.counters.new, page.job, page.pages) == (12, None, 3)
    assert len(queries) <= 6


def test_changed_mapping_makes_the_running_check_void(alice: User, small: None) -> None:
    session = begin(alice, csv_upload(*MANY))
    first = wizard.check(session).job
    assert first is not None
    wizard.set_mapping(session, session.mapping | {"Metal": {"target": "ignore"}})
    second = wizard.check(session).job
    assert second is not None
    assert work_off(first).state == "cancelled"
    assert work_off(second).state == "done"
    session.refresh_from_db()
    assert wizard.check(session).counters.new == 12


def test_check_that_was_cancelled_is_begun_again_only_when_asked(alice: User, small: None) -> None:
    session = begin(alice, csv_upload(*MANY))
    job = wizard.check(session).job
    assert job is not None
    cancel(job)
    session.refresh_from_db()
    page = wizard.check(session)
    assert (page.job, page.warnings) == (job, ("The check was cancelled.",))
    again = wizard.check(session, retry=True).job
    assert again is not None
    assert again != job
    work_off(again)
    session.refresh_from_db()
    assert wizard.check(session).counters.new == 12


def test_page_beyond_the_last_is_the_last(alice: User) -> None:
    session = begin(alice, csv_upload(*MANY))
    page = wizard.check(session, page=99, per_page=5)
    assert (page.page, len(page.rows)) == (3, 2)
    assert len(wizard.check(session, page=-3, per_page=0, only="nonsense").rows) == 1
