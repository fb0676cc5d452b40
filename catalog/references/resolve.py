"""Which types of a catalogue a citation means: one, an honest list, or none, and why."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from catalog.references.base import Reference
from catalog.references.money import denominations_named, metals_like, of_the_same_kind
from catalog.references.resolve_ric import choose_ric, query_ric
from catalog.references.ric_persons import folded_name, persons_named
from catalog.references.ric_sections import BY_MINT
from catalog.references.systems import SYSTEMS
from catalog.references.type_ids import whole_group
from catalog.references.type_rows import UNKNOWN, Choice, Known, Query, Resolution, TypeRow
from catalog.references.wanted import OTHER_CASE, fitting, wanted_numbers

MOST_TYPES: Final = 400
"""No more types of one citation are listed; without volume and context one number of RIC has 360."""

_NOT_CITED: Final = frozenset({"variant", "note", "unassigned", "compared", "same_as"})
_CRAWFORD_GROUP: Final = re.compile(r"[0-9]+(?:-[0-9]+)?[A-Z]?")
_RUNS_ON: Final = frozenset(
    {"sc", "sear", "svoronos", "calico", "dt"}
)  # their volume says nothing that the number does not
_IN_PERSON: Final = frozenset({"person", "ruler"})
_LONGEST_NUMBER: Final = 30
_ADDRESSED: Final = re.compile(r"(?:\S+/id/)?((?:ric|rrc|price|sc|cpe)[.-]\S+?)/?")


def is_cited(reference: Reference) -> bool:
    """Whether the coin is said to be of the type cited, not like it, a variant of it or missing from the work."""
    codes = {problem.partition(":")[0] for problem in reference.problems}
    return bool(reference.number) and not (reference.relation or reference.is_absent or codes & _NOT_CITED)


def query_of(reference: Reference, known: Known) -> Query | None:
    """What to fetch before `resolve_among`; None when the citation is not to be linked."""
    if not is_cited(reference) or len(reference.number) > _LONGEST_NUMBER:
        return None
    if reference.system == "ric":
        return query_ric(reference, known)
    if reference.system == "rrc" and _CRAWFORD_GROUP.fullmatch(reference.number):
        return Query("rrc", group=reference.number)
    numbers = dict.fromkeys(_number(reference, wanted.number) for wanted in wanted_numbers(reference))
    return Query(reference.system, tuple(numbers))


def resolve_among(
    reference: Reference, known: Known, rows: Sequence[TypeRow], *, limit: int = MOST_TYPES
) -> Resolution:
    """Choose among the rows that `query_of` asked for. A single type is given only when nothing else fits."""
    if not is_cited(reference):
        return Resolution("not_cited")
    if addressed := _addressed(reference, rows):
        return Resolution("resolved", (addressed,))
    choose = choose_ric if reference.system == "ric" else _choose_plain
    choice = choose(reference, known, rows)
    if not choice.rows:
        return Resolution("not_loaded" if "edition_not_loaded" in choice.problems else "not_found", (), choice.problems)
    if len(choice.rows) == 1:
        is_doubtful = choice.is_doubtful or any(each.startswith("either_work:") for each in reference.problems)
        state = "doubtful" if is_doubtful else "resolved"
        return Resolution(state, choice.rows, choice.problems)
    more = max(len(choice.rows) - limit, 0)
    return Resolution("ambiguous", choice.rows[:limit], choice.problems, more, _decides(choice.rows))


def _addressed(reference: Reference, rows: Sequence[TypeRow]) -> TypeRow | None:
    """The row whose own address the citation is: nothing else can be meant."""
    match = _ADDRESSED.fullmatch(reference.text)
    return next((row for row in rows if match and row.uri.endswith(f"/{match.group(1)}")), None)


def _number(reference: Reference, number: str) -> str:
    if reference.system != "rrc":
        return number
    group, slash, kind = number.partition("/")
    return f"{whole_group(group)}{slash}{kind}"


def _choose_plain(reference: Reference, known: Known, rows: Sequence[TypeRow]) -> Choice:
    """Works other than RIC: the number with its letter, then what the citation and the coin say."""
    rows = [row for row in rows if _fits_volume(row, reference) and row.supplement == reference.supplement]
    if not rows:
        return Choice(problems=("no_such_number",))
    found, problems = _with_letters(rows, reference)
    found = _of_section(found, reference)
    if not found:
        return Choice(problems=("no_such_letter",))
    doubts: list[str] = []
    is_settled = len(found) == 1 and SYSTEMS[reference.system].restarts == "never"
    for is_fit, problem in () if is_settled else _tests(reference, known):
        kept = [row for row in found if is_fit(row)]
        found = kept or found
        doubts += [] if kept else [problem]
    found = sorted(found, key=lambda row: (row.volume, row.section, row.number_sort))
    is_doubtful = bool(doubts) or "subtype_not_listed" in problems or _is_anybodys(reference, known)
    return Choice(tuple(found), (*doubts, *problems), is_doubtful)


def _is_anybodys(reference: Reference, known: Known) -> bool:
    """ "RSC 162" alone: the numbers start again, nothing says on whom, and few of the types are here to choose from."""
    restarts = SYSTEMS[reference.system].restarts
    if restarts in _IN_PERSON:
        return not (reference.section or known.persons)
    if restarts == "volume":
        return reference.volume is None
    return restarts != "never" and not (reference.section or known.mints)


def _with_letters(rows: Sequence[TypeRow], reference: Reference) -> tuple[list[TypeRow], tuple[str, ...]]:
    if reference.system == "rrc" and "/" not in reference.number:
        return list(rows), ()
    picked: list[TypeRow] = []
    problems: dict[str, None] = {}
    for wanted in wanted_numbers(reference):
        number = _number(reference, wanted.number)
        sections = dict.fromkeys((row.volume, row.section) for row in rows if row.number == number)
        for section in sections:
            group = [row for row in rows if row.number == number and (row.volume, row.section) == section]
            found, problem = fitting(group, wanted)
            picked += found
            problems.update({problem: None} if found and problem not in ("", OTHER_CASE) else {})
    return picked, tuple(problems)


def _fits_volume(row: TypeRow, reference: Reference) -> bool:
    if reference.system in _RUNS_ON or reference.volume is None or not row.volume:
        return row.edition is None or reference.edition is None or row.edition == reference.edition
    return row.volume == reference.volume or row.volume.partition(".")[0] == reference.volume


def _of_section(rows: list[TypeRow], reference: Reference) -> list[TypeRow]:
    """A gens, city or collection that both name must be the same; a person is compared by the coin's persons."""
    written = folded_name(reference.section or "")
    if not written or SYSTEMS[reference.system].restarts in _IN_PERSON:
        return rows
    return [row for row in rows if not row.section or folded_name(row.section) == written]


def _tests(reference: Reference, known: Known) -> list[tuple[Callable[[TypeRow], bool], str]]:
    """What must hold unless it holds for no row, in order."""
    tests: list[tuple[Callable[[TypeRow], bool], str]] = []
    named = persons_named(reference.section or "")
    persons = named or known.persons
    if persons and SYSTEMS[reference.system].restarts in _IN_PERSON:
        tests.append((lambda row: bool({row.portrait, row.issuer, row.authority} & persons), "issuer_contradicts"))
    elif known.persons:
        tests.append((lambda row: _is_silent(row) or bool(_persons(row) & known.persons), "issuer_contradicts"))
    if known.mints:
        tests.append((lambda row: row.mint in known.mints or row.mint in UNKNOWN, "mint_contradicts"))
    denominations = denominations_named(reference.denomination) or known.denominations
    if denominations:
        alike = of_the_same_kind(denominations)
        tests.append((lambda row: row.denomination in alike | UNKNOWN, "denomination_contradicts"))
    if known.metals:
        metals = metals_like(known.metals)
        tests.append((lambda row: row.metal in metals | UNKNOWN, "metal_contradicts"))
    return tests


def _persons(row: TypeRow) -> set[str]:
    return {row.portrait, row.issuer, row.authority} - UNKNOWN


def _is_silent(row: TypeRow) -> bool:
    return not _persons(row)


def _decides(rows: Sequence[TypeRow]) -> tuple[str, ...]:
    """What the rows differ in, as a collector would look it up."""
    facts: dict[str, Callable[[TypeRow], str]] = {
        "volume": lambda row: row.volume,
        "person": lambda row: "" if row.volume in BY_MINT else row.section.partition("(")[0],
        "reign": lambda row: row.section.partition("(")[2],
        "mint": lambda row: row.mint,
        "denomination": lambda row: row.denomination,
        "metal": lambda row: row.metal,
        "number": lambda row: row.number,
        "letter": lambda row: row.suffix,
    }
    return tuple(name for name, fact in facts.items() if len({fact(row) for row in rows}) > 1)
