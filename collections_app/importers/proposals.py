"""What headings and cells suggest before anything is chosen: decimal commas, currencies, units, the order of dates."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from coins.fields import BY_NAME
from coins.physical import parse_money
from collections_app.importers.base import Cell
from collections_app.importers.measures import MEASURES
from collections_app.importers.transforms import Transform
from collections_app.importers.values import MONEY, cell_text

SAMPLE_ROWS = 500
COMMA_NUMBER = re.compile(r"\D{0,4}\d{1,6},\d{1,2}\D{0,4}")
POINT_NUMBER = re.compile(r"\D{0,4}\d{1,6}\.\d{1,2}\D{0,4}")
COMMA_MEASURE = re.compile(r"\D{0,4}\d{1,3},\d{1,3}\D{0,4}")
POINT_MEASURE = re.compile(r"\D{0,4}\d{1,3}\.\d{1,3}\D{0,4}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
_LAST_WORD = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]|(\S+)\s*$")
_WORDS_TOO = frozenset({"all", "bob", "cup", "mad", "pen", "sos", "top", "try"})  # codes only in capitals
_UNITS = (
    ("weight_g", re.compile(r"\bgrains\b", re.I), "grains"),
    ("diameter_mm", re.compile(r"\bcm\b", re.I), "cm"),
    ("diameter_mm", re.compile(r"\binch(?:es)?\b|\(in\)", re.I), "in"),
)


def samples_of(headers: Iterable[str], rows: Sequence[Sequence[Cell]]) -> dict[str, list[str]]:
    """{heading: its first three different values}."""
    found: dict[str, list[str]] = {}
    for index, header in enumerate(headers):
        texts = (text[:120] for text in _texts(rows, index))
        found[header] = list(islice(dict.fromkeys(texts), 3))
    return found


def _texts(rows: Sequence[Sequence[Cell]], index: int) -> Iterable[str]:
    return filter(None, (cell_text(row[index]) for row in rows if index < len(row)))


def decimal_comma_of(rows: Sequence[Sequence[Any]], headers: Sequence[str], targets: Mapping[str, str]) -> bool | None:
    """True when numbers in texts have decimal commas, False for points, None when nothing tells.

    What weights and sizes tell goes before prices, in which a separator may group thousands.
    """
    measures = {index for index, header in enumerate(headers) if targets.get(header) in MEASURES}
    told = _habit(_short_texts(rows, measures), COMMA_MEASURE, POINT_MEASURE)
    if told is not None:
        return told
    everywhere = set(range(max(map(len, rows), default=0)))
    return _habit(_short_texts(rows, everywhere), COMMA_NUMBER, POINT_NUMBER)


def _short_texts(rows: Sequence[Sequence[Any]], columns: Collection[int]) -> list[str]:
    cells = (cell for row in rows for index, cell in enumerate(row) if index in columns)
    return [cell.strip() for cell in cells if isinstance(cell, str) and len(cell) <= 16]


def _habit(texts: Sequence[str], with_comma: re.Pattern[str], with_point: re.Pattern[str]) -> bool | None:
    commas = sum(bool(with_comma.fullmatch(text)) for text in texts)
    points = sum(bool(with_point.fullmatch(text)) for text in texts)
    return None if commas == points else commas > points


def proposed_transforms(
    headers: Sequence[str], targets: Mapping[str, str], rows: Sequence[Sequence[Cell]]
) -> dict[str, Transform]:
    """{heading: what its cells need}: the currency or unit that the heading names, the order that its days betray."""
    found = {}
    for index, header in enumerate(headers):
        target = targets.get(header, "")
        if target in MONEY and (code := currency_in(header)):
            found[header] = Transform("currency", code)
        elif unit := next((unit for field, named, unit in _UNITS if field == target and named.search(header)), ""):
            found[header] = Transform("unit", unit)
        elif target in BY_NAME and BY_NAME[target].kind == "date" and (order := day_order(_texts(rows, index))):
            found[header] = Transform("date", order)
    return found


def currency_in(heading: str) -> str:
    """The currency that a heading names in brackets or at its end ("Prix d'achat (€)", "Preis DM"), "" for none."""
    said = (first or last for first, last in _LAST_WORD.findall(heading))
    named = (parse_money(f"1 {word}")[1] for word in said if word not in _WORDS_TOO)
    return next(filter(None, named), "")


def day_order(texts: Iterable[str]) -> str:
    """ "dmy" when days written like 25/12/98 tell so and none contradicts, "mdy" likewise, "" when nothing tells."""
    texts = list(texts)
    pairs = [(int(match[1]), int(match[2])) for text in texts if (match := _SLASHED.fullmatch(text))]
    day_first = any(one > 12 for one, _ in pairs)
    month_first = any(two > 12 for _, two in pairs)
    is_dotted = any(_DOTTED.fullmatch(text) for text in texts)  # days come first there, whatever the slashes tell
    if day_first == month_first or (month_first and is_dotted):
        return ""
    return "dmy" if day_first else "mdy"
