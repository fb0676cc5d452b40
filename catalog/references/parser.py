"""References in a text: each with its work, volume, number and place, and verbatim what could not be read."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from catalog.references.addresses import find_address, read_address
from catalog.references.base import NO_CONTEXT, Context, ParsedText, Shape, System, Unparsed
from catalog.references.citation import read_citation, read_gens
from catalog.references.finishing import finish
from catalog.references.folding import FoldedText, fold_text
from catalog.references.neighbours import settle
from catalog.references.numbers import read_number
from catalog.references.places import GENTES
from catalog.references.remarks import COMPARED, set_compared
from catalog.references.scanner import Draft, Scanner
from catalog.references.sections import kind_of, set_section
from catalog.references.systems import SYSTEMS, NameFound, find_name, names_a_collector, starts_word

LONGEST_TEXT: Final = 20_000
"""What is longer is not one coin's references; the rest is handed back unparsed."""

_RELATION: Final = re.compile(
    rf"(?:({COMPARED}|comme|wie|as|like|similar to|ahnlich(?: wie)?|typ wie|zu|bei|ad|prototype:?|(?:of )?type of)"
    r"|(same as|identical to|identisch mit|=)|(variant of|var\. of|var of|variante (?:von|de|di|zu))"
    r"|((?:not|unlisted|unpublished|missing|unrecorded|lacking) (?:in|from|by)|(?:nicht|fehlt|unediert) (?:in|im|bei)"
    r"|(?:manque|absent|absente|inedite?) (?:au|aux|du|de|dans|a)|(?:manca|inedito|non) (?:al|nel|in|a|su)"
    r"|(?:falta|no (?:figura|esta)) en)"
    r"|(for (?:the )?(?:obv(?:erse)?|rev(?:erse)?|av|rv)))"
    r"(?![a-z])\.?(?: ?zu(?![a-z]))?(?: (?:the|dem|der))?[ :,]{0,2}"
)
# "134-138 AD. RIC 14" and "Æ As. RIC 14" compare nothing; "ad RIC 14" does.
# A capital As that begins no sentence is the coin: "Nero Æ As RIC I 351".
_ERA_OR_COIN: Final = re.compile(
    r"AD(?![A-Za-z])|(?<=[0-9] )ad(?![a-z])|[Aa][Ss] ?[.,:]|(?<=[^.;:([ ] )A[Ss](?![A-Za-z])"
)
_FROM: Final = re.compile(
    r"(?<![^\W_])ex[ -](?:(?:the|coll\.?|collection|collezione|coleccion|sammlung|slg\.?) ){0,2}$"
)
_FARTHEST_FROM: Final = 24
_PAIR: Final = re.compile(r" ?[.:#]? ?([0-9]{1,4})([a-z]?)(?: ?/ ?([0-9]{1,4})([a-z]?))?(?![0-9a-z/.-])")
_STROKE: Final = re.compile(r" ?/ ?(?=[a-z])")
_SLASHES_OF_THEIR_OWN: Final = frozenset({Shape.CRAWFORD, Shape.COMPOUND})
_NOR: Final = re.compile(r",? (?:or|nor|and|und|oder|noch|et|ou|ni|y|o|e|ne)(?: (?:in|im|au|al|en))? |, ?")
_SECTION_BEFORE: Final = re.compile(r"([a-z][a-z.']{1,20}(?: [a-z][a-z.']{0,20}){0,2}?)[ ,:]{1,2}(?=r\.?i\.?c)")
_STEP: Final = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_BARE: Final = re.compile(r"[0-9]{1,3}[A-Z]?[/-][0-9]{1,3}[a-z]?")

_MARKS: Final = " ,;.:/|&+=()[]{}<>\"'•·*~_…-"
_JOINERS: Final = frozenset({"and", "und", "u", "et", "y", "or", "also", "auch", "e", "plus"})


def parse_references(text: str, context: Context = NO_CONTEXT) -> ParsedText:
    """Read all references of a text, never raising.

    `context` settles names that several works share (BMC, Sear, one letter); numbers are not looked up here.
    Every character of the text is part of a reference or of an unparsed piece, or is a separator between them.
    """
    folded = fold_text(text[:LONGEST_TEXT])
    drafts = settle(list(_drafts(folded)), context)
    if not drafts:
        drafts = _bare_number(folded)
    pieces = [*_unparsed(folded, drafts), *_rest(text)]
    return ParsedText(text, finish(folded, drafts, context), tuple(pieces))


def _drafts(folded: FoldedText) -> Iterator[Draft]:
    at = 0
    while at < len(folded.plain):
        if starts_word(folded.low, at) and (address := find_address(folded, at)):
            written, end = address
            draft = read_address(written, at, end)
            yield from [draft] if draft else []
            at = end
            continue
        found = _citation_at(folded, at) if starts_word(folded.low, at) or folded.low[at] == "=" else []
        yield from found
        step = _STEP.match(folded.plain, at)
        at = found[-1].end if found else (step.end() if step else at + 1)


def _citation_at(folded: FoldedText, at: int) -> list[Draft]:
    """The citation that begins here: with its work, or before that with 'cf.' or a mint."""
    scan = Scanner(folded, at)
    relation = None if _ERA_OR_COIN.match(folded.plain, at) else scan.take(_RELATION)
    section = _section_before(scan)
    if scan.at >= len(folded.low) or not starts_word(folded.low, scan.at):
        return []
    drafts = _named(folded, scan, relation) or ([] if section else _of_a_gens(folded, scan.at))
    if not drafts:
        return []
    if section and not drafts[0].section:
        for draft in drafts:
            set_section(draft, scan.text.plain[section.start(1) : section.end(1)], kind_of(section.group(1)))
    if relation:
        _relate(drafts, relation)
    if folded.low[at] != "=":
        drafts[0].start = at
    return [*drafts, *_absent_too(folded, drafts[-1])] if relation and relation.group(4) else drafts


def _absent_too(folded: FoldedText, last: Draft) -> Iterator[Draft]:
    """'Not in RIC, Cohen or Hunter': all of them do not have the coin."""
    scan = Scanner(folded, last.end)
    while scan.take(_NOR) and scan.at < len(folded.low) and starts_word(folded.low, scan.at):
        found = find_name(folded, scan.at)
        drafts = read_citation(scan, found, is_absent=True) if found else []
        if not drafts or not drafts[0].is_absent:
            return
        yield drafts[0]
        scan.at = drafts[0].end


def _section_before(scan: Scanner) -> re.Match[str] | None:
    before = scan.at
    match = scan.take(_SECTION_BEFORE)
    if match and kind_of(match.group(1)) in ("mint", "person") and scan.text.plain[before].isupper():
        return match
    scan.at = before
    return None


def _named(folded: FoldedText, scan: Scanner, relation: re.Match[str] | None) -> list[Draft]:
    if relation and (address := find_address(folded, scan.at)):
        written, end = address
        draft = read_address(written, scan.at, end)
        return [draft] if draft else []
    found = find_name(folded, scan.at)
    if not found:
        return []
    if names_a_collector(found.name) and _FROM.search(folded.low, max(0, found.start - _FARTHEST_FROM), found.start):
        return []
    if pair := _of_two_works(folded, found):
        return pair
    compared, absent = (relation.group(1), relation.group(4)) if relation else (None, None)
    return read_citation(scan, found, is_compared=bool(compared), is_absent=bool(absent))


def _of_two_works(folded: FoldedText, first: NameFound) -> list[Draft]:
    """'RIC/RSC 123/45' is a number of each; of 'RIC/RSC 123' nobody knows whose it is."""
    scan = Scanner(folded, first.end)
    second = find_name(folded, scan.at) if scan.take(_STROKE) else None
    if not second or not _are_two(first.name.system, second.name.system):
        return []
    scan.at = second.end
    match = scan.take_plain(_PAIR)
    if not match:
        return []
    if match.group(3):
        first_end, second_start, second_number, problem = match.end(2), match.start(3), match.group(3, 4), ""
    else:
        first_end, second_start, second_number, problem = first.end, second.start, match.group(1, 2), "either_work"
    drafts = [Draft(first.name.system, first.start, first_end), Draft(second.name.system, second_start, scan.at)]
    for draft, (number, letter) in zip(drafts, (match.group(1, 2), second_number), strict=True):
        draft.number, draft.suffix, draft.problems = number, letter, [problem] if problem else []
    return drafts


def _are_two(one: System, other: System) -> bool:
    """Two works, neither named for the other ("Sear/SB") nor with slashes in its numbers."""
    is_one = one.code.startswith(other.code) or other.code.startswith(one.code)
    return not is_one and not {one.shape, other.shape} & _SLASHES_OF_THEIR_OWN


def _of_a_gens(folded: FoldedText, at: int) -> list[Draft]:
    step = _STEP.match(folded.low, at)
    if not step or step.group() not in GENTES or not folded.plain[at].isupper():
        return []
    draft = Draft(SYSTEMS["babelon"], at)
    return [draft] if read_gens(Scanner(folded, at), draft) else []


def _relate(drafts: Sequence[Draft], relation: re.Match[str]) -> None:
    """What the words before say is said of the first number after them, not of the list."""
    compared, same, variant, _, side = relation.groups()
    first = drafts[0]
    if compared:
        set_compared(first)
    elif same and same != "=":
        first.relation = "same_as"
        first.add_problem("same_as")
    elif variant:
        first.add_problem("variant")
    elif side:
        first.remarks.append(side)


def _bare_number(folded: FoldedText) -> list[Draft]:
    """'335/1c' as the whole text has the shape of Crawford's numbers and of no other work's; '14-37' are years."""
    start = len(folded.plain) - len(folded.plain.lstrip())
    match = _BARE.match(folded.plain, start)
    if not match or folded.plain[match.end() :].strip(" .;,"):
        return []
    scan, draft = Scanner(folded, start), Draft(SYSTEMS["rrc"], start)
    read_number(scan, draft)
    draft.end = scan.at
    is_range = "range" in draft.problems and "/" not in draft.number
    draft.problems.insert(0, "bare_number")
    return [] if is_range else [draft]


def _unparsed(folded: FoldedText, drafts: Sequence[Draft]) -> Iterator[Unparsed]:
    at = 0
    for start, end in [*((draft.start, draft.end) for draft in drafts), (len(folded.plain), len(folded.plain))]:
        yield from _pieces(folded, at, start)
        at = max(at, end)


def _pieces(folded: FoldedText, start: int, end: int) -> Iterator[Unparsed]:
    """What stands between two references, cut at semicolons, without separators at its ends."""
    for match in re.finditer("[^;]+", folded.plain[start:end]):
        first, last = _without_separators(folded.low, start + match.start(), start + match.end())
        if first == last:
            continue
        begin, stop = folded.span(first, last)
        if folded.original[begin:stop].lower() not in _JOINERS:
            yield Unparsed(folded.original[begin:stop], begin, stop)


def _without_separators(low: str, first: int, last: int) -> tuple[int, int]:
    while first < last and low[first] in _MARKS:
        first += 1
    while first < last and low[last - 1] in _MARKS:
        last -= 1
    if low.count("(", first, last) > low.count(")", first, last) and low.startswith(")", last):
        last += 1
    return first, last


def _rest(text: str) -> Iterator[Unparsed]:
    if text[LONGEST_TEXT:].strip():
        yield Unparsed(text[LONGEST_TEXT:], LONGEST_TEXT, len(text))
