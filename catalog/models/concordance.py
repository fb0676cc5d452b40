"""Types that are one, and where else a type is described."""

import uuid
from typing import Any

from django.db import models
from django.db.models.functions import Now

from catalog.choices import TypeLinkState
from catalog.models.types import CatalogType
from coinstack.timestamps import Timestamped


class Concordance(Timestamped):
    """A type's place in a group of equivalents: all rows of one `group` are the same type in different works."""

    group = models.UUIDField(default=uuid.uuid4, db_index=True)
    catalog_type = models.ForeignKey(CatalogType, on_delete=models.CASCADE, related_name="concordances")
    confidence = models.FloatField(default=1.0, help_text="0 to 1")
    source = models.CharField(max_length=20, default="user", help_text="catalogue, literature, user or coins")
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "catalog_type"], name="catalog_concordance_unique"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0) & models.Q(confidence__lte=1),
                name="catalog_concordance_confidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.catalog_type} ({self.source})"


class ExternalLink(Timestamped):
    """Where a type stands in a catalogue on the web; what was read there is kept in `data`."""

    catalog_type = models.ForeignKey(CatalogType, on_delete=models.CASCADE, related_name="external_links")
    source = models.CharField(max_length=20)
    external_id = models.CharField(max_length=200, blank=True)
    url = models.CharField("address", max_length=300)
    state = models.CharField(max_length=10, choices=TypeLinkState.choices, default=TypeLinkState.PENDING)
    data: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    last_synced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["catalog_type", "source"]
        constraints = [
            models.UniqueConstraint(fields=["catalog_type", "source"], name="catalog_externallink_unique"),
        ]

    def __str__(self) -> str:
        return self.url


class CatalogVersion(models.Model):
    """A number that grows with every change of types or terms, so that what was made from them knows its age."""

    name = models.CharField(max_length=20, unique=True)
    number = models.PositiveBigIntegerField(default=1, db_default=1)
    changed_at = models.DateTimeField(auto_now=True, db_default=Now())

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
