"""A management command's own work under a job row: it needs no worker, and no worker ever touches it."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any
from uuid import uuid4

from django.utils import timezone

from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError
from coinstack.jobs.claims import UNEXPECTED, Heartbeat, Outcome, settle
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import ClaimLost, JobCancelled, JobProgress, Progress, Watcher


def run_here(
    kind: str,
    *,
    work: Callable[[Job, Progress], dict[str, Any]],
    owner: User | None = None,
    args: dict[str, Any] | None = None,
    watcher: Watcher | None = None,
) -> dict[str, Any]:
    """Do `work(job, progress)` in this process and return its result, which must be plain JSON.

    The row is kept in step: what the work raises ends it as failed and goes on to the caller, Ctrl-C and a
    termination signal end it as cancelled. `watcher(done, total, message)` hears of every item.
    """
    job = _begun(kind, owner, args or {})
    with Heartbeat(job), termination_interrupts(), _told_on(job):
        result = work(job, JobProgress(job, watcher))
    settle(job, Outcome(JobState.DONE, result=result))
    return result


def _begun(kind: str, owner: User | None, args: dict[str, Any]) -> Job:
    now = timezone.now()
    return Job.objects.create(
        kind=kind,
        owner=owner,
        args=args,
        foreground=True,
        state=JobState.RUNNING,
        claim=uuid4().hex,
        attempts=1,
        heartbeat_at=now,
        started_at=now,
    )


@contextmanager
def _told_on(job: Job) -> Iterator[None]:
    """Whatever ends the work early is told on the row as well."""
    try:
        yield
    except JobCancelled:
        settle(job, Outcome(JobState.CANCELLED))
        raise CoinStackError("Cancelled on the jobs page.", code="cancelled") from None
    except ClaimLost:
        raise CoinStackError(
            "This command gave no sign of life for a minute and was given up. Start it again.", code="given_up"
        ) from None
    except KeyboardInterrupt:
        settle(job, Outcome(JobState.CANCELLED))
        raise
    except CoinStackError as error:
        settle(job, Outcome(JobState.FAILED, error=error.message))
        raise
    except BaseException:  # whatever it is, the row tells that the work has ended; it is raised again
        settle(job, Outcome(JobState.FAILED, error=UNEXPECTED))
        raise


@contextmanager
def termination_interrupts() -> Iterator[None]:
    """Let SIGTERM end the work the way Ctrl-C does, so that it is tidied up before the process goes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
