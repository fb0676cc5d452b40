"""The kinds of jobs that bring collections in."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from coinstack.jobs.daily import register_daily
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.jobs.registry import job_kind
from collections_app.services.import_check_job import check_step
from collections_app.services.import_run import run_step
from collections_app.services.import_sessions import is_something_to_prune, prune_sessions
from collections_app.services.undoing import undo_import


def prune(job: Job, progress: Progress) -> dict[str, Any]:
    """Give up imports that nobody has touched for long, with their files."""
    return dict(prune_sessions())


def take_back(job: Job, progress: Progress) -> dict[str, Any]:
    """Undo an import of many coins."""
    return undo_import(batch_id=job.args["batch"], user=job.owner, progress=progress).as_json()


def page(step: str) -> Callable[[Job], str]:
    """Where the finished work can be looked at: a step of its import."""
    return lambda job: reverse(f"collections:import_{step}", args=[job.args["session"]])


job_kind("check_import", label="Checking an import", url=page("check"))(check_step)
job_kind("run_import", label="Import", slow=True, url=page("report"))(run_step)
job_kind("undo_import", label="Undoing an import", slow=True)(take_back)
job_kind("prune_imports", label="Clearing away old imports")(prune)
register_daily("prune_imports", is_due=is_something_to_prune)
