"""Where a coin lies, and the collector's own marks on it."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from coins.models.history import ChangeOrigin
from coins.place_paths import SEPARATOR
from coins.querysets import OwnedQuerySet
from coinstack.text import fold
from coinstack.timestamps import Timestamped

LONGEST_TAG = 60


class StoragePlace(Timestamped):
    """A cabinet, tray, box or bank safe; places nest. `path_text` is derived: "Cabinet 2 › Tray 5 › 1-4"."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="storage_places")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=80)
    path_text = models.CharField(max_length=400, editable=False)
    path_norm = models.CharField(max_length=400, editable=False)
    notes = models.TextField(blank=True, default="")

    history = HistoricalRecords(bases=[ChangeOrigin], excluded_fields=["path_norm", "created_at", "updated_at"])
    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["path_norm", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "parent", "name"], name="coins_storage_unique"),
            # NULL parents count as distinct in the constraint above.
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=models.Q(parent__isnull=True),
                name="coins_storage_top_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.path_text

    @property
    def path(self) -> list[str]:
        """The names from the outermost place inwards."""
        return self.path_text.split(SEPARATOR)

    def save(self, *args: object, **kwargs: object) -> None:
        self.path_text = f"{self.parent.path_text}{SEPARATOR}{self.name}" if self.parent else self.name
        self.path_norm = fold(self.path_text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Tag(Timestamped):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=LONGEST_TAG)
    name_norm = models.CharField(max_length=LONGEST_TAG, editable=False)

    history = HistoricalRecords(bases=[ChangeOrigin], excluded_fields=["name_norm", "created_at", "updated_at"])
    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name_norm", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name_norm"], name="coins_tag_unique")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_norm = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
