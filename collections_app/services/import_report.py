"""What became of an import, row by row, and the way back."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, Q
from django.urls import reverse

from coins.choices import ImportState, RowResult
from coins.models import Coin, ImportBatch, ImportRow
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job, JobState
from collections_app.exporters.formats import csv_line, neutralised
from collections_app.importers.base import Problem
from collections_app.importers.values import cell_text
from collections_app.models import ImportSession
from collections_app.services.import_batches import count_rows, settle_batch
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_pictures import PICTURE_COLUMN
from collections_app.services.import_rows import draft_of
from collections_app.services.undoing import UndoReport, undo_import
from collections_app.services.wizard_shapes import HistoryEntry, ProblemRow, Report, ReportCounts

SHOWN = 100
CHUNK = 500
WORTH_TELLING = {"warning", "error"}


def report(session: ImportSession) -> Report:
    """How the import stands or ended; a batch whose job died without a word is closed first."""
    batch, job = session.batch, session.job
    if batch is not None:
        settle_batch(batch)
    is_dry = bool(job and job.result.get("dry_run"))
    if is_dry or batch is None:
        return _dry_report(session, job)
    told = problem_rows(batch)
    state = _state(batch, job)
    seconds = _seconds(batch, job)
    counts = _counts(batch)
    return Report(
        state=state,
        counts=counts,
        batch=batch,
        job=job,
        problem_rows=tuple(told[:SHOWN]),
        problem_count=len(told),
        coins_url=coins_url(batch) if counts.created or counts.updated else "",
        can_undo=state in {"done", "cancelled", "failed"} and bool(counts.created or counts.updated),
        can_continue=state in {"cancelled", "failed"} and session.has_rows and not session.is_finished,
        seconds=seconds,
        rate=round(counts.rows / seconds, 1) if seconds else 0.0,
        error=job.error if job else "",
        unmapped=tuple(batch.unmapped),
        edited_since=edited_since(batch),
    )


def _dry_report(session: ImportSession, job: Job | None) -> Report:
    names = ("created", "updated", "duplicates", "skipped", "failed")
    counts = {name: int(job.result.get(name, 0)) for name in names} if job else {}
    seconds = _job_seconds(job) if job else 0.0
    rows = sum(counts.values())
    return Report(
        state="dry run" if job and job.state == JobState.DONE else _job_state(job),
        counts=ReportCounts(rows=rows, **counts),
        batch=None,
        job=job,
        problem_rows=(),
        problem_count=0,
        coins_url="",
        can_undo=False,
        can_continue=session.has_rows and not (job and job.is_active),
        seconds=seconds,
        rate=round(rows / seconds, 1) if seconds else 0.0,
        error=job.error if job else "",
    )


def _state(batch: ImportBatch, job: Job | None) -> str:
    if batch.state == ImportState.UNDONE:
        return "undone"
    is_done = batch.state == ImportState.DONE and not (job and job.is_active)
    return "done" if is_done else _job_state(job)


def _job_state(job: Job | None) -> str:
    """How work stands that did not come to its end."""
    if job and job.is_active:
        return "running"
    return "cancelled" if job is None or job.state == JobState.CANCELLED else "failed"


def _seconds(batch: ImportBatch, job: Job | None) -> float:
    return _job_seconds(job) if job else (batch.updated_at - batch.created_at).total_seconds()


def _job_seconds(job: Job) -> float:
    if not job.started_at:
        return 0.0
    return round(((job.finished_at or job.updated_at) - job.started_at).total_seconds(), 2)


def _counts(batch: ImportBatch) -> ReportCounts:
    counts = count_rows(batch)
    created = batch.rows.filter(result=RowResult.CREATED).values("coin")
    pictures = Coin.objects.filter(pk__in=created).exclude(images__isnull=True).values("images").count()
    failures = sum(
        sum(told["column"] == PICTURE_COLUMN and told["severity"] != "info" for told in problems)
        for problems in batch.rows.exclude(problems=[]).values_list("problems", flat=True).iterator(CHUNK)
    )
    return ReportCounts(rows=sum(counts.values()), pictures=pictures, picture_problems=failures, **counts)


def problem_rows(batch: ImportBatch) -> list[ProblemRow]:
    """The rows of which something could not be taken as it stands, by number."""
    rows = batch.rows.exclude(problems=[]).order_by("number")
    columns = ("number", "result", "problems", "coin_id")
    found = (_problem_row(*row) for row in rows.values_list(*columns).iterator(CHUNK))
    return [row for row in found if row is not None]


def _problem_row(number: int, result: str, told: list[dict[str, Any]], coin_id: int | None) -> ProblemRow | None:
    problems = tuple(Problem.from_json(each) for each in told if each["severity"] in WORTH_TELLING)
    return ProblemRow(number, result, problems, coin_id) if problems else None


def problem_rows_csv(session: ImportSession) -> Iterator[str]:
    """The problem rows as lines of CSV: the file's own columns, and "problem" with the reasons behind them.

    Before the run has begun, the rows that need attention in the check.
    """
    headers = [str(header) for header in session.detection["headers"]]
    yield csv_line([*headers, "problem"])
    rows = _ledger_problems(session.batch) if session.batch else _checked_problems(session)
    for raw, problems in rows:
        cells = [neutralised(cell_text(raw.get(header), keep_lines=True)) for header in headers]
        yield csv_line([*cells, neutralised(_reasons(problems))])


def _ledger_problems(batch: ImportBatch) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    rows = batch.rows.exclude(problems=[]).order_by("number").values_list("raw", "problems")
    for raw, problems in rows.iterator(CHUNK):
        if worth := [problem for problem in problems if problem["severity"] in WORTH_TELLING]:
            yield raw, worth


def _checked_problems(session: ImportSession) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    layout = layout_of(session)
    for row in session.rows.filter(needs_attention=True).order_by("number").iterator(CHUNK):
        problems = [*(problem.as_json() for problem in draft_of(row, layout).problems), *row.told]
        if worth := [problem for problem in problems if problem["severity"] in WORTH_TELLING]:
            yield row.cells, worth


def _reasons(problems: Iterable[dict[str, Any]]) -> str:
    return " ".join(f"{problem['column']}: {problem['message']}".removeprefix(": ") for problem in problems)


def coins_url(batch: ImportBatch) -> str:
    """The list of the coins that the batch added or updated."""
    return f"{reverse('coins:list')}?{urlencode({'import': batch.pk})}"


def edited_since(batch: ImportBatch) -> list[Coin]:
    """Coins of the batch that somebody changed after it: undoing would keep them."""
    rows = ImportRow.objects.filter(
        Q(result=RowResult.CREATED) | Q(result=RowResult.UPDATED), batch=batch, coin__deleted_at__isnull=True
    ).exclude(coin__isnull=True)
    left = rows.order_by("number").values_list("coin", "coin_version", "coin__version")
    versions = {coin: (version, now) for coin, version, now in left}  # of several rows of a coin, the last counts
    changed = [coin for coin, (version, now) in versions.items() if version != now]
    return list(Coin.objects.filter(pk__in=changed).only("id", "title", "owner_id").order_by("pk")) if changed else []


def undo(session: ImportSession) -> UndoReport:
    """Take the import back: its coins go to the trash, updated ones get their values back.

    What was edited since is kept and named in the report. Raises CoinStackError when there is nothing to undo, when
    it was undone before, or while it runs.
    """
    if session.batch is None:
        raise CoinStackError("This import has added nothing yet.", code="nothing_to_undo")
    undone = undo_import(batch_id=session.batch.pk, user=session.owner)
    session.refresh_from_db()
    return undone


class History:
    """The owner's imports of the past, newest first, those of the command included: to be cut into pages."""

    def __init__(self, owner: User) -> None:
        sessions = Prefetch("import_sessions", ImportSession.objects.only("id", "batch"))
        self.batches = ImportBatch.objects.visible_to(owner).select_related("job").prefetch_related(sessions)

    def count(self) -> int:
        return self.batches.count()

    def __getitem__(self, part: slice) -> list[HistoryEntry]:
        return [_entry(batch) for batch in self.batches[part]]


def _entry(batch: ImportBatch) -> HistoryEntry:
    settle_batch(batch)
    session_id = next((session.pk for session in batch.import_sessions.all()), None)
    return HistoryEntry(batch, _state(batch, batch.job), session_id)
