"""From an entry of the table of fields to the form field in which a collector edits it."""

from collections.abc import Callable
from typing import Any

from django import forms

from coins.field_spec import FieldSpec
from coins.forms.fields import (
    AxisField,
    CurrencyField,
    DayField,
    MoneyField,
    NamesField,
    NumberField,
    OneLine,
    Prose,
    SizeField,
    WeightField,
    YearField,
)
from coins.forms.linked_fields import PlaceField, TermField
from coins.models.owned import LONGEST_TAG
from coins.term_kinds import TERM_KINDS

# What a form says beside the field where the table of fields says nothing.
HELP = {
    "title": "Left empty, it follows from portrait or issuer and denomination.",
    "date_text": "As printed: “c. 44–42 BC”, “AD 193/4”, “2nd century BC”.",
    "weight_g": "3.79 or 3,79",
    "die_axis_h": "Hours (6), degrees (180°) or an arrow (↓)",
    "buyers_premium": "An amount, or a share of the price: 20 %",
    "tax": "An amount, or a share of price and premium: 7 %",
    "price": "120, or with its currency: € 1.250,00",
    "tags": "Separated by commas",
    "storage_place": "From the outside in: Cabinet 2 › Tray 5",
    "surface_issues": "One on each line",
    "acquired_on": "2011-04-14 or 14 April 2011",
}
MONEY = {"price", "buyers_premium", "tax", "shipping", "disposal_price"}
SHARES = {"buyers_premium", "tax"}
CURRENCIES = {"currency", "disposal_currency"}
NUMBERS: dict[str, type[NumberField]] = {
    "weight_g": WeightField,
    "expected_weight_g": WeightField,
    "diameter_mm": SizeField,
    "thickness_mm": SizeField,
    "die_axis_h": AxisField,
}
LONGEST_ENTRY = 500  # characters of one entry of a list
# Boxes that start with four lines rather than two.
LONG_PROSE = {"attribution_notes", "historical_significance", "catalog_description", "personal_notes"}


def form_field(spec: FieldSpec) -> forms.Field:
    """The field with label, help and validators; nothing of a coin is required."""
    field = _BUILDERS[spec.kind](spec)
    field.label = spec.label
    field.help_text = spec.help or HELP.get(spec.name, "")
    # A choice with a default has no blank; everything else may stay empty.
    field.required = spec.kind == "choice" and bool(spec.column.get_default())
    return field


def hidden_tags_field() -> NamesField:
    """Parted by line ends, which no name holds."""
    return NamesField(separators=r"\n", longest=LONGEST_TAG, glue="\n", required=False, widget=forms.HiddenInput())


def _text(spec: FieldSpec) -> forms.Field:
    if spec.name in CURRENCIES:
        return CurrencyField(widget=_line(size=5, maxlength=12))
    return OneLine(max_length=spec.column.max_length, widget=_line())


def _prose(spec: FieldSpec) -> forms.Field:
    return Prose(widget=forms.Textarea(attrs={"rows": 4 if spec.name in LONG_PROSE else 2}))


def _choice(spec: FieldSpec) -> forms.Field:
    blank = [] if spec.column.get_default() else [("", "—")]
    return forms.ChoiceField(choices=[*blank, *spec.choices.items()])


def _number(spec: FieldSpec) -> forms.Field:
    places = getattr(spec.column, "decimal_places", 0)
    line = _line(inputmode="text" if spec.name in {"die_axis_h"} | MONEY else "decimal")
    if spec.name in MONEY:
        field: forms.Field = MoneyField(places=places, shares=spec.name in SHARES, widget=line)
    else:
        field = NUMBERS.get(spec.name, NumberField)(places=places, widget=line)
    field.validators = list(spec.column.validators)
    return field


def _year(spec: FieldSpec) -> forms.Field:
    field = YearField(is_last=spec.name.endswith("_end"), widget=_line())
    field.validators = list(spec.column.validators)
    return field


def _line(**attributes: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


_BUILDERS: dict[str, Callable[[FieldSpec], forms.Field]] = {
    "text": _text,
    "prose": _prose,
    "choice": _choice,
    "flag": lambda spec: forms.BooleanField(),
    "integer": _number,
    "decimal": _number,
    "year": _year,
    "date": lambda spec: DayField(widget=_line()),
    "list": lambda spec: NamesField(
        separators=r"\n", longest=LONGEST_ENTRY, glue="\n", widget=forms.Textarea(attrs={"rows": 2})
    ),
    "term": lambda spec: TermField(kinds=TERM_KINDS[spec.name], widget=_line()),
    "place": lambda spec: PlaceField(widget=_line()),
    "tags": lambda spec: NamesField(separators=r"[,;\n]", longest=LONGEST_TAG, glue=", ", widget=_line()),
}
