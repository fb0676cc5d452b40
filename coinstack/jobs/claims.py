"""Who works on a job: taking the row, keeping it, and writing down how it ended."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

from django.db import Error as DatabaseProblem
from django.db import connections, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_q.exceptions import TimeoutException

from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import ClaimLost, JobCancelled
from coinstack.jobs.registry import Again, slow_kinds
from coinstack.jobs.timing import HEARTBEAT_SECONDS, MAX_ATTEMPTS, STALE_AFTER, long_ago

logger = logging.getLogger(__name__)

UNEXPECTED = (
    "Something went wrong that CoinStack did not expect. The log names the cause; the work can be started again."
)
TOO_LONG = "The work took longer than a job may and was stopped."


@dataclass(frozen=True)
class Outcome:
    """How a run ended; `state` QUEUED means that another step is to follow."""

    state: JobState
    error: str = ""
    result: dict[str, Any] = field(default_factory=dict)
    cursor: dict[str, Any] = field(default_factory=dict)


def claim(job_id: int) -> Job | None:
    """Take a queued job, or a running one that gave no sign of life for a minute; None when it is not to be had.

    One conditional update decides, so two workers with the same queue entry cannot both get it.
    """
    now = timezone.now()
    is_silent = long_ago("heartbeat_at", now, STALE_AFTER)
    taken_for_dead = Q(is_silent, state=JobState.RUNNING, attempts__lt=MAX_ATTEMPTS)
    with transaction.atomic():
        if _must_wait_its_turn(job_id):
            return None
        token = uuid4().hex
        taken = Job.objects.filter(Q(state=JobState.QUEUED) | taken_for_dead, pk=job_id, foreground=False).update(
            state=JobState.RUNNING,
            claim=token,
            attempts=F("attempts") + 1,
            done=F("done_before"),
            heartbeat_at=now,
            started_at=Coalesce("started_at", now),
            updated_at=now,
        )
    return Job.objects.filter(pk=job_id, claim=token).first() if taken else None


def _must_wait_its_turn(job_id: int) -> bool:
    """True for a slow job while another slow one runs. Call inside a transaction."""
    active = Job.objects.active().filter(kind__in=slow_kinds(), foreground=False).order_by("pk")
    # The lock makes two slow jobs on PostgreSQL decide one after the other; SQLite has one writer anyway.
    rows = list(active.select_for_update().values_list("pk", "state", "heartbeat_at"))
    now = timezone.now()
    others_run = any(
        pk != job_id and state == JobState.RUNNING and heartbeat and abs(heartbeat - now) <= STALE_AFTER
        for pk, state, heartbeat in rows
    )
    return others_run and any(pk == job_id for pk, _, _ in rows)


class Heartbeat:
    """Signs the row every few seconds from a thread of its own, however long one item takes."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._beat, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopped.set()
        self.thread.join()

    def _beat(self) -> None:
        try:
            while not self.stopped.wait(HEARTBEAT_SECONDS):
                self._sign()
        finally:
            connections.close_all()

    def _sign(self) -> None:
        try:
            Job.objects.update_claimed(self.job.pk, self.job.claim, heartbeat_at=timezone.now())
        except DatabaseProblem:
            # One missed beat is no death; the next one may get through.
            logger.warning("Job %s: the sign of life could not be written.", self.job.pk, exc_info=True)
            connections.close_all()


def attempt(job: Job, work: Callable[[], "dict[str, Any] | Again"]) -> Outcome | None:
    """Do the work and say how it ended; None when another run has taken the job over meanwhile."""
    try:
        result = work()
    except JobCancelled:
        return Outcome(JobState.CANCELLED)
    except ClaimLost:
        logger.warning("Job %s (%s) was taken over by another run; this one stops.", job.pk, job.kind)
        return None
    except CoinStackError as error:
        return Outcome(JobState.FAILED, error=error.message)
    except TimeoutException:
        logger.exception("Job %s (%s) ran into the time limit.", job.pk, job.kind)
        return Outcome(JobState.FAILED, error=TOO_LONG)
    except Exception:
        # The edge between handlers and the job row: a job must end with a reason, whatever its handler did.
        logger.exception("Job %s (%s) failed.", job.pk, job.kind)
        return Outcome(JobState.FAILED, error=UNEXPECTED)
    if isinstance(result, Again):
        return Outcome(JobState.QUEUED, cursor=result.cursor)
    return Outcome(JobState.DONE, result=result)


def settle(job: Job, outcome: Outcome) -> bool:
    """Write the end of a run on its row; False when the row belongs to another run by now."""
    now = timezone.now()
    goes_on = outcome.state == JobState.QUEUED
    return Job.objects.update_claimed(
        job.pk,
        job.claim,
        state=outcome.state,
        error=outcome.error,
        result=outcome.result,
        cursor=outcome.cursor or job.cursor,
        done=job.done,
        done_before=job.done if goes_on else job.done_before,
        total=job.total,
        message=job.message,
        # A finished step is progress: the next one has all its tries again.
        attempts=0 if goes_on else job.attempts,
        queued_at=now if goes_on else job.queued_at,
        finished_at=None if goes_on else now,
        updated_at=now,
    )
