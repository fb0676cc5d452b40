"""The single references that stand in the text of a coin's reference."""

from django.db import models

from catalog.models import CatalogType
from coins.choices import ReadingState
from coins.models.reference import CoinReference


class ReadingQuerySet(models.QuerySet["ReferenceReading"]):
    def of_coin(self, coin_id: int) -> "ReadingQuerySet":
        return self.filter(reference__coin_id=coin_id)


class ReferenceReading(models.Model):
    """One reference as it was read: `text` is reference.text[start:end]. Read anew whenever the text is, never edited.

    `volume`, `number` and `suffix` are written as by the parser; `candidates` lists {"uri", "display"} where several
    types of the local catalogue are possible; `catalog_type` is set when exactly one is (or is a stub of its own for a
    work that is not loaded). `problems` are codes of the parser and the resolver.
    """

    reference = models.ForeignKey(CoinReference, on_delete=models.CASCADE, related_name="readings")
    order = models.PositiveSmallIntegerField(default=0)
    system = models.CharField(max_length=30, blank=True)
    volume = models.CharField(max_length=20, blank=True)
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    section = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=40, blank=True)
    suffix = models.CharField(max_length=20, blank=True)
    display = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    relation = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12, choices=ReadingState.choices)
    confidence = models.FloatField(default=0)
    problems: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    candidates: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(
        default=list, blank=True
    )
    catalog_type = models.ForeignKey(
        CatalogType, on_delete=models.SET_NULL, null=True, blank=True, related_name="readings"
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["reference", "order"]
        constraints = [models.UniqueConstraint(fields=["reference", "order"], name="coins_reading_unique")]

    def __str__(self) -> str:
        return self.display or self.text
