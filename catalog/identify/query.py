"""What somebody asks: the facts of a coin as typed, in text or as JSON, checked before anything is looked up.

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any, Final

from coinstack.exceptions import InputRefused
from coinstack.text import clean_text

TEXTS: Final = ("obverse", "reverse", "metal", "denomination", "mint", "issuer", "portrait", "mintmark")
MEASURES: Final = {"weight": ("g", "gr", "grams"), "diameter": ("mm",)}
MOST_RESULTS: Final = 100
_LONGEST: Final = 300
_GREATEST: Final = 2_000  # grams or millimetres: heavier than any aes grave


@dataclass(frozen=True, slots=True)
class Query:
    """Texts as typed, weight in grams, diameter in millimetres; what is empty or None was not given."""

    obverse: str = ""
    reverse: str = ""
    metal: str = ""
    denomination: str = ""
    mint: str = ""
    issuer: str = ""
    portrait: str = ""
    mintmark: str = ""
    weight: float | None = None
    diameter: float | None = None

    @property
    def is_empty(self) -> bool:
        return not self.given()

    def given(self) -> dict[str, Any]:
        """Return what was given, by the names of the fields."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value not in ("", None)}


def read_query(values: Mapping[str, Any]) -> Query:
    """Return the query of named values; None and "" were not given.

    Raises InputRefused, naming the field, for an unknown name, a text that is none or too long, a weight or diameter
    that is no positive number.
    """
    unknown = sorted(map(str, values.keys() - {*TEXTS, *MEASURES}))
    if unknown:
        raise InputRefused(f"Unknown: {', '.join(unknown)[:100]}. Known are {', '.join((*TEXTS, *MEASURES))}.")
    texts = {name: _text(name, values.get(name)) for name in TEXTS}
    return Query(**texts, weight=_measure("weight", values), diameter=_measure("diameter", values))


def read_limit(value: object) -> int:
    """Return how many results are wanted, 1 to 100. Raises InputRefused for anything else."""
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= MOST_RESULTS:
        raise InputRefused(f"limit: a whole number from 1 to {MOST_RESULTS} is needed, not {text[:30]!r}.")
    return int(text)


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputRefused(f"{name}: text is needed, not {str(value)[:30]}.", fields={name: "Text is needed."})
    if len(value) > _LONGEST:
        message = f"{name}: {len(value):,} characters are too many, at most {_LONGEST}."
        raise InputRefused(message, fields={name: "Too long."})
    return clean_text(value)


def _measure(name: str, values: Mapping[str, Any]) -> float | None:
    """Read "3.12", "3,12" or "3.12 g"."""
    value = values.get(name)
    if value is None or value == "":
        return None
    text = clean_text(str(value)).lower()
    for unit in MEASURES[name]:
        text = text.removesuffix(unit).rstrip() if text.endswith(unit) else text
    try:
        number = float(text.replace(",", ".")) if text.isascii() and not isinstance(value, bool) else -1.0
    except ValueError:
        number = -1.0
    if not (isfinite(number) and 0 < number <= _GREATEST):
        unit = MEASURES[name][0]
        message = f"{name}: a number of {unit} is needed, such as 3.12, not {str(value)[:30]!r}."
        raise InputRefused(message, fields={name: f"A number of {unit} is needed."})
    return number
