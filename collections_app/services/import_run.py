"""The run of an import: rows written in steps that a job repeats until all are done, then the pictures."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from coins.choices import ImportState, RowResult
from coins.models import ImportBatch
from coins.place_paths import read_path
from coins.services.readings_job import queue_reading_of_import
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job
from coinstack.jobs.progress import JobCancelled, Progress
from coinstack.jobs.queue import enqueue
from coinstack.jobs.registry import Again
from collections_app.choices import WizardStep
from collections_app.models import ImportSession, SessionRow
from collections_app.services.import_batches import COUNTED, close_batch, count_rows, last_written
from collections_app.services.import_judging import check_judged
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_options import currency_of, options_of
from collections_app.services.import_picture_hashes import PictureHashes
from collections_app.services.import_pictures import attach_pictures
from collections_app.services.import_rows import draft_of
from collections_app.services.import_sessions import finish
from collections_app.services.import_steps import check_changeable
from collections_app.services.writing import CHUNK, RowWriter, WritingRules

STEP_SECONDS = 30.0
GONE = "This import was given up meanwhile; what it had added before stays in the collection."


def start_run(session: ImportSession) -> Job:
    """Begin the import, or go on with one that was stopped: rows that are written already are not written again.

    Raises InputRefused when the rows were not checked since mapping or rules changed last, CoinStackError while
    the import runs and after it is done.
    """
    with transaction.atomic():
        locked = ImportSession.objects.select_for_update().get(pk=session.pk)
        check_changeable(locked)
        check_judged(locked)
        if not options_of(locked).dry_run:
            locked.batch = _batch_for(locked)
        job = locked.job = enqueue("run_import", owner=locked.owner, session=locked.pk)
        locked.step = WizardStep.RUN
        locked.save(update_fields=["batch", "job", "step", "updated_at"])
        if locked.batch and not options_of(locked).dry_run:
            ImportBatch.objects.filter(pk=locked.batch.pk).update(job=locked.job, state=ImportState.RUNNING)
    session.refresh_from_db()
    return job


def _batch_for(session: ImportSession) -> ImportBatch:
    if session.batch and session.batch.state != ImportState.UNDONE:
        return session.batch
    options = options_of(session)
    targets = {header: entry["target"] for header, entry in session.mapping.items()}
    return ImportBatch.objects.create(
        owner=session.owner,
        format="spreadsheet",
        file_name=session.file_name,
        file_sha256=session.sha256,
        sheet=session.sheet,
        state=ImportState.RUNNING,
        options=options.as_json(),
        mapping={header: target for header, target in targets.items() if target not in {"notes", "ignore"}},
        unmapped=[header for header in session.detection["headers"] if targets.get(header, "notes") == "notes"],
        problems=session.detection["problems"],
    )


def run_step(job: Job, progress: Progress) -> dict[str, Any] | Again:
    """One step of the job: as many rows, or pictures of rows, as STEP_SECONDS allow.

    A step that is repeated after its worker was killed goes on behind the last row of the ledger. A cancelled run
    keeps the chunks that were finished as a batch that can be undone or continued.
    """
    session = ImportSession.objects.select_related("owner", "batch").filter(pk=job.args.get("session")).first()
    if session is None or session.job_id != job.pk:
        raise CoinStackError(GONE)
    if options_of(session).dry_run:
        return _dry_step(session, job, progress)
    if session.batch is None:
        raise CoinStackError("The ledger of this import is gone; start a new one.")
    try:
        return _step(session, session.batch, job, progress)
    except JobCancelled:
        close_batch(session.batch, ImportState.FAILED)
        raise


def _step(session: ImportSession, batch: ImportBatch, job: Job, progress: Progress) -> dict[str, Any] | Again:
    if job.cursor.get("stage") != "pictures":
        if not _write_rows(session, batch, job, progress):
            return Again({"stage": "rows", "runs": job.cursor.get("runs", 0) + 1})
        close_batch(batch, ImportState.RUNNING)
        return Again({"stage": "pictures", "after": 0})
    after = attach_pictures(session, batch, progress, after=job.cursor.get("after", 0), until=_deadline())
    if after is not None:
        return Again({"stage": "pictures", "after": after})
    close_batch(batch, ImportState.DONE)
    queue_reading_of_import(batch)
    finish(session)
    return {"batch": batch.pk, **count_rows(batch)}


def _deadline() -> float:
    return time.monotonic() + STEP_SECONDS


def _write_rows(session: ImportSession, batch: ImportBatch, job: Job, progress: Progress) -> bool:
    """True when all rows are in the ledger, False when time is up before."""
    after = last_written(batch)
    if not job.cursor:
        progress.total(session.rows.count())
        if after:
            progress.advance(session.rows.filter(number__lte=after).count())
    until = _deadline()
    writer = RowWriter(session.owner, batch, rules_of(session))
    layout, pictures = layout_of(session), PictureHashes(session)
    for rows in _chunks(session, after):
        progress.check_cancelled()
        drafts = [draft_of(row, layout) for row in rows]
        pictures.note(drafts)
        decisions = {row.number: row.decision for row in rows if row.decision}
        with transaction.atomic():
            ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if last_written(batch) >= rows[0].number:
                return False  # another run of this job, taken for dead, has come back
            written = writer.write(drafts, decisions)
        created = sum(row.result == RowResult.CREATED for row in written)
        progress.advance(len(rows), f"Up to row {rows[-1].number}, {created} of the last {len(rows)} as new coins")
        if time.monotonic() > until:
            return not session.rows.filter(number__gt=rows[-1].number).exists()
    return True


def _chunks(session: ImportSession, after: int) -> Iterator[list[SessionRow]]:
    while rows := list(session.rows.filter(number__gt=after).order_by("number")[:CHUNK]):
        yield rows
        after = rows[-1].number


def rules_of(session: ImportSession) -> WritingRules:
    options = options_of(session)
    return WritingRules(
        currency=currency_of(session)[0],
        is_chosen=bool(options.currency),
        on_duplicate=options.on_duplicate,
        duplicate_rule=options.duplicate_rule,
        tags=options.tags,
        status=options.status,
        storage=read_path(options.storage) if options.storage else (),
    )


def _dry_step(session: ImportSession, job: Job, progress: Progress) -> dict[str, Any] | Again:
    """Tell what a run would do; nothing is written but the job's own row."""
    counts = {name: int(job.cursor.get(name, 0)) for name in COUNTED.values()}
    after = int(job.cursor.get("after", 0))
    if not job.cursor:
        progress.total(session.rows.count())
    until = _deadline()
    writer = RowWriter(session.owner, None, rules_of(session))
    layout, pictures = layout_of(session), PictureHashes(session)
    for rows in _chunks(session, after):
        progress.check_cancelled()
        decisions = {row.number: row.decision for row in rows if row.decision}
        drafts = [draft_of(row, layout) for row in rows]
        pictures.note(drafts)
        for row in writer.write(drafts, decisions):
            counts[COUNTED[RowResult(row.result)]] += 1
        progress.advance(len(rows), "Dry run: nothing is written")
        if time.monotonic() > until:
            return Again({"after": rows[-1].number, **counts})
    ImportSession.objects.filter(pk=session.pk).update(step=WizardStep.REPORT)
    return {"dry_run": True, **counts}
