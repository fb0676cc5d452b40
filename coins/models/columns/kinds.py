"""Short spellings of the column kinds that the groups repeat."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import TextChoices

from catalog.models import Term

FIRST_YEAR, LAST_YEAR = -3000, 2100
NO_YEAR_ZERO = "There is no year 0: 1 BC is followed by AD 1."

LAST_ORDER = 32767
"""The last place among a coin's rows that their column can hold; those behind it stand by their age."""


def text(length: int, label: str | None = None, **options: Any) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=length, blank=True, default="", **options)


def prose(label: str | None = None) -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, default="")


def choice(choices: type[TextChoices], label: str | None = None) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=30, blank=True, default="", choices=choices.choices)


def no_year_zero(value: int) -> None:
    if value == 0:
        raise ValidationError(NO_YEAR_ZERO)


def year(label: str | None = None) -> "models.SmallIntegerField[int | None, int | None]":
    """A signed year: −44 is 44 BC, 0 does not exist (a table constraint refuses it)."""
    return models.SmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[no_year_zero, MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )


def small_number(low: int, high: int, label: str | None = None) -> "models.SmallIntegerField[int | None, int | None]":
    return models.SmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(low), MaxValueValidator(high)]
    )


def measure(
    digits: int, places: int, label: str | None = None, *, low: str = "0.001", high: str | None = None
) -> "models.DecimalField[Decimal | None, Decimal | None]":
    validators: list[Any] = [MinValueValidator(Decimal(low))]
    if high is not None:
        validators.append(MaxValueValidator(Decimal(high)))
    return models.DecimalField(
        label, max_digits=digits, decimal_places=places, null=True, blank=True, validators=validators
    )


def money(label: str | None = None) -> "models.DecimalField[Decimal | None, Decimal | None]":
    return measure(14, 2, label, low="0")


def currency_code(label: str | None = None) -> "models.CharField[str, str]":
    """An ISO 4217 code, or empty."""
    return models.CharField(label, max_length=3, blank=True, default="")


def term(label: str, related_name: str) -> "models.ForeignKey[Term | None, Term | None]":
    """The vocabulary's match for the text beside it; the text stays what the collector wrote."""
    return models.ForeignKey(
        Term, on_delete=models.SET_NULL, null=True, blank=True, related_name=related_name, verbose_name=label
    )


def folded(length: int) -> "models.CharField[str, str]":
    """Derived: the folded form of a text, for search, sort and filter."""
    return models.CharField(max_length=length, blank=True, default="", editable=False)
