"""Catalogues and the coin types they number."""

from typing import Any

from django.db import models

from catalog.choices import NumberingRestarts
from catalog.models.vocabulary import Term
from coinstack.timestamps import Timestamped


class CatalogSystem(Timestamped):
    """One work of reference (RIC, Crawford, RPC …). `volumes` lists each volume with editions and scope."""

    code = models.SlugField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    abbreviations: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    volumes: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list, blank=True)
    restarts_on = models.CharField(
        "numbers restart on",
        max_length=10,
        choices=NumberingRestarts.choices,
        default=NumberingRestarts.NEVER,
    )
    display_rule = models.CharField(max_length=120, blank=True)
    url_template = models.CharField(max_length=250, blank=True)
    publication_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


def _term(related_name: str) -> "models.ForeignKey[Term | None, Term | None]":
    return models.ForeignKey(
        Term, on_delete=models.SET_NULL, null=True, blank=True, related_name=f"types_as_{related_name}"
    )


class CatalogType(Timestamped):
    """A type in a catalogue: what a number stands for. A number that no loaded catalogue holds is a stub row.

    `volume` is written as in references (IV, II.1, 3.1), `section` is the code of ruler, mint, gens or person that the
    numbers restart on (aug, tri), `number` has no letter, `suffix` is the letter with the subtype behind it (d, k.3,
    A.viia), `qualifier` the denomination or the like where one printed number stands for several types.
    """

    system = models.ForeignKey(CatalogSystem, on_delete=models.PROTECT, related_name="types")
    volume = models.CharField(max_length=20, blank=True)
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    section = models.CharField("ruler or mint within the volume", max_length=60, blank=True)
    number = models.CharField(max_length=30, blank=True)
    number_sort = models.CharField(max_length=60, blank=True, db_index=True)
    suffix = models.CharField(max_length=20, blank=True)
    supplement = models.CharField(max_length=20, blank=True)
    qualifier = models.CharField("what parts one printed number", max_length=40, blank=True)
    display = models.CharField(max_length=160)
    uri = models.CharField(max_length=200, null=True, blank=True, unique=True)

    authority = _term("authority")
    issuer = _term("issuer")
    mint = _term("mint")
    denomination = _term("denomination")
    material = _term("material")
    region = _term("region")
    year_start = models.SmallIntegerField(null=True, blank=True)
    year_end = models.SmallIntegerField(null=True, blank=True)

    obverse_legend = models.TextField(blank=True)
    obverse_legend_norm = models.TextField(blank=True, editable=False)
    obverse_description = models.TextField(blank=True)
    obverse_portrait = _term("obverse_portrait")
    reverse_legend = models.TextField(blank=True)
    reverse_legend_norm = models.TextField(blank=True, editable=False)
    reverse_description = models.TextField(blank=True)
    reverse_portrait = _term("reverse_portrait")

    rarity = models.CharField(max_length=10, blank=True)
    mean_weight_g = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    mean_diameter_mm = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    source = models.CharField(max_length=20, blank=True)
    raw: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    stale_after = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces")

    class Meta:
        ordering = ["system", "volume", "section", "number_sort", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "display"], name="catalog_type_system_display"),
            models.CheckConstraint(
                condition=~models.Q(year_start=0) & ~models.Q(year_end=0), name="catalog_type_no_year_zero"
            ),
        ]
        indexes = [
            models.Index(fields=["system", "volume", "number_sort"], name="catalog_type_number"),
            models.Index(fields=["system", "number", "volume", "section"], name="catalog_type_lookup"),
        ]

    def __str__(self) -> str:
        return self.display
