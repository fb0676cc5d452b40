"""The pages of the import wizard on which rows are checked, the run is followed, and its report is read."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from coins.models import Coin, ImportBatch
from coins.services.edit import edit_coin
from coins.services.history import Change
from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.jobs.queue import cancel
from coinstack.jobs.runner import run
from collections_app.tests.import_pages import HTMX, cells_of, numbers, page, path, queries, toasts
from collections_app.tests.import_recipes import THREE_COINS, finished, mapped, running, started, work

# --- check


def test_rows_are_judged_and_counted(visitor: Client, alice: User) -> None:
    shown = page(visitor, path(mapped(alice), "check/"))
    assert numbers(shown) == {"all rows": "3", "new": "3", "there already": "0", "with problems": "1", "left out": "0"}
    assert (shown.go_label, shown.can_go) == ("Import 3 coins", True)
    weight = cells_of(shown, 4)["Weight"]
    assert (weight.shown, weight.state, weight.icon) == ("heavy", "warning", "warn")
    assert weight.message


def test_counters_lead_to_their_rows_and_the_last_to_none(visitor: Client, alice: User) -> None:
    counters = html.fromstring(visitor.get(path(mapped(alice), "check/")).content).xpath("//*[@id='import-counters']")[
        0
    ]
    assert [link.get("href").rpartition("only=")[2] for link in counters.iter("a")] == [
        "all",
        "new",
        "duplicates",
        "problems",
    ]
    assert len(counters.xpath(".//li")) == 5


def test_only_problems_shows_their_columns_first(visitor: Client, alice: User) -> None:
    shown = page(visitor, path(mapped(alice), "check/?only=problems"))
    assert [row.number for row in shown.rows] == [4]
    assert [column.header for column in shown.columns][:2] == ["Weight", "Ruler"]
    assert [cell.key for cell in shown.rows[0].cells][:2] == ["4.5", "4.0"]


def test_long_file_is_judged_by_a_job_while_the_page_waits(
    visitor: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("collections_app.services.import_check.INLINE_ROWS", 2)
    session = started(alice)
    visitor.post(path(session, "map/"), {"then": "check"})
    waiting = page(visitor, path(session, "check/"))
    assert (waiting.job.kind, waiting.rows, waiting.can_go) == ("check_import", [], False)
    assert b'hx-trigger="every 1s"' in visitor.get(path(session, "check/")).content
    cancel(waiting.job)
    stopped = page(visitor, path(session, "check/"))
    assert not stopped.job.is_active
    again = page(visitor, stopped.retry_url)
    while Job.objects.active().exists():
        run(again.job.pk)
    assert len(page(visitor, path(session, "check/")).rows) == 3


@pytest.mark.parametrize("query", ["only=nonsense", "page=x", "page=99999", "page=-1", "only=all&page=0", "first=x"])
def test_odd_address_shows_rows_all_the_same(visitor: Client, alice: User, query: str) -> None:
    assert len(page(visitor, path(mapped(alice), f"check/?{query}")).rows) == 3


def test_ignored_column_is_not_shown(visitor: Client, alice: User) -> None:
    session = started(alice)
    visitor.post(path(session, "map/"), {"target-8": "ignore", "then": "check"})
    shown = [column.header for column in page(visitor, path(session, "check/")).columns]
    assert shown == ["Ruler", "Denomination", "Metal", "Mint", "Date", "Weight", "Reference", "Price"]


def test_cell_is_corrected_in_place(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    change = {"cell": "4.5", "value": "10,90", "back": "only=problems&page=1&first=5"}
    answer = visitor.post(path(session, "rows/4/cell/"), change, headers=HTMX)
    told = answer.context["answer"]
    weight = told.row.cells[0]
    assert (weight.key, weight.raw, weight.state, weight.is_typed) == ("4.5", "10,90", "ok", True)
    assert Decimal(weight.shown) == Decimal("10.9")
    assert numbers(told)["with problems"] == "0"
    beside = html.fromstring(answer.content).xpath("//*[@hx-swap-oob]/@id")
    assert beside == ["import-counters", "import-note", "import-go"]
    without_scripts = visitor.post(path(session, "rows/4/cell/"), {**change, "value": "11"})
    assert without_scripts["Location"] == path(session, "check/?only=problems&page=1&first=5#row-4")


@pytest.mark.parametrize(
    ("row", "data", "status"),
    [
        (4, {"cell": "4.99", "value": "x"}, 404),
        (4, {"cell": "nonsense"}, 404),
        (4, {"value": "x"}, 404),
        (99, {"cell": "99.0", "value": "x"}, 404),
        (4, {"cell": "4.0", "value": "x" * 40_000}, 409),
    ],
    ids=["no such column", "no number", "no cell", "no such row", "too long"],
)
def test_cell_that_cannot_be_written(visitor: Client, alice: User, row: int, data: dict[str, str], status: int) -> None:
    assert visitor.post(path(mapped(alice), f"rows/{row}/cell/"), data, headers=HTMX).status_code == status


def test_decision_about_a_row(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    answer = visitor.post(path(session, "rows/2/decide/"), {"decision": "skip"}, headers=HTMX)
    told = answer.context["answer"]
    assert (told.row.mark.label, told.go_label, told.note) == ("Skipped", "Import 2 coins", "1 left out")
    assert [choice.label for choice in told.row.choices] == ["As proposed", "Leave out", "Add"]
    refused = visitor.post(path(session, "rows/2/decide/"), {"decision": "update"}, headers=HTMX)
    assert (refused.status_code, refused["Content-Type"]) == (409, "text/plain; charset=utf-8")
    assert toasts(visitor, visitor.post(path(session, "rows/2/decide/"), {"decision": "burn"}))[0].level == "error"
    visitor.post(path(session, "rows/2/decide/"), {"decision": ""})
    assert page(visitor, path(session, "check/")).go_label == "Import 3 coins"


def test_row_has_a_page_for_those_without_scripts(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    answer = visitor.get(path(session, "rows/"), {"cell": "4.5", "back": "only=problems&page=1"})
    assert answer["Location"] == path(session, "rows/4/?cell=4.5&back=only%3Dproblems%26page%3D1")
    shown = page(visitor, answer["Location"])
    assert (shown.row.number, shown.focus, len(shown.row.cells)) == (4, "4.5", 9)
    sent = {cell.name: cell.raw for cell in shown.row.cells} | {
        "cell-5": "10.9",
        "decision": "skip",
        "back": shown.back,
    }
    answer = visitor.post(path(session, "rows/4/"), sent)
    assert answer["Location"] == path(session, "check/?only=problems&page=1#row-4")
    row = session.rows.get(number=4)
    assert (row.edits, row.decision) == ({"Weight": "10.9"}, "skip")


def test_row_page_keeps_nothing_when_something_of_it_is_refused(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    answer = visitor.post(path(session, "rows/4/"), {"cell-5": "10.9", "decision": "update"})
    assert (answer.status_code, session.rows.get(number=4).edits) == (422, {})
    assert "nothing to update" in answer.context["page"].refusal
    assert visitor.get(path(session, "rows/99/")).status_code == 404
    for cell in ("", "x", "1" * 40):
        assert visitor.get(path(session, "rows/"), {"cell": cell}).status_code == 404


def test_row_that_is_there_already_stands_beside_its_coin(visitor: Client, alice: User) -> None:
    finished(alice)
    session = mapped(alice)
    shown = page(visitor, path(session, "check/?only=duplicates"))
    assert numbers(shown)["there already"] == "3"
    assert (shown.go_label, shown.can_go) == ("Nothing to import", False)
    row = next(row for row in shown.rows if row.number == 2)
    assert row.reason == "Augustus, denarius: this row was imported before"
    beside = page(visitor, row.url)
    facts = {fact.label: fact for fact in beside.facts}
    assert (facts["Issuer"].in_file, facts["Issuer"].in_collection, facts["Issuer"].differs) == (
        "Augustus",
        "Augustus",
        False,
    )
    assert beside.coin_url == f"/coins/{Coin.objects.get(issuer='Augustus').pk}/"


def test_options_are_kept_and_said(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    options = page(visitor, path(session, "check/")).options.initial
    sent = {**options, "tags": "Estate, 2026", "storage": "Cabinet 2", "currency": "EUR", "back": "only=new&page=1"}
    answer = visitor.post(path(session, "options/"), {name: value for name, value in sent.items() if value})
    assert answer["Location"] == path(session, "check/?only=new&page=1")
    said = page(visitor, path(session, "check/")).said
    assert said == ["tagged Estate, 2026", "stored in Cabinet 2", "prices in EUR", "leave out what is there already"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"currency": "Taler"}, "currency"), ({"tags": "x" * 80}, "tags"), ({"duplicate_rule": "luck"}, "duplicate_rule")],
)
def test_option_that_cannot_be_is_refused_at_its_field(
    visitor: Client, alice: User, change: dict[str, str], field: str
) -> None:
    session = mapped(alice)
    sent = {"duplicate_rule": "certificate", "on_duplicate": "skip", "then": "run", **change}
    answer = visitor.post(path(session, "options/"), sent)
    assert (answer.status_code, list(answer.context["page"].options.errors)) == (422, [field])
    assert not Job.objects.exists()


def test_another_rule_for_duplicates_is_looked_at_before_it_is_used(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    sent = {"duplicate_rule": "weight", "on_duplicate": "update", "then": "run"}
    answer = visitor.post(path(session, "options/"), sent)
    assert toasts(visitor, answer)[0].text == "The rules have changed: look at the rows again, then import."
    assert visitor.post(path(session, "options/"), sent)["Location"] == path(session, "run/")


@pytest.mark.parametrize("address", ["check/", "check/?only=problems", "map/", "file/"])
def test_queries_do_not_grow_with_the_rows(visitor: Client, alice: User, address: str) -> None:
    one = mapped(alice, "\n".join(THREE_COINS.splitlines()[i] for i in (0, 3)))
    three = mapped(alice, THREE_COINS.replace("3,79", "light").replace("17,10", "stout"))
    assert queries(visitor, path(one, address)) == queries(visitor, path(three, address))


# --- run and report


def test_run_is_followed_and_leads_to_its_report(visitor: Client, alice: User) -> None:
    session = mapped(alice)
    answer = visitor.post(
        path(session, "options/"), {"duplicate_rule": "certificate", "on_duplicate": "skip", "then": "run"}
    )
    assert answer["Location"] == path(session, "run/")
    assert page(visitor, path(session, "run/")).state == "Waiting for its turn…"
    fragment = visitor.get(path(session, "run/"), headers=HTMX)
    assert b"<!doctype" not in fragment.content
    now = timezone.now()
    Job.objects.update(state="running", started_at=now - timedelta(seconds=1), heartbeat_at=now, done=2, total=3)
    half_way = page(visitor, path(session, "run/"))
    assert (half_way.done, half_way.total, half_way.percent, half_way.state) == ("2", "3", 66, "Writing the coins…")
    assert half_way.facts[-1] == "0 rows with problems so far"
    Job.objects.update(state="queued", started_at=None, heartbeat_at=None, done=0, total=None)
    work(session)
    assert visitor.get(path(session, "run/"), headers=HTMX)["HX-Redirect"] == path(session, "report/")
    assert visitor.get(path(session, "run/"))["Location"] == path(session, "report/")
    shown = page(visitor, path(session, "report/"))
    assert (shown.head.title, shown.coins_label) == ("3 coins added", "Show the 3 imported coins")
    assert visitor.get(shown.coins_url).context["page"].count == 3
    assert [(row.number, row.result) for row in shown.problem_rows] == [(4, "Created")]


def test_problem_rows_are_a_file(visitor: Client, alice: User) -> None:
    session = finished(alice)
    answer = visitor.get(path(session, "report/problems.csv"))
    assert answer["Content-Disposition"] == f'attachment; filename="import-{session.pk}-problems.csv"'
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(line["Ruler"], line["Weight"]) for line in lines] == [("Nero", "heavy")]
    assert "Weight" in lines[0]["problem"]


def test_cancelled_import_can_go_on(visitor: Client, alice: User) -> None:
    session = running(alice)
    assert visitor.post(path(session, "cancel/"))["Location"] == path(session, "run/")
    assert visitor.get(path(session, "run/"))["Location"] == path(session, "report/")
    shown = page(visitor, path(session, "report/"))
    assert (shown.mark.label, shown.continue_url, shown.undo_url) == ("Cancelled", path(session, "run/"), "")
    assert visitor.post(shown.continue_url)["Location"] == path(session, "run/")
    work(session)
    assert Coin.objects.visible_to(alice).count() == 3


def test_dry_run_says_that_nothing_was_written_and_is_followed_by_the_real_one(visitor: Client, alice: User) -> None:
    session = finished(alice, dry_run=True)
    shown = page(visitor, path(session, "report/"))
    assert (shown.is_dry, shown.head.title, shown.undo_url, shown.coins_url) == (True, "3 coins would be added", "", "")
    assert (shown.continue_url, Coin.objects.count(), ImportBatch.objects.count()) == ("", 0, 0)
    assert len(page(visitor, shown.check_url).rows) == 3
    assert visitor.post(shown.for_real_url, {"for_real": "yes"})["Location"] == path(session, "run/")
    work(session)
    assert Coin.objects.count() == 3


def test_undo_keeps_and_names_what_was_edited_since(visitor: Client, alice: User) -> None:
    session = finished(alice)
    nero = Coin.objects.get(issuer="Nero")
    edit_coin(coin_id=nero.pk, version=nero.version, values={"grade": "VF"}, change=Change(user=alice))
    shown = page(visitor, path(session, "report/"))
    assert shown.undo_said == "Moves 3 coins to the trash, but for 1 coin edited since: Nero, as."
    assert shown.edited == [("Nero, as", f"/coins/{nero.pk}/")]
    answer = visitor.post(shown.undo_url)
    (told,) = toasts(visitor, answer)
    assert told.text == "Undone: 2 coins moved to the trash. Kept, because edited since: Nero, as."
    assert (told.level, told.link_url) == ("warning", "/coins/trash/")
    shown = page(visitor, path(session, "report/"))
    assert (shown.head.title, shown.undo_url) == ("Import undone", "")
    assert [title for title, _ in shown.edited] == ["Nero, as"]
    assert toasts(visitor, visitor.post(path(session, "report/undo/")))[0].level == "warning"


def test_import_of_many_coins_is_undone_by_a_job(visitor: Client, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collections_app.services.import_taking_back.AT_ONCE", 2)
    session = finished(alice)
    undo_url = path(session, "report/undo/")
    assert toasts(visitor, visitor.post(undo_url))[0].link_url == "/jobs/"
    visitor.post(undo_url)
    job = Job.objects.get(kind="undo_import")
    shown = page(visitor, path(session, "report/"))
    assert (shown.undoing, shown.undo_url, Coin.objects.present().count()) == (job, "", 3)
    run(job.pk)
    shown = page(visitor, path(session, "report/"))
    assert (shown.undoing, shown.head.title, Coin.objects.present().count()) == (None, "Import undone", 0)
