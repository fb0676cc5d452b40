"""Which coin field a column of a spreadsheet holds, guessed from its heading."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from coins.calendar_dates import find_date
from coins.field_spec import Composite, FieldSpec, words
from coins.fields import COMPOSITES, FIELDS
from coins.physical import parse_money, parse_size_mm
from coinstack.text import clean_text, fold_key
from collections_app.importers.headings import LESS_PLAIN, MORE, NUMBER_SIGNS, OTHER_WORDS, side_named, work_named

FUZZY_CUTOFF = 88
FUZZY_MINIMUM_LENGTH = 5  # "ref" and "rev" are one letter apart
SMALLEST_FLAN_MM = 6  # what is called a module and is less than that is one: Æ1 to Æ4
SEVERAL = {"references", "provenance", "tags"}  # every column that holds these is read
PARTS = re.compile(r"(?<!\bw)[/|,]")  # "w/" is with
LINK_OF = "Link of "  # a column of the addresses behind another's texts
# Behind these stand addresses of the sale; behind a reference or a mint, those of catalogues.
LINKED_TO_SALES = {"source", "source_url", "invoice", "price", "acquired_on", "provenance", "title", "inventory_number"}
Samples = Mapping[str, Sequence[str]]
NOTHING_KNOWN: Samples = {}
BRACKETED = re.compile(r"[(\[{].*?[)\]}]")
UNITS = re.compile(
    r"\b((in|en)\s+)?(g|gr|gm|grams?|gramm|grains?|mm|cm|h|usd|eur|gbp|chf|[€$£])$|\s(in|en)\s+[€$£]$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """`target` is a field or composite name, "" when the column is kept as a note. Confidence runs from 0 to 1."""

    header: str
    target: str
    confidence: float


@cache
def known_headings() -> Mapping[str, tuple[str, float]]:
    """Folded heading → (field or composite name, how plainly it says so)."""
    found: dict[str, tuple[str, float]] = {}
    entries: list[Composite | FieldSpec] = [*COMPOSITES, *FIELDS]
    for entry in entries:
        for word in (*entry.synonyms, entry.name):
            found.setdefault(_key(word), (entry.name, 1.0))
    for table, plainness in ((MORE, 1.0), (LESS_PLAIN, 0.7)):
        for target, listed in table.items():
            for word in words(listed):
                found.setdefault(_key(word), (target, plainness))
    return found


def guess_columns(headers: Sequence[str], samples: Samples = NOTHING_KNOWN) -> list[ColumnGuess]:
    """One guess for each header, in order; a field is given to the best-matching column only.

    `samples` {header: some of its texts} tell a day of purchase from the date of a coin, and a diameter from a module.
    A repeated heading ("Weight (2)") and a heading that nothing resembles stay without a target.
    """
    candidates = [_seen(guess_heading(header), samples.get(header, ())) for header in headers]
    ranked = sorted(range(len(headers)), key=lambda index: -candidates[index].confidence)
    taken: set[str] = set()
    for index in ranked:
        guess = candidates[index]
        if guess.target in taken:
            candidates[index] = ColumnGuess(guess.header, "", 0.0)
        elif guess.target and guess.target not in SEVERAL:
            taken.add(guess.target)
    return candidates


def _seen(guess: ColumnGuess, texts: Sequence[str]) -> ColumnGuess:
    """The guess with a look at what stands below the heading."""
    if guess.target == "date" and texts and all(map(_is_day_of_ours, texts)):
        return ColumnGuess(guess.header, "acquired_on", 0.8)
    if guess.target == "currency" and texts and not any(map(_is_currency, texts)):
        return ColumnGuess(guess.header, "", 0.0)  # "Monnaie" is the currency here, and there the coin
    if guess.target == "module" and texts and all(map(_is_size, texts)):
        return ColumnGuess(guess.header, "diameter_mm", 0.8)
    return guess


def _is_day_of_ours(text: str) -> bool:
    found = find_date(text)
    return found is not None and found.text == text and found.precision == "day"


def _is_currency(text: str) -> bool:
    return parse_money(f"1 {text}")[1] is not None


def _is_size(text: str) -> bool:
    size = parse_size_mm(text)[0]
    return size is not None and size >= SMALLEST_FLAN_MM


def guess_heading(header: str) -> ColumnGuess:
    """The field a heading names: exactly, without its unit or brackets, or but for a typing slip."""
    nothing = ColumnGuess(header, "", 0.0)
    if header.startswith("column "):
        return nothing
    if header.startswith(LINK_OF):
        of = guess_heading(header.removeprefix(LINK_OF)).target
        return ColumnGuess(header, "source_url", 0.6) if of in LINKED_TO_SALES else nothing
    if header.strip().lower() in NUMBER_SIGNS:
        return ColumnGuess(header, "inventory_number", 1.0)
    plain = _without_unit(header)
    spellings = [(1.0, header), (0.95, BRACKETED.sub(" ", header)), (0.9, plain)]
    spellings += [(0.85, part) for part in PARTS.split(plain)]
    if side := side_named(header):
        spellings = spellings[:3]
    for confidence, spelling in spellings:
        if found := known_headings().get(_key(spelling)):
            return ColumnGuess(header, found[0], confidence * found[1])
    if side:
        return ColumnGuess(header, side, 0.9)
    if work_named(header):
        return ColumnGuess(header, "references", 0.8)
    key = _key(plain)
    if len(key) < FUZZY_MINIMUM_LENGTH or key in OTHER_WORDS:
        return nothing
    alike = [heading for heading in known_headings() if _may_be_meant(heading, key)]
    match = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
    return ColumnGuess(header, known_headings()[match[0]][0], match[1] / 110) if match else nothing


def _may_be_meant(heading: str, key: str) -> bool:
    """Nobody mistypes the first letter, and of a short word every letter counts but for a plural's."""
    return heading[:1] == key[0] and (len(heading) >= FUZZY_MINIMUM_LENGTH or key == f"{heading}s")


def _key(text: str) -> str:
    """Folded, with the number sign as a word: "Coin #" is the coin's number and not the coin."""
    return fold_key(text.replace("#", " no "))


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
