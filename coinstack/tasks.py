"""The kinds of jobs that belong to no app: looking after CoinStack itself."""

from typing import Any

from coinstack.accounts.services import expired_sign_ins, prune_sign_ins
from coinstack.jobs.daily import register_daily
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.jobs.pruning import expired_jobs, prune_jobs
from coinstack.jobs.registry import Later, job_kind


def clear_away(job: Job, progress: Progress) -> dict[str, Any]:
    """Delete rows that nobody looks at any more."""
    return {"jobs": prune_jobs(), "sign_ins": prune_sign_ins()}


job_kind("backup", label="Backup", slow=True)(Later("coinstack.backup.jobs.make_backup"))
job_kind("verify_backup", label="Check of a backup", slow=True)(Later("coinstack.backup.jobs.check_backup"))
job_kind("clear_away", label="Clearing away old jobs and sign-ins")(clear_away)
register_daily("clear_away", is_due=lambda: expired_jobs().exists() or expired_sign_ins().exists())
