"""What was imported, row by row, so that it can be understood, repeated without doubles, and undone."""

from typing import Any

from django.conf import settings
from django.db import models

from coins.choices import ImportState, RowResult
from coins.models.coin import Coin
from coins.querysets import OwnedQuerySet
from coinstack.jobs.models import Job
from coinstack.timestamps import Timestamped


class ImportBatch(Timestamped):
    """One file brought in. `mapping` is {column heading: field name}; `problems` are those of the file as a whole."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_batches")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_batches")
    format = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64, db_index=True)
    sheet = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEW)
    options: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    mapping: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict, blank=True)
    unmapped: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    problems: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list, blank=True)
    rows_count = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    duplicate_count = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "import batches"

    def __str__(self) -> str:
        return f"{self.file_name} ({self.created_at:%Y-%m-%d})"


class ImportRow(Timestamped):
    """One row as it stood in the file. `row_hash` is over the normalised cells: the key of a repeated import."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    raw: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    row_hash = models.CharField(max_length=64, db_index=True)
    result = models.CharField(max_length=10, choices=RowResult.choices)
    coin = models.ForeignKey(Coin, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_rows")
    coin_version = models.PositiveIntegerField(null=True, blank=True)
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    problems: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="coins_importrow_unique")]

    def __str__(self) -> str:
        return f"Row {self.number}"
