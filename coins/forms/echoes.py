"""What a box is understood to say, told beside it while somebody types, and again when the page is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.chronology import parse_date
from coins.fields import BY_NAME
from coins.forms.building import form_field
from coins.forms.fields import MoneyField, ReadField
from coins.forms.sentences import sentences
from coins.grading import parse_grade
from coins.plausibility import doubts_of
from coins.presenting.axis import axis_shown
from coins.presenting.formats import Formats
from coins.services.children import event_columns, lines_in
from coinstack.text import clean_text

MOST_STATIONS = 12
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Echo:
    """`lines` say what was understood; `doubts` what is odd about it."""

    lines: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def echo(name: str, texts: Texts, formats: Formats) -> Echo:
    """The echo of the box `name`; `texts` are the boxes as sent. KeyError for a box without one.

    Never raises for what was typed. An empty box has no echo.
    """
    write = ECHOES[name]
    return write(texts, formats) if clean_text(texts.get(name, "")) else Echo()


def _date(texts: Texts, formats: Formats) -> Echo:
    text = clean_text(texts.get("date_text", ""))
    parsed = parse_date(text, ruler=texts.get("issuer", ""))
    struck = {"year_start": parsed.year_start, "year_end": parsed.year_end}
    years = formats.years(parsed.year_start, parsed.year_end, circa=parsed.circa)
    told = sentences(parsed.problems)
    if not years:
        return Echo((), (*told, "No year can be read; the date is kept as written."))
    reign = {name: _value(name, texts, formats)[0] for name in ("reign_start", "reign_end")}
    doubts = doubts_of({**reign, **struck})
    certainty = BY_NAME["dating_certainty"].choices.get(parsed.certainty, "").lower()
    return Echo((f"Reads as {years}{f' ({certainty})' if certainty else ''}",), (*told, *(one.text for one in doubts)))


def _year(name: str) -> Callable[[Texts, Formats], Echo]:
    def write(texts: Texts, formats: Formats) -> Echo:
        value, told = _value(name, texts, formats)
        return Echo((f"Reads as {formats.years(value, value)}",) if value is not None else (), told)

    return write


def _axis(texts: Texts, formats: Formats) -> Echo:
    hours, told = _value("die_axis_h", texts, formats)
    if hours is None:
        return Echo((), told)
    return Echo((axis_shown(hours, formats).text,), told)


def _measure(name: str) -> Callable[[Texts, Formats], Echo]:
    unit = BY_NAME[name].unit

    def write(texts: Texts, formats: Formats) -> Echo:
        value, told = _value(name, texts, formats)
        if value is None:
            return Echo((), told)
        doubts = doubts_of({name: value, "denomination": texts.get("denomination", "")})
        return Echo((f"{formats.number(value)} {unit}",), (*told, *(one.text for one in doubts)))

    return write


def _grade(texts: Texts, formats: Formats) -> Echo:
    parsed = parse_grade(texts["grade"][:300])
    told = sentences(parsed.problems)
    if parsed.rank is None:
        return Echo((), (*told, "It is kept as written and not ranked."))
    service = f", {parsed.service.upper()}" if parsed.service else ""
    return Echo((f"{parsed.grade}{service} · rank {parsed.rank} of 70",), told)


def _all_in(texts: Texts, formats: Formats) -> Echo:
    """Price, premium, tax and shipping together, shares worked out; no sum while one of them cannot be read."""
    total, currency = Decimal(0), clean_text(texts.get("currency", ""))[:12].upper()
    # In this order each share is one of what stands before it.
    for name in ("price", "buyers_premium", "tax", "shipping"):
        field = form_field(BY_NAME[name])
        assert isinstance(field, MoneyField)
        value, told = _cleaned(field, texts.get(name, ""), formats)
        if value is None and told:
            return Echo((), told if name == "price" else ())
        total += (value or 0) + field.share_of(total)
        currency = (field.currency if name == "price" else "") or currency
    return Echo((f"All in: {formats.money(total, currency)}",))


def _provenance(texts: Texts, formats: Formats) -> Echo:
    stations = [row for line in lines_in(texts["provenance"][:20_000])[:MOST_STATIONS] for row in event_columns(line)]
    return Echo(tuple(_station(row) for row in stations))


def _station(row: Mapping[str, Any]) -> str:
    sale = " ".join(part for part in (row.get("sale_name", ""), row.get("sale_number", "")) if part)
    lot = f"lot {row['lot_number']}" if row.get("lot_number") else ""
    parts = (row["kind"].capitalize(), row.get("source_name", ""), sale, row.get("date_text", ""), lot)
    told = " · ".join(part for part in parts if part)
    return f"{told} ({row['strength']})" if row.get("strength") else told


def _value(name: str, texts: Texts, formats: Formats) -> tuple[Any, tuple[str, ...]]:
    return _cleaned(form_field(BY_NAME[name]), texts.get(name, ""), formats)


def _cleaned(field: forms.Field, text: str, formats: Formats) -> tuple[Any, tuple[str, ...]]:
    """The value and what was odd about it; None with the reason where there is none."""
    assert isinstance(field, ReadField)
    field.formats = formats
    try:
        return field.clean(text), field.remarks
    except ValidationError as error:
        return None, tuple(error.messages)


ECHOES: dict[str, Callable[[Texts, Formats], Echo]] = {
    "date_text": _date,
    "grade": _grade,
    "die_axis_h": _axis,
    "price": _all_in,
    "provenance": _provenance,
    **{name: _year(name) for name in ("year_start", "year_end", "reign_start", "reign_end")},
    **{name: _measure(name) for name in ("weight_g", "diameter_mm")},
}
# Which other boxes an echo looks at, and which ones bring it up to date.
LOOKS_AT = {
    "date_text": ("issuer", "reign_start", "reign_end"),
    "weight_g": ("denomination",),
    "price": ("currency", "buyers_premium", "tax", "shipping"),
}
