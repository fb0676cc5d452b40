"""One cell as the value of one coin field."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator

from catalog.chronology import parse_date
from coins.choice_words import SUB_CATEGORIES, read_choice, read_flag
from coins.field_spec import FieldSpec, words
from coins.physical import parse_die_axis
from coinstack.text import clean_text, fold_key
from collections_app.importers.base import Cell, Severity
from collections_app.importers.guarding import unguarded
from collections_app.importers.measures import MEASURES, read_measure, unusual
from collections_app.importers.prices import read_currency, read_price
from collections_app.importers.purchase_days import read_purchase_day

FORMULA_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!")
# What collectors write where a number or a day is not known; it says nothing that could be kept.
NOTHING = frozenset(
    words(
        "-, --, ---, ?, ??, ./., n/a, n.a., na, k.a., k. a., n.c., nc, s.d., none, n.v.t., unknown, unbekannt, "
        "inconnu, inconnue, sconosciuto, desconocido, onbekend, άγνωστο, δ/υ, "
        "n/k, s/f, s/d, sin precio, senza prezzo, ohne preis, sans prix"
    )
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: field values, a text to keep as a note, and what is odd: (message, severity)."""

    values: dict[str, Any]
    problems: tuple[tuple[str, Severity], ...] = ()
    note: str = ""


def cell_text(cell: Cell, *, keep_lines: bool = False) -> str:
    """The cell as a person reads it: 17 rather than 17.0, a date as 2011-04-14."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    return clean_text(unguarded(str(cell)), keep_lines=keep_lines)


def read_field(spec: FieldSpec, cell: Cell, decimal_comma: bool | None = None) -> Reading:
    """Read `cell` for the field; an unreadable one gives no value, a problem, and its text as a note.

    `decimal_comma` says how the file writes decimals, where that is known.
    """
    is_counted = spec.kind in {"decimal", "integer", "date"} or spec.name in CURRENCY_FIELDS
    if is_counted and cell_text(cell).casefold() in NOTHING:
        return Reading({})
    if spec.name in CURRENCY_FIELDS:
        return _read_currency(spec, cell)
    if spec.kind in {"decimal", "integer"}:
        return _read_number(spec, cell, decimal_comma)
    return READERS[spec.kind](spec, cell)


def is_failed_formula(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in FORMULA_ERRORS


def _read_text(spec: FieldSpec, cell: Cell) -> Reading:
    text = cell_text(cell)
    limit = spec.column.max_length
    if len(text) > limit:
        message = f"Longer than the {limit} characters that {spec.label.lower()} holds; kept whole in the notes."
        return Reading({spec.name: text[:limit]}, ((message, "warning"),), note=text)
    return Reading({spec.name: text})


def _read_prose(spec: FieldSpec, cell: Cell) -> Reading:
    return Reading({spec.name: cell_text(cell, keep_lines=True)})


def _read_choice(spec: FieldSpec, cell: Cell) -> Reading:
    text = cell_text(cell)
    if spec.name == "category" and (placed := SUB_CATEGORIES.get(fold_key(text))):
        return Reading({"category": placed[0], "sub_category": placed[1]})
    found = read_choice(spec.name, text, spec.choices)
    if not found.value:
        message = f"{text!r} is none of the known values for {spec.label.lower()}; kept in the notes."
        return Reading({}, ((message, "warning"),), note=text)
    if found.is_uncertain:
        return Reading({spec.name: found.value}, ((f"Marked as uncertain: {text!r}.", "info"),), note=text)
    return Reading({spec.name: found.value})


def _read_flag(spec: FieldSpec, cell: Cell) -> Reading:
    value = read_flag(cell_text(cell))
    if value is None:
        text = cell_text(cell)
        return Reading({}, ((f"{text!r} is neither yes nor no; kept in the notes.", "warning"),), note=text)
    return Reading({spec.name: value})


def _read_list(spec: FieldSpec, cell: Cell) -> Reading:
    parts = [part.strip() for part in cell_text(cell).replace(";", ",").split(",")]
    return Reading({spec.name: [part for part in parts if part]})


def _read_year(spec: FieldSpec, cell: Cell) -> Reading:
    parsed = parse_date(cell_text(cell))
    year = parsed.year_end if spec.name.endswith("_end") else parsed.year_start
    if year is None:
        return _unreadable(spec, cell, _sentence(parsed.problems) or "No year can be read from it.")
    return Reading({spec.name: year})


def _read_date(spec: FieldSpec, cell: Cell) -> Reading:
    if isinstance(cell, datetime):
        return Reading({spec.name: cell.date()})
    if isinstance(cell, date):
        return Reading({spec.name: cell})
    text = cell_text(cell)
    found = read_purchase_day(text)
    if found is None:
        return _unreadable(spec, cell, "No calendar day can be read from it; write it as 2011-04-14.")
    if found.is_whole:
        return Reading({spec.name: found.first_day}, ((found.told, "info"),) if found.told else ())
    return Reading({spec.name: found.first_day}, ((found.told, "warning"),), note=text)


# Problems of a value beside which the cell says more than the field takes: the text is kept as a note as well.
SAID_BESIDE = ("approximate", "two_sizes", "remark", "nothing_paid", "ambiguous_currency", "other_separator")
# Each amount with the field that says in which currency it is.
MONEY = {
    "price": "currency",
    "buyers_premium": "currency",
    "tax": "currency",
    "shipping": "currency",
    "disposal_price": "disposal_currency",
}
CURRENCY_FIELDS = frozenset(MONEY.values())


def _read_number(spec: FieldSpec, cell: Cell, decimal_comma: bool | None) -> Reading:
    problems: tuple[str, ...] = ()
    text = cell_text(cell)
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        number: Decimal | None = cell if isinstance(cell, Decimal) else Decimal(repr(cell))
        if spec.name == "die_axis_h":  # 0, 24 and 360 are 12
            number, problems = parse_die_axis(text)
        elif not isinstance(cell, Decimal):  # which stands in no file: it was written by this program, or converted
            problems = unusual(spec.name, number)
    elif spec.name in MONEY:
        return _read_money(spec, text)
    elif spec.name in MEASURES:
        number, problems = read_measure(spec.name, text, decimal_comma)
    elif spec.name == "die_axis_h":
        number, problems = parse_die_axis(text)
    else:
        number = _plain_number(text.removesuffix(spec.unit) if spec.unit else text)
    if number is None or not number.is_finite():
        return _unreadable(spec, cell, _sentence(problems) or "This is no number.")
    return _checked(spec, number, text, problems)


def _read_money(spec: FieldSpec, text: str) -> Reading:
    """A sum with its currency, and the buyer's premium where a price names its percentage."""
    price = read_price(text)
    if price.amount is None:
        return _unreadable(spec, text, _sentence(price.problems) or "This is no number.")
    reading = _checked(spec, price.amount, text, price.problems)
    if spec.name not in reading.values:
        return reading
    beside: dict[str, Any] = {}
    if price.currency or any(problem.startswith("ambiguous_currency") for problem in price.problems):
        beside[MONEY[spec.name]] = price.currency  # an unknown krone is no dollar: then the currency stays empty
    if price.premium and spec.name == "price":
        beside["buyers_premium"] = price.premium
    return replace(reading, values=reading.values | beside)


def _read_currency(spec: FieldSpec, cell: Cell) -> Reading:
    """An unknown one leaves the currency of a price empty, which is in no other."""
    if code := read_currency(cell_text(cell)):
        return Reading({spec.name: code})
    refused = _unreadable(spec, cell, "No currency can be told from it; write its code, such as EUR.")
    return replace(refused, values={spec.name: ""}) if spec.name == MONEY["price"] else refused


def _plain_number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ".").rstrip("%"))
    except InvalidOperation:
        return None


def _checked(spec: FieldSpec, number: Decimal, text: str, problems: tuple[str, ...]) -> Reading:
    """Hold the number against its column: range and places; a value out of range is a problem and a note."""
    column = spec.column
    places = getattr(column, "decimal_places", 0)
    lowest = max((v.limit_value for v in column.validators if isinstance(v, MinValueValidator)), default=None)
    highest = min((v.limit_value for v in column.validators if isinstance(v, MaxValueValidator)), default=None)
    too_long = hasattr(column, "max_digits") and abs(number) >= Decimal(10) ** (column.max_digits - places)
    if too_long or (lowest is not None and number < lowest) or (highest is not None and number > highest):
        return _unreadable(spec, text, _range_message(spec, number, lowest, highest))
    rounded = round(number, places)
    value: Any = rounded if places else int(rounded)
    notes: list[tuple[str, Severity]] = [(told(problem), "warning") for problem in problems]
    if rounded != number:
        notes.append((f"Rounded from {number} to {rounded}.", "info"))
    is_said = any(problem.startswith(SAID_BESIDE) for problem in problems)
    return Reading({spec.name: value}, tuple(notes), note=text if is_said else "")


def _range_message(spec: FieldSpec, number: Decimal, lowest: Any, highest: Any) -> str:
    if lowest is not None and number <= 0 < lowest:
        return f"{spec.label} must be greater than 0."
    if highest is None:
        return f"{spec.label} cannot be {number:.3g}."
    return f"{spec.label} must lie between {lowest} and {highest}."


def _unreadable(spec: FieldSpec, cell: Cell, message: str) -> Reading:
    return Reading({}, ((f"{message} Kept in the notes.", "warning"),), note=cell_text(cell))


def _sentence(problems: tuple[str, ...]) -> str:
    return " ".join(told(problem) for problem in problems)


def told(problem: str) -> str:
    """A parser's "code: sentence" as a sentence for a person."""
    text = problem.partition(": ")[2] or problem.replace("_", " ")
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _read_term(spec: FieldSpec, cell: Cell) -> Reading:
    return Reading({}, (("Matches with the vocabulary are made anew from the names.", "info"),))


READERS: dict[str, Callable[[FieldSpec, Cell], Reading]] = {
    "text": _read_text,
    "prose": _read_prose,
    "choice": _read_choice,
    "flag": _read_flag,
    "list": _read_list,
    "year": _read_year,
    "date": _read_date,
    "term": _read_term,
}
