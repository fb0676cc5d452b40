"""Read one citation: the name of a work, and all numbers that follow it."""

import re
from typing import Final

from catalog.references.base import Shape, Volumes
from catalog.references.numbers import NEXT_IS_NO_NUMBER, leading_number, read_number
from catalog.references.remarks import COMPARED, read_page, read_remark, read_web_identifier
from catalog.references.scanner import Draft, Scanner
from catalog.references.sections import fits, kind_of, read_section, set_section
from catalog.references.systems import NameFound
from catalog.references.volumes import read_edition, read_part, read_volume

_ABSENT: Final = re.compile(
    r"[ ,.:]{0,2}(?:-{1,3}|\(-\)|(?:unlisted|unpublished|unpubl|fehlt|manque|inedite?o?|unediert|not listed|not in"
    r"|missing|deest|absent|non liste|unrecorded|n/a)(?![a-z])\.?)(?=[ ]?(?:$|[;,.)(/&\]=]|-)| (?=[a-z\"]))"
)
_FILLER: Final = re.compile(r"[.,:\"'#=]{0,2} ?(?:,? ?by (?:[a-z]+\.? ){0,4}[a-z]+[.,]? ?)?(?=[a-z0-9(\[#'\"-])|\"|\(")
_AUTHOR: Final = re.compile(
    r"[\"',. ]{0,3}(?:by|von|par|di) (?:[a-z]{1,12}\.? ){0,4}[a-z]{1,12}(?=[.,] ?[#0-9])[.,]? ?"
)
_COLLECTION_WORD: Final = re.compile(r" ?(?:collection|coll\.|sammlung|slg\.?)(?=,? ?#?[0-9]),? ?")
_YEAR: Final = re.compile(r"(?:18|19|20)[0-9]{2}(?![0-9])")
_GROUP: Final = re.compile(
    r"[ ,]{1,2}((?:(?:group|series|class|period|gruppe|serie|klasse|periode|groupe|classe|gruppo|grupo) "
    r"(?:[ivxl]{1,6}|[0-9]{1,3})|type [ivxl]{1,6})(?:\.?[a-z])?)(?=,? (?:no?\.? ?)?[0-9]|, (?:pl|taf)\.)"
)
_SUPPLEMENT: Final = re.compile(r"[ ,]{1,2}(?:suppl?(?:ement)?\.? ?)?(s[0-9]?)(?![a-z0-9.])(?:-(?:x|ix|iv|v?i{0,3})-)?")
_SUPPLEMENT_WORD: Final = re.compile(r"[ ,]{1,2}suppl?(?:ement)?\.? ?([0-9])(?=[ ,:-]{1,2}[0-9])")
_LIST: Final = re.compile(
    r"(?: ?(?:,|&|\+) ?| (?:and|und|u\.|et|or|oder|ou|y|e|o) (?:for )?(?:obv\.?|rev\.?)? ?)"
    r"(?=(?:n[or]s?\.? ?)?[(]?[a-z]{0,2}[0-9])"
)
# Behind a comma "f." is "and following", "h" the die axis, "n." a note, "c. 310" circa.
_FURTHER_LETTER: Final = re.compile(
    r"(?: ?, ?(?=[b-e])| ?& ?| (?:and|und|u\.|et|y|e) )(?!c\. ?(?:AD|[0-9]))([b-z])(?=[ ]?(?:[;,.()]|$))"
)
_OR: Final = re.compile(r" (?:or|oder|ou|o) ")
_LIST_SECTION: Final = re.compile(r" ?(?:,|&|and|und|et|y) ?\(([a-z]{3,20})\) ?(?=[0-9])")
_LIST_COMPARED: Final = re.compile(rf"[ ,(]{{1,3}}((?:(?:but |aber )?(?:{COMPARED}))(?![a-z])\.? ?(?:zu )?)(?=[0-9])")
_COMPARED_INSIDE: Final = re.compile(rf" ?\(?(?:{COMPARED})(?![a-z])\.?\)?(?= #?[0-9])")
_ABSENT_AGAIN: Final = re.compile(
    r"[ ,]{1,2}\(?(?:unlisted|unpublished|unpubl|inedite?o?|unediert|not listed|unrecorded)(?![a-z])\.?\)?"
)
_EDITION_OF_NAME: Final = re.compile(r"([1-6])(?![0-9])(?= ?[,.:#]? ?[0-9])| ([56])(?= [0-9]{3})")
_YEARS: Final = range(1700, 2100)
_FARTHEST_IN_A_LIST: Final = 300
_MOST_STEPS: Final = 12
_MOST_NUMBERS: Final = 40
_ACRONYM_LENGTH: Final = 3
_NEED_A_NUMBER: Final = frozenset({"CNR", "BCD"})  # a journal and a collector are called so too


def read_citation(scan: Scanner, found: NameFound) -> list[Draft]:
    """All references that follow this name; empty when what follows makes no citation of it."""
    for with_loose_part in (True, False):
        scan.at = found.end
        draft = Draft(found.name.system, found.start, needs_neighbour=found.name.needs_neighbour)
        if not _read_head(scan, draft, found, with_loose_part=with_loose_part):
            return []
        if draft.number or draft.is_absent or draft.part is None:
            break
    return _with_followers(scan, draft) if _is_worth(draft, found) else []


def _read_head(scan: Scanner, draft: Draft, found: NameFound, *, with_loose_part: bool) -> bool:
    """From the name to the first number with its remarks; False when this cannot be a citation."""
    _read_edition_of_name(scan, draft)
    scan.take(_AUTHOR)
    _read_collection_word(scan)
    read_edition(scan, draft)
    read_section_first = draft.system.section in ("collection", "gens")
    if not read_section_first and not read_volume(scan, draft):
        return False
    _read_between(scan, draft, with_loose_part=with_loose_part)
    scan.at = draft.end = _end_without_separators(scan, draft)
    if draft.number or not draft.is_absent:
        _read_remarks(scan, draft)
    return True


def _read_collection_word(scan: Scanner) -> None:
    """'RBW Coll. 1704'; of 'ex BCD Collection, 1998' and 'Weber Collection, 12 May 1908' the coin's history goes on."""
    before = scan.at
    if scan.take(_COLLECTION_WORD) and (scan.sees(_YEAR) or scan.sees(NEXT_IS_NO_NUMBER)):
        scan.at = before


def _end_without_separators(scan: Scanner, draft: Draft) -> int:
    """Where the citation ends when looking for a number went on over blanks and commas in vain."""
    end = scan.at
    while not draft.number and not draft.is_absent and scan.text.plain[end - 1] in " ,.:;#\"'(=-":
        end -= 1
    return end


def _read_edition_of_name(scan: Scanner, draft: Draft) -> None:
    """Sear5 is the edition in five volumes, GBC 5 the fifth: a digit set close to the name."""
    if draft.system.code not in ("sear", "hendin"):
        return
    if match := scan.take(_EDITION_OF_NAME):
        draft.edition = int(match.group(1) or match.group(2))


def _read_between(scan: Scanner, draft: Draft, *, with_loose_part: bool) -> None:
    """Part, edition, section, page and so on in whatever order, until a number or a dash ends the head."""
    for _ in range(_MOST_STEPS):
        before = scan.at
        if draft.part is None:
            read_part(scan, draft, with_loose=with_loose_part)
        if read_edition(scan, draft) or _read_supplement(scan, draft) or read_page(scan, draft):
            continue
        if read_web_identifier(scan, draft) or _read_group(scan, draft) or scan.at != before:
            continue
        if scan.take(_COMPARED_INSIDE):
            set_compared(draft)
            continue
        if draft.system.section == "collection" and read_section(scan, draft):
            continue
        if read_number(scan, draft):
            return
        if read_section(scan, draft):
            _read_volume_after(scan, draft)
            continue
        if scan.take(_ABSENT):
            draft.is_absent = True
            scan.take(_ABSENT_AGAIN)
            return
        if not scan.take(_FILLER) or scan.at == before:
            return


def _read_volume_after(scan: Scanner, draft: Draft) -> None:
    """'RIC (Vespasian) II 90'."""
    before = scan.at
    if draft.volume is None and not draft.collection and not read_volume(scan, draft):
        scan.at = before


def _read_group(scan: Scanner, draft: Draft) -> bool:
    """'Boehringer Series XII, 215': the corpus counts its coins through all groups."""
    match = scan.take(_GROUP)
    if match:
        draft.remarks.append(scan.written(match, 1))
    return bool(match)


def set_compared(draft: Draft) -> None:
    draft.relation = "cf"
    draft.add_problem("compared")


def _read_supplement(scan: Scanner, draft: Draft) -> bool:
    if draft.system.code != "rpc" or draft.supplement:
        return False
    if match := scan.take(_SUPPLEMENT):
        draft.supplement = match.group(1).upper()
    elif match := scan.take(_SUPPLEMENT_WORD):
        draft.supplement = f"S{match.group(1)}"
    return bool(match)


def _read_remarks(scan: Scanner, draft: Draft) -> None:
    for _ in range(_MOST_STEPS):
        if not read_remark(scan, draft):
            break
        _close_bracket(scan, draft)
    _close_bracket(scan, draft)
    draft.end = scan.at


def _close_bracket(scan: Scanner, draft: Draft) -> None:
    """The bracket opened inside the citation, as in 'unassigned (ID 2939)'."""
    written = scan.text.plain[draft.start : scan.at]
    if written.count("(") > written.count(")") and scan.text.plain.startswith(")", scan.at):
        scan.at += 1


def _is_worth(draft: Draft, found: NameFound) -> bool:
    """Without a number only a name that can mean nothing else counts: 'RIC X (Arcadius)', not 'Hill'."""
    if draft.number or draft.is_absent or draft.page or draft.plate:
        return True
    name = found.name
    if name.spelling in _NEED_A_NUMBER:
        return False
    is_acronym = name.spelling.isupper() and name.letters >= _ACRONYM_LENGTH and not name.needs_neighbour
    return is_acronym and (draft.volume is not None or bool(draft.section) or name.system.volumes is Volumes.ROMAN)


def _with_followers(scan: Scanner, first: Draft) -> list[Draft]:
    drafts = [first]
    scan.at = first.end
    if not (first.number or first.is_absent):
        return drafts
    while len(drafts) < _MOST_NUMBERS and (draft := _next_letter(scan, drafts[-1]) or _next_in_list(scan, drafts[-1])):
        drafts.append(draft)
    return drafts


def _next_letter(scan: Scanner, last: Draft) -> Draft | None:
    """'335/1a, b' and '12a and c'."""
    before = scan.at
    match = scan.take_plain(_FURTHER_LETTER)
    if not match or len(last.suffix) != 1 or not "a" <= last.suffix < match.group(1):
        scan.at = before
        return None
    draft = last.follower(match.start(1))
    draft.number, draft.suffix = last.number, match.group(1)
    _read_remarks(scan, draft)
    return draft


def _next_in_list(scan: Scanner, last: Draft) -> Draft | None:
    """'910 and 929', '12a, 13', 'Babelon (Aemilia) 9 and (Plautia) 10'."""
    before = scan.at
    section = scan.take(_LIST_SECTION) if last.system.section else None
    compared = scan.take(_LIST_COMPARED)
    separator = section or compared or (None if last.is_absent else scan.take(_LIST))
    if not separator or scan.sees(NEXT_IS_NO_NUMBER):
        scan.at = before
        return None
    start = scan.at if separator.re is _LIST else separator.start(1) - bool(section)
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
    _read_remarks(scan, draft)
    return draft


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


def read_gens(scan: Scanner, babelon: Draft) -> bool:
    """'Caecilia 46a' alone: the gens stands for Babelon's book."""
    if not read_section(scan, babelon) or not fits(babelon, babelon.section_kind) or not read_number(scan, babelon):
        return False
    _read_remarks(scan, babelon)
    return True
