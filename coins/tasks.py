"""The kinds of jobs that look after coins."""

from typing import Any

from coins.services.trash import expired_coins, purge_coins
from coinstack.jobs.daily import register_daily
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress
from coinstack.jobs.registry import job_kind


def empty_trash(job: Job, progress: Progress) -> dict[str, Any]:
    """Delete for good what has lain in the trash long enough."""
    purged = purge_coins(coins=expired_coins(), progress=progress)
    return {"coins": purged.coins, "files": purged.files}


job_kind("purge_trash", label="Emptying the trash")(empty_trash)
register_daily("purge_trash", is_due=lambda: expired_coins().exists())
