"""Which coin field a column of a spreadsheet holds, guessed from its heading."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from coins.field_spec import Composite, FieldSpec
from coins.fields import COMPOSITES, FIELDS
from coinstack.text import clean_text, fold_key

FUZZY_CUTOFF = 88
FUZZY_MINIMUM_LENGTH = 5  # "ref" and "rev" are one letter apart
BRACKETED = re.compile(r"[(\[{].*?[)\]}]")
UNITS = re.compile(r"\b((in|en)\s+)?(g|gr|gm|grams?|gramm|mm|h|usd|eur|gbp|chf|[€$£])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """`target` is a field or composite name, "" when the column is kept as a note. Confidence runs from 0 to 1."""

    header: str
    target: str
    confidence: float


@cache
def known_headings() -> Mapping[str, str]:
    """Folded heading → field or composite name, from the table of fields: names, labels and synonyms."""
    found: dict[str, str] = {}
    entries: list[Composite | FieldSpec] = [*COMPOSITES, *FIELDS]
    for entry in entries:
        for word in (*entry.synonyms, entry.name):
            found.setdefault(fold_key(word), entry.name)
    return found


def guess_columns(headers: Sequence[str]) -> list[ColumnGuess]:
    """One guess for each header, in order; a field is given to the best-matching column only.

    A repeated heading ("Weight (2)") and a heading that nothing resembles stay without a target.
    """
    candidates = [guess_heading(header) for header in headers]
    ranked = sorted(range(len(headers)), key=lambda index: -candidates[index].confidence)
    taken: set[str] = set()
    for index in ranked:
        guess = candidates[index]
        if guess.target in taken:
            candidates[index] = ColumnGuess(guess.header, "", 0.0)
        elif guess.target:
            taken.add(guess.target)
    return candidates


def guess_heading(header: str) -> ColumnGuess:
    """The field a heading names: exactly, without its unit or brackets, or but for a typing slip."""
    nothing = ColumnGuess(header, "", 0.0)
    if header.startswith("column "):
        return nothing
    plain = _without_unit(header)
    spellings = [(1.0, header), (0.95, BRACKETED.sub(" ", header)), (0.9, plain)]
    spellings += [(0.85, part) for part in re.split(r"[/|,]", plain)]
    for confidence, spelling in spellings:
        if target := known_headings().get(fold_key(spelling)):
            return ColumnGuess(header, target, confidence)
    key = fold_key(plain)
    if len(key) < FUZZY_MINIMUM_LENGTH:
        return nothing
    match = process.extractOne(key, list(known_headings()), scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
    return ColumnGuess(header, known_headings()[match[0]], match[1] / 110) if match else nothing


def _without_unit(header: str) -> str:
    return UNITS.sub("", clean_text(BRACKETED.sub(" ", header))).strip(" .,:-/")


def header_score(cells: Iterable[str]) -> int:
    """How many of a row's cells name a known column; fewer than two are no heading row."""
    score = sum(bool(guess_heading(cell).target) for cell in cells if cell and len(cell) <= 60)
    return score if score >= 2 else 0


def running_number_column(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str | None:
    """The unnamed first column when it holds a different whole number in every row: the collector's own numbering."""
    if not headers or not headers[0].startswith("column ") or len(rows) < 2:
        return None
    numbers = [row[0] if row else None for row in rows]
    if any(isinstance(number, bool) or not isinstance(number, int) for number in numbers):
        return None
    return headers[0] if len(set(numbers)) == len(numbers) else None
