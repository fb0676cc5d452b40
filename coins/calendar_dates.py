"""Dates of sales and purchases as catalogues print them, in five languages.

These are dates of our own calendar; the dates of the coins themselves are read by `catalog.chronology`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as printed and the first day it can mean, for ordering.

    `precision` is day, month, year, decade, century, before or after; for "before 1970" `first_day` is
    1 January 1970. Of 4/5/2010, which is two days depending on the country, only the year counts.
    `start` and `end` are where the date stands in the text.
    """

    text: str
    first_day: date
    precision: str
    start: int
    end: int


_MONTH_NAMES = """
    january januar janvier gennaio enero januari|february februar fevrier febbraio febrero februari
    |march marz maerz mars marzo maart
    |april avril aprile abril|may mai maggio mayo mei|june juni juin giugno junio|july juli juillet luglio julio
    |august aout agosto augustus|september septembre settembre septiembre|october oktober octobre ottobre octubre
    |november novembre noviembre|december dezember decembre dicembre diciembre
"""
_MONTHS = {name: index for index, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
_SHORT = {
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez", "mrz", "mrt"),
    *("janv", "fevr", "avr", "juil"),
    *("gen", "mag", "giu", "lug", "sett", "ott", "ene", "abr", "dic"),
}
# A magazine, a name, a general: with no day before them these are months only with a full stop.
_WORDS_TOO = {"mag", "ott", "gen", "ene", "lug", "sett"}
_MONTH = "|".join(sorted({*_MONTHS, *_SHORT}, key=len, reverse=True))
_LONE_MONTH = rf"(?!(?:{'|'.join(sorted(_WORDS_TOO))})\b(?!\.))(?:{_MONTH})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w.]){form}(?!\w)")
    for form in (
        # 14 April 2011; 25-6 Jul 2018; 30 June-1 July 1999
        rf"{_DAY}(?:\s*(?:-|/|&|and|und)\s*\d{{1,2}}\.?|\s*(?P<first_month>{_MONTH})\.?\s*-\s*\d{{1,2}}\.?)?"
        rf"\s*(?:of\s+|de\s+)?(?P<month>{_MONTH})\.?,?\s*(?:de\s+)?{_YEAR}",
        rf"(?P<month>{_LONE_MONTH})\.?\s+{_DAY}(?:\s*-\s*\d{{1,2}})?,?\s+{_YEAR}",
        rf"{_YEAR}-(?P<month_number>\d\d)-(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month_number>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}",
        rf"(?P<month>{_LONE_MONTH})\.?,?\s*(?:de\s+)?{_YEAR}",
        rf"(?P<month_number>0?[1-9]|1[0-2])/{_YEAR}",
        rf"(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?{_YEAR}'?(?P<decade>s|er)",
        r"(?:the\s+)?(?P<century>1[6-9]|20)th\s+c(?:entury|ent\.|\.)",
        _YEAR,
    )
)
_OPEN = re.compile(
    r"\b(?P<side>before|prior to|vor|avant|prima del|antes de|after|since|nach|apres|dopo)\s+(?:the\s+)?$"
)
_AFTER = ("after", "since", "nach", "apres", "dopo")
_NUMBERED = re.compile(r"(?:\blots?|\blos|\bauction|\bauktion|\bno\.?|\bnr\.?|#|\binv\w*\.?)\s*$")


def find_date(text: str) -> CalendarDate | None:
    """Return the most exact date that a text holds, or None. "Lot 1985" is none, nor is the 31st of February."""
    plain = "".join(unicodedata.normalize("NFD", c)[0].lower()[:1] for c in text)
    for form in _FORMS:
        for match in form.finditer(plain):
            if found := _read(text, plain, match):
                return found
    return None


def _read(text: str, plain: str, match: re.Match[str]) -> CalendarDate | None:
    groups = match.groupdict()
    try:
        first_day, precision = _first_day(groups)
    except ValueError:
        return None
    start = match.start()
    if precision == "year" and _NUMBERED.search(plain[:start]):
        return None
    if precision in ("year", "decade", "century") and (opened := _OPEN.search(plain[:start])):
        start, precision = opened.start(), "after" if opened["side"] in _AFTER else "before"
    return CalendarDate(text[start : match.end()], first_day, precision, start, match.end())


def _first_day(groups: dict[str, str | None]) -> tuple[date, str]:
    if century := groups.get("century"):
        return date((int(century) - 1) * 100 + 1, 1, 1), "century"
    year = int(groups["year"] or 0)
    if groups.get("decade"):
        return date(year, 1, 1), "decade"
    day, month = _day_and_month(groups)
    if month is None:
        return date(year, 1, 1), "year"
    return date(year, month, day or 1), "day" if day else "month"


def _day_and_month(groups: dict[str, str | None]) -> tuple[int | None, int | None]:
    if groups.get("one"):
        one, two = int(groups["one"] or 0), int(groups["two"] or 0)
        if one <= 12 and two <= 12 and one != two:
            return None, None
        return (one, two) if two <= 12 else (two, one)
    day = int(groups["day"] or 0) if groups.get("day") else None
    if number := groups.get("month_number"):
        return day, int(number)
    if name := groups.get("first_month") or groups.get("month"):
        return day, _month(name)
    return day, None


def _month(name: str) -> int:
    stem = {"mrz": "marz", "mrt": "maart", "sept": "sep"}.get(name, name)
    return next(index for full, index in _MONTHS.items() if full.startswith(stem))
