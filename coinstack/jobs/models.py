"""Work that takes longer than a page may: one row a job, seen at /jobs/."""

from typing import Any

from django.conf import settings
from django.db import models

from coinstack.jobs.querysets import JobQuerySet
from coinstack.jobs.registry import find_kind
from coinstack.timestamps import Timestamped


class JobState(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class Job(Timestamped):
    """`args` holds ids and small settings only; `cursor` is where the next step of a long job starts.

    `done_before` is what earlier steps had done: a step that is repeated counts from there.
    `claim` names the run that holds the row: a run that was taken for dead and wakes up again can no longer write.
    `foreground` jobs are the work of a command in its own process: no worker ever takes one over.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="jobs"
    )
    kind = models.CharField(max_length=60)
    args: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    foreground = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    done_before = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(null=True, blank=True)
    message = models.CharField(max_length=300, blank=True, default="")
    error = models.TextField(blank=True, default="")
    result: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    cursor: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True, default="", editable=False)
    cancel_requested = models.BooleanField(default=False)
    queued_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "heartbeat_at"], name="jobs_state_heartbeat"),
            models.Index(fields=["owner", "-created_at"], name="jobs_owner_created"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} #{self.pk}"

    @property
    def kind_label(self) -> str:
        kind = find_kind(self.kind)
        return kind.label if kind else self.kind.replace("_", " ").capitalize()

    @property
    def state_label(self) -> str:
        return JobState(self.state).label

    @property
    def is_active(self) -> bool:
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def can_cancel(self) -> bool:
        return self.is_active and not self.cancel_requested

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def seconds(self) -> int | None:
        """From its first start to its end; None while it goes on, and where it never began."""
        if self.started_at is None or self.finished_at is None:
            return None
        # A clock may be set back meanwhile.
        return max(0, round((self.finished_at - self.started_at).total_seconds()))

    @property
    def result_url(self) -> str:
        """Where the finished work can be looked at, empty when there is no such page."""
        kind = find_kind(self.kind)
        return kind.url(self) if kind and kind.url and self.state == JobState.DONE else ""
