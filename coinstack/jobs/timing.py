"""How long a silent job counts as alive, and how often each part looks. Seconds; settings may say otherwise."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

HEARTBEAT_SECONDS: float = getattr(settings, "JOB_HEARTBEAT_SECONDS", 5)
STALE_AFTER = timedelta(seconds=getattr(settings, "JOB_STALE_SECONDS", 60))
STALLED_AFTER = timedelta(seconds=getattr(settings, "JOB_STALLED_SECONDS", 45))
SWEEP_SECONDS: float = getattr(settings, "JOB_SWEEP_SECONDS", 15)
PROGRESS_SECONDS: float = getattr(settings, "JOB_PROGRESS_SECONDS", 1)
MAX_ATTEMPTS = 3


def long_ago(column: str, now: datetime, span: timedelta) -> Q:
    """Rows whose moment lies more than `span` before now, or as far behind it: written before a clock was set back."""
    return Q(**{f"{column}__lt": now - span}) | Q(**{f"{column}__gt": now + span})


def of_late(column: str, now: datetime, span: timedelta) -> Q:
    return Q(**{f"{column}__range": (now - span, now + span)})
