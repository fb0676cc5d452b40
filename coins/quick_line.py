"""One line about a coin, as it is jotted down at a sale: "AR denarius, Augustus, 2 BC-AD 4 (3.79g, 6h). RIC 207".

Pure. Only what is written in a form that can mean nothing else is read; the rest stays a text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalog.chronology import ParsedDate, parse_date
from coins.choice_words import METALS
from coins.denominations import find_denomination
from coins.grading import parse_grade
from coins.pedigree_stations import PURCHASE
from coins.physical import parse_die_axis, parse_size_mm, parse_weight_g
from coinstack.text import clean_text, fold

LONGEST_LINE = 1000
LONGEST_DATE_WORDS = 8


@dataclass(slots=True)
class QuickLine:
    """`values` by field name; `references` verbatim; `pedigree` from its opening word on; `rest` is what nobody read,
    in its segments."""

    values: dict[str, Any] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    pedigree: str = ""
    rest: list[str] = field(default_factory=list)


def read_line(text: str) -> QuickLine:
    """Read a line. Never raises; what it does not understand is in `rest`."""
    line = QuickLine()
    body = clean_text(text)[:LONGEST_LINE]
    body = _take_measures(body, line)
    body = _take_pedigree(body, line)
    body = _take_references(body, line)
    body = _take_date(body, line)
    for segment in re.split(r"\s*[,;|]\s*|(?<=[a-z]{4})\.\s+|\s+\.\s+", body):
        if left := _take_words(segment.strip(" .:-"), line):
            line.rest.append(left)
    return line


_NUMBER = r"\d[\d.,]*"
_WEIGHT = re.compile(rf"(?<![\w.,]){_NUMBER}\s?(?:g|gm|gr|grams?|gramm)\b\.?", re.I)
_SIZE = re.compile(rf"(?<![\w.,])(?:{_NUMBER}\s?[x×]\s?)?{_NUMBER}\s?mm\b\.?", re.I)
_AXIS = re.compile(rf"(?<![\w.,])(?:{_NUMBER}\s?(?:h|hrs?|o'clock)\b\.?|\d{{1,3}}\s?°|[↑↗→↘↓↙←↖])", re.I)
_MEASURES = (
    ("weight_g", _WEIGHT, parse_weight_g),
    ("diameter_mm", _SIZE, parse_size_mm),
    ("die_axis_h", _AXIS, parse_die_axis),
)
_EMPTY_BRACKETS = re.compile(r"[(\[][\s,;/]*[)\]]")


def _take_measures(body: str, line: QuickLine) -> str:
    """Weight, diameter and axis say by their units what they are, in brackets or out of them."""
    for name, pattern, read in _MEASURES:
        found = list(pattern.finditer(body))
        if len(found) != 1:
            continue
        value, problems = read(found[0][0])
        if isinstance(value, Decimal) and all(problem.startswith("two_sizes") for problem in problems):
            line.values[name] = value
            body = f"{body[: found[0].start()]} {body[found[0].end() :]}"
    return _EMPTY_BRACKETS.sub(" ", body)


_PEDIGREE = re.compile(
    r"(?:^|[,;.\s])\s*(?P<pedigree>(?:ex|provenance:|"
    r"from(?!\s+(?:AD\s+|ca?\.?\s+)?(?:\d{1,3}|1[0-4]\d\d)\b)|"  # "from AD 103" is a date, "from 1972" a pedigree
    rf"{PURCHASE})\s+(?=[\w'\"]).*)$",
    re.I,
)


def _take_pedigree(body: str, line: QuickLine) -> str:
    found = _PEDIGREE.search(body)
    if found is None or not body[: found.start()].strip():
        return body
    line.pedigree = found["pedigree"].strip()
    return body[: found.start()]


_WORKS = (
    r"RIC|RRC|Crawford|Craw\.|Cr\.|RPC|RSC|BMCRE|BMCRR|BMC|Sear|SRCV|RCV|SBCV?|SGI?|GIC|GCV|Cohen|Coh\.|Calic[óo]|Sydenham"
    r"|Syd\.|CRR|Babelon|Bab\.|HCRI|CRI|DOC|MIBE?|MIR|Price|HGC|SC|CPE|Svoronos|Sv\.|SNG|Prieur|Depeyrot|Dewing|McAlee|LRBC"
    r"|M[üu]ller|Rouvier|Sellwood|Hendin|GBC|Emmett|Dattari|Milne|Varbanov|HN|Van\s+Arsdell|ABC|La\s+Tour|Woytek|Bastien"
    r"|Seaby|Mionnet|Traité|Weber|Jameson|Pozzi|Lindgren|Mitchiner|Göbl|Albertson|Cunetio|Elmer|Mairat|Schulten"
)
_BEFORE_NUMBER = r"(?:\s+[^\s,;|\d]+){0,4}?"  # SNG von Aulock 12, RIC IV.1 574
_MORE_NUMBERS = r"(?:[\s/-]+(?:[^\s,;|]*\d[^\s,;|]*|[IVXLC]+|var\.?|corr\.?|pl\.|p\.|no\.|note|and|&|-))*"
_REFERENCE = re.compile(
    rf"(?:(?:cf|see|vgl)\.?\s+)?\b(?:{_WORKS})(?![^\W\d_]){_BEFORE_NUMBER}\s*[^\s,;|]*\d[^\s,;|]*{_MORE_NUMBERS}"
)


def _take_references(body: str, line: QuickLine) -> str:
    """Each runs from the name of its work over its numbers."""
    for found in _REFERENCE.finditer(body):
        text = re.split(r"(?<=\d)\.\s+", found[0], maxsplit=1)[0]
        line.references.append(text.strip(" ."))
        body = body.replace(text, "|", 1)
    return body


def _take_date(body: str, line: QuickLine) -> str:
    """The fewest words that say the same date as the whole line; a bare number is none."""
    whole = parse_date(re.sub(r"\s+", " ", body)[:200])
    if whole.year_start is None and whole.year_end is None:
        return body
    words = list(re.finditer(r"[^\s,;|]+", body))
    for found in _windows(words):
        text = body[found[0].start() : found[-1].end()].strip("()[].")
        date = parse_date(text)
        if _years(date) == _years(whole) and not date.problems and not text.isdigit():
            line.values |= {
                "date_text": text[:120],
                "year_start": date.year_start,
                "year_end": date.year_end,
                "is_circa": date.circa,
                "dating_certainty": date.certainty,
            }
            return f"{body[: found[0].start()]},{body[found[-1].end() :]}"
    return body


def _windows(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    for length in range(1, min(len(words), LONGEST_DATE_WORDS) + 1):
        for at in range(len(words) - length + 1):
            yield words[at : at + length]


def _years(date: ParsedDate) -> tuple[int | None, int | None, bool]:
    return date.year_start, date.year_end, date.circa


# "or", "au", "fe" and the like are words, grades or surnames: only codes that houses print in front of a coin count.
_CODES = {"AV": "gold", "AR": "silver", "AE": "ae", "Æ": "ae", "EL": "electrum", "BI": "billon", "PB": "lead"}
_METAL_WORDS = {
    fold(word.strip()): metal for metal, words in METALS.items() for word in words.split(",") if len(word.strip()) > 3
}
_AMBIGUOUS = {"as", "unit"}
# "Æ3" is a module of late bronze, "Æ25" a bronze of 25 mm that nobody can name.
_BRONZE = re.compile(r"(?:Æ|AE)(?P<size>[1-4]|[1-9]\d)")
_SPACED_BRONZE = re.compile(r"\b(Æ|AE)\s+(?=(?:[1-4]|[1-9]\d)(?!\S))")


def _take_words(segment: str, line: QuickLine) -> str:
    """Take metal, denomination and grade out of one segment; returns what is left of it."""
    if not segment:
        return ""
    graded = parse_grade(segment)
    if "grade" not in line.values and len(segment) <= 20 and graded.rank is not None and not graded.problems:
        line.values["grade"] = segment
        return ""
    words = _take_metal(_SPACED_BRONZE.sub(r"\1", segment).split(), line)
    return " ".join(_take_denomination(words, line))


def _take_metal(words: list[str], line: QuickLine) -> list[str]:
    for at, word in enumerate(words):
        metal = _CODES.get(word) or _METAL_WORDS.get(fold(word.strip(".")))
        if metal and "metal" not in line.values:
            line.values["metal"] = metal
            return words[:at] + words[at + 1 :]
        if (bronze := _BRONZE.fullmatch(word)) and "metal" not in line.values:
            line.values["metal"] = "ae"
            line.values.setdefault("denomination", word)
            size = int(bronze["size"])
            if size <= 4:
                line.values.setdefault("module", f"Æ{size}")
            else:
                line.values.setdefault("diameter_mm", Decimal(size))
            return words[:at] + words[at + 1 :]
    return words


def _take_denomination(words: list[str], line: QuickLine) -> list[str]:
    if "denomination" in line.values:
        return words
    for length in (2, 1):
        for at in range(len(words) - length + 1):
            text = " ".join(words[at : at + length]).strip(".:")
            named = find_denomination(text)
            is_whole = named is not None and (length == 1 or " " in named.name)
            if is_whole and not (text in _AMBIGUOUS and len(words) > 1 and "metal" not in line.values):
                line.values["denomination"] = text[:1].upper() + text[1:]
                return words[:at] + words[at + length :]
    return words
