"""Backups as jobs."""

from typing import Any

from coinstack.backup.archive import find_backup, prune_backups, write_backup
from coinstack.backup.verify import find_problems
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress

DEFAULT_KEEP = 5


def make_backup(job: Job, progress: Progress) -> dict[str, Any]:
    backup = write_backup(progress=progress)
    prune_backups(job.args.get("keep", DEFAULT_KEEP))
    return backup.to_json()


def check_backup(job: Job, progress: Progress) -> dict[str, Any]:
    problems = find_problems(find_backup(job.args["file"]), progress)
    return {"ok": not problems, "problems": problems}
