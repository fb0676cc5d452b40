"""What keeps imports in order, as jobs."""

from typing import Any

from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from collections_app.services.import_sessions import prune_sessions
from collections_app.services.undoing import undo_import


def prune(job: Job, progress: Progress) -> dict[str, Any]:
    """Give up imports that nobody has touched for long, with their files."""
    return dict(prune_sessions())


def take_back(job: Job, progress: Progress) -> dict[str, Any]:
    """Undo an import of many coins."""
    return undo_import(batch_id=job.args["batch"], user=job.owner, progress=progress).as_json()
