"""Read the two ends of a date from tokens, without yet deciding eras and shortened numbers."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from catalog.chronology.tokens import Token, kinds
from catalog.chronology.years import Era

Unit = Literal["year", "decade", "century", "ordinal", "open"]
# "ordinal" and "open" take their century from the other end: "2nd-1st century", "early-mid 3rd century"
Bound = Literal["", "before", "after"]

# shapes over the one-letter kinds of tokens.py
_PART: Final = r"[no][hukM]|[pM]"
_LEAD: Final = rf"[qe]{{0,3}}(?:(?:[pM]-(?=[no])|{_PART})[qe]{{0,3}})?"
_CORE: Final = r"(?:[no]C|C[no]|d|[-+]?n(?:/n)?(?!C)|o|(?<=[phukM]))"
_POINT: Final = rf"{_LEAD}{_CORE}[qe]{{0,3}}"
_JOINER: Final = r"--?|[/tT&|]"
_SHAPE: Final = re.compile(
    rf"(?P<circa>q)?(?P<opening>[abfTB]|-(?=e))?(?P<first>{_POINT})"
    rf"(?:(?P<joiner>{_JOINER})(?P<second>{_POINT}))?(?P<closing>[AV-])?"
)
_BOTH_BOUNDS: Final = re.compile(rf"a(?P<first>{_POINT})[&,]?b(?P<second>{_POINT})")
_BOUND_OF: Final[dict[str, Bound]] = {"a": "after", "f": "after", "b": "before", "T": "before", "-": "before"}
_UNIT_OF: Final[dict[str, Unit]] = {"C": "century", "d": "decade", "n": "year", "o": "ordinal"}


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a date as written: '525/4', 'AD 14', 'late 4th century', '-44', 'the 470s BC'."""

    unit: Unit
    number: int
    digits: str
    """The number as written when it may be a year, so that '098' and '98' can be told apart."""
    tail: str
    """The second number of a double year as written: '4' of '525/4'."""
    sign: str
    """'-' or '+' as written, 'apart' for the dash of '- 44' that may be anything, or empty."""
    era: Era | None
    """By mark or sign, None when nothing says it."""
    era_leads: bool
    """'BC 27' and not '27 BC'."""
    part: tuple[int, int] | None
    is_vague: bool
    circa: bool
    has_sign_and_mark: bool
    is_contradictory: bool


@dataclass(frozen=True, slots=True)
class Expression:
    first: Point
    second: Point | None
    joiner: str = ""
    """The kind of the token between the ends: '-', '/', 't' to, 'T' until, '&' and, '|' or."""
    is_tight: bool = False
    """No blank before the joiner: '-44-40' may mean two things."""
    bound: Bound = ""
    includes_bound: bool = False
    """'no later than the 3rd century' ends with it, 'before the 3rd century' where it begins."""


def read_expression(tokens: list[Token]) -> Expression | None:
    """The date that all the tokens together make, or None when they make none."""
    shape = kinds(tokens)
    if match := _BOTH_BOUNDS.fullmatch(shape):
        return Expression(_point(tokens, match.span("first")), _point(tokens, match.span("second")))
    match = _SHAPE.fullmatch(shape)
    if match is None:
        return None
    return _expression(tokens, match)


def _expression(tokens: list[Token], match: re.Match[str]) -> Expression | None:
    first = _point(tokens, match.span("first"))
    second = _point(tokens, match.span("second")) if match["second"] else None
    joint = tokens[slice(*match.span("joiner"))] if second else []
    if second and len(joint) == 2 and (first.sign or not joint[1].glued):
        second = _negative(second)  # "-44 - -40"; but "27--14 BC" is a typewriter's long dash
    bound = _bound(match["opening"] or "", match["closing"] or "", is_range=second is not None)
    if bound is None:
        return None
    return Expression(
        first=replace(first, circa=True) if match["circa"] else first,
        second=second,
        joiner="t" if match["opening"] == "B" else (match["joiner"] or "")[:1],
        is_tight=bool(joint) and joint[0].glued,
        bound=bound,
        includes_bound=bool(bound) and _includes_bound(tokens, match),
    )


def _includes_bound(tokens: list[Token], match: re.Match[str]) -> bool:
    edge = tokens[-1] if match["closing"] else tokens[match.start("opening")]
    return edge.kind == "-" or edge.value == 1


def _negative(point: Point) -> Point:
    return replace(
        point, sign="-", era="BC", has_sign_and_mark=point.era is not None, is_contradictory=point.era == "AD"
    )


def _bound(opening: str, closing: str, *, is_range: bool) -> Bound | None:
    if opening and closing:
        return None
    if closing:
        return "before" if closing == "V" else "after"
    if opening == "B":
        return "" if is_range else None
    if opening == "f" and is_range:
        return ""
    return _BOUND_OF.get(opening, "")


def _point(tokens: list[Token], span: tuple[int, int]) -> Point:
    own = tokens[slice(*span)]
    shape = kinds(own)
    part = re.search(_PART, shape)
    rest = own[part.end() :] if part else own
    numbers = [token for token in rest if token.kind in "nod"]
    sign = _sign(rest)
    eras = _eras(own, sign)
    return Point(
        unit=_unit(rest),
        number=numbers[0].value if numbers else 0,
        digits=numbers[0].text if numbers and numbers[0].kind == "n" else "",
        tail=numbers[1].text if len(numbers) > 1 else "",
        sign=sign,
        era=eras[0] if eras else None,
        era_leads="e" in shape and not shape.rstrip("q").endswith("e"),
        part=_part(own[part.start() : part.end()]) if part else None,
        is_vague=part is not None and len(part.group()) == 1,
        circa="q" in shape,
        has_sign_and_mark=bool(sign) and "e" in shape,
        is_contradictory=len(set(eras)) > 1,
    )


def _eras(tokens: list[Token], sign: str) -> list[Era]:
    eras: list[Era] = ["BC" if token.value < 0 else "AD" for token in tokens if token.kind == "e"]
    if sign in ("-", "+"):
        eras.append("BC" if sign == "-" else "AD")
    return eras


def _unit(tokens: list[Token]) -> Unit:
    shape = kinds(tokens)
    for kind, unit in _UNIT_OF.items():
        if kind in shape:
            return unit
    return "open"


def _sign(tokens: list[Token]) -> str:
    found = re.search(r"[-+](?=n)", kinds(tokens))
    if found is None:
        return ""
    return found.group() if tokens[found.end()].glued else "apart"


def _part(tokens: list[Token]) -> tuple[int, int]:
    """(index, count): 'second half' is (1, 2), 'last third' (2, 3), 'early' (0, 3)."""
    if len(tokens) == 1:
        return tokens[0].value, 3
    count = 2 if tokens[1].kind == "M" else tokens[1].value
    ordinal = tokens[0].value
    return (count - 1 if ordinal < 0 else ordinal - 1), count
