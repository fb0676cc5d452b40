"""The type of each coin field in JSON, read from the table of fields."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.validators import MaxValueValidator, MinValueValidator
from pydantic import BeforeValidator, Field, StrictBool, StrictInt, create_model, model_validator

from coins.api.aliases import with_own_names
from coins.field_spec import FieldSpec
from coins.fields import FIELDS
from coins.forms.building import LONGEST_ENTRY
from coinstack.api_schemas import Part, Shown

LONGEST_LIST = 100


def _no_flag(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("A number is expected, not true or false")
    return value


def _only_text(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("A date is written as 2011-04-14")
    return value


Number = Annotated[Decimal, BeforeValidator(_no_flag)]
Day = Annotated[date, BeforeValidator(lambda value: value if value is None else _only_text(value))]
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
