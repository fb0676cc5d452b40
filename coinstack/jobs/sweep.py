"""Looking after jobs whose worker died: the supervisor calls this every 15 seconds."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from coinstack.jobs.models import Job, JobState
from coinstack.jobs.queue import queue_is_empty, requeue
from coinstack.jobs.registry import slow_kinds
from coinstack.jobs.timing import MAX_ATTEMPTS, STALE_AFTER, STALLED_AFTER, long_ago, of_late

CUT_OFF = "The work was cut off {times} times before it could finish. The log may tell why; it can be started again."
COMMAND_ENDED = "The command was stopped before it finished."


@dataclass(frozen=True)
class Swept:
    """How many jobs were given a new queue entry, and how many were given up."""

    queued: int = 0
    ended: int = 0


def sweep() -> Swept:
    """Queue again what was cut off or lost its queue entry; end what cannot go on."""
    now = timezone.now()
    ended = sum(_end_if_hopeless(job, now) for job in Job.objects.stale(now, STALE_AFTER))
    again = [*_cut_off(now), *_lost(now)]
    for job_id in again:
        requeue(job_id)
    return Swept(queued=len(again), ended=ended)


def queue_is_stalled() -> bool:
    """True when jobs wait although no worker is busy and none has finished anything for a while.

    A worker killed while it waits for work keeps the lock of the cluster's queue: nobody gets work any more.
    """
    now = timezone.now()
    waiting = Job.objects.filter(long_ago("queued_at", now, STALLED_AFTER), state=JobState.QUEUED, foreground=False)
    works = Q(of_late("heartbeat_at", now, STALE_AFTER), state=JobState.RUNNING)
    busy = works | of_late("finished_at", now, STALLED_AFTER)
    return waiting.exists() and not Job.objects.filter(busy, foreground=False).exists()


def _end_if_hopeless(job: Job, now: datetime) -> int:
    if job.cancel_requested:
        state, error = JobState.CANCELLED, ""
    elif job.foreground:
        state, error = JobState.FAILED, COMMAND_ENDED
    elif job.attempts >= MAX_ATTEMPTS:
        state, error = JobState.FAILED, CUT_OFF.format(times=job.attempts)
    else:
        return 0
    still_stale = Job.objects.stale(now, STALE_AFTER).filter(pk=job.pk)
    return still_stale.update(state=state, error=error, finished_at=now, updated_at=now)


def _cut_off(now: datetime) -> list[int]:
    """Return running jobs without a sign of life that were not queued again just before."""
    jobs = Job.objects.stale(now, STALE_AFTER).filter(_queued_long_ago(now), foreground=False)
    return list(jobs.values_list("pk", flat=True))


def _lost(now: datetime) -> list[int]:
    """Return queued jobs without a queue entry. Slow ones wait without any: only the next in turn is named."""
    if not queue_is_empty():
        return []
    jobs = Job.objects.filter(_queued_long_ago(now), state=JobState.QUEUED, foreground=False).order_by(
        "queued_at", "pk"
    )
    slow = slow_kinds()
    lost = list(jobs.exclude(kind__in=slow).values_list("pk", flat=True))
    running = Job.objects.filter(state=JobState.RUNNING, foreground=False, kind__in=slow)
    if not running.exists():
        lost += jobs.filter(kind__in=slow).values_list("pk", flat=True)[:1]
    return lost


def _queued_long_ago(now: datetime) -> Q:
    return long_ago("queued_at", now, STALE_AFTER) | Q(queued_at__isnull=True)
