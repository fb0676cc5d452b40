"""Settle the eras and shortened numbers of a date and count its years."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from catalog.chronology.eras import Eras
from catalog.chronology.points import Expression, Point
from catalog.chronology.shortened import completed_dash, completed_slash
from catalog.chronology.words import HIGHEST_CENTURY
from catalog.chronology.years import Era, Span, century_span, decade_span, part_of, signed, validate_year

UNREADABLE: Final = "unreadable: no date is told by this; write 27 BC–AD 14, c. 300 BC or 2nd century AD"
CONTRADICTION: Final = "era_conflict: one year cannot be BC and AD at once; keep one mark"
SIGN_AND_ERA: Final = "redundant_sign: -44 and 44 BC say the same; keep the sign or the mark"
SWAPPED: Final = "swapped: the later year stands first; they were exchanged, unless another era was meant"
SHORTENED: Final = "ambiguous_tail: the second year is shortened and allows two readings; write it in full"
VAGUE_PART: Final = "vague_part: early, mid and late have no fixed limits; read as a third of the period"
AMBIGUOUS_DECADE: Final = "ambiguous_decade: the 300s may be ten or a hundred years; read as ten"
TERMINUS_ANTE: Final = "terminus_ante: only the latest possible year is told; the earliest is open"
TERMINUS_POST: Final = "terminus_post: only the earliest possible year is told; the latest is open"
OR: Final = "uncertain: the source gives alternatives; read as the range between them"
AND: Final = "several_dates: two dates are given; read as the range from the first to the second"


@dataclass(frozen=True, slots=True)
class Reading:
    first: int | None
    last: int | None
    circa: bool
    is_single_year: bool
    """One year, or one magistrate's year across two such as 525/4 BC."""
    problems: tuple[str, ...]


class _Refused(Exception):
    """The date cannot be read; the message is the problem."""


def resolve(expression: Expression, *, era_hint: Era | None, is_augustus: bool) -> Reading:
    """Years of an expression. What contradicts itself or lies outside the calendar has no years."""
    eras = Eras(hint=era_hint, is_augustus=is_augustus)
    remarks: list[str] = []
    try:
        ends = _with_shared_century(expression)
        span = _span(expression, ends, eras, remarks)
        first, last = _bounded(expression, span, ends)
    except _Refused as refused:
        return Reading(None, None, circa=False, is_single_year=False, problems=(str(refused),))
    problems = (*eras.problems, *remarks, *_remarks(expression, ends))
    is_single = len(ends) == 1 and ends[0].unit == "year" and span.last - span.first <= 1
    return Reading(
        first=first,
        last=last,
        circa=any(point.circa for point in ends),
        is_single_year=is_single and not expression.bound,
        problems=tuple(dict.fromkeys(problems)),
    )


def _with_shared_century(expression: Expression) -> tuple[Point, ...]:
    """'2nd-1st century', '5/4 c.' and 'early-mid 3rd century' name their century once."""
    first, second = expression.first, expression.second
    ends = (first,) if second is None else (_in_century_of(second, first), _in_century_of(first, second))
    for point in ends:
        if point.is_contradictory:
            raise _Refused(CONTRADICTION)
        if point.unit in ("ordinal", "open") or point.sign == "apart":
            raise _Refused(UNREADABLE)
    return ends


def _in_century_of(other: Point, point: Point) -> Point:
    if other.unit != "century":
        return point
    if point.unit == "open":
        return replace(point, unit="century", number=other.number)
    is_bare_ordinal = point.unit == "year" and point.number <= HIGHEST_CENTURY
    if point.unit == "ordinal" or (is_bare_ordinal and not (point.tail or point.era)):
        return replace(point, unit="century", digits="")
    return point


def _span(expression: Expression, ends: tuple[Point, ...], eras: Eras, remarks: list[str]) -> Span:
    if len(ends) == 1:
        return _point_span(ends[0], eras.of_one(ends[0]), remarks)
    first, second = ends
    first_era, second_era = eras.of_pair(expression, first, second)
    early = _point_span(first, first_era, remarks)
    if first_era == second_era and _may_be_shortened(expression):
        second = _completed(abs(early.last), second, second_era, remarks)
    late = _point_span(second, second_era, remarks)
    if early.first > late.first and early.last > late.last and expression.joiner not in ("|", "&"):
        remarks.append(SWAPPED)
    return Span(min(early.first, late.first), max(early.last, late.last))


def _may_be_shortened(expression: Expression) -> bool:
    """Only '159-60' and 'AD 159-60': after '159 AD', before 'AD 60' and with words both stand in full."""
    first, second = expression.first, expression.second
    return (
        second is not None
        and first.unit == second.unit == "year"
        and expression.joiner == "-"
        and not (first.sign or second.sign or second.era_leads)
        and (first.era is None or first.era_leads)
    )


def _completed(reference: int, point: Point, era: Era, remarks: list[str]) -> Point:
    number, is_ambiguous = completed_dash(reference, point.digits, is_bc=era == "BC")
    if is_ambiguous:
        remarks.append(SHORTENED)
    return replace(point, number=number)


def _point_span(point: Point, era: Era, remarks: list[str]) -> Span:
    if point.unit == "year":
        return _year_span(point, era, remarks)
    if point.number <= 0 or not _exists(point.part):
        raise _Refused(UNREADABLE)
    span = century_span(point.number, era) if point.unit == "century" else decade_span(point.number, era)
    return _checked(span if point.part is None else part_of(span, *point.part))


def _exists(part: tuple[int, int] | None) -> bool:
    """There is no third half and no fifth quarter."""
    return part is None or 0 <= part[0] < part[1]


def _year_span(point: Point, era: Era, remarks: list[str]) -> Span:
    last = completed_slash(point.number, point.tail, is_bc=era == "BC") if point.tail else point.number
    if abs(last - point.number) > 1 and not _shares_stem(point, last):
        remarks.append(SHORTENED)
    years = Span(signed(point.number, era), signed(last, era))
    if years.first > years.last:
        remarks.append(SWAPPED)
    return _checked(Span(min(years), max(years)))


def _shares_stem(point: Point, last: int) -> bool:
    """490/80 keeps its hundreds; 46/1 does not, and is hardly a date."""
    base = int(10 ** len(point.tail))
    return len(point.tail) >= len(str(point.number)) or point.number // base == last // base


def _checked(span: Span) -> Span:
    for year in span:
        try:
            validate_year(year)
        except ValueError as error:
            raise _Refused(f"{'out_of_range' if year else 'year_zero'}: {error}") from None
    return span


def _bounded(expression: Expression, span: Span, ends: tuple[Point, ...]) -> tuple[int | None, int | None]:
    whole_period = expression.includes_bound or ends[0].unit == "year"
    if expression.bound == "after":
        return (span.first if whole_period else span.last), None
    if expression.bound == "before":
        return None, (span.last if whole_period else span.first)
    return span


def _remarks(expression: Expression, ends: tuple[Point, ...]) -> Iterator[str]:
    if any(point.has_sign_and_mark for point in ends):
        yield SIGN_AND_ERA
    if expression.joiner == "|":
        yield OR
    if expression.joiner == "&":
        yield AND
    if any(point.is_vague and point.unit != "year" for point in ends):
        yield VAGUE_PART
    if any(point.unit == "decade" and point.number % 100 == 0 for point in ends):
        yield AMBIGUOUS_DECADE
    if expression.bound == "before":
        yield TERMINUS_ANTE
    elif expression.bound == "after":
        yield TERMINUS_POST
