"""What a catalogue calls this coin."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from catalog.models import CatalogType
from coins.choices import Confidence, ReferenceSide, RowSource
from coins.models.coin import Coin
from coins.models.history import ChangeOrigin
from coins.querysets import ChildQuerySet
from coinstack.text import fold
from coinstack.timestamps import Timestamped


class CoinReference(Timestamped):
    """`text` is the citation verbatim and is never rewritten; `catalog_type` is what it was resolved to."""

    coin = models.ForeignKey(Coin, on_delete=models.CASCADE, related_name="references")
    catalog_type = models.ForeignKey(
        CatalogType,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="coin_references",
        verbose_name="type",
    )
    text = models.TextField()
    text_norm = models.TextField(editable=False, default="")
    order = models.PositiveSmallIntegerField(default=0)
    is_primary = models.BooleanField(default=False)
    needs_review = models.BooleanField(default=True)
    confidence = models.CharField(max_length=12, choices=Confidence.choices, blank=True, default="")
    side = models.CharField(max_length=8, choices=ReferenceSide.choices, blank=True, default="")
    is_plate_coin = models.BooleanField(default=False)
    page = models.CharField(max_length=30, blank=True, default="")
    plate = models.CharField(max_length=30, blank=True, default="")
    note = models.CharField(max_length=255, blank=True, default="")
    variant_note = models.CharField(max_length=255, blank=True, default="")
    rarity_note = models.CharField(max_length=100, blank=True, default="")
    disagreement_note = models.TextField(blank=True, default="")
    row_source = models.CharField(max_length=12, choices=RowSource.choices, default=RowSource.USER)

    history = HistoricalRecords(bases=[ChangeOrigin], excluded_fields=["text_norm", "created_at", "updated_at"])
    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["coin", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coin"], condition=models.Q(is_primary=True), name="coins_reference_one_primary"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_norm = fold(self.text)
        super().save(*args, **kwargs)
