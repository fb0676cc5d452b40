"""Form fields that read what people write for a coin: weights, sizes, axes, sums, years, days, lists.

A field shows its value in the collector's notation (`formats`) and accepts any. What the parser found odd about an
accepted text stands in `remarks` after cleaning; a text that gives no value is an error.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.chronology import parse_date
from coins.calendar_dates import find_date
from coins.forms.sentences import sentences
from coins.numbers import read_number
from coins.physical import parse_die_axis, parse_money, parse_size_mm, parse_weight_g
from coins.presenting.formats import Formats
from coinstack.text import clean_text

LONGEST = 200
Reading = tuple[Any, tuple[str, ...]]


class OneLine(forms.CharField):
    """A text, verbatim but for space at its ends."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _plain_lines(initial) != _plain_lines(data)


class Prose(OneLine):
    """Browsers send line ends of their own; those are no change."""

    def to_python(self, value: Any) -> str:
        return _plain_lines(value)


def _plain_lines(value: Any) -> str:
    return re.sub(r"\r\n?", "\n", str(value or "")).strip()


class ReadField(forms.Field):
    """A line of text that is read into a value."""

    formats = Formats()
    unreadable = "This cannot be read."

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.remarks: tuple[str, ...] = ()

    def read(self, text: str) -> Reading:
        """Return the value, None when there is none, and the problems as parsers put them."""
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        text = clean_text(str(value or ""))
        self.remarks = ()
        if not text:
            return None
        if len(text) > LONGEST or "\x00" in str(value):
            raise ValidationError(f"At most {LONGEST} readable characters fit here.")
        found, problems = self.read(text)
        if found is None:
            raise ValidationError(" ".join(sentences(problems)) or self.unreadable)
        self.remarks = sentences(problems)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        if str(data or "").strip() == str(self.prepare_value(initial) or ""):
            return False
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class NumberField(ReadField):
    """`places` is how many decimals the column keeps."""

    unreadable = "This is not a number."

    def __init__(self, *, places: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.places = places

    def read(self, text: str) -> Reading:
        number = read_number(text.rstrip("% "), None, thousands=False)
        if number is None:
            return None, ()
        rounded = round(number, self.places)
        told = () if rounded == number else (f"rounded: {number} was rounded to {rounded}",)
        return (rounded if self.places else int(rounded)), told

    def prepare_value(self, value: Any) -> Any:
        return self.formats.number(value) if isinstance(value, Decimal | int) else value


class WeightField(NumberField):
    def read(self, text: str) -> Reading:
        # No coin weighs thousands of grams: a comma and a point are both decimal here.
        return parse_weight_g(text)


class SizeField(NumberField):
    def read(self, text: str) -> Reading:
        size, problems = parse_size_mm(text)
        return (None if size is None else round(size, self.places)), problems


class AxisField(NumberField):
    def read(self, text: str) -> Reading:
        return parse_die_axis(text)


class MoneyField(NumberField):
    """`currency` is the one typed with the amount; `percent` a share instead of an amount, where `shares` allows it.

    "$" alone is read as the US dollar; `is_bare_dollar` tells that no country was named.
    """

    unreadable = "This is not an amount of money."

    def __init__(self, *, shares: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.shares = shares
        self.currency = ""
        self.is_bare_dollar = False
        self.percent: Decimal | None = None

    def read(self, text: str) -> Reading:
        self.currency, self.is_bare_dollar, self.percent = "", False, None
        if self.shares and text.endswith("%"):
            self.percent = read_number(text.rstrip("% "), None, thousands=False)
            if self.percent is None or not 0 <= self.percent <= 100:
                return None, ("percent: a share lies between 0 and 100 %",)
            return Decimal(0), ()
        amount, currency, problems = parse_money(text)
        self.currency = currency or ""
        self.is_bare_dollar = "$" in text and parse_money(text.replace("$", " "))[:2] == (amount, None)
        return (None if amount is None else round(amount, self.places)), problems

    def has_changed(self, initial: Any, data: Any) -> bool:
        """What a share comes to is known only beside its base: one that was typed counts as a change."""
        return super().has_changed(initial, data) or self.percent is not None

    def share_of(self, base: Decimal) -> Decimal:
        """What the share that was typed comes to; 0 where a sum was typed."""
        return round(base * (self.percent or 0) / 100, self.places)

    def prepare_value(self, value: Any) -> Any:
        return self.formats.number(value, places=2) if isinstance(value, Decimal) else value


class CurrencyField(ReadField):
    unreadable = "A currency is three letters such as EUR, or its sign."

    def read(self, text: str) -> Reading:
        # A code of a currency that is long gone may stand on an old invoice.
        is_code = re.fullmatch("[A-Za-z]{3}", text)
        return (text.upper() if is_code else parse_money(f"1 {text}")[1]), ()


class YearField(ReadField):
    """Signed (−44), or as dates are written: "44 BC", "AD 14"; a century is its first year, or its last."""

    unreadable = "This is not a year. Write it as 44 BC, AD 14 or −44."

    def __init__(self, *, is_last: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.is_last = is_last

    def read(self, text: str) -> Reading:
        parsed = parse_date(text)
        return (parsed.year_end if self.is_last else parsed.year_start), parsed.problems

    def prepare_value(self, value: Any) -> Any:
        return self.formats.years(value, value) if isinstance(value, int) else value


class DayField(ReadField):
    """A day of our time. Of a month or a year alone the first day is kept, with a remark."""

    unreadable = "This is not a day. Write it as 2011-04-14 or 14 April 2011."

    def read(self, text: str) -> Reading:
        found = find_date(text)
        if found is None or found.text.strip() != text or found.precision not in {"day", "month", "year"}:
            return None, ()
        told = f"first_day: only the {found.precision} is given; kept as {found.first_day.isoformat()}"
        return found.first_day, () if found.precision == "day" else (told,)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class NamesField(forms.Field):
    """Several names in one box, parted by `separators`; the value is a list without doubles.

    Names in `whole` are not parted, even where they hold a separator.
    """

    whole: Sequence[str] = ()

    def __init__(self, *, separators: str, longest: int, glue: str, **options: Any) -> None:
        super().__init__(**options)
        self.separators, self.longest, self.glue = separators, longest, glue

    def to_python(self, value: Any) -> list[str]:
        if "\x00" in str(value):
            raise ValidationError("Remove the invisible NUL character.")
        names = map(clean_text, self._parts(str(value or "")))
        found = list(dict.fromkeys(name for name in names if name))
        too_long = next((name for name in found if len(name) > self.longest), None)
        if too_long:
            raise ValidationError(f"“{too_long[:30]}…” is longer than {self.longest} characters.")
        return found

    def _parts(self, text: str) -> list[str]:
        known = "|".join(map(re.escape, sorted(self.whole, key=len, reverse=True)))
        if not known:
            return re.split(self.separators, text)
        pieces = re.split(rf"(?:^|(?<={self.separators}))\s*({known})\s*(?={self.separators}|$)", text)
        parted = ([piece] if at % 2 else re.split(self.separators, piece) for at, piece in enumerate(pieces))
        return list(chain.from_iterable(parted))

    def prepare_value(self, value: Any) -> Any:
        return self.glue.join(value) if _is_names(value) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != list(initial or ())
        except ValidationError:
            return True


def _is_names(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)
