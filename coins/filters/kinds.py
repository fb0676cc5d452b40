"""How a filter's values are read, what they match, and how they are shown: one class for each kind of field."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from django.db.models import Q
from django.utils import timezone

from catalog.chronology import parse_date, validate_year
from coins.filters.sorting import has_folded
from coins.presenting import Formats
from coinstack.text import fold, fold_key

Side = Literal["min", "max"]


class Unreadable(ValueError):
    """A value or a use of the filter that makes no sense; the message is one sentence for the collector."""


class FilterKind:
    """One filterable name. Values are kept as canonical text, so that an address says the same after a round trip.

    `read*` return the canonical text or raise Unreadable; the others get canonical texts only.
    """

    def __init__(self, name: str, label: str) -> None:
        self.name, self.label = name, label

    def read(self, text: str) -> str:
        raise Unreadable(f"“{self.label}” can only be asked for being blank: none={self.name}.")

    def matching(self, values: Sequence[str]) -> Q:
        raise NotImplementedError

    def read_bound(self, text: str, side: Side) -> str:
        raise Unreadable(f"“{self.label}” has no range.")

    def bounded(self, value: str, side: Side) -> Q:
        return Q(**{f"{self.name}__{'gte' if side == 'min' else 'lte'}": value})

    def blank(self) -> Q:
        """Raises Unreadable where the field is never blank."""
        return Q(**{f"{self.name}__isnull": True})

    def shown(self, value: str, formats: Formats) -> str:
        return value


class TextKind(FilterKind):
    """Compared in folded form where the coin keeps one: "Augustus" and "AVGVSTVS" are one ruler."""

    def read(self, text: str) -> str:
        return text

    def matching(self, values: Sequence[str]) -> Q:
        if has_folded(self.name):
            return Q(**{f"{self.name}_norm__in": [fold(value) for value in values]})
        found = Q()
        for value in values:
            found |= Q(**{f"{self.name}__iexact": value})
        return found

    def blank(self) -> Q:
        return Q(**{f"{self.name}_norm" if has_folded(self.name) else self.name: ""})


class ProseKind(FilterKind):
    def blank(self) -> Q:
        return Q(**{self.name: ""})


class ListKind(FilterKind):
    def blank(self) -> Q:
        return Q(**{self.name: []})


class ChoiceKind(FilterKind):
    def __init__(self, name: str, label: str, choices: dict[str, str]) -> None:
        super().__init__(name, label)
        self.choices = choices
        self.by_key = {fold_key(word): value for value, shown in choices.items() for word in (shown, value)}

    def read(self, text: str) -> str:
        value = self.by_key.get(fold_key(text))
        if value is None:
            raise Unreadable(f"“{self.label}” has no value “{text}”.")
        return value

    def matching(self, values: Sequence[str]) -> Q:
        return Q(**{f"{self.name}__in": list(values)})

    def blank(self) -> Q:
        return Q(**{self.name: ""})

    def shown(self, value: str, formats: Formats) -> str:
        return self.choices[value]


class FlagKind(FilterKind):
    WORDS = {"1": "1", "true": "1", "yes": "1", "on": "1", "0": "0", "false": "0", "no": "0", "off": "0"}

    def read(self, text: str) -> str:
        if text.lower() not in self.WORDS:
            raise Unreadable(f"“{self.label}” is yes or no, not “{text}”.")
        return self.WORDS[text.lower()]

    def matching(self, values: Sequence[str]) -> Q:
        return Q(**{f"{self.name}__in": [value == "1" for value in values]})

    def blank(self) -> Q:
        raise Unreadable(f"“{self.label}” is yes or no and never blank.")

    def shown(self, value: str, formats: Formats) -> str:
        return "yes" if value == "1" else "no"


class NumberKind(FilterKind):
    """`digits` before and `places` after the decimal point, as many as the column holds."""

    def __init__(self, name: str, label: str, *, digits: int, places: int, unit: str = "") -> None:
        super().__init__(name, label)
        self.limit, self.places, self.unit = Decimal(10) ** digits, places, unit

    def read(self, text: str) -> str:
        try:
            number = Decimal(text.replace(",", ".")).normalize() + 0  # no minus on zero
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            raise Unreadable(f"“{self.label}” is a number, not “{text}”.")
        if abs(number) >= self.limit:
            raise Unreadable(f"“{self.label}” is never as large as “{text}”.")
        if -int(number.as_tuple().exponent) > self.places:
            raise Unreadable(f"“{self.label}” has at most {self.places} decimals.")
        return f"{number:f}"

    def matching(self, values: Sequence[str]) -> Q:
        return Q(**{f"{self.name}__in": [Decimal(value) for value in values]})

    def read_bound(self, text: str, side: Side) -> str:
        return self.read(text)

    def bounded(self, value: str, side: Side) -> Q:
        return Q(**{f"{self.name}__{'gte' if side == 'min' else 'lte'}": Decimal(value)})

    def shown(self, value: str, formats: Formats) -> str:
        number = formats.number(Decimal(value))
        return f"{number} {self.unit}" if self.unit and not self.unit.startswith("/") else number


class YearKind(FilterKind):
    """A year column: signed (−44), or as dates are written ("44 BC", "2nd century AD")."""

    def read(self, text: str) -> str:
        first, last = self._span(text)
        if first != last:
            raise Unreadable(f"“{self.label}” is one year, not “{text}”.")
        return str(first)

    def matching(self, values: Sequence[str]) -> Q:
        return Q(**{f"{self.name}__in": [int(value) for value in values]})

    def read_bound(self, text: str, side: Side) -> str:
        first, last = self._span(text)
        return str(first if side == "min" else last)

    def shown(self, value: str, formats: Formats) -> str:
        return formats.years(int(value), int(value))

    def _span(self, text: str) -> tuple[int, int]:
        if re.fullmatch(r"[-+]?[0-9]{1,5}", text):
            first, last = int(text), int(text)
        else:
            date = parse_date(text)
            if date.year_start is None or date.year_end is None:
                raise Unreadable(f"“{self.label}” is a year such as -44, 44 BC or AD 14, not “{text}”.")
            first, last = date.year_start, date.year_end
        try:
            validate_year(first)
            validate_year(last)
        except ValueError as error:
            raise Unreadable(f"“{self.label}”: {error}.") from error
        return first, last


class DatedKind(YearKind):
    """`year`: when the coin was struck, else its reign. A coin belongs to a range that its span overlaps."""

    def matching(self, values: Sequence[str]) -> Q:
        found = Q()
        for value in values:
            found |= Q(dated_from__lte=int(value), dated_to__gte=int(value))
        return found

    def bounded(self, value: str, side: Side) -> Q:
        return Q(dated_to__gte=int(value)) if side == "min" else Q(dated_from__lte=int(value))

    def blank(self) -> Q:
        return Q(dated_from__isnull=True)


class DayKind(FilterKind):
    """A day of our time: 2024-03-14; a range may also be bounded by 2024-03 or 2024."""

    PATTERN = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII)

    def read(self, text: str) -> str:
        first, last = self._span(text)
        if first != last:
            raise Unreadable(f"“{self.label}” is one day such as 2024-03-14, not “{text}”.")
        return first.isoformat()

    def matching(self, values: Sequence[str]) -> Q:
        return Q(**{f"{self.name}__in": [date.fromisoformat(value) for value in values]})

    def read_bound(self, text: str, side: Side) -> str:
        first, last = self._span(text)
        return (first if side == "min" else last).isoformat()

    def bounded(self, value: str, side: Side) -> Q:
        lookup = "gte" if side == "min" else "lte"
        return Q(**{f"{self.name}__{lookup}": date.fromisoformat(value)})

    def shown(self, value: str, formats: Formats) -> str:
        return formats.day(date.fromisoformat(value))

    def _span(self, text: str) -> tuple[date, date]:
        found = self.PATTERN.fullmatch(text)
        year, month, day = (int(part) if part else None for part in found.groups()) if found else (0, 0, 0)
        try:
            first = date(year or 0, month or 1, day or 1)
            last = first if day else _last_day(date(year or 0, month or 12, 1))
        except ValueError as error:
            raise Unreadable(f"“{self.label}” is a day such as 2024-03-14, not “{text}”.") from error
        return first, last


class MomentKind(DayKind):
    """The day of a moment, as the clock of this installation counts days; a range, so that an index can serve it."""

    # A day from the end of the calendar has no moment in every time zone.
    FIRST, LAST = date(2, 1, 1), date(9998, 12, 31)

    def matching(self, values: Sequence[str]) -> Q:
        found = Q(pk__in=[])
        for value in values:
            found |= self.bounded(value, "min") & self.bounded(value, "max")
        return found

    def bounded(self, value: str, side: Side) -> Q:
        lookup, time_of_day = ("gte", time.min) if side == "min" else ("lte", time.max)
        day = min(max(date.fromisoformat(value), self.FIRST), self.LAST)
        moment = datetime.combine(day, time_of_day)
        return Q(**{f"{self.name}__{lookup}": timezone.make_aware(moment)})


def _last_day(month: date) -> date:
    """The last day of the month that `month` is the first of; year 9999 has one too."""
    try:
        return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except OverflowError:
        return date.max


def number_kind(name: str, label: str, column: Any, unit: str = "") -> NumberKind:
    if hasattr(column, "decimal_places"):
        places = column.decimal_places
        return NumberKind(name, label, digits=column.max_digits - places, places=places, unit=unit)
    return NumberKind(name, label, digits=5, places=0, unit=unit)
