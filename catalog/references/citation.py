"""Read one citation: the name of a work, and what stands with it up to its number."""

import re
from typing import Final

from catalog.references.base import Volumes
from catalog.references.folding import fold_text
from catalog.references.lists import with_followers
from catalog.references.numbers import NEXT_IS_NO_NUMBER, read_number
from catalog.references.remarks import (
    COMPARED,
    read_absence,
    read_page,
    read_remarks,
    read_web_identifier,
    set_compared,
)
from catalog.references.roman import read_roman
from catalog.references.scanner import Draft, Scanner
from catalog.references.sections import fits, read_section
from catalog.references.systems import SYSTEMS, NameFound
from catalog.references.volumes import read_edition, read_part, read_volume

_FILLER: Final = re.compile(r"[.,:\"'#=]{0,2} ?(?:,? ?by (?:[a-z]+\.? ){0,4}[a-z]+[.,]? ?)?(?=[a-z0-9(\[#'\"-])|\"|\(")
_AUTHOR: Final = re.compile(
    r"[\"',. ]{0,3}(?:by|von|par|di) (?:[a-z]{1,12}\.? ){0,4}[a-z]{1,12}(?=[.,] ?[#0-9])[.,]? ?"
)
_COLLECTION_WORD: Final = re.compile(r" ?(?:collection|coll\.|sammlung|slg\.?)(?=,? ?#?[0-9]),? ?")
# Works whose numbers have a shape of their own, though dealers call them as they call another.
_BY_SHAPE: Final = (
    (("gobl", "gobl_sasanian"), re.compile(r"[ ,]{1,2}(?:type )?(?=[ivx]{1,4}[a-z]?/[0-9])"), "gobl_sasanian"),
    (("bnc",), re.compile(r"[ .]{1,2}(?=[0-9]{1,3}/[a-z]{1,2}/(?:a[veru]|æ|el)/[0-9])"), "bn_byz"),
)
_TITLE: Final = re.compile(
    r"(?:, ?([A-Z][a-z]{2,14})| \((?:engl?|dt|ger|bulg)\.?\)| Em\.)(?=(?: [IVX]{1,4}(?:[.,] ?| ))?[ .#]{0,2}[0-9])"
)
_YEAR: Final = re.compile(r"(?:18|19|20)[0-9]{2}(?![0-9])")
_VOLUME_OF_BABELON: Final = re.compile(r"[ ,.]{1,2}(?:vol\.? ?)?ii?(?=[ ,.:])")  # the gentes run on from I into II
_GROUP: Final = re.compile(
    r"[ ,]{1,2}((?:(?:group|series|class|period|gruppe|serie|klasse|periode|groupe|classe|gruppo|grupo|reihe|emission"
    r"|issue) (?:[ivxl]{1,6}|[0-9]{1,3}|[a-h])|type [ivxl]{1,6})(?:\.?[a-z])?)"
    r"(?=,? (?:no?\.? ?)?[0-9]|, (?:pl|taf)\.)"
)
_SUPPLEMENT: Final = re.compile(r"[ ,]{1,2}(?:suppl?(?:ement)?\.? ?)?(s[0-9]?)(?![a-z0-9.])(?:-(x|ix|iv|v?i{0,3})-)?")
_SUPPLEMENT_WORD: Final = re.compile(r"[ ,]{1,2}suppl?(?:ement)?\.? ?([0-9])(?=[ ,:-]{1,2}[0-9])")
_COMPARED_INSIDE: Final = re.compile(rf" ?\(?(?:{COMPARED})(?![a-z])\.?\)?(?= #?[0-9])")
_EDITION_OF_NAME: Final = re.compile(
    r"([1-6])(?![0-9])(?= ?[,.:#]? ?[0-9])| ([56])(?=,? [0-9]{3})| ([1-6])(?= millenn?ium)"
)
_GLUED_TWO: Final = re.compile(r"2(?= [0-9])")
_MILLENNIUM: Final = re.compile(r",? ?\(?millenn?ium(?: ed(?:ition|\.)?)?\)?(?=[ ,:]{1,2}#?[0-9ivx])")
_MOST_STEPS: Final = 12
_ACRONYM_LENGTH: Final = 3
_NEED_A_NUMBER: Final = frozenset({"CNR", "BCD"})  # a journal and a collector are called so too


def read_citation(
    scan: Scanner, found: NameFound, *, is_compared: bool = False, is_absent: bool = False
) -> list[Draft]:
    """All references that follow this name; empty when what follows makes no citation of it.

    `is_compared` and `is_absent` are what the words before the name say: "cf.", "not in".
    """
    for with_loose_part in (True, False):
        scan.at = found.end
        draft = Draft(found.name.system, found.start, needs_neighbour=found.name.needs_neighbour)
        if is_compared:
            set_compared(draft)
        if not _read_head(scan, draft, found, with_loose_part=with_loose_part):
            return []
        draft.is_absent = draft.is_absent or (is_absent and not draft.number)
        if draft.number or draft.is_absent or draft.part is None:
            break
    return with_followers(scan, draft) if _is_worth(draft, found) else []


def _read_head(scan: Scanner, draft: Draft, found: NameFound, *, with_loose_part: bool) -> bool:
    """From the name to the first number with its remarks; False when this cannot be a citation."""
    _read_edition_of_name(scan, draft)
    scan.take(_AUTHOR)
    _read_title(scan, draft)
    scan.take(_MILLENNIUM)
    _read_collection_word(scan)
    read_edition(scan, draft)
    _settle_by_shape(scan, draft)
    if draft.system.code == "babelon":
        scan.take(_VOLUME_OF_BABELON)
    read_section_first = draft.system.section in ("collection", "gens")
    if not read_section_first and not read_volume(scan, draft):
        return False
    _read_between(scan, draft, with_loose_part=with_loose_part)
    scan.at = draft.end = _end_without_separators(scan, draft)
    if draft.number or not draft.is_absent:
        read_remarks(scan, draft)
    return True


def _settle_by_shape(scan: Scanner, draft: Draft) -> None:
    for codes, shape, code in _BY_SHAPE:
        if draft.system.code in codes and scan.take(shape):
            draft.system, draft.needs_neighbour = SYSTEMS[code], False


def _read_title(scan: Scanner, draft: Draft) -> None:
    """'Metcalf, Cistophori 53', 'Varbanov (engl.) II 3544'; with a word that is not in its title it is another book."""
    before = scan.at
    match = scan.take_plain(_TITLE)
    if match and match.group(1) and match.group(1).lower() not in fold_text(draft.system.title).low.split():
        scan.at = before


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
    if draft.system.code == "cohen" and scan.take(_GLUED_TWO):
        draft.edition = 2
    elif draft.system.code in ("sear", "hendin") and (match := scan.take(_EDITION_OF_NAME)):
        draft.edition = int(match.group(1) or match.group(2) or match.group(3))


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
        if read_absence(scan):
            draft.is_absent = True
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


def _read_supplement(scan: Scanner, draft: Draft) -> bool:
    if draft.system.code != "rpc" or draft.supplement:
        return False
    if match := scan.take(_SUPPLEMENT):
        draft.supplement = match.group(1).upper()
        draft.volume = draft.volume or read_roman(match.group(2) or "")
    elif match := scan.take(_SUPPLEMENT_WORD):
        draft.supplement = f"S{match.group(1)}"
    return bool(match)


def _is_worth(draft: Draft, found: NameFound) -> bool:
    """Without a number only a name that can mean nothing else counts: 'RIC X (Arcadius)', not 'Hill'."""
    if draft.number or draft.is_absent or draft.page or draft.plate:
        return True
    name = found.name
    if name.spelling in _NEED_A_NUMBER:
        return False
    is_acronym = name.spelling.isupper() and name.letters >= _ACRONYM_LENGTH and not name.needs_neighbour
    return is_acronym and (draft.volume is not None or bool(draft.section) or name.system.volumes is Volumes.ROMAN)


def read_gens(scan: Scanner, babelon: Draft) -> bool:
    """'Caecilia 46a' alone: the gens stands for Babelon's book."""
    if not read_section(scan, babelon) or not fits(babelon, babelon.section_kind) or not read_number(scan, babelon):
        return False
    read_remarks(scan, babelon)
    return True
