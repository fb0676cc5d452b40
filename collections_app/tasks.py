"""The kinds of jobs that bring collections in."""

from collections.abc import Callable

from django.urls import reverse

from coinstack.jobs.daily import register_daily
from coinstack.jobs.models import Job
from coinstack.jobs.registry import Later, job_kind

SERVICES = "collections_app.services"


def page(step: str) -> Callable[[Job], str]:
    """Where the finished work can be looked at: a step of its import."""
    return lambda job: reverse(f"collections:import_{step}", args=[job.args["session"]])


job_kind("check_import", label="Checking an import", url=page("check"))(
    Later(f"{SERVICES}.import_check_job.check_step")
)
job_kind("run_import", label="Import", slow=True, url=page("report"))(Later(f"{SERVICES}.import_run.run_step"))
job_kind("undo_import", label="Undoing an import", slow=True)(Later(f"{SERVICES}.import_tasks.take_back"))
job_kind("prune_imports", label="Clearing away old imports")(Later(f"{SERVICES}.import_tasks.prune"))
register_daily("prune_imports", is_due=Later(f"{SERVICES}.import_sessions.is_something_to_prune"))
