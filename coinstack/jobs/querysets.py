"""Which jobs a person may see, and which ones need attention."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q

from coinstack.jobs.timing import long_ago

if TYPE_CHECKING:
    from coinstack.jobs.models import Job  # noqa: F401 - names the row type


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """The user's own jobs; staff also see those that belong to nobody (loading the shared catalogue)."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(owner_id=user.pk)
        return self.filter(mine | Q(owner__isnull=True) if getattr(user, "is_staff", False) else mine)

    def active(self) -> Self:
        return self.filter(state__in=["queued", "running"])

    def ended_before(self, moment: datetime) -> Self:
        """Done, failed or cancelled before `moment`."""
        return self.exclude(state__in=["queued", "running"]).filter(finished_at__lt=moment)

    def stale(self, now: datetime, after: timedelta) -> Self:
        """Running by their row, but nobody has given a sign of life for longer than `after`."""
        silent = long_ago("heartbeat_at", now, after) | Q(heartbeat_at__isnull=True)
        return self.filter(silent, state="running")

    def update_claimed(self, pk: int, claim: str, **values: Any) -> bool:
        """Write to a running job only while this claim still holds it; False when another run took it over."""
        return bool(self.filter(pk=pk, state="running", claim=claim).update(**values))
