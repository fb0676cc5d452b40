"""The kinds of jobs that belong to no app: looking after CoinStack itself."""

from typing import Any

from coinstack.accounts.services import expired_sign_ins, prune_sign_ins
from coinstack.backup.archive import find_backup, prune_backups, write_backup
from coinstack.backup.verify import find_problems
from coinstack.jobs.daily import register_daily
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.jobs.pruning import expired_jobs, prune_jobs
from coinstack.jobs.registry import job_kind

DEFAULT_KEEP = 5


@job_kind("backup", label="Backup", slow=True)
def make_backup(job: Job, progress: Progress) -> dict[str, Any]:
    backup = write_backup(progress=progress)
    prune_backups(job.args.get("keep", DEFAULT_KEEP))
    return backup.to_json()


@job_kind("verify_backup", label="Check of a backup", slow=True)
def check_backup(job: Job, progress: Progress) -> dict[str, Any]:
    problems = find_problems(find_backup(job.args["file"]), progress)
    return {"ok": not problems, "problems": problems}


@job_kind("clear_away", label="Clearing away old jobs and sign-ins")
def clear_away(job: Job, progress: Progress) -> dict[str, Any]:
    """Delete rows that nobody looks at any more."""
    return {"jobs": prune_jobs(), "sign_ins": prune_sign_ins()}


register_daily("clear_away", is_due=lambda: expired_jobs().exists() or expired_sign_ins().exists())
