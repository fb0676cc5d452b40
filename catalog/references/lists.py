"""Further numbers of the work that was cited: in a list, with other letters, in other collections."""

import re
from typing import Final

from catalog.references.base import Shape
from catalog.references.numbers import NEXT_IS_NO_NUMBER, leading_number, read_number
from catalog.references.remarks import COMPARED, read_absence, read_remarks, set_compared
from catalog.references.scanner import Draft, Scanner
from catalog.references.sections import kind_of, read_section, set_section
from catalog.references.systems import find_name

_LIST: Final = re.compile(
    r"(?: ?(?:,|&|\+) ?| (?:and|und|u\.|et|or|oder|ou|y|e|o) (?:for )?(?:obv\.?|rev\.?)? ?)"
    r"(?=(?:n[or]s?\.? ?)?[(]?[a-z]{0,2}[0-9])"
)
# Behind a comma "f." is "and following", "h" the die axis, "n." a note, "c. 310" circa.
_FURTHER_LETTER: Final = re.compile(
    r"(?: ?, ?(?=[b-e])| ?& ?| (?:and|und|u\.|et|y|e) )(?!c\. ?(?:AD|[0-9]))([b-z])(?=[ ]?(?:[;,.()]|$))"
)
_NEXT_CRAWFORD: Final = re.compile(r" ?; ?(?=[0-9]{1,3}[a-z]?/[0-9])")
_NEXT_COLLECTION: Final = re.compile(r" ?[,;&] ?| (?:and|und|u\.|et|y|e) ")
_OR: Final = re.compile(r" (?:or|oder|ou|o) ")
_LIST_SECTION: Final = re.compile(r" ?(?:,|&|and|und|et|y) ?\(([a-z]{3,20})\) ?(?=[0-9])")
_LIST_PERSON: Final = re.compile(r" ?[,&] ?((?:[A-Z][a-z]{2,15} ?){1,3}?) (?=[0-9]{1,4}[a-zA-Z]?(?:[ ]?[;,.)]|$))")
_LIST_COMPARED: Final = re.compile(rf"[ ,(]{{1,3}}((?:(?:but |aber )?(?:{COMPARED}))(?![a-z])\.? ?(?:zu )?)(?=[0-9])")
_COMPARED_APART: Final = re.compile(r"[;.] ?\(?((?:cfr?|c\.f|vgl|vergl)(?![a-z])\.? ?(?:zu )?)(?=[0-9])")
_YEARS: Final = range(1700, 2100)
_FARTHEST_IN_A_LIST: Final = 300
_MOST_NUMBERS: Final = 40


def with_followers(scan: Scanner, first: Draft) -> list[Draft]:
    """The citation and the further numbers that share its work: '910 and 929', '335/1a, b', 'Cop. 12, ANS 45'."""
    drafts = [first]
    scan.at = first.end
    if not (first.number or first.is_absent):
        return drafts
    while len(drafts) < _MOST_NUMBERS and (draft := _next(scan, drafts[-1])):
        drafts.append(draft)
    return drafts


def _next(scan: Scanner, last: Draft) -> Draft | None:
    return _next_letter(scan, last) or _next_in_list(scan, last) or _next_collection(scan, last)


def _next_collection(scan: Scanner, last: Draft) -> Draft | None:
    """'SNG Cop. 123, ANS 45, München 67': the Sylloge goes on with another of its collections."""
    before = scan.at
    if last.system.section != "collection" or not scan.take(_NEXT_COLLECTION):
        scan.at = before
        return None
    start = scan.at
    draft = Draft(last.system, start, problems=["inherited"])
    if find_name(scan.text, start) or not read_section(scan, draft) or not draft.collection:
        scan.at = before
        return None
    draft.is_absent = not read_number(scan, draft) and read_absence(scan)
    if not draft.number and not draft.is_absent:
        scan.at = before
        return None
    draft.end = scan.at
    read_remarks(scan, draft)
    return draft


def _next_letter(scan: Scanner, last: Draft) -> Draft | None:
    """'335/1a, b' and '12a and c'."""
    before = scan.at
    match = scan.take_plain(_FURTHER_LETTER)
    if not match or len(last.suffix) != 1 or not "a" <= last.suffix < match.group(1):
        scan.at = before
        return None
    draft = last.follower(match.start(1))
    draft.number, draft.suffix = last.number, match.group(1)
    read_remarks(scan, draft)
    return draft


def _next_in_list(scan: Scanner, last: Draft) -> Draft | None:
    """'910 and 929', '12a, 13', 'Babelon (Aemilia) 9 and (Plautia) 10'."""
    before = scan.at
    section = (scan.take(_LIST_SECTION) or _person(scan, last)) if last.system.section else None
    compared = scan.take(_LIST_COMPARED) or scan.take(_COMPARED_APART)
    is_crawford = last.system.shape is Shape.CRAWFORD
    full = scan.take(_NEXT_CRAWFORD) if is_crawford and not (section or compared) else None
    separator = section or compared or full or (None if last.is_absent else scan.take(_LIST))
    if not separator or scan.sees(NEXT_IS_NO_NUMBER):
        scan.at = before
        return None
    start = scan.at if separator.re in (_LIST, _NEXT_CRAWFORD) else separator.start(1) - (separator.re is _LIST_SECTION)
    draft = last.follower(start)
    if section:
        name = scan.written(section, 1)
        set_section(draft, name, kind_of(name, last.system.section))
    if compared:
        set_compared(draft)
    if _OR.match(separator.group()):
        draft.add_problem("alternative")
    if not read_number(scan, draft) or not _is_possible(draft, last):
        scan.at = before
        return None
    draft.number = _with_group(draft, last)
    read_remarks(scan, draft)
    return draft


def _person(scan: Scanner, last: Draft) -> re.Match[str] | None:
    """'RIC IV Caracalla 191, Geta 68': another person where one is named already."""
    before = scan.at
    match = scan.take_plain(_LIST_PERSON) if last.section_kind == "person" else None
    if match and kind_of(match.group(1), last.system.section) == "person":
        return match
    scan.at = before
    return None


def _with_group(draft: Draft, last: Draft) -> str:
    """'335/1a, 1b' and '44/5, 6' go on in the group of Crawford's last number."""
    group, slash, _ = last.number.partition("/")
    is_short = draft.system.shape is Shape.CRAWFORD and slash and "/" not in draft.number
    return f"{group}/{draft.number}" if is_short else draft.number


def _is_possible(draft: Draft, last: Draft) -> bool:
    """Not above what the work counts, and no year: '207, 1996' is a sale of 1996, '1880, 1882' two numbers.

    Nor a letter without Crawford's slash: 'Crawford 335, 1c' is no group 1c.
    """
    value, before = leading_number(draft.number), leading_number(last.number)
    highest = draft.system.highest_number
    is_year = value in _YEARS and value - before > _FARTHEST_IN_A_LIST
    has_slash = "/" in f"{last.number}{draft.number}"
    is_no_group = draft.system.shape is Shape.CRAWFORD and bool(draft.suffix) and not has_slash
    return not is_year and not is_no_group and (not highest or value <= highest)
