"""How long a silent job counts as alive, and how often each part looks. Seconds; settings may say otherwise."""

from datetime import timedelta

from django.conf import settings

HEARTBEAT_SECONDS: float = getattr(settings, "JOB_HEARTBEAT_SECONDS", 5)
STALE_AFTER = timedelta(seconds=getattr(settings, "JOB_STALE_SECONDS", 60))
STALLED_AFTER = timedelta(seconds=getattr(settings, "JOB_STALLED_SECONDS", 45))
SWEEP_SECONDS: float = getattr(settings, "JOB_SWEEP_SECONDS", 15)
PROGRESS_SECONDS: float = getattr(settings, "JOB_PROGRESS_SECONDS", 1)
MAX_ATTEMPTS = 3
