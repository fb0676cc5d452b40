"""Where the coin was before."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from catalog.models import Term
from coins.choices import ProvenanceKind, ProvenanceStrength, RowSource
from coins.models.coin import Coin
from coins.models.columns.kinds import currency_code, money
from coins.models.history import ChangeOrigin
from coins.querysets import ChildQuerySet
from coinstack.timestamps import Timestamped


class ProvenanceEvent(Timestamped):
    """One station. `date_text` is as printed; `sort_date` only orders (first day of what is known)."""

    coin = models.ForeignKey(Coin, on_delete=models.CASCADE, related_name="provenance")
    kind = models.CharField(max_length=12, choices=ProvenanceKind.choices, default=ProvenanceKind.UNKNOWN)
    strength = models.CharField(max_length=12, choices=ProvenanceStrength.choices, blank=True, default="")
    source_name = models.CharField(max_length=200, blank=True, default="")
    house = models.ForeignKey(Term, on_delete=models.SET_NULL, null=True, blank=True, related_name="provenance_events")
    sale_name = models.CharField(max_length=200, blank=True, default="")
    sale_number = models.CharField(max_length=50, blank=True, default="")
    date_text = models.CharField(max_length=100, blank=True, default="")
    sort_date = models.DateField(null=True, blank=True)
    lot_number = models.CharField(max_length=50, blank=True, default="")
    hammer_price = money("hammer price")
    premium_pct = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    total_price = money("total")
    currency = currency_code("currency")
    catalog_reference = models.CharField(max_length=200, blank=True, default="")
    plate = models.CharField(max_length=50, blank=True, default="")
    url = models.CharField(max_length=1000, blank=True, default="")
    has_receipt = models.BooleanField(default=False)
    raw_text = models.TextField(blank=True, default="")
    notes = models.TextField(blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)
    row_source = models.CharField(max_length=12, choices=RowSource.choices, default=RowSource.USER)

    history = HistoricalRecords(bases=[ChangeOrigin], excluded_fields=["created_at", "updated_at"])
    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["coin", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(premium_pct__isnull=True) | models.Q(premium_pct__gte=0, premium_pct__lte=100),
                name="coins_provenance_premium",
            )
        ]

    def __str__(self) -> str:
        return self.source_name or self.get_kind_display()
