"""What is done to a cell before it is read: units, order of dates, constants, splitting."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coins.fields import BY_NAME
from coins.numbers import NUMBER, read_number
from coinstack.currencies import CURRENCIES, FORMER_CURRENCIES
from collections_app.importers.base import Cell, ImportFileProblem
from collections_app.importers.values import MONEY, cell_text

GRAMS = {"g": Decimal(1), "grains": Decimal("0.06479891"), "ozt": Decimal("31.1034768"), "oz": Decimal("28.349523125")}
MILLIMETRES = {"mm": Decimal(1), "cm": Decimal(10), "in": Decimal("25.4")}
FACTORS = GRAMS | MILLIMETRES
BIGGEST = 10**9  # far beyond any coin; what is larger is left to the reader of the field, which refuses it
DATE_ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
SEPARATORS = {
    "": "where the capitals end",
    ",": "at the first comma",
    "-": "at the first dash",
    "/": "at the first slash",
}
SIDES = {f"{side}{part}": side for side in ("obverse", "reverse") for part in ("", "_legend", "_description")}

_NUMERIC_DATE = re.compile(r"(\d{1,4})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{1,4})")
_BARE_NUMBER = re.compile(NUMBER)
_COUNT = re.compile(r"1\s*[x×]?\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class Transform:
    """`kind` is a key of KINDS; what `value` means depends on it (a unit, a code, a text)."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class TransformKind:
    """`values` {value: label} are the only ones allowed; without any, `needs_text` says whether a text is asked for."""

    label: str
    values: Mapping[str, str]
    needs_text: bool = False


KINDS: dict[str, TransformKind] = {
    "unit": TransformKind("Unit", {}),
    "currency": TransformKind("Currency", CURRENCIES | FORMER_CURRENCIES),
    "date": TransformKind("Dates are written", DATE_ORDERS),
    "split_side": TransformKind("Split legend and description", SEPARATORS),
    "split_grade": TransformKind("Split grade, strike and surface", {}),
    "split_denomination": TransformKind("“1 Denarius” is a denarius", {}),
    "constant": TransformKind("The same for every coin", {}, needs_text=True),
}
UNITS_OF = {
    "g": {"g": "grams", "grains": "grains", "ozt": "troy ounces", "oz": "ounces"},
    "mm": {"mm": "millimetres", "cm": "centimetres", "in": "inches"},
}


def kinds_for(target: str) -> dict[str, TransformKind]:
    """The transforms that a column with this target may have."""
    spec = BY_NAME.get(target)
    kinds: list[str] = []
    if target in SIDES:
        kinds.append("split_side")
    if target == "grade":
        kinds.append("split_grade")
    if target == "denomination":
        kinds.append("split_denomination")
    if target in MONEY:
        kinds.append("currency")
    if spec and spec.kind == "date":
        kinds.append("date")
    found = {"unit": TransformKind("Unit", UNITS_OF[spec.unit])} if spec and spec.unit in UNITS_OF else {}
    found |= {kind: KINDS[kind] for kind in kinds}
    if spec or target in SIDES:
        found["constant"] = KINDS["constant"]
    return found


def read_transform(target: str, kind: str, value: str) -> Transform:
    """Raises ImportFileProblem when the target has no such transform or the transform no such value."""
    allowed = kinds_for(target).get(kind)
    if allowed is None:
        raise ImportFileProblem(f"There is no transform “{kind[:40]}” for “{target}”.")
    if allowed.values and value not in allowed.values:
        raise ImportFileProblem(f"“{allowed.label}” cannot be “{value[:40]}”.")
    if allowed.needs_text and not value.strip():
        raise ImportFileProblem(f"“{allowed.label}” needs a text.")
    return Transform(kind, value.strip()[:500] if allowed.needs_text else value)


def value_of(transforms: Sequence[Transform], kind: str) -> str | None:
    """The value of the transform of this kind, None where there is none."""
    return next((each.value for each in transforms if each.kind == kind), None)


def transformed(cell: Cell, transforms: Sequence[Transform], decimal_comma: bool | None) -> Cell:
    """The cell as the reader of its field gets it; unchanged where a transform does not fit what stands there."""
    if (constant := value_of(transforms, "constant")) is not None:
        return constant
    if unit := value_of(transforms, "unit"):
        cell = _converted(cell, unit, decimal_comma)
    if order := value_of(transforms, "date"):
        cell = _ordered_date(cell, order)
    if value_of(transforms, "split_denomination") is not None and isinstance(cell, str):
        cell = _COUNT.sub("", cell_text(cell), count=1)
    return cell


def _converted(cell: Cell, unit: str, decimal_comma: bool | None) -> Cell:
    """A bare number in the unit as grams or millimetres; a text that names a unit of its own stays."""
    if isinstance(cell, bool) or unit in {"g", "mm"}:
        return cell
    if isinstance(cell, int | float):
        number: Decimal | None = Decimal(repr(cell))
    else:
        text = cell_text(cell)
        number = read_number(text, decimal_comma, thousands=False) if _BARE_NUMBER.fullmatch(text) else None
    if number is None or not number.is_finite() or abs(number) > BIGGEST:
        return cell
    return (number * FACTORS[unit]).quantize(Decimal("0.001") if unit in GRAMS else Decimal("0.1"))


def _ordered_date(cell: Cell, order: str) -> Cell:
    match = _NUMERIC_DATE.fullmatch(cell_text(cell)) if isinstance(cell, str) else None
    if match is None:
        return cell
    parts = dict(zip(order, match.groups(), strict=True))
    year = int(parts["y"])
    if len(parts["y"]) <= 2:
        year += 2000 if year <= date.today().year % 100 + 1 else 1900
    try:
        return date(year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return cell
