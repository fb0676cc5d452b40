"""Undoing an import: at once, or by a job when there are many coins."""

from coins.models import ImportBatch
from coinstack.jobs.models import Job
from coinstack.jobs.queue import enqueue
from collections_app.models import ImportSession
from collections_app.services.import_report import undo
from collections_app.services.undoing import UndoReport, check_undoable, undo_import

AT_ONCE = 500


def take_back(session: ImportSession) -> UndoReport | Job:
    """Undo the import now, or name the job that does. Raises CoinStackError when it cannot be undone."""
    batch = session.batch
    return _by_job(batch) if batch is not None and _has_many(batch) else undo(session)


def take_back_batch(batch: ImportBatch) -> UndoReport | Job:
    """The same for an import of which nothing but its ledger is left."""
    return _by_job(batch) if _has_many(batch) else undo_import(batch_id=batch.pk, user=batch.owner)


def undo_job(batch: ImportBatch | None) -> Job | None:
    """The job that undoes the import at this moment."""
    if batch is None:
        return None
    return Job.objects.active().filter(kind="undo_import", owner=batch.owner_id, args__batch=batch.pk).first()


def _has_many(batch: ImportBatch) -> bool:
    check_undoable(batch)  # what cannot be undone is told at once, not by a job that fails
    return batch.created_count + batch.updated_count > AT_ONCE


def _by_job(batch: ImportBatch) -> Job:
    return undo_job(batch) or enqueue("undo_import", owner=batch.owner, batch=batch.pk)
