"""What stands with a number and is not part of it: pages, plates, rarity, officina, variants, words about the coin."""

import re
from typing import Final

from catalog.references.base import Volumes
from catalog.references.scanner import Draft, Scanner
from catalog.references.sections import fits, kind_of, set_section
from catalog.references.volumes import read_edition, read_edition_after, read_part, read_volume

COMPARED: Final = r"cfr?|c\.f|cp\.|vgl|vergl(?:eiche)?|confer|conf|compare|see also|see|siehe|voir|vedi|vease"
"""Words that cite a number as like the coin's; a full stop may follow."""

_NOT_THERE: Final = (
    r"(?:unlisted|unpublished|unpubl|unpub|unediert|unedited|unrecorded|inedite?o?|fehlt|manque|manca|falta|missing"
    r"|deest|absent|n/a|not (?:listed|cited|recorded|in)|non (?:liste|cite|cit|repertorie|referencee?|recensito|citato"
    r"|censito|presente)|no (?:cita|citado|resenad[oa]|figura|listado|consta)"
    r"|nicht (?:verzeichnet|aufgefuhrt|gelistet|erfasst|belegt|bei|in|im))"
)
_ABSENT: Final = re.compile(
    rf"[ ,.:]{{0,2}}(?:-{{1,3}}|\(-\)|\({_NOT_THERE}\.?\)|{_NOT_THERE}(?![a-z])\.?)"
    r"(?=[ ]?(?:$|[;,.)(/&\]=]|-)| (?=[a-z\"]))"
)
_ABSENT_AGAIN: Final = re.compile(rf"[ ,]{{1,2}}\(?{_NOT_THERE}(?![a-z])\.?\)?")

_PAGE: Final = re.compile(
    r"[ ,.:-]{0,3}\(?(?:pp|pg|pag|pages?|seite|p)(?:\. ?| )([0-9]{1,4}(?: ?- ?[0-9]{1,4})?)(?![0-9])\)?"
)
_GERMAN_PAGE: Final = re.compile(r"[ ,.:-]{0,3}S\. ?([0-9]{1,4}(?:-[0-9]{1,4})?)(?=[ ]?,| (?:Nr|No|n)[.°])")
_PLATE: Final = re.compile(
    r"[ ,.:-]{0,3}\(?(?:plates?|pls?|taf|tafel|tav|lam|planche)(?:\. ?| )([ivxlc]{1,8}|[0-9]{1,3})(?![a-z0-9])"
    r"(?:[,.]? ?(?:fig\.? ?)?[0-9]{1,3}(?![0-9]))?\)?"
)

_VARIANT: Final = re.compile(
    r"(?:[ ,]{1,2}| - )\(?(?:var(?:iante?|iety|iation)?|vte|v(?!\.? ?(?:aul|chr))|(?=var))(?:(?<=var)s)?"
    r"(?:\.|(?=[ ,;):]|$))(?![0-9])"
    r"(?: inedite?o?| unpubl(?:ished|\.))?\)?"
)
_CORRECTED: Final = re.compile(r"[ ,]{1,2}\(?corr(?:igenda|igendum|ected)?(?![a-z])\.?\)?")
_NOTE: Final = re.compile(r"[ ,]{1,2}\(?(?:note|anm|fn)(?![a-z])\.?(?: [0-9]{1,3}(?![0-9]))?\)?")
_REST_OF_BRACKET: Final = re.compile(r"[ :,;]{0,2}([^()]{1,80})\)")
_DIFFERS: Final = re.compile(
    r"[ ,;:]{1,2}((?:dort|hier|there|here|mais|but|ma|pero|ohne|mit|with|without|avec|sans|con|senza|sin)(?![a-z])"
    r"[^()]{1,80})(?=\))"
)
_FOLLOWING: Final = re.compile(r" ?(?:ff\.?|f\.|(?:et )?seq\.?|sqq?\.?|u\.? ?f\.)(?![a-z])")
_DOUBT: Final = re.compile(r" ?\(?\?\)?")
_COIN_WORDS: Final = (
    r"this coin(?: illustrated| published| cited)?|plate coin|dieses exemplar|cet exemplaire|questo esemplare"
    r"|este ejemplar|(?:from )?(?:the )?(?:same|this|these) (?:(?:obv|rev)\.? |obverse |reverse )?dies?"
    r"|c/m|countermark|gegenstempel|dieselben stempel|stempelgleich|memes coins"
)
_SIDE: Final = r"(?:for )?(?:the )?(?:obv(?:erse)?|rev(?:erse)?|av|rv|vs|rs|d/|r/)(?![a-z])\.?(?: type| only)?"
_COIN: Final = re.compile(rf"[ ,]{{1,2}}(?:\(((?:{_COIN_WORDS}|{_SIDE}))\)|({_COIN_WORDS})(?![a-z]))")
_RARITY_CODE: Final = r"r\.?[1-5]?|rr{1,4}|c[1-3]?|cc{1,2}|s|u|unique|unicum"
_RARITY_WORD: Final = r"(?:(?:very|extremely|rated|rather|quite|most) ){0,2}(?:scarce|rare|common|unique)"
_RARITY: Final = re.compile(
    rf" ?[(\[](?:{_RARITY_CODE}|{_RARITY_WORD})[)\]]|[ ,]{{1,2}}(?:r[1-5]|rr{{1,4}}|{_RARITY_WORD})(?![a-z0-9])\??"
)
_PRICE: Final = re.compile(r" ?\( ?(?:[0-9]{1,6}(?:[.,][0-9]{1,2})? ?(?:frs?|f|fcs)\.?|frs?\.? ?[0-9]{1,6}) ?\)")
# In "207, C. –", "207, C. n. 45" and "207, B.M.C. 5" the letter names a work.
_NAMES_A_WORK: Final = r" ?(?:[0-9#-]|n(?:[or]?[.°]|[or] )|[A-Z]\.|(?:cf|vgl|fehlt|manque)(?![a-z]))"
_OFFICINA: Final = re.compile(rf" ?, ?([A-ZΑ-Ω€])(?=[ ]?(?:[;,)/]|\.(?!{_NAMES_A_WORK})|$))")
_DIES: Final = re.compile(r"[ ,]{1,2}\(?(?:dies? )?[A-Z]{1,2}[0-9]{1,4} ?[/-] ?[A-Z]{1,2}[0-9]{1,4}(?![0-9])\)?")
_TEMPORARY: Final = re.compile(
    r"[ ,]{0,2}[(\[]?(?:n[or]?[.°]{1,2} ?)?(?:temporary|temporaire|temporal|temporane[ao]|temp)(?![a-z])\.?"
    r"(?: ?(?:no|nr|number)\.?)?[)\]]?"
)
_UNASSIGNED: Final = re.compile(r"[ ,]{1,2}[(\[]?unassigned(?![a-z])[)\]]?")
_WEB: Final = re.compile(r"[ ,.;:-]{0,3}\(?(?:(?:rpc )?online\)?|unassigned|uncertain|id)(?![a-z])\.?")

_BRACKET: Final = re.compile(r" ?[(\[] ?([^()\[\]]{1,80}?(?: ?\([^()]{1,20}\)[^()\[\]]{0,20})?) ?[)\]]")
_BARE_NAME: Final = re.compile(
    r"(?: - |, | )((?:[A-Z][A-Za-z'.]{1,20})(?: (?:[A-Z][A-Za-z'.]{0,20}|the)){0,3})(?: mint)?"
    r"(?=[ ]?(?:[;,.()\[\"/:]|$| p\.| p[lp]\.| -))"
)
_DENOMINATION: Final = re.compile(
    r"(?:dp\.?|dup\.?|ses\.?|sest\.?|den\.?|as|asses|semis|quadrans|dupondius|dupondii|sestertius|sestertii|denarius|denarii|aureus|aurei|quinarius"
    r"|quinarius aureus|double aureus|binio|half[- ]aureus|antoninianus|double sestertius|cistophorus|tetradrachm"
    r"|medallion|solidus|semissis|tremissis|siliqua|follis|nummus|argenteus|uncertain|radiate|drachm|didrachm"
    r"|as or dupondius|dupondius or as"
    r"|bronze medallion|silver medallion|gold medallion|multiple|denarius aureus|half aureus)"
)
_VOLUME_INSIDE: Final = re.compile(r"(?:ric )?(?:vol\.? )?(?:x|ix|viii|vii|vi|v|iv|iii|ii|i)(?:[.][1-4])?[²³]?$")
_EDITION_OF_HENDIN: Final = re.compile(r"gbc ?([1-6])")
_MOST_REMARKS: Final = 12
_NOTE_FOLLOWS: Final = frozenset({"variant", "note", "corrected", "compared"})


def read_absence(scan: Scanner) -> bool:
    """A dash, "fehlt" or "unlisted" in place of the number."""
    if not scan.take(_ABSENT):
        return False
    scan.take(_ABSENT_AGAIN)
    return True


def read_page(scan: Scanner, draft: Draft) -> bool:
    """'p. 258', 'S. 402,' or 'pl. 8, 20' (the figure belongs to the plate)."""
    if match := scan.take(_PLATE):
        draft.plate = scan.written(match, 1)
        return True
    match = scan.take(_PAGE) or (None if draft.number else scan.take_plain(_GERMAN_PAGE))
    if not match:
        return False
    draft.page = match.group(1)
    return True


def read_web_identifier(scan: Scanner, draft: Draft) -> bool:
    """'Online unassigned 87419', 'unassigned (ID 2939)', 'temp. 4535': before the number."""
    if draft.system.code != "rpc":
        return False
    if scan.take(_TEMPORARY):
        draft.add_problem("temporary")
        return True
    match = scan.take(_WEB)
    if match and "online" not in match.group():
        draft.add_problem("unassigned")
    elif match:
        draft.remarks.append("online")
    return bool(match)


def read_remark(scan: Scanner, draft: Draft) -> bool:
    """One thing after the number; False when nothing that belongs to the citation stands here."""
    return (
        _read_doubts(scan, draft)
        or _read_words(scan, draft)
        or read_page(scan, draft)
        or _read_bracket(scan, draft)
        or _read_bare_name(scan, draft)
        or _read_difference(scan, draft)
    )


def _read_difference(scan: Scanner, draft: Draft) -> bool:
    """'(vgl. 145; dort ohne Stern)': the rest of the bracket that the citation stands in."""
    before = scan.at
    match = scan.take(_DIFFERS) if _NOTE_FOLLOWS & set(draft.problems) else None
    if not match or scan.names_a_work(match.start(1), match.end(1)):
        scan.at = before
        return False
    draft.remarks.append(scan.written(match, 1))
    return True


def set_compared(draft: Draft) -> None:
    draft.relation = "cf"
    draft.add_problem("compared")


def read_remarks(scan: Scanner, draft: Draft) -> None:
    """All that belongs to the citation behind its number, and the bracket that was opened in it."""
    for _ in range(_MOST_REMARKS):
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


def _read_doubts(scan: Scanner, draft: Draft) -> bool:
    for pattern, problem in (
        (_VARIANT, "variant"),
        (_CORRECTED, "corrected"),
        (_NOTE, "note"),
        (_FOLLOWING, "following"),
        (_TEMPORARY, "temporary"),
        (_UNASSIGNED, "unassigned"),
        (_DOUBT, "doubtful"),
    ):
        if match := scan.take(pattern):
            draft.add_problem(problem)
            if "(" in match.group() and not match.group().endswith(")"):
                _read_rest_of_bracket(scan, draft)
            return True
    return False


def _read_rest_of_bracket(scan: Scanner, draft: Draft) -> None:
    """'(corr. legend)', '(var. without drapery)': in what the coin differs."""
    before = scan.at
    match = scan.take(_REST_OF_BRACKET)
    if match and not scan.names_a_work(match.start(1), match.end(1)):
        draft.remarks.append(scan.written(match, 1))
    else:
        scan.at = before


def _read_words(scan: Scanner, draft: Draft) -> bool:
    if match := scan.take(_COIN):
        draft.remarks.append(scan.written(match, 1 if match.group(1) else 2))
    elif match := scan.take(_RARITY):
        draft.rarity = scan.text.plain[match.start() : match.end()].strip(" ,()[]").replace(".", "")
    elif match := scan.take_plain(_OFFICINA):
        draft.officina = match.group(1)
    elif scan.take(_PRICE) or scan.take_plain(_DIES):
        pass
    else:
        return False
    return True


def _read_bracket(scan: Scanner, draft: Draft) -> bool:
    before = scan.at
    match = scan.take(_BRACKET)
    if not match:
        return False
    end, inside = scan.at, scan.written(match, 1)
    if _set_from_bracket(scan, draft, inside, match.start(1)):
        scan.at = end
        return True
    scan.at = before
    return _read_edition_after(scan, draft)


def _set_from_bracket(scan: Scanner, draft: Draft, inside: str, start: int) -> bool:
    low = inside.lower()
    if kind := kind_of(inside, draft.system.section):
        if fits(draft, kind) and not draft.section:
            set_section(draft, inside, kind)
        return True
    if _DENOMINATION.fullmatch(low):
        draft.denomination = inside
        return True
    if draft.volume is None and draft.system.volumes is Volumes.ROMAN and _VOLUME_INSIDE.match(low):
        return _read_volume_inside(scan, draft, start)
    if (match := _EDITION_OF_HENDIN.fullmatch(low)) and draft.system.code == "hendin":
        draft.edition = int(match.group(1))
        return True
    if _NOTE_FOLLOWS & set(draft.problems) and not scan.names_a_work(start, start + len(inside)):
        draft.remarks.append(inside)
        return True
    return False


def _read_volume_inside(scan: Scanner, draft: Draft, start: int) -> bool:
    """'RIC 783 (Vespasian) [II.1]'."""
    scan.at = start
    is_volume = read_volume(scan, draft)
    read_part(scan, draft, with_loose=True)
    read_edition(scan, draft)
    return is_volume


def _read_edition_after(scan: Scanner, draft: Draft) -> bool:
    return draft.edition is None and read_edition_after(scan, draft)


def _read_bare_name(scan: Scanner, draft: Draft) -> bool:
    """'RIC 161 Rome p. 236', 'RIC III, 303 - Antoninus Pius'."""
    match = _BARE_NAME.match(scan.text.plain, scan.at) if not draft.section else None
    if not match:
        return False
    start = match.start(1)
    for end in _ends_of_sentences(match):
        kind = kind_of(scan.text.plain[start:end], draft.system.section)
        if fits(draft, kind) and not scan.names_a_work(start, end):
            set_section(draft, scan.original(start, end), kind)
            scan.at = match.end() if end == match.end(1) else end
            return True
    return False


def _ends_of_sentences(name: re.Match[str]) -> list[int]:
    """Where a name may end: 'Marc. Aurel' is one, of 'Julia. Cr' only the first word."""
    stops = [name.start(1) + stop.start() for stop in re.finditer(r"\. ", name.group(1))]
    return [name.end(1), *reversed(stops)]
