"""Volume, part and edition of a citation: three facts that dealers print alike and that are never confused."""

import re
from typing import Final

from catalog.references.base import Shape, Volumes
from catalog.references.numbers import NEXT_IS_NO_NUMBER
from catalog.references.persons import PERSONS
from catalog.references.places import MINTS
from catalog.references.roman import read_roman
from catalog.references.scanner import Draft, Scanner

_VOLUME_WORD: Final = re.compile(
    r"[ ,.:\"'-]{0,4}(?:volume|vol|band|bd|tome|tomo|tom|t(?=\.))(?![a-z])[. ]{0,2}(?=[0-9ivx])"
)
_NUMERALS: Final = "XVIII|XVII|XVI|XV|XIV|XIII|XII|XI|X|IX|VIII|VII|VI|V|IV|III|II|I"
_ROMAN: Final = re.compile(rf"[ ,.:#-]{{0,2}}({_NUMERALS})(?=(?:i{{1,3}}|[abc])?(?![A-Za-z']))")
_SMALL_ROMAN: Final = re.compile(rf"[ ,.:#-]{{0,2}}({_NUMERALS.lower()})(?![a-z'])")
_GLUED_DIGIT: Final = re.compile(r"([1-3])(?=[ ,#:]{1,2}[0-9(])")
_GLUED_PART: Final = re.compile(r"(i{1,3}|[abc])(?![A-Za-z])")
_ROMAN_BEYOND: Final = re.compile(r"[ ]?([IVXL]{1,8})(?= [0-9])")

_ARABIC: Final = re.compile(r"[ ,.:#-]{0,2}([0-9]{1,2})(?:[.]([1-5])|/([1-5])(?=[, ]))?(?![0-9.])")
_ARABIC_PART: Final = re.compile(r" ([0-9])[/,-]([1-3])(?=,? [0-9])")
_NUMBER_AFTER_BLANK: Final = re.compile(r" (?:n[or°][.°]? ?|#)?[0-9]")
_NAME_BEFORE_NUMBER: Final = re.compile(
    r"[ ,]{1,2}(?:([a-z]{3,16})|\(([a-z]{3,16})\))(?: |, ?(?=#?[0-9]{3}))#?(?=[0-9])"
)
_YEAR_NEXT: Final = re.compile(r"(?:1[89]|20)[0-9]{2}(?![0-9])|[0-9]{1,3}-[0-9]")
_NUMBER_APART: Final = re.compile(r"[,:/-] ?(?:n[or°][.°]? ?|#)?[0-9]{3}")
_NUMBER_OF_ARABIC: Final = re.compile(
    r"(?:,|:| ) ?(?:n[or°][.°]? ?|#)?(?:[a-z]?[0-9]|-(?![0-9]))|/[0-9]{3}| (?:online|temp|unassigned|id)(?![a-z])"
)

_PART_WORD: Final = re.compile(r"[ ,./-]{0,3}(?:part|pt|teil|partie|parte)\.? ?(iii|ii|iv|i|[1-5])(?![0-9a-z])")
_ORDINAL_PART: Final = re.compile(r"[ ,./-]{1,3}([1-5])(?:ere|re|er|e|a|\.)? ?(?:part|teil|partie|parte)(?![a-z])\.?")
_LOST_SUPERSCRIPT: Final = re.compile(r"\.([13])2(?=[ ,#]{1,2}[0-9])")
_SPACED_POINT_PART: Final = re.compile(r"\. ([1-5]|iii|ii|iv|i)(?![0-9a-z])")
_POINT_PART: Final = re.compile(r"\.([1-5]|iii|ii|iv|i)(?![0-9a-z])")
_BRACKET_PART: Final = re.compile(r" ?\((?:(?:part|pt|teil|t)\.? ?)?(iii|ii|i|[1-5])\)(?=[ ,.:]{1,2}[0-9a-z#(])")
_LOOSE_PART: Final = re.compile(r"[/-]([1-4]|iii|ii|i)(?![0-9a-z])")
_BLANK_PART: Final = re.compile(r" ([1-4]|iii|ii|i)(?= [0-9]|[¹²³],? ?[0-9])")
_COMMA_PART: Final = re.compile(r" ([1-3])(?=, ?[0-9]{3})")
_PART_BEFORE_NUMBER: Final = re.compile(r", ?([1-4]|iii|ii|i)(?= [0-9]|[¹²³],? ?[0-9])")
_PART_BETWEEN_COMMAS: Final = re.compile(r", ?([1-4]|iii|ii|i)(?=, ?(?:[0-9]|s\. ?[0-9]|p\. ?[0-9]|n[or]?[.°]))")

_MAYBE_NUMBERS: Final = (_COMMA_PART, _PART_BETWEEN_COMMAS)
_LOOSE_PARTS: Final = (_SPACED_POINT_PART, _LOOSE_PART, _BLANK_PART, _PART_BEFORE_NUMBER, *_MAYBE_NUMBERS)

_SUPERSCRIPT: Final = re.compile(r"\.?[¹²³]")
_EDITION_OF_WORK: Final = re.compile(r"2(?= (?:vol\.? )?ii?[.,/ -])")
_GLUED_EDITION: Final = re.compile(r"2(?=[ ,][ ]?[0-9(])")
_EDITION_WORD: Final = r"(?:(?:edition|editio|edizione|edicion|auflage|aufl|edn|ed)(?![a-z])\.?)"
_ORDINAL: Final = r"(?:st|nd|rd|th|ere|eme|e|a|\.)?"
_EDITIONS: Final = (
    re.compile(rf" ?[(\[] ?([1-9]){_ORDINAL} ?{_EDITION_WORD} ?(?:,? ?(?:19|20)[0-9]{{2}})? ?[)\]]"),
    re.compile(rf" ?[(\[] ?{_EDITION_WORD} ?([1-9]) ?[)\]]"),
    re.compile(rf"[ ,]{{1,2}}([1-9]){_ORDINAL} ?{_EDITION_WORD}"),
    re.compile(rf" ?[(\[] ?([2-9]){_ORDINAL} ?[)\]]"),
)
_EDITION_NAMED: Final = re.compile(
    rf"[ ,]{{0,2}}[(\[]? ?(old|alte|ancienne|vecchia|antigua|first|second|new|revised|rev\.?|zweite|neue|deuxieme"
    rf"|nouvelle|seconda|nuova|segunda|nueva"
    rf"|third|fourth|fifth|sixth|erste|premiere|prima|primera) {_EDITION_WORD}(?:,? ?(?:19|20)[0-9]{{2}} ?[)\]]"
    r"| ?[)\]])?"
    r"|[ ,]{0,2}[(\[] ?(revised|neu|rev\.?|new|old|alt) ?[)\]]"
)
_EDITION_NAMED_AFTER: Final = re.compile(rf" ?[(\[] ?(old|new|first|second|revised|alte|neue) {_EDITION_WORD} ?[)\]]")
_NEWEST_OF_RIC: Final = 2
_NAMED: Final = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6} | dict.fromkeys(
    ("first", "erste", "premiere", "prima", "primera", "old", "alt", "alte", "ancienne", "vecchia", "antigua"), 1
)
_YEAR: Final = re.compile(r" ?[(\[]((?:18|19|20)[0-9]{2})(?: ?ed(?:ition|n)?\.?)?[)\]]")
_SHORT_YEAR: Final = re.compile(r" ?'([6-9][0-9])(?=[ ,]{0,2}#?[0-9])")
_BARE_YEAR: Final = re.compile(r",? (?:(?:19|20)[0-9]{2})(?=[ ,.:)]{1,2}[0-9(a-z]|$)")
_PARTS: Final = {"a": 1, "b": 2, "c": 3}


def read_volume(scan: Scanner, draft: Draft) -> bool:
    """Read the volume with its part where it stands; False when the numeral is no volume of this work."""
    has_word = bool(scan.take(_VOLUME_WORD))
    if draft.system.volumes is Volumes.NONE or not draft.system.highest_volume:
        return True
    is_small = has_word or scan.text.plain[draft.start : scan.at].islower()
    before = scan.at
    match = scan.take(_SMALL_ROMAN) if is_small else scan.take_plain(_ROMAN)
    volume = read_roman(match.group(1)) if match else None
    if volume is None:
        return _read_arabic(scan, draft, has_word=has_word)
    if volume > draft.system.highest_volume:
        scan.at = before
        return not _ROMAN_BEYOND.match(scan.text.plain, before)
    draft.volume = volume
    return True


def _read_arabic(scan: Scanner, draft: Draft, *, has_word: bool) -> bool:
    before = scan.at
    if _read_arabic_part(scan, draft):
        return True
    match = scan.take(_ARABIC)
    if not match:
        return True
    volume, part = int(match.group(1)), int(match.group(2) or match.group(3) or 0) or None
    if match.group(3) and int(match.group(3)) > draft.system.highest_part(volume):
        scan.at = before
        return True
    if not 0 < volume <= draft.system.highest_volume or not _is_volume(scan, draft, part, has_word=has_word):
        scan.at = before
        return True
    draft.volume, draft.part = volume, part
    return True


def _read_arabic_part(scan: Scanner, draft: Draft) -> bool:
    """'RIC 5/2, 123' is V.2 no. 123."""
    before = scan.at
    match = scan.take(_ARABIC_PART) if draft.system.volumes is Volumes.ROMAN else None
    if match and int(match.group(2)) <= draft.system.highest_part(int(match.group(1))):
        draft.volume, draft.part = int(match.group(1)), int(match.group(2))
        return True
    scan.at = before
    return False


def _is_volume(scan: Scanner, draft: Draft, part: int | None, *, has_word: bool) -> bool:
    if has_word:
        return True
    if part or draft.system.volumes is Volumes.ARABIC:
        return scan.sees(_NUMBER_OF_ARABIC) or (draft.system.shape is Shape.PLAIN and scan.sees(_NUMBER_APART))
    if scan.sees(_NUMBER_AFTER_BLANK) or _sees_section(scan):
        return True
    if scan.sees(_NUMBER_APART):
        draft.add_problem("arabic_volume")
        return True
    return False


def _sees_section(scan: Scanner) -> bool:
    """'RIC 7 Trier 209'; of 'RIC 5 (Trajan) 3.2 g' and 'RIC 8 (Nero) 54-68' the 5 and the 8 are the numbers."""
    before = scan.at
    match = scan.take(_NAME_BEFORE_NUMBER)
    is_number = not scan.sees(NEXT_IS_NO_NUMBER) and not scan.sees(_YEAR_NEXT)
    scan.at = before
    name = (match.group(1) or match.group(2)) if match else ""
    return is_number and (name in MINTS or name in PERSONS)


def read_part(scan: Scanner, draft: Draft, *, with_loose: bool) -> None:
    """IV.1, IV/1, IV-1, IV 1 123, IV, Part III, IVi and the French IVa; `with_loose`: also marks that may join."""
    if draft.volume is None or draft.part is not None:
        return
    highest = draft.system.highest_part(draft.volume)
    if draft.volume == 2 and draft.system.code == "ric" and (match := scan.take(_LOST_SUPERSCRIPT)):
        draft.part, draft.edition = int(match.group(1)), 2
        draft.add_problem("lost_superscript")
    elif highest and (match := scan.take_plain(_GLUED_PART)):
        draft.part = _PARTS.get(match.group(1)) or len(match.group(1))
    elif highest and draft.system.code == "ric" and (match := _lost_point(scan, draft)):
        _set_part(draft, match.group(1), highest)
        draft.add_problem("lost_point")
    elif match := scan.take(_PART_WORD) or scan.take(_ORDINAL_PART):
        _set_part(draft, match.group(1), highest)
    elif highest:
        _read_marked_part(scan, draft, highest, with_loose=with_loose)


def _lost_point(scan: Scanner, draft: Draft) -> re.Match[str] | None:
    """'RIC V2 345' is part 2; the 2 of 'RIC II2' is that of the second edition."""
    before = scan.at
    match = scan.take(_GLUED_DIGIT)
    if match and (draft.volume != 2 or match.group(1) != "2"):
        return match
    scan.at = before
    return None


def _read_marked_part(scan: Scanner, draft: Draft, highest: int, *, with_loose: bool) -> None:
    patterns = [_POINT_PART, _BRACKET_PART, *(_LOOSE_PARTS if with_loose else ())]
    for pattern in patterns:
        before = scan.at
        match = scan.take(pattern)
        if match and pattern is _BRACKET_PART and _may_be_edition(draft, match.group(1)):
            scan.at = before
            continue
        if match and _number(match.group(1)) <= highest:
            draft.part = _number(match.group(1))
            if pattern in _MAYBE_NUMBERS:
                draft.add_problem("part_or_number")
            return
        if match and pattern is _POINT_PART and scan.sees(_NUMBER_AFTER_BLANK):
            _set_part(draft, match.group(1), highest)
            return
        scan.at = before


def _may_be_edition(draft: Draft, written: str) -> bool:
    """'RIC II (2)' is the second edition, 'RIC V (2)' the second part of a volume that was printed once."""
    reprinted = {scope.partition(".")[0] for scope, _, edition in draft.system.editions if edition > 1}
    return written.isdigit() and int(written) > 1 and (draft.volume_text in reprinted or "" in reprinted)


def _set_part(draft: Draft, written: str, highest: int) -> None:
    draft.part = _number(written)
    if draft.part > highest:
        draft.add_problem("part_contradicts")


def _number(written: str) -> int:
    return int(written) if written.isdigit() else read_roman(written) or 0


def read_edition(scan: Scanner, draft: Draft) -> bool:
    """I², I (2), I (2nd ed.), II.3 second edition 2019, II [1926]; other years are only stepped over."""
    if match := scan.take_plain(_SUPERSCRIPT):
        _set_superscript(draft, int(match.group()[-1].translate(str.maketrans("¹²³", "123"))))
        return True
    if draft.system.code == "ric" and draft.volume is None and scan.take(_EDITION_OF_WORK):
        draft.edition = 2
        draft.add_problem("lost_superscript")
        return True
    if draft.volume in (1, 2) and draft.system.code == "ric" and draft.part is None and scan.take(_GLUED_EDITION):
        draft.edition = 2
        draft.add_problem("lost_superscript")
        return True
    for pattern in _EDITIONS:
        if match := scan.take(pattern):
            return _set_edition(scan, draft, int(match.group(1)), match.start())
    if match := scan.take(_EDITION_NAMED):
        return _set_edition(scan, draft, _NAMED.get(match.group(1) or match.group(2), 2), match.start())
    return _read_year(scan, draft)


def read_edition_after(scan: Scanner, draft: Draft) -> bool:
    """The same behind the number, where '(2)' alone is something else."""
    for pattern in _EDITIONS[:-1]:
        if match := scan.take(pattern):
            return _set_edition(scan, draft, int(match.group(1)), match.start())
    if match := scan.take(_EDITION_NAMED_AFTER):
        return _set_edition(scan, draft, _NAMED.get(match.group(1), 2), match.start())
    return _read_year(scan, draft)


def _set_edition(scan: Scanner, draft: Draft, edition: int, start: int) -> bool:
    if draft.system.code == "ric" and edition > _NEWEST_OF_RIC:
        scan.at = start
        return False
    draft.edition = edition
    scan.take(_YEAR)
    scan.take(_BARE_YEAR)
    return True


def _set_superscript(draft: Draft, value: int) -> None:
    """RIC II³ is printed for II.3: no volume of RIC has a third edition."""
    if value == 3 and draft.system.code == "ric" and draft.volume == 2 and draft.part is None:
        draft.part = 3
        draft.add_problem("superscript_volume")
    else:
        draft.edition = value


def _read_year(scan: Scanner, draft: Draft) -> bool:
    match = scan.take(_YEAR) or (scan.take(_SHORT_YEAR) if draft.system.editions else None)
    if not match:
        return False
    volume = draft.volume_text or ""
    for scope, year, edition in draft.system.editions:
        if not str(year).endswith(match.group(1)):
            continue
        if scope in ("", volume):
            draft.edition = edition
        elif draft.part is None and scope.startswith(f"{volume}."):
            draft.part, draft.edition = int(scope.partition(".")[2]), edition
    return True
