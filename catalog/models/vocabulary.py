"""Rulers, mints, denominations and the other words of the field, each with its names in many languages."""

from typing import Any, Final

from django.db import models

from catalog.choices import NameKind, RelationKind, TermKind
from coinstack.text import fold
from coinstack.timestamps import Timestamped


class Term(Timestamped):
    """One concept. Years are signed (−44 = 44 BC) and mean reign or activity; coordinates are WGS 84 degrees."""

    kind = models.CharField(max_length=20, choices=TermKind.choices)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=220)
    uri = models.CharField("Nomisma URI", max_length=200, null=True, blank=True, unique=True)
    year_start = models.SmallIntegerField(null=True, blank=True)
    year_end = models.SmallIntegerField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    broader = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="narrower")
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")
    same_as: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    definition = models.TextField(blank=True)
    metadata: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=40, blank=True)
    is_curated = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="catalog_term_kind_slug"),
            models.CheckConstraint(
                condition=~models.Q(year_start=0) & ~models.Q(year_end=0), name="catalog_term_no_year_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.name


LONGEST_SPELLING: Final = 250


class TermName(Timestamped):
    """One spelling of a term; `text_norm` is the folded form that matching compares."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=12, blank=True)
    text = models.CharField(max_length=LONGEST_SPELLING)
    text_norm = models.CharField(max_length=LONGEST_SPELLING, editable=False, db_index=True)
    kind = models.CharField(max_length=12, choices=NameKind.choices, default=NameKind.ALTERNATE)

    class Meta:
        ordering = ["term", "language", "text", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "language", "text"], name="catalog_termname_unique"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_norm = fold(self.text)[:LONGEST_SPELLING]  # folding lengthens: ß is ss
        super().save(*args, **kwargs)


class TermRelation(Timestamped):
    """What ties one term to another: a ruler to a dynasty, a moneyer to a gens. Signed years, where they are known."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    target = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="related_from")
    year_start = models.SmallIntegerField(null=True, blank=True)
    year_end = models.SmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["term", "kind", "year_start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "kind", "target"], name="catalog_termrelation_unique"),
            models.CheckConstraint(
                condition=~models.Q(year_start=0) & ~models.Q(year_end=0), name="catalog_termrelation_no_year_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.get_kind_display().lower()} {self.target}"


class TermMatchCache(Timestamped):
    """What a vocabulary service answered for a text, until `expires_at`."""

    key = models.CharField(max_length=64, unique=True)
    payload: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
