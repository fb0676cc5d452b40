"""What the powers strike: denominations with their metal, weight and size, and what the two sides show."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TABLES = Path(__file__).parent


class Denomination(NamedTuple):
    """Mean weight in grams and diameter in millimetres; `worth` is a middling price in US dollars."""

    name: str
    metal: str
    weight: float
    diameter: float
    worth: int
    share: int


class Side(NamedTuple):
    legend: str
    shows: str


class Coinage(NamedTuple):
    category: str
    authority_type: str
    script: str
    denominations: tuple[Denomination, ...]
    obverses: tuple[Side, ...]
    reverses: tuple[Side, ...]


KINDS = {
    "owl": ("greek", "city", "greek"),
    "stater": ("greek", "city", "greek"),
    "alexander": ("greek", "king", "greek"),
    "celtic": ("celtic", "", "none"),
    "punic": ("punic", "city", "punic"),
    "parthian": ("parthian", "king", "greek"),
    "sasanian": ("sasanian", "king", "pahlavi"),
    "kushan": ("kushan", "king", "bactrian"),
    "judaean": ("judaean", "king", "paleo_hebrew"),
    "republic": ("roman_republic", "moneyer", "latin"),
    "early_empire": ("roman_imperial", "emperor", "latin"),
    "high_empire": ("roman_imperial", "emperor", "latin"),
    "severan": ("roman_imperial", "emperor", "latin"),
    "radiate": ("roman_imperial", "emperor", "latin"),
    "tetrarchy": ("roman_imperial", "emperor", "latin"),
    "late_empire": ("roman_imperial", "emperor", "latin"),
    "provincial": ("roman_provincial", "emperor", "greek"),
    "byzantine": ("byzantine", "emperor", "latin_greek"),
}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _denominations(coinage: str) -> tuple[Denomination, ...]:
    return tuple(
        Denomination(
            row["name"],
            row["metal"],
            float(row["weight"]),
            float(row["diameter"]),
            int(row["worth"]),
            int(row["share"]),
        )
        for row in _rows("denominations.csv")
        if row["coinage"] == coinage
    )


def _sides(coinage: str, side: str) -> tuple[Side, ...]:
    return tuple(
        Side(row["legend"], row["shows"])
        for row in _rows("sides.csv")
        if (row["coinage"], row["side"]) == (coinage, side)
    )


COINAGES = {
    coinage: Coinage(*kind, _denominations(coinage), _sides(coinage, "obverse"), _sides(coinage, "reverse"))
    for coinage, kind in KINDS.items()
}
