"""An import under way: its file, how it is read, and what was decided for each of its rows."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import get_valid_filename

from coins.models import Coin, ImportBatch
from coins.querysets import OwnedQuerySet
from coinstack.jobs.models import Job
from coinstack.timestamps import Timestamped
from collections_app.choices import RowDecision, RowOutcome, WizardStep

Json = dict[str, Any]


def imports_folder() -> Path:
    return Path(settings.DATA_DIR) / "imports"


def stored_name(file_name: str) -> str:
    """A file's name as it is safe on every disk, and still the one its owner knows."""
    stem, dot, ending = file_name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return get_valid_filename(f"{stem.strip()[-60:] or 'table'}{dot}{ending[:8].lower()}")


class ImportSession(Timestamped):
    """One file on its way into the collection. Sessions are independent of each other.

    The file lies in `folder` below DATA_DIR/imports until the import is done; `has_rows` says that its rows were
    read into SessionRow. `step` is the furthest one reached. `mapping` is {column heading: {"target", "transforms":
    [{"kind", "value"}]}}; `judged_as` names the mapping and rules by which the rows were judged last.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_sessions")
    folder = models.CharField(max_length=32, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=20)
    detection: "models.JSONField[Json, Json]" = models.JSONField(default=dict, blank=True)
    sheet = models.CharField(max_length=120, blank=True, default="")
    header_row = models.PositiveIntegerField(default=0)
    encoding = models.CharField(max_length=20, blank=True, default="")
    delimiter = models.CharField(max_length=1, blank=True, default="")
    decimal_comma = models.BooleanField(null=True, blank=True)
    mapping: "models.JSONField[Json, Json]" = models.JSONField(default=dict, blank=True)
    options: "models.JSONField[Json, Json]" = models.JSONField(default=dict, blank=True)
    pictures: "models.JSONField[list[Json], list[Json]]" = models.JSONField(default=list, blank=True)
    step = models.CharField(max_length=6, choices=WizardStep.choices, default=WizardStep.FILE)
    has_rows = models.BooleanField(default=False, editable=False)
    judged_as = models.CharField(max_length=64, blank=True, default="", editable=False)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_sessions"
    )
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    check_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-updated_at"], name="collections_session_owner")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """Where the file lies; it may have vanished."""
        return self.folder_path / stored_name(self.file_name)

    @property
    def folder_path(self) -> Path:
        return imports_folder() / self.folder

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class SessionRow(Timestamped):
    """One row of a session's file. `cells` are as the file has them, `edits` what the collector wrote over them.

    `outcome` says what the run will make of the row, `known_coin` which coin it is taken for; `needs_attention` is
    true when a cell of it has a warning or an error. `file_problems` were found when the file was read, `told` when
    the row was held against the others.
    """

    session = models.ForeignKey(ImportSession, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells: "models.JSONField[Json, Json]" = models.JSONField(default=dict, blank=True)
    edits: "models.JSONField[Json, Json]" = models.JSONField(default=dict, blank=True)
    file_problems: "models.JSONField[list[Json], list[Json]]" = models.JSONField(default=list, blank=True)
    told: "models.JSONField[list[Json], list[Json]]" = models.JSONField(default=list, blank=True)
    decision = models.CharField(max_length=6, choices=RowDecision.choices, blank=True, default="")
    outcome = models.CharField(max_length=9, choices=RowOutcome.choices, blank=True, default="")
    needs_attention = models.BooleanField(default=False)
    known_coin = models.ForeignKey(Coin, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    known_reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ["session", "number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="collections_row_unique")]
        indexes = [models.Index(fields=["session", "outcome", "number"], name="collections_row_outcome")]

    def __str__(self) -> str:
        return f"Row {self.number}"


class SavedMapping(Timestamped):
    """A mapping kept under a name, offered again for files with the same headings (`headings`: folded, sorted)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_mappings")
    name = models.CharField(max_length=80)
    headings: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    mapping: "models.JSONField[Json, Json]" = models.JSONField(default=dict)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-used_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="collections_mapping_unique")]

    def __str__(self) -> str:
        return self.name
