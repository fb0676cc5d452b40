"""Which coin field a column of a spreadsheet holds, guessed from its heading."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from catalog.chronology import parse_date
from coins.calendar_dates import find_date
from coins.field_spec import Composite, FieldSpec, words
from coins.fields import COMPOSITES, FIELDS
from coins.physical import parse_die_axis, parse_money, parse_size_mm
from coinstack.text import clean_text, fold_key
from collections_app.importers.dutch_greek import DUTCH, GREEK
from collections_app.importers.headings import (
    AXES,
    COINS,
    LESS_PLAIN,
    MORE,
    NUMBER_SIGNS,
    OTHER_WORDS,
    PURCHASES,
    VAGUE,
    side_named,
)
from collections_app.importers.purchase_days import read_purchase_day
from collections_app.importers.works import names_a_work, works_named

FUZZY_CUTOFF = 88
FUZZY_MINIMUM_LENGTH = 5  # "ref" and "rev" are one letter apart
SMALLEST_FLAN_MM = 6  # what is called a module and is less than that is one: Æ1 to Æ4
SEVERAL = {"references", "provenance", "tags"}  # every column that holds these is read
PARTS = re.compile(r"(?<!\bw)[/|,]")  # "w/" is with
LONGEST_NAME = 2  # words of a denomination
YEAR_OF_OURS = re.compile(r"(?:19[5-9]|20\d)\d")
OWN_NUMBER = re.compile(r"[A-Z]{1,3}[-. ]?0*\d{1,5}")
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
    for table, plainness in ((MORE, 1.0), (DUTCH, 1.0), (GREEK, 1.0), (LESS_PLAIN, 0.7)):
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
    if "inventory_number" not in taken:
        return _own_numbers(candidates, samples)
    return candidates


def _own_numbers(guesses: list[ColumnGuess], samples: Samples) -> list[ColumnGuess]:
    """ "Ref. No" above R001, R002 is the collector's own number where another column holds the citations."""
    cited = [guess.header for guess in guesses if guess.target == "references"]
    if len(cited) < 2:
        return guesses
    plain = [header for header in cited if not works_named(header)]
    own = [header for header in plain if samples.get(header) and all(map(_is_own_number, samples[header]))]
    return [
        ColumnGuess(guess.header, "inventory_number", 0.6) if guess.header in own[:1] else guess for guess in guesses
    ]


def _is_own_number(text: str) -> bool:
    return OWN_NUMBER.fullmatch(text) is not None and not names_a_work(text)


def _seen(guess: ColumnGuess, texts: Sequence[str]) -> ColumnGuess:
    """The guess with a look at what stands below the heading."""
    if guess.target == "date" and texts and all(map(_is_day_of_ours, texts)):
        return ColumnGuess(guess.header, "acquired_on", 0.8)
    if fold_key(guess.header) == "data" and texts and not any(map(_tells_a_year, texts)):
        return ColumnGuess(guess.header, "", 0.0)  # the date of the Romance languages, and data in English
    if guess.target in {"", "currency"} and fold_key(guess.header) in COINS and texts and all(map(_is_name, texts)):
        return ColumnGuess(guess.header, "denomination", 0.6)
    if guess.header.strip().lower() in VAGUE and guess.target == "denomination":
        return ColumnGuess(guess.header, guess.target, 0.8)
    if fold_key(guess.header) in PURCHASES and texts:
        return _purchase(guess, texts)
    if guess.header.strip().lower() in AXES and texts and all(_is_axis(text) for text in texts):
        return ColumnGuess(guess.header, "die_axis_h", 0.7)
    if guess.target == "currency" and texts and not any(map(_is_currency, texts)):
        return ColumnGuess(guess.header, "", 0.0)  # "Monnaie" is the currency here, and there the coin
    if guess.target == "module" and texts and all(map(_is_size, texts)):
        return ColumnGuess(guess.header, "diameter_mm", 0.8)
    return guess


def _is_day_of_ours(text: str) -> bool:
    """A day, or a year in which coins were bought and none of antiquity was struck."""
    if YEAR_OF_OURS.fullmatch(text):
        return True
    found = find_date(text)
    return found is not None and found.text == text and found.precision == "day"


def _tells_a_year(text: str) -> bool:
    found = parse_date(text)
    return found.year_start is not None or found.year_end is not None


def _is_name(text: str) -> bool:
    return len(text.split()) <= LONGEST_NAME and not _is_currency(text)


def _is_currency(text: str) -> bool:
    return parse_money(f"1 {text}")[1] is not None


def _purchase(guess: ColumnGuess, texts: Sequence[str]) -> ColumnGuess:
    if 2 * sum(read_purchase_day(text) is not None for text in texts) > len(texts):
        return ColumnGuess(guess.header, "acquired_on", 0.8)
    return ColumnGuess(guess.header, "price", 0.7) if all(parse_money(text)[0] for text in texts) else guess


def _is_axis(text: str) -> bool:
    hours, problems = parse_die_axis(text)
    return hours is not None and not problems


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
    if works_named(header):
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
