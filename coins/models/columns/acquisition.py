"""How the coin came and went, where it was found, what is written about it, and its life in the program."""

from decimal import Decimal

from django.db import models

from coins.choices import OwnershipStatus
from coins.models.columns.kinds import currency_code, measure, money, prose, term, text


class AcquisitionColumns(models.Model):
    """Amounts share the purchase's currency; `total_cost` is derived from them."""

    ownership_status = models.CharField(
        "ownership", max_length=12, choices=OwnershipStatus.choices, default=OwnershipStatus.OWNED
    )
    price = money("price")
    currency = currency_code("currency")
    buyers_premium = money("buyer's premium")
    tax = money("tax")
    shipping = money("shipping")
    total_cost: "models.DecimalField[Decimal | None, Decimal | None]" = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    acquired_on = models.DateField("acquired", null=True, blank=True)
    source = text(150, "acquired from")
    source_url = text(1000, "link")
    invoice = text(120, "invoice")
    disposed_on = models.DateField("disposed of", null=True, blank=True)
    disposal_price = money("disposal price")
    disposal_currency = currency_code("disposal currency")
    disposal_to = text(150, "disposed of to")
    disposal_notes = prose("disposal notes")

    class Meta:
        abstract = True


class FindColumns(models.Model):
    find_spot = text(255, "find spot")
    find_spot_term = term("find spot (vocabulary)", "coins_as_find_spot")
    find_latitude = measure(8, 5, "find latitude", low="-90", high="90")
    find_longitude = measure(8, 5, "find longitude", low="-180", high="180")
    find_date = models.DateField("found", null=True, blank=True)
    hoard = text(150, "hoard")

    class Meta:
        abstract = True


class TextColumns(models.Model):
    attribution_notes = prose("attribution notes")
    historical_significance = prose("historical significance")
    catalog_description = prose("catalogue description")
    condition_observations = prose("condition observed")
    personal_notes = prose("personal notes")
    rarity_summary = text(120, "rarity")

    class Meta:
        abstract = True


class LifecycleColumns(models.Model):
    """`version` counts the saves; a writer that started from an older one merges or is refused."""

    is_draft = models.BooleanField("draft", default=False)
    deleted_at = models.DateTimeField("in the trash since", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
