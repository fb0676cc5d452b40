"""The type of each coin field in JSON, read from the table of fields."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.validators import MaxValueValidator, MinValueValidator
from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, create_model, model_validator

from coins.api.aliases import with_own_names
from coins.field_spec import FieldSpec
from coins.fields import FIELDS
from coins.forms.building import LONGEST_ENTRY
from coinstack.api_schemas import Part, Shown
from coinstack.text import clean_text

LONGEST_LIST = 100
_NUMBER = re.compile(r"\s*[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?\s*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CURRENCY = re.compile("[A-Z]{3}")


def _plain_number(value: Any) -> Any:
    """Decimal itself reads more: "1_000", digits of other scripts."""
    if isinstance(value, bool):
        raise ValueError("A number is expected, not true or false")
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("A number is written as 3.28")
    return value


def _plain_day(value: Any) -> Any:
    """A text of digits alone would be taken for seconds since 1970."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError("There is no such day") from error
    if isinstance(value, date) or value is None:
        return value
    raise ValueError("A date is written as 2011-04-14")


def _currency(text: str) -> str:
    """Also the code of one that is long gone: it may stand on an old invoice."""
    code = text.strip().upper()
    if code and not _CURRENCY.fullmatch(code):
        raise ValueError("A currency is three letters such as EUR")
    return code


def _cleaned(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


def _cleaned_lines(value: Any) -> Any:
    return clean_text(value, keep_lines=True) if isinstance(value, str) else value


Number = Annotated[Decimal, BeforeValidator(_plain_number)]
Day = Annotated[date, BeforeValidator(_plain_day)]
Currency = Annotated[str, Field(max_length=12), AfterValidator(_currency)]
Cleaned = BeforeValidator(_cleaned)
CleanedLines = BeforeValidator(_cleaned_lines)
CURRENCIES = {"currency", "disposal_currency"}
Entry = Annotated[str, Field(max_length=LONGEST_ENTRY)]
Texts = Annotated[list[Entry], Field(max_length=LONGEST_LIST)]


class _Aliased(Part):
    @model_validator(mode="before")
    @classmethod
    def own_names(cls, given: Any) -> Any:
        return with_own_names(given)


OUT: dict[str, Any] = {
    "text": str,
    "prose": str,
    "choice": str,
    "flag": bool,
    "integer": int | None,
    "year": int | None,
    "decimal": float | None,
    "date": date | None,
    "list": list[str],
    "term": str | None,
    "place": list[str],
    "tags": list[str],
}


def type_in(spec: FieldSpec) -> Any:
    """What may be sent. Null empties a field; the column's own rules are asked when it is written."""
    column, kind = spec.column, spec.kind
    if spec.name in CURRENCIES:
        return Currency | None
    if kind == "choice":
        return Literal[(*spec.choices, "")] | None
    if kind == "text":
        return Annotated[str, Field(max_length=column.max_length)] | None
    if kind in {"integer", "year"}:
        return Annotated[StrictInt, Field(**_bounds(column, int))] | None
    if kind == "decimal":
        return Annotated[Number, Field(**_bounds(column, Decimal))] | None
    return _PLAIN[kind] | None


_PLAIN: dict[str, Any] = {
    "prose": str,
    "flag": StrictBool,
    "date": Day,
    "list": Texts,
    "term": Entry,
    "place": Texts | Entry,
    "tags": Texts,
}


def _bounds(column: Any, number: Any) -> dict[str, Any]:
    found = {}
    for side, kind in (("ge", MinValueValidator), ("le", MaxValueValidator)):
        limits = [each.limit_value for each in column.validators if isinstance(each, kind)]
        if limits:
            found[side] = number((max if side == "ge" else min)(limits))
    return found


def _titled(spec: FieldSpec) -> Any:
    told = " ".join(part for part in (spec.label, f"({spec.unit})" if spec.unit else "", spec.help) if part)
    return Field(None, description=told)


def fields_in(specs: Iterable[FieldSpec] = FIELDS) -> Any:
    """A shape with each field, all of them optional, also under the names of earlier programs."""
    found = {spec.name: (type_in(spec), _titled(spec)) for spec in specs}
    return create_model("CoinFieldsIn", __base__=_Aliased, **found)  # type: ignore[call-overload]


def fields_out(name: str, specs: Iterable[FieldSpec] = FIELDS) -> Any:
    """A shape with each field, all of them there."""
    found = {spec.name: (OUT[spec.kind], Field(description=spec.label)) for spec in specs}
    return create_model(name, __base__=Shown, **found)  # type: ignore[call-overload]
