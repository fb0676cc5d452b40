"""Jobs that ended are looked at for a while, then their rows go."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.utils import timezone

from coinstack.jobs.models import Job
from coinstack.jobs.querysets import JobQuerySet

DAYS_KEPT = 90
BATCH_SIZE = 500


def expired_jobs() -> JobQuerySet:
    """Jobs that ended more than DAYS_KEPT days ago.

    One that a row of another table refers to stays: how an import went is told by its job.
    """
    ended = Job.objects.ended_before(timezone.now() - timedelta(days=DAYS_KEPT))
    return ended.filter(*(~reference for reference in _references()))


def prune_jobs() -> int:
    """Delete the rows of expired jobs, some hundred at a time; returns how many."""
    pruned = 0
    while ids := list(expired_jobs().values_list("pk", flat=True)[:BATCH_SIZE]):
        Job.objects.filter(pk__in=ids).delete()
        pruned += len(ids)
    return pruned


def _references() -> Iterator[Exists]:
    """A condition for each foreign key to a job, wherever an app has one."""
    for field in Job._meta.get_fields(include_hidden=True):
        if isinstance(field, ForeignObjectRel):
            yield Exists(field.related_model._base_manager.filter(**{field.field.name: OuterRef("pk")}))
