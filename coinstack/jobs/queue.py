"""Putting jobs into the queue and taking back the wish: the only place that speaks to django-q2."""

import contextlib
import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.tasks import async_task

from coinstack.accounts.models import User
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.registry import find_kind, slow_kinds

logger = logging.getLogger(__name__)


def enqueue(kind: str, *, owner: User | None = None, **args: Any) -> Job:
    """Create a job and queue it once the surrounding transaction is committed.

    `args` must be plain JSON (ids and small settings). Raises LookupError for a kind nobody registered.
    """
    if find_kind(kind) is None:
        raise LookupError(f"No job kind is called {kind!r}.")
    job = Job.objects.create(kind=kind, owner=owner, args=args, queued_at=timezone.now())
    _push_on_commit(job.pk)
    return job


def requeue(job_id: int) -> None:
    """Give a job a new queue entry. A second entry does no harm: only one run can claim the row."""
    Job.objects.filter(pk=job_id).update(queued_at=timezone.now())
    _push_on_commit(job_id)


def wake_next_slow() -> None:
    """Queue the slow job that has waited longest for its turn, if there is one."""
    waiting = Job.objects.filter(state=JobState.QUEUED, foreground=False, kind__in=slow_kinds())
    job_id = waiting.order_by("queued_at", "pk").values_list("pk", flat=True).first()
    if job_id is not None:
        requeue(job_id)


def cancel(job: Job) -> None:
    """Cancel a waiting job at once; ask a running one to stop after its present item."""
    now, asked = timezone.now(), Job.objects.filter(pk=job.pk)
    # The wish first: a job that goes from one step to the next meanwhile carries it along.
    asked.active().update(cancel_requested=True, updated_at=now)
    asked.filter(state=JobState.QUEUED).update(state=JobState.CANCELLED, finished_at=now)


def queue_is_empty() -> bool:
    """True when no entry waits to be taken by a worker; entries already taken do not count.

    False while Redis does not answer: nothing is known of the entries then.
    """
    try:
        return bool(get_broker().queue_size() == 0)
    except _unreachable() as error:
        logger.warning("The queue in Redis cannot be asked: %s", error)
        return False


def _unreachable() -> tuple[type[Exception], ...]:
    """What asking raises while Redis is away. Its client takes long to import, and is installed where it is used."""
    with contextlib.suppress(ImportError):
        from redis.exceptions import RedisError  # noqa: PLC0415

        return (RedisError,)
    return ()


def _push_on_commit(job_id: int) -> None:
    # robust: with the broker down the row stays queued, and the sweep queues it again.
    transaction.on_commit(lambda: _push(job_id), robust=True)


def _push(job_id: int) -> None:
    async_task("coinstack.jobs.runner.run", job_id, q_options={"save": False})
