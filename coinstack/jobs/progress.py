"""What a handler reports while it works, and how it hears that it should stop."""

import time
from collections.abc import Callable
from typing import Protocol

from django.utils import timezone

from coinstack.jobs.models import Job
from coinstack.jobs.timing import PROGRESS_SECONDS

Watcher = Callable[[int, "int | None", str], None]
MESSAGE_LENGTH = 300


class JobCancelled(Exception):
    """Raised between two items of a job that somebody cancelled."""


class ClaimLost(Exception):
    """Raised in a run that was taken for dead while it slept: another run owns the job now."""


class Progress(Protocol):
    def total(self, count: int) -> None:
        """Say how many items there are."""

    def advance(self, count: int = 1, message: str = "") -> None:
        """Say that `count` more items are done; `message` tells what happens now."""

    def check_cancelled(self) -> None:
        """Call between items: raises JobCancelled once somebody asked for it."""


class SilentProgress:
    """For a service that is called without a job."""

    def total(self, count: int) -> None:
        pass

    def advance(self, count: int = 1, message: str = "") -> None:
        pass

    def check_cancelled(self) -> None:
        pass


class JobProgress:
    """Progress kept on the job row: written, and the wish to cancel read, at most once a second."""

    def __init__(self, job: Job, watcher: Watcher | None = None) -> None:
        self.job = job
        self.watcher = watcher
        self.written_at = self.checked_at = time.monotonic()

    def total(self, count: int) -> None:
        self.job.total = count
        self.flush()

    def advance(self, count: int = 1, message: str = "") -> None:
        self.job.done += count
        if message:
            self.job.message = message[:MESSAGE_LENGTH]
        if self.watcher:
            self.watcher(self.job.done, self.job.total, self.job.message)
        if time.monotonic() - self.written_at >= PROGRESS_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write where the work stands; a sign of life as well."""
        job = self.job
        self.written_at = time.monotonic()
        held = Job.objects.update_claimed(
            job.pk,
            job.claim,
            done=job.done,
            total=job.total,
            message=job.message,
            heartbeat_at=timezone.now(),
        )
        if not held:
            raise ClaimLost

    def check_cancelled(self) -> None:
        if time.monotonic() - self.checked_at < PROGRESS_SECONDS:
            return
        self.checked_at = time.monotonic()
        row = Job.objects.filter(pk=self.job.pk).values_list("claim", "state", "cancel_requested").first()
        if row is None or row[:2] != (self.job.claim, "running"):
            raise ClaimLost
        if row[2]:
            raise JobCancelled
