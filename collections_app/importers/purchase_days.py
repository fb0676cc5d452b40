"""The day a coin was bought, as thirty years of keeping a list write it: 12.3.1998, March 98, 1998?, 12-Mar-98."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from coins.calendar_dates import CalendarDate, find_date
from coinstack.text import clean_text

FIRST_SERIAL, LAST_SERIAL = 18_264, 73_050  # the days 1950 to 2099 as spreadsheet programs count them
EPOCH = date(1899, 12, 30)
PRECISIONS = {"day", "month", "year"}

_DOUBT = re.compile(r"(?:^|\s)(?:c|ca|circa|about|approx|etwa|um|env|vers|verso|hacia)\b\.?\s*|[~≈?]", re.I)
_SEASON = re.compile(
    r"(?:early|mid|late|end of|spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|automne|"
    r"hiver|primavera|estate|verano|autunno|otoño|inverno|invierno|easter|christmas|xmas)[\s,-]+",
    re.I,
)
_SHORT_YEAR = re.compile(r"(?P<before>.*[^\W\d]\.?[\s./]+|\d{1,2}\s?[./-]\s?(?:\d{1,2}\s?[./-]\s?)?)'?(?P<year>\d\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})-((?:19|20)\d\d)")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})")
_DASHED = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{2}|\d{4})")
_MIDNIGHT = re.compile(r"[ T]\d\d:\d\d(?::\d\d)?(?:\.0+)?")
_EITHER_WAY = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")


@dataclass(frozen=True, slots=True)
class PurchaseDay:
    """`first_day` is the first day that the text can mean; `told` what is doubtful about it, "" for a plain day.

    `is_whole`: the day says all that the text does.
    """

    first_day: date
    told: str = ""
    is_whole: bool = False


def read_purchase_day(text: str) -> PurchaseDay | None:
    """Read a day, month or year of our time; None where the text tells none."""
    cleaned = clean_text(text)
    if (serial := read_serial(cleaned)) is not None:
        return serial
    bare = " ".join(_DOUBT.sub(" ", cleaned).split())
    whole = _with_full_year(_plain(_SEASON.sub("", bare)))
    found = find_date(whole)
    if found is None or found.text.strip() != whole or found.precision not in PRECISIONS:
        return None
    is_whole = found.precision == "day" and bare == cleaned
    return PurchaseDay(found.first_day, _doubt(found, cleaned, bare, whole), is_whole)


def read_serial(text: str) -> PurchaseDay | None:
    """A day that lost its format: spreadsheet programs count days from the end of 1899."""
    if not re.fullmatch(r"\d{5}", text) or not FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return None
    day = EPOCH + timedelta(days=int(text))
    return PurchaseDay(day, f"The number {text} is read as the day {day.isoformat()}, as spreadsheet programs count.")


def full_year(two_digits: str) -> int:
    """98 is 1998 and 12 is 2012: the latest such year that has begun, or begins next."""
    year = 2000 + int(two_digits)
    return year if year <= date.today().year + 1 else year - 100


def _plain(text: str) -> str:
    """Without the time of day, and in the order in which dates are printed."""
    text = _MIDNIGHT.sub("", text)
    if first := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return "-".join(part.zfill(2) for part in first.groups())
    if dashed := _DASHED.fullmatch(text):
        return "/".join(dashed.groups())
    if last := _MONTH_YEAR.fullmatch(text):
        return f"{last[1]}/{last[2]}"
    month = _YEAR_MONTH.fullmatch(text)
    return f"{month[2]}/{month[1]}" if month else re.sub(r"(?<=[^\W\d])-(?=\d)|(?<=\d)-(?=[^\W\d])", " ", text)


def _with_full_year(text: str) -> str:
    found = _SHORT_YEAR.fullmatch(text)
    if found is None:
        return text
    return f"{found['before']}{full_year(found['year'])}"


def _doubt(found: CalendarDate, written: str, bare: str, whole: str) -> str:
    if bare != written:
        return "It is marked as uncertain; the first day it can mean is stored, the text kept in the notes."
    if found.precision == "year" and _EITHER_WAY.fullmatch(whole):
        return "Which number is the day and which the month cannot be told; only the year is stored, the text kept."
    if found.precision != "day":
        return f"Only the {found.precision} is given; its first day is stored, the text kept in the notes."
    return f"Read as {found.first_day.isoformat()}." if _SHORT_YEAR.fullmatch(_plain(bare)) else ""
