"""A seeded collection with everything in it that a coin can hold, texts of the kind that break files included."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator

from coins.choices import ProvenanceKind, ProvenanceStrength
from coins.field_spec import FieldSpec
from coins.fields import FIELDS
from coins.services.register import NewCoin
from collections_app.importers.values import MONEY

TEXTS = (
    "Ἀλέξανδρος Γʹ", "=1+1", "+49 30", "-- (unlisted)", "@SUM(A1)", "'=x", "'007", "''007", "'Abd al-Malik", "007", "1e5",
    "12/11", "TRUE", "a; b, c", 'a "quote"', "“curly” – and dash", "Æ25 ⚜ 🦁", "n/a", "-", "x" * 60, "AR?", "nan", "=",
    "5 g; 17 mm", "C·MAL", "\u05d9\u05d4\u05d3", "Rome?", "yes", "None", "0", "12-Mar-98",
)  # fmt: skip
PROSE = (*TEXTS, "two\nlines", "=first\n-second", "tab\there", "a\n\nb", " spaced  inside ", "x" * 5_000, "1\n2\n3")


def random_coins(seed: int, count: int) -> list[NewCoin]:
    chance = random.Random(seed)
    return [_coin(chance, number) for number in range(1, count + 1)]


def _coin(chance: random.Random, number: int) -> NewCoin:
    share = chance.choice((0.05, 0.3, 0.9))
    kept = {"term", "place", "tags"}
    values = {spec.name: _value(chance, spec) for spec in FIELDS if spec.kind not in kept and chance.random() < share}
    values = {name: value for name, value in values.items() if value not in ("", None, [], False)}
    for first, last in (("year_start", "year_end"), ("reign_start", "reign_end")):
        if first in values and last in values:
            values[first], values[last] = sorted((values[first], values[last]))
    values["inventory_number"] = chance.choice((f"A-{number}", f"00{number}", f"'{number}", f"={number}", f"{number}"))
    values["issuer"] = chance.choice(TEXTS)
    if any(name in values for name, money in MONEY.items() if money == "currency"):
        values.setdefault("currency", "EUR")
    if "disposal_price" in values:
        values.setdefault("disposal_currency", "CHF")
    return NewCoin(
        values,
        references=_references(chance),
        provenance=_provenance(chance),
        storage=tuple(chance.sample(("Cabinet 2", "Tray 5", "=3", "a; b", "Lade – 4"), chance.randrange(4))),
        tags=tuple(chance.sample(("lion", "Löwe", "=tag", "a, b", "a; b", "'7", 'the "best"'), chance.randrange(4))),
    )


def _value(chance: random.Random, spec: FieldSpec) -> Any:
    column = spec.column
    if spec.kind == "text":
        return _text_for(chance, spec)
    if spec.kind == "prose":
        return chance.choice(PROSE).strip()
    if spec.kind == "choice":
        return chance.choice([value for value in spec.choices if value])
    if spec.kind == "flag":
        return True
    if spec.kind == "list":
        return chance.sample(TEXTS, chance.randrange(1, 4))
    if spec.kind == "year":
        return chance.choice((-323, -44, -1, 1, 14, 268, 1453))
    if spec.kind == "date":
        return date(1950, 1, 1) + timedelta(days=chance.randrange(25_000))
    return _number(chance, column)


def _text_for(chance: random.Random, spec: FieldSpec) -> str:
    if spec.name in {"currency", "disposal_currency"}:
        return chance.choice(("EUR", "USD", "NZD", "DEM"))
    if spec.name.endswith("_url") or spec.name == "source_url":
        return chance.choice(("https://example.org/a?b=1&c=2", "https://example.org/ä"))
    return chance.choice(TEXTS)[: spec.column.max_length]


def _number(chance: random.Random, column: Any) -> Any:
    low = max((v.limit_value for v in column.validators if isinstance(v, MinValueValidator)), default=0)
    high = min((v.limit_value for v in column.validators if isinstance(v, MaxValueValidator)), default=4_000)
    places = getattr(column, "decimal_places", 0)
    if column.name == "die_axis_h":
        return Decimal(chance.randrange(1, 25)) / 2
    if not places:
        return chance.randint(max(int(low), -3000), min(int(high), 3000))
    digits = column.max_digits - places
    top = 290 if column.name.endswith("_mm") else min(Decimal(high), Decimal(10) ** min(digits, 5) - 1)
    value = round(Decimal(str(chance.uniform(float(low), float(top)))), places)
    return chance.choice((value, round(value), Decimal(0) if low <= 0 else value)) if value >= low else value


def _references(chance: random.Random) -> list[dict[str, Any]]:
    texts = ("RIC I 207", " Price 4\u00a0 var. ", "-- (unlisted)", "=RIC 5", "'007", "RIC 5; RSC 3", "Crawford 335/1c.")
    return [
        {"text": text, "order": at, "is_primary": at == 0, "page": chance.choice(("", "12")), "note": ""}
        for at, text in enumerate(chance.sample(texts, chance.randrange(4)))
    ]


def _provenance(chance: random.Random) -> list[dict[str, Any]]:
    texts = (
        "Ex Leu 7, 9 May 1973, 214.",
        "From the A. B. Collection.",
        "=Ex Münzen & Medaillen 12",
        "ex a friend; ex a dealer",
    )
    return [
        {
            "kind": chance.choice(ProvenanceKind.values),
            "strength": chance.choice(ProvenanceStrength.values),
            "source_name": chance.choice(("", "Leu")),
            "raw_text": text,
            "order": at,
        }
        for at, text in enumerate(chance.sample(texts, chance.randrange(3)))
    ]
