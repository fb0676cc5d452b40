"""What a worker does with a queue entry."""

from coinstack.jobs.claims import Heartbeat, Outcome, attempt, claim, settle
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import JobProgress
from coinstack.jobs.queue import cancel, requeue, wake_next_slow
from coinstack.jobs.registry import JobKind, find_kind


def run(job_id: int) -> None:
    """Run a job, if it can be had. Called by django-q2 with nothing but the id; a second delivery does nothing."""
    job = claim(job_id)
    if job is None:
        return
    kind = find_kind(job.kind)
    if kind is None:
        settle(job, Outcome(JobState.FAILED, error=f"This version of CoinStack knows no work called “{job.kind}”."))
        return
    with Heartbeat(job):
        outcome = attempt(job, lambda: kind.handler(job, JobProgress(job)))
    if outcome is not None:
        _end(job, kind, outcome)


def _end(job: Job, kind: JobKind, outcome: Outcome) -> None:
    if not settle(job, outcome):
        return
    job.refresh_from_db(fields=["state", "cancel_requested"])
    if job.state == JobState.QUEUED and job.cancel_requested:
        cancel(job)
    if kind.slow:
        wake_next_slow()
    elif job.state == JobState.QUEUED:
        requeue(job.pk)
