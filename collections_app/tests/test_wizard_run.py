"""The run and its report: steps, cancel, workers that die, options, problem rows, the way back."""

import csv
import io
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from coins.filters import CoinFilters
from coins.models import Coin, CoinReference, ImportBatch, ImportRow, StoragePlace, Tag
from coins.services.edit import edit_coin
from coins.services.history import Change
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.jobs.models import Job
from coinstack.jobs.progress import JobCancelled, SilentProgress
from coinstack.jobs.queue import cancel
from coinstack.jobs.registry import Again
from coinstack.jobs.runner import run
from collections_app.models import ImportSession, SessionRow
from collections_app.services import import_run, import_taking_back, wizard
from collections_app.services.import_batches import settle_batch
from collections_app.services.import_run import run_step
from collections_app.services.undoing import undo_import
from collections_app.tests.import_recipes import GALBA, NERO, begin, csv_upload, imported, run_session, work_off

pytestmark = pytest.mark.django_db
MANY = [f"Nero,Denarius,AR,3.{index:03},RIC {index},,https://example.org/{index}" for index in range(1, 13)]


@pytest.fixture
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of five rows, each of them a step of its own."""
    monkeypatch.setattr(import_run, "CHUNK", 5)
    monkeypatch.setattr(import_run, "STEP_SECONDS", 0.0)


class CancelledAfter(SilentProgress):
    def __init__(self, items: int) -> None:
        self.left = items

    def check_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise JobCancelled


def test_finished_job_leads_to_the_report(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    assert run_session(session).result_url == f"/import/{session.pk}/report/"


def test_steps_add_up_and_progress_moves(alice: User, short_steps: None) -> None:
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    seen = []
    for _ in range(10):
        run(job.pk)
        job.refresh_from_db()
        seen.append((job.state, job.done, job.total))
        if job.state != "queued":
            break
    assert seen[:2] == [("queued", 5, 12), ("queued", 10, 12)]
    assert seen[-1] == ("done", 12, 12)
    session.refresh_from_db()
    report = wizard.report(session)
    assert (report.state, report.counts.created, Coin.objects.count()) == ("done", 12, 12)
    assert job.result["created"] == 12


def test_only_one_run_at_a_time(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    wizard.start_run(session)
    with pytest.raises(CoinStackError, match="running"):
        wizard.start_run(ImportSession.objects.get(pk=session.pk))
    for act in (wizard.check, wizard.discard, lambda each: wizard.set_options(each)):
        with pytest.raises(CoinStackError, match="running"):
            act(session)
    assert wizard.report(session).state == "running"
    assert Job.objects.filter(kind="run_import").count() == 1


def test_rows_must_have_been_checked_with_this_very_mapping(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    wizard.set_mapping(session, session.mapping | {"Link": {"target": "ignore"}})
    with pytest.raises(InputRefused, match="Check the rows first"):
        wizard.start_run(session)


def test_step_of_a_killed_worker_writes_nothing_twice(alice: User, short_steps: None) -> None:
    """The worker died after its chunk was committed and before the job knew of it."""
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    assert isinstance(run_step(job, SilentProgress()), Again)
    assert Coin.objects.count() == 5
    work_off(job)
    assert Coin.objects.count() == ImportRow.objects.count() == 12
    assert CoinReference.objects.count() == 12


def test_two_runs_of_one_job_write_nothing_twice(
    alice: User, short_steps: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was taken for dead wakes up between reading its rows and writing them."""
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    woken: list[bool] = []
    draft_of = import_run.draft_of

    def sleepy(row: SessionRow, layout: Any) -> Any:
        if not woken:
            woken.append(True)
            run_step(job, SilentProgress())
        return draft_of(row, layout)

    monkeypatch.setattr(import_run, "draft_of", sleepy)
    run_step(job, SilentProgress())
    assert (Coin.objects.count(), ImportRow.objects.count()) == (5, 5)
    work_off(job)
    assert Coin.objects.count() == 12


def test_ledger_refuses_a_row_twice(alice: User) -> None:
    session = imported(alice, NERO)
    with pytest.raises(IntegrityError):
        ImportRow.objects.create(batch=session.batch, number=2, row_hash="x", result="created")


def test_cancel_keeps_finished_chunks_that_can_be_undone(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "CHUNK", 5)
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    with pytest.raises(JobCancelled):
        run_step(job, CancelledAfter(1))
    cancel(job)
    job.refresh_from_db()
    session.refresh_from_db()
    report = wizard.report(session)
    assert (job.state, report.state, report.counts.created) == ("cancelled", "cancelled", 5)
    assert (report.can_undo, report.can_continue) == (True, True)
    assert wizard.undo(session).removed == 5
    assert Coin.objects.present().count() == 0


def test_cancelled_import_goes_on_where_it_stopped(alice: User, short_steps: None) -> None:
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    run(job.pk)
    cancel(job)
    assert work_off(job).state == "cancelled"
    session.refresh_from_db()
    assert (Coin.objects.count(), wizard.report(session).state) == (5, "cancelled")
    batch = session.batch
    job = run_session(session)
    assert (job.state, job.done, job.total) == ("done", 12, 12)
    assert (session.batch, Coin.objects.count(), ImportBatch.objects.count()) == (batch, 12, 1)


def test_cancelled_and_undone_import_runs_anew(alice: User, short_steps: None) -> None:
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    run(job.pk)
    cancel(job)
    session.refresh_from_db()
    wizard.undo(session)
    with pytest.raises(InputRefused, match="Check the rows first"):
        wizard.start_run(session)
    assert wizard.check(session).counters.new == 12
    run_session(session)
    assert wizard.report(session).counts.created == 12
    assert (Coin.objects.present().count(), ImportBatch.objects.count()) == (12, 2)


def test_given_up_session_ends_its_job(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    job = wizard.start_run(session)
    ImportSession.objects.all().delete()
    assert work_off(job).state == "failed"
    assert "given up" in job.error


def test_same_file_again_adds_nothing(alice: User) -> None:
    imported(alice, *MANY)
    session = imported(alice, *MANY)
    counts = wizard.report(session).counts
    assert (counts.created, counts.duplicates, Coin.objects.count()) == (0, 12, 12)


def test_options_hold_for_every_new_coin(alice: User) -> None:
    imported(alice, NERO, tags="Leu 7, Leu 7, rare", status="sold", storage="Cabinet 2 / Tray 5", currency="chf")
    coin = Coin.objects.get()
    assert (coin.ownership_status, coin.currency) == ("sold", "CHF")
    assert coin.storage_place == StoragePlace.objects.get(path_text="Cabinet 2 › Tray 5")
    assert set(coin.tags.all()) == set(Tag.objects.filter(name__in=["Leu 7", "rare"]))


def test_a_rows_own_place_and_status_go_before_the_options(alice: User) -> None:
    session = begin(alice, csv_upload("Nero,Box 9,owned", head="Ruler,Location,Status"))
    wizard.set_options(session, status="sold", storage="Cabinet 2")
    run_session(session)
    coin = Coin.objects.get()
    assert (coin.ownership_status, str(coin.storage_place)) == ("owned", "Box 9")


def test_dry_run_tells_and_writes_nothing(alice: User) -> None:
    imported(alice, NERO)
    session = begin(alice, csv_upload(NERO, GALBA))
    wizard.set_options(session, dry_run=True, tags="new tag")
    wizard.check(session)
    run_session(session)
    report = wizard.report(session)
    assert (report.state, report.counts.created, report.counts.duplicates) == ("dry run", 1, 1)
    assert (report.can_undo, report.can_continue, report.batch) == (False, True, None)
    assert (Coin.objects.count(), ImportBatch.objects.count(), Tag.objects.count()) == (1, 1, 0)
    wizard.set_options(session, dry_run=False)
    run_session(session)
    assert wizard.report(session).counts.created == 1


def test_dry_run_that_failed_says_so(alice: User) -> None:
    session = begin(alice, csv_upload(NERO))
    wizard.set_options(session, dry_run=True)
    job = wizard.start_run(session)
    Job.objects.filter(pk=job.pk).update(state="failed", error="The disk is full.")
    session.refresh_from_db()
    report = wizard.report(session)
    assert (report.state, report.error, report.can_continue) == ("failed", "The disk is full.", True)


def test_undo_by_a_job_makes_the_check_void_too(
    alice: User, short_steps: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_taking_back, "AT_ONCE", 1)
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    run(job.pk)
    cancel(job)
    session.refresh_from_db()
    undoing = wizard.take_back(session)
    assert isinstance(undoing, Job)
    assert work_off(undoing).state == "done"
    session.refresh_from_db()
    with pytest.raises(InputRefused, match="Check the rows first"):
        wizard.start_run(session)


def test_problem_rows_as_csv_with_their_reasons(alice: User) -> None:
    session = imported(alice, "=Nero,Denarius,cheese,3.41,RIC 53,,", GALBA)
    [row] = list(csv.DictReader(io.StringIO("".join(wizard.problem_rows_csv(session)))))
    assert (row["Ruler"], row["Metal"], row["Weight"]) == ("'=Nero", "cheese", "3.41")
    assert row["problem"].startswith("Metal: 'cheese' is none of the known values")
    assert wizard.report(session).problem_count == 1


def test_problem_rows_of_a_check_that_has_not_run(alice: User) -> None:
    session = begin(alice, csv_upload("Nero,Denarius,cheese,3.41,,,", GALBA))
    [row] = list(csv.DictReader(io.StringIO("".join(wizard.problem_rows_csv(session)))))
    assert (row["Ruler"], row["problem"][:6]) == ("Nero", "Metal:")


def test_row_that_the_coins_rules_refuse_fails_alone(alice: User) -> None:
    session = begin(alice, csv_upload("Nero,68,54", "Galba,68,69", head="Ruler,Year start,Year end"))
    assert wizard.check(session).counters.problem == 1
    run_session(session)
    report = wizard.report(session)
    assert (report.counts.created, report.counts.failed) == (1, 1)
    assert report.problem_rows[0].number == 2


def test_imported_coins_as_a_list(alice: User, bob: User, client_for: Any) -> None:
    imported(alice, GALBA)
    session = imported(alice, NERO)
    report = wizard.report(session)
    visitor: Client = client_for(alice)
    page = visitor.get(report.coins_url).context["page"]
    assert [row.coin.issuer for row in page.rows] == ["Nero"]
    assert client_for(bob).get(report.coins_url).context["page"].count == 0


@pytest.mark.parametrize("text", ["x", "-1", "9" * 30, "٣"])
def test_filter_by_something_that_is_no_import(text: str) -> None:
    assert CoinFilters.from_query(f"import={text}").problems == (f"“Import” is the number of an import, not “{text}”.",)


def test_filter_for_coins_of_one_import_of_none_and_of_all_others(alice: User) -> None:
    session = imported(alice, NERO)
    make_coin(alice, issuer="Galba")
    found = [
        list(Coin.objects.matching(CoinFilters.from_query(query)).values_list("issuer", flat=True))
        for query in (
            f"import={session.batch.pk}",
            f"not_import={session.batch.pk}",
            "none=import",
            "import=2147483647",
        )
    ]
    assert found == [["Nero"], ["Galba"], ["Galba"], []]


def test_undo_keeps_and_names_what_was_edited_since(alice: User) -> None:
    session = imported(alice, NERO, GALBA)
    coin = Coin.objects.get(issuer="Nero")
    edit_coin(coin_id=coin.pk, version=coin.version, values={"toning": "grey"}, change=Change(alice))
    assert wizard.report(session).edited_since == [coin]
    undone = wizard.undo(session)
    assert (undone.removed, undone.kept) == (1, [coin])
    assert wizard.report(session).state == "undone"
    with pytest.raises(CoinStackError, match="undone already"):
        wizard.undo(session)


def test_undo_as_a_job(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_taking_back, "AT_ONCE", 1)
    session = imported(alice, NERO, GALBA)
    queued = wizard.take_back(session)
    assert isinstance(queued, Job)
    assert wizard.take_back(session) == queued
    job = work_off(queued)
    assert (job.state, job.done, job.result["removed"]) == ("done", 2, 2)
    assert wizard.report(ImportSession.objects.get(pk=session.pk)).state == "undone"


def test_nothing_to_undo(alice: User) -> None:
    with pytest.raises(CoinStackError, match="added nothing"):
        wizard.undo(begin(alice, csv_upload(NERO)))


def test_import_whose_command_was_killed_can_be_undone(alice: User) -> None:
    """Nobody closed its batch: the counts are not on it, and its state still says that it runs."""
    session = imported(alice, NERO, GALBA)
    job = Job.objects.create(kind="import_collection", owner=alice, foreground=True, state="failed")
    ImportBatch.objects.update(state="running", job=job, created_count=0, rows_count=0)
    ImportSession.objects.all().delete()
    [entry] = wizard.History(alice)[:20]
    assert (entry.state, entry.batch.created_count) == ("failed", 2)
    ImportBatch.objects.update(state="running")
    assert undo_import(batch_id=session.batch.pk).removed == 2


def test_batch_read_before_its_job_ended_is_not_taken_for_cut_off(alice: User, short_steps: None) -> None:
    session = begin(alice, csv_upload(*MANY))
    job = wizard.start_run(session)
    run(job.pk)
    batch = ImportBatch.objects.get()
    assert work_off(job).state == "done"
    assert batch.state == "running"
    settle_batch(batch)
    assert (batch.state, ImportBatch.objects.get().state) == ("done", "done")


def test_import_that_runs_is_not_undone(alice: User) -> None:
    session = imported(alice, NERO)
    job = Job.objects.create(kind="import_collection", owner=alice, foreground=True, state="running")
    ImportBatch.objects.update(state="running", job=job)
    with pytest.raises(CoinStackError, match="still running"):
        undo_import(batch_id=session.batch.pk)


def test_history_goes_back_to_the_first_import(alice: User) -> None:
    ImportBatch.objects.bulk_create(
        ImportBatch(owner=alice, file_name=f"{number}.csv", format="spreadsheet", state="done") for number in range(230)
    )
    history = wizard.History(alice)
    assert (history.count(), history[229:240][0].batch.file_name) == (230, "0.csv")


def test_history_lists_the_imports_of_wizard_and_command(alice: User, bob: User) -> None:
    session = imported(alice, NERO)
    ImportBatch.objects.create(owner=alice, file_name="old.xlsx", format="spreadsheet", state="done")
    imported(bob, NERO)
    found = [(entry.batch.file_name, entry.state, entry.session_id) for entry in wizard.History(alice)[:20]]
    assert found == [("old.xlsx", "done", None), ("coins.csv", "done", session.pk)]
