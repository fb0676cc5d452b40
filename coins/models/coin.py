"""The coin: one specimen in one collector's cabinet."""

from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from coins.fields import FIELDS
from coins.models import columns
from coins.models.history import CoinChangeOrigin
from coins.models.owned import StoragePlace, Tag
from coins.querysets import CoinQuerySet
from coinstack.timestamps import Timestamped

DERIVED = (
    "title_norm",
    "issuer_norm",
    "portrait_subject_norm",
    "denomination_norm",
    "mint_norm",
    "region_norm",
    "city_norm",
    "obverse_legend_norm",
    "reverse_legend_norm",
    "inventory_sort",
    "dated_from",
    "dated_to",
    "grade_rank",
    "total_cost",
)
# What a list is sorted by.
SORTED_BY = (
    "issuer_norm",
    "denomination_norm",
    "mint_norm",
    "title_norm",
    "category",
    "metal",
    "dated_from",
    "weight_g",
    "diameter_mm",
    "die_axis_h",
    "grade_rank",
    "price",
    "acquired_on",
    "inventory_sort",
    "created_at",
)
# What a list is most often filtered and summed up by: one narrow pass over an index instead of the wide rows.
SUMMED = (
    "currency",
    "price",
    "weight_g",
    "metal",
    "category",
    "issuer_norm",
    "denomination_norm",
    "mint_norm",
    "dated_from",
    "dated_to",
)
# What the panel of filters counts, filters and sums by. SQLite reads this index instead of the wide rows, and for the
# sums only while the currency stands first; see the migration for PostgreSQL.
COUNTED = (
    "currency",
    *(spec.name for spec in FIELDS if spec.facet and spec.name != "tags"),
    "is_draft",
    "dated_from",
    "dated_to",
    "issuer_norm",
    "portrait_subject_norm",
    "denomination_norm",
    "mint_norm",
    "region_norm",
    "city_norm",
    "price",
    "weight_g",
)
HERE = Q(deleted_at__isnull=True)


def _index(name: str, *columns: str) -> models.Index:
    """An index over the coins not in the trash. SQLite reads it alone only when it holds `deleted_at` as well."""
    return models.Index(fields=["owner", *columns, "deleted_at"], condition=HERE, name=name)


class Coin(
    columns.IdentityColumns,
    columns.ChronologyColumns,
    columns.ObverseColumns,
    columns.ReverseColumns,
    columns.PhysicalColumns,
    columns.TreatmentColumns,
    columns.DieColumns,
    columns.GradingColumns,
    columns.AcquisitionColumns,
    columns.FindColumns,
    columns.TextColumns,
    columns.LifecycleColumns,
    Timestamped,
):
    """Written only through `coins/services`, which keeps version, history and derived columns."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coins")
    storage_place = models.ForeignKey(
        StoragePlace, on_delete=models.SET_NULL, null=True, blank=True, related_name="coins"
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="coins")
    import_batch = models.ForeignKey(
        "coins.ImportBatch",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="coins",
    )

    history = HistoricalRecords(bases=[CoinChangeOrigin], excluded_fields=[*DERIVED, "created_at", "updated_at"])
    objects = CoinQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            *(_index(f"coins_{name}"[:30], name, "id") for name in SORTED_BY),
            _index("coins_summed", *SUMMED),
            _index("coins_counted", *COUNTED),
            # Apart from the trash: one index for both would seem to SQLite as good as those above for unknown values.
            # With what is summed up: PostgreSQL then reads it alone for the figures of coins found by a search.
            _index("coins_present", "id", "currency", "price", "weight_g"),
            models.Index(fields=["owner", "deleted_at"], condition=Q(deleted_at__isnull=False), name="coins_trashed"),
            models.Index(fields=["owner", "source_url"], condition=~Q(source_url=""), name="coins_by_link"),
            models.Index(
                fields=["owner", "certification_number"],
                condition=~Q(certification_number=""),
                name="coins_by_certificate",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(year_start=0) & ~Q(year_end=0) & ~Q(reign_start=0) & ~Q(reign_end=0),
                name="coins_no_year_zero",
                violation_error_message=columns.NO_YEAR_ZERO,
            ),
            models.CheckConstraint(
                condition=Q(year_start__isnull=True)
                | Q(year_end__isnull=True)
                | Q(year_start__lte=models.F("year_end")),
                name="coins_years_in_order",
                violation_error_message="The coin's first year is later than its last.",
            ),
            models.CheckConstraint(
                condition=Q(reign_start__isnull=True)
                | Q(reign_end__isnull=True)
                | Q(reign_start__lte=models.F("reign_end")),
                name="coins_reign_in_order",
                violation_error_message="The reign's first year is later than its last.",
            ),
            models.CheckConstraint(
                condition=(Q(weight_g__isnull=True) | Q(weight_g__gt=0))
                & (Q(diameter_mm__isnull=True) | Q(diameter_mm__gt=0))
                & (Q(thickness_mm__isnull=True) | Q(thickness_mm__gt=0)),
                name="coins_measures_positive",
                violation_error_message="Weights and sizes are greater than zero.",
            ),
            models.CheckConstraint(
                condition=Q(die_axis_h__isnull=True) | Q(die_axis_h__gte=0.5, die_axis_h__lte=12),
                name="coins_die_axis_hours",
                violation_error_message="The die axis lies between 0.5 and 12 hours.",
            ),
            models.CheckConstraint(
                condition=(Q(strike_grade__isnull=True) | Q(strike_grade__gte=1, strike_grade__lte=5))
                & (Q(surface_grade__isnull=True) | Q(surface_grade__gte=1, surface_grade__lte=5)),
                name="coins_strike_surface",
                violation_error_message="Strike and surface are graded 1 to 5.",
            ),
            models.CheckConstraint(
                condition=(Q(price__isnull=True) | Q(price__gte=0))
                & (Q(disposal_price__isnull=True) | Q(disposal_price__gte=0)),
                name="coins_prices_not_negative",
                violation_error_message="A price is not negative.",
            ),
            models.UniqueConstraint(
                fields=["owner", "inventory_number"],
                condition=HERE & ~Q(inventory_number=""),
                name="coins_inventory_number_unique",
                violation_error_message="Another coin has this inventory number.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Coin {self.pk}"

    @classmethod
    def column(cls, name: str) -> "models.Field[Any, Any]":
        """The named column of the table; never a relation from another model."""
        return cast("models.Field[Any, Any]", cls._meta.get_field(name))
