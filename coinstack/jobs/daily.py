"""Work that falls due by itself: each app registers its own, the supervisor's sweep queues it, once a day at most."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from coinstack.jobs.models import Job
from coinstack.jobs.queue import enqueue

EVERY = timedelta(hours=24)
DUE: dict[str, Callable[[], bool]] = {}


def register_daily(kind: str, *, is_due: Callable[[], bool]) -> None:
    """Queue a job of `kind` whenever `is_due()` says that there is something to do and none was made for a day."""
    DUE[kind] = is_due


def queue_daily() -> list[str]:
    """Queue what is due; returns the kinds."""
    now = timezone.now()
    day = (now - EVERY, now)  # a row made later than now was made before the clock was set back
    queued = []
    for kind, is_due in DUE.items():
        if not Job.objects.filter(kind=kind, created_at__range=day).exists() and is_due():
            enqueue(kind)
            queued.append(kind)
    return queued
