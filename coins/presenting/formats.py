"""Numbers, money, years and days as one collector wants to read them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self, cast

from django.utils import timezone
from django.utils.formats import date_format

from catalog.chronology import Notation, format_years
from coinstack.accounts.models import Preferences

HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Formats:
    notation: Notation = "BC/AD"
    decimal_comma: bool = False
    hides_money: bool = False

    @classmethod
    def of(cls, preferences: Preferences) -> Self:
        return cls(cast(Notation, preferences.era), preferences.decimal_comma, preferences.hide_money)

    def number(self, value: Decimal | int, *, places: int = 0) -> str:
        """The number without idle zeros, but with at least `places` decimals; thousands are not parted."""
        whole, _, decimals = f"{value:f}".partition(".")
        decimals = decimals.rstrip("0").ljust(places, "0")
        return f"{whole}{self._point}{decimals}" if decimals else whole

    def count(self, value: int) -> str:
        return f"{value:,}".replace(",", self._thousands)

    def money(self, amount: Decimal, currency: str) -> str:
        """'1,234.50 EUR', or '1.234,50 EUR' with the decimal comma; dots where the collector hides money."""
        if self.hides_money:
            return HIDDEN
        whole, _, cents = f"{amount:,.2f}".partition(".")
        text = f"{whole.replace(',', self._thousands)}{self._point}{cents}"
        return f"{text} {currency}" if currency else text

    def years(self, start: int | None, end: int | None, *, circa: bool = False) -> str:
        return format_years(start, end, circa=circa, notation=self.notation)

    def day(self, value: date) -> str:
        return date_format(value, "j F Y")

    def moment(self, value: datetime) -> str:
        return date_format(timezone.localtime(value), "j M Y, H:i")

    @property
    def _point(self) -> str:
        return "," if self.decimal_comma else "."

    @property
    def _thousands(self) -> str:
        return "." if self.decimal_comma else ","
