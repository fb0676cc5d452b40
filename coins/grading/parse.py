"""Reading a grade as collectors, dealers and grading services write it.

A text becomes a canonical short form ("Choice VF", "Near XF", "VF/F", "VF–XF") and a rank on one scale, so that
raw and slabbed coins of any origin sort together. The rank of two sides or of a range is that of the worse.
What cannot be read stays as written and says so in `problems`.
"""

from dataclasses import dataclass, replace
from typing import Any

from coins.grading.lexer import Token, grade_senses, tokens_of
from coins.grading.reader import Reader, Side, suggestion
from coins.grading.slab import read_slab
from coins.grading.words import LANGUAGES
from coinstack.text import clean_text

MAX_LENGTH = 300


@dataclass(frozen=True, slots=True)
class ParsedGrade:
    """`grade` is canonical, or the text as written when it is no known grade (then `rank` is None).

    `numeric` is a printed Sheldon number 1–70; `strike` and `surface` are NGC's fifths, 1–5.
    `service` is one of ngc, pcgs, icg, anacs. Problems read "code: message". The canonical form parses to itself
    and to the same rank.
    """

    input: str
    grade: str | None = None
    rank: int | None = None
    service: str | None = None
    numeric: int | None = None
    strike: int | None = None
    surface: int | None = None
    designations: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_fine_style: bool = False
    has_star: bool = False
    photo_certificate: bool = False


def parse_grade(text: str, *, language: str | None = None, service: str | None = None) -> ParsedGrade:
    """Read one grade. `language` is a code such as "fr"; `service` is taken when the text names none.

    Never raises; an empty text gives an empty result without a problem. Only the first 300 characters are read.
    """
    problems = [f"too_long: only the first {MAX_LENGTH} characters were read"] if len(text) > MAX_LENGTH else []
    slab = read_slab(clean_text(text[:MAX_LENGTH]), service, problems)
    result = ParsedGrade(
        input=text,
        service=slab.service,
        strike=slab.strike,
        surface=slab.surface,
        designations=slab.designations,
        is_fine_style="Fine Style" in slab.designations,
        has_star="★" in slab.designations,
        photo_certificate="Photo-certificate" in slab.designations,
    )
    tokens = tokens_of(slab.rest)
    known = _language(language) or _language_of(tokens)
    if known == "sv" and (sense := grade_senses().get(slab.rest, {}).get("sv")):
        return _with_sides(result, [Side(slab.rest, sense, [])], [], problems)
    reader = Reader(known, problems)
    reader.read(tokens)
    if not reader.sides:
        return _unknown(result, slab.rest, tokens, problems)
    return _with_sides(result, reader.sides, reader.separators, problems)


def as_json(parsed: ParsedGrade) -> dict[str, Any]:
    """Return the nine facts that scripts rely on, tuples as lists."""
    names = ("input", "grade", "rank", "service", "numeric", "strike", "surface")
    return {
        **{name: getattr(parsed, name) for name in names},
        "designations": list(parsed.designations),
        "problems": list(parsed.problems),
    }


def grade_rank(grade: str, numeric: int | None = None) -> int | None:
    """Return the rank of a stored grade: the Sheldon number where there is one, else that of the words."""
    if numeric is not None and 1 <= numeric <= 70:
        return numeric
    return parse_grade(grade).rank


def _language(name: str | None) -> str | None:
    code = (name or "").strip().lower()[:2]
    return code if code in LANGUAGES else None


def _language_of(tokens: list[Token]) -> str | None:
    """Return the language that some other word of the text gives away."""
    for token in tokens:
        if token.language:
            return token.language
        if len(token.senses) == 1 and (only := next(iter(token.senses))) in LANGUAGES and only != "en":
            return only
    return None


def _with_sides(result: ParsedGrade, sides: list[Side], separators: list[str], problems: list[str]) -> ParsedGrade:
    ranks = [side.rank for side in sides]
    known = [rank for rank in ranks if rank is not None]
    between = [*separators, ""]
    return replace(
        result,
        grade="".join(side.label + separator for side, separator in zip(sides, between, strict=True)),
        rank=min(known) if len(known) == len(ranks) else None,
        numeric=sides[0].number if len(sides) == 1 else None,
        problems=tuple(problems),
    )


def _unknown(result: ParsedGrade, rest: str, tokens: list[Token], problems: list[str]) -> ParsedGrade:
    if all(token.kind in ("break", "dash", "slash", "query", "filler") for token in tokens):
        return replace(result, problems=tuple(problems))
    guess = suggestion(rest)
    hint = f"; did you mean {guess}?" if guess else ""
    return replace(result, grade=rest, problems=(f'unknown_grade: "{rest}" is no grade{hint}', *problems))
