"""Read a date as dealers, catalogues and collectors write it."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from catalog.chronology.cleaning import segments, without_era_years, without_months
from catalog.chronology.era_years import read_era_year
from catalog.chronology.points import Expression, read_expression
from catalog.chronology.resolving import UNREADABLE, Reading, resolve
from catalog.chronology.tokens import Token, fold, kinds, tokenise
from catalog.chronology.years import Era, years_between

MAX_LENGTH: Final = 200
NARROW_YEARS: Final = 10

Certainty = Literal["EXACT", "NARROW", "BROAD", ""]

EMPTY: Final = "empty: no date is given"
TOO_LONG: Final = f"too_long: a date has at most {MAX_LENGTH} characters; keep the date alone"
DOUBTFUL: Final = "uncertain: the source marks this date as doubtful"
UNDATED: Final = "undated: the source gives no date"
SEVERAL: Final = "several_dates: more than one date is given; keep the one that dates the coin"
ERA_YEAR: Final = (
    "era_year: a regnal year, or a year of an era that is not named or differs from city to city, was not converted; "
    "add the calendar year, for example (AD 41/2)"
)
FROM_RULER: Final = "from_ruler: the dates follow from the ruler; choose the ruler or write the years"

_OPEN: Final = frozenset("aAbBfTV")
_AUGUSTUS: Final = frozenset({"augustus", "auguste", "augusto", "octavian", "octavianus", "octavian augustus"})


@dataclass(frozen=True)
class ParsedDate:
    """A date read as signed years (-44 is 44 BC, no year 0), both ends included, None where open or unknown.

    `input` is the text verbatim. `certainty` is EXACT for one year or a double year such as 525/4 BC; NARROW for
    up to 10 years and for one year with circa or a question mark; BROAD for more, for centuries, for open dates
    and for dates that follow from a ruler; empty when nothing could be read. `problems` are 'code: sentence'.
    """

    input: str
    year_start: int | None = None
    year_end: int | None = None
    circa: bool = False
    certainty: Certainty = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    expression: Expression
    tokens: list[Token]


def parse_date(text: str, *, era_hint: Era | None = None, ruler: str = "") -> ParsedDate:
    """Read one date, never raising: what cannot be read has no years and says why in `problems`.

    `era_hint` is the era of what stands around the date: under a Greek heading '530-500' is BC. `ruler` settles
    'BC 27-14', which is 27 BC–AD 14 for Augustus. A bare year or range is AD, a bare signed number is signed.
    """
    body = text.strip()
    if not body:
        return ParsedDate(text, problems=(EMPTY,))
    if len(body) > MAX_LENGTH:
        return ParsedDate(text, problems=(TOO_LONG,))
    said = tokenise(body)
    dated = without_era_years(without_months([token for token in said if token.kind not in "?R"]))
    found = _find(dated, has_era_year=bool(set(kinds(said)) & set("yw")))
    if not isinstance(found, _Found):
        era_year = _era_year(body, kinds(said)) if found is None else None
        if era_year:
            return _parsed(text, era_year, _doubts(said))
        return _without_years(text, found or _why_unreadable(kinds(said)))
    reading = resolve(found.expression, era_hint=era_hint, is_augustus=_is_augustus(ruler))
    return _parsed(text, reading, _remarks(said, dated, found))


def _era_year(body: str, said: str) -> Reading | None:
    """A year of an era, and no more than that: 'before SE 162' and 'SE 162 or later' are not that year."""
    if "y" not in said or set(said) & _OPEN:
        return None
    reading = read_era_year(fold(body))
    return replace(reading, circa="q" in said) if reading else None


def _is_augustus(ruler: str) -> bool:
    name = fold(ruler[:MAX_LENGTH]).partition("(")[0].partition(",")[0]
    return name.strip() in _AUGUSTUS


def as_json(parsed: ParsedDate) -> dict[str, object]:
    """The keys of a date in JSON: input, year_start, year_end, circa, certainty, problems."""
    return {
        "input": parsed.input,
        "year_start": parsed.year_start,
        "year_end": parsed.year_end,
        "circa": parsed.circa,
        "certainty": parsed.certainty,
        "problems": list(parsed.problems),
    }


def _find(tokens: list[Token], *, has_era_year: bool) -> _Found | str | None:
    """The one date in the tokens, a problem, or None.

    Words that are no part of a date are tolerated round a date that says its era itself; a bare number among them
    ('RIC 207') is no date. A number alone in brackets after a regnal year is: 'Year 3 (118/119)'.
    """
    whole = [token for token in tokens if token.kind != ","]
    if expression := read_expression(whole):
        return _Found(expression, whole)
    runs = [(run, is_alone) for segment in segments(tokens) for run, is_alone in _runs(segment)]
    read = [(_Found(expression, run), is_alone) for run, is_alone in runs if (expression := read_expression(run))]
    marked = [found for found, _ in read if _is_marked(found.expression)]
    plain = [found for found, is_alone in read if is_alone and not _is_marked(found.expression)]
    candidates = marked + plain if marked or has_era_year else []
    if len({found.expression for found in candidates}) > 1:
        return SEVERAL
    return candidates[0] if candidates else None


def _runs(segment: list[Token]) -> list[tuple[list[Token], bool]]:
    """Stretches of known tokens, each with whether it has the segment to itself."""
    known = [list(run) for is_known, run in groupby(segment, _is_known) if is_known]
    is_alone = all(_is_known(token) or token.kind == "," for token in segment)
    return [(_trimmed(run), is_alone) for run in known]


def _is_known(token: Token) -> bool:
    return token.kind not in ",xz"


def _trimmed(run: list[Token]) -> list[Token]:
    """Without the joiners that a cut left over: of 'Rome – AD 69' the dash."""
    while run and run[0].kind in "-/t&|":
        run = run[1:]
    while run and run[-1].kind in "-/t&|":
        run = run[:-1]
    return run


def _is_marked(expression: Expression) -> bool:
    ends = (expression.first, expression.second)
    return any(point and ((point.era and not point.sign) or point.unit == "century") for point in ends)


def _doubts(said: list[Token]) -> list[str]:
    return [DOUBTFUL] if any(token.kind == "?" for token in said) else []


def _remarks(said: list[Token], dated: list[Token], found: _Found) -> list[str]:
    remarks = _doubts(said)
    used = {id(token) for token in found.tokens}
    ignored = [token.text for token in dated if id(token) not in used and token.kind != ","]
    if ignored:
        remarks.append(f"ignored_text: '{' '.join(ignored)}' is no part of the date")
    return remarks


def _why_unreadable(shape: str) -> str:
    for kind, problem in (("y", ERA_YEAR), ("R", FROM_RULER), ("z", UNDATED), ("w", ERA_YEAR)):
        if kind in shape:
            return problem
    return UNREADABLE


def _without_years(text: str, problem: str) -> ParsedDate:
    return ParsedDate(text, certainty="BROAD" if problem == FROM_RULER else "", problems=(problem,))


def _parsed(text: str, reading: Reading, remarks: list[str]) -> ParsedDate:
    problems = (*reading.problems, *remarks)
    return ParsedDate(
        input=text,
        year_start=reading.first,
        year_end=reading.last,
        circa=reading.circa,
        certainty=_certainty(reading, is_doubtful=DOUBTFUL in problems),
        problems=problems,
    )


def _certainty(reading: Reading, *, is_doubtful: bool) -> Certainty:
    if reading.first is None and reading.last is None:
        return ""
    if reading.first is None or reading.last is None:
        return "BROAD"
    if reading.is_single_year and not (reading.circa or is_doubtful):
        return "EXACT"
    return "NARROW" if years_between(reading.first, reading.last) <= NARROW_YEARS else "BROAD"
