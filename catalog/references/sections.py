"""The ruler, mint, gens, city or collection that a citation names beside its number."""

import re
from collections.abc import Container
from typing import Final

from catalog.references.folding import fold_text
from catalog.references.persons import BETWEEN_NAMES, PERSONS
from catalog.references.places import GENTES, MINTS, REGIONS
from catalog.references.roman import read_roman
from catalog.references.scanner import Draft, Scanner
from catalog.references.sylloge import COLLECTIONS, SUPPLEMENT

_WORD: Final = r"[A-Z][A-Za-z'-]{0,24}\.?"
_LINK: Final = r"(?:of|the|and|or|der|von|ad|de|du|le|on|issuing|for|&|[Jj]oint|[Ss]ole|[Rr]eign)"
_WORDS: Final = re.compile(rf"[ ,:.-]{{0,3}}({_WORD}(?:[ ,/]{{1,2}}(?:{_WORD}|{_LINK}(?![A-Za-z]))){{0,8}})")
_SMALL_WORDS: Final = re.compile(r"[ ,:.-]{0,3}([a-z][a-z'-]{1,24}(?: [a-z][a-z'-]{0,24}){0,3})(?=[ ,:.-]{1,3}[0-9])")
_BRACKETED: Final = re.compile(r"[ ,]{0,2}[(\[] ?([^()\[\]]{2,60}?(?: ?\([^()]{2,20}\))?) ?[)\]]")
_REIGN_IN_BRACKETS: Final = re.compile(r" ?\(([^()]{1,20})\)")
_REIGN_LAST: Final = re.compile(r"(.+?) ?\(([^()]{1,20})\)")
_NUMBER_NEXT: Final = re.compile(r"[ ,:.-]{1,3}(?:n[or°][.°]? ?|#)?[0-9]")
_REIGN: Final = re.compile(
    r"(?:the )?(?:joint|sole)(?: reign)?|(?:first|second) reign"
    r"|(?:samt|allein)herrschaft|regne (?:conjoint|seul)|regno (?:congiunto|solo)"
    r"|posthumous|2|east|west|eastern|western|caesar|as caesar"
)
_TITLES: Final = re.compile(
    r"^(?:divus|diva|divo|under|mint of|as caesar under) |,? (?:mint|as caesar|caesar|augustus|augusta|mzst)$"
)
_COLLECTION: Final = re.compile(r"[ ,.:(-]{0,2}((?:[A-Za-z&-]{1,16}\.?[ -]?){1,4})")
_NAME_CLOSED: Final = re.compile(r"[.)]")
_COLLECTION_PART: Final = re.compile(r"[ ,-]{1,2}([0-9]{1,2})(?=,? ?[0-9]|[,]? -(?![0-9]))(?![0-9])")
_NAMED_COLLECTION_PART: Final = re.compile(
    r"[ ,(-]{1,3}(?:part|pt|volume|vol|band|bd|teil|heft|h|fascicule|fasc)(?:\. ?| )"
    r"([0-9]{1,2}|ix|viii|vii|vi|v|iv|iii|ii|i)\)?(?=[ ,:]{1,2}(?:n[or]?[.°] ?)?[0-9])"
)
_REGION_OF_COLLECTION: Final = re.compile(
    r"[ ,]{1,2}\(?([A-Z][a-z]+(?: (?:and |of )?[A-Z][a-z]+){0,2})\)?(?=[ ,:]{1,2}[0-9])"
)
_ROMAN_COLLECTION_PART: Final = re.compile(r"[ ,-]{1,2}(xii|xi|x|ix|viii|vii|vi|v|iv|iii|ii|i)(?=[ ,.]{1,2}[0-9])")
_SUPPLEMENT: Final = re.compile(rf"[ .,(]{{1,3}}({'|'.join(SUPPLEMENT)})(?![a-z])\.?\)?")
_MOST_UNKNOWN_WORDS: Final = 3
_ONLY_KNOWN: Final = ("district",)  # with "BCD, Lanz 105" and "BCD Triton XV" the coin's history is told

_KNOWN: Final[dict[str, Container[str]]] = {"person": PERSONS, "mint": MINTS, "gens": GENTES, "region": REGIONS}
_KINDS_OF: Final = {
    "ruler": ("person", "mint", "reign"),
    "person": ("person", "gens"),
    "gens": ("gens",),
    "mint": ("mint", "person"),
    "city": ("region", "mint", "person"),
    "series": ("person", "region", "mint"),
    "province": ("region", "mint"),
    "district": ("region",),
}


def kind_of(words: str, section: str = "") -> str:
    """person, mint, gens, region or reign of the words; '' when they are none that is known.

    A name that is several (Antonia, Antioch) is what the `section` of the work asks for. Several names ("Carausius,
    Maximian and Diocletian") are known when each is; the first gives the kind.
    """
    low = " ".join(fold_text(words).low.replace(".", "").split())
    if (match := _REIGN_LAST.fullmatch(low)) and _REIGN.fullmatch(match.group(2)):
        low = match.group(1)
    wanted = _KINDS_OF.get(section, ())
    if kind := _kind_of_one(low, wanted):
        return kind
    kinds = [_kind_of_one(part, wanted) for part in BETWEEN_NAMES.split(low) if part]
    return kinds[0] if kinds and all(kinds) else ""


def _kind_of_one(low: str, wanted: tuple[str, ...]) -> str:
    for name in (low, _TITLES.sub("", low)):
        kinds = [kind for kind, known in _KNOWN.items() if name in known]
        if kinds:
            return next((kind for kind in wanted if kind in kinds), kinds[0])
    return "reign" if _REIGN.fullmatch(low) and not low.isdigit() else ""


def fits(draft: Draft, kind: str) -> bool:
    return kind in _KINDS_OF.get(draft.system.section, ())


def set_section(draft: Draft, written: str, kind: str) -> None:
    name = " ".join(written.split()).strip(" ,:")
    if kind in ("mint", "region"):
        name = name.rstrip(".")
    elif kind == "gens":
        name = GENTES.get(name.lower(), name)
    draft.section, draft.section_kind = (name.removesuffix(" mint") or name), kind
    draft.is_section_first = not draft.number


def read_section(scan: Scanner, draft: Draft) -> bool:
    """A name before the number, in brackets or bare."""
    if not draft.system.section or draft.section:
        return False
    if draft.system.section == "collection":
        return _read_collection(scan, draft)
    return _read_bracketed(scan, draft) or _read_bare(scan, draft)


def _read_bracketed(scan: Scanner, draft: Draft) -> bool:
    before = scan.at
    match = scan.take(_BRACKETED)
    if not match:
        return False
    written = scan.written(match, 1)
    kind = kind_of(written, draft.system.section)
    is_name = written[:1].isupper() and not any(char.isdigit() for char in written)
    if not kind and not (is_name and scan.sees(_NUMBER_NEXT) and draft.system.section not in _ONLY_KNOWN):
        scan.at = before
        return False
    if not kind:
        draft.add_problem("unknown_section")
    set_section(draft, written, kind)
    return True


def _read_bare(scan: Scanner, draft: Draft) -> bool:
    before = scan.at
    match = scan.take_plain(_WORDS) or _small_words(scan, draft)
    if not match:
        return False
    end = _end_of_known(match, draft)
    if scan.names_a_work(match.start(1), end or match.end(1)):
        scan.at = before
        return False
    if end is None and draft.system.section not in _ONLY_KNOWN and _is_unknown_name(scan, match.group(1)):
        draft.add_problem("unknown_section")
        end = match.end()
    if end is None:
        scan.at = before
        return False
    written = scan.original(match.start(1), end)
    set_section(draft, written, kind_of(written, draft.system.section))
    scan.at = end
    _read_reign(scan, draft)
    return True


def _small_words(scan: Scanner, draft: Draft) -> re.Match[str] | None:
    """'ric vii trier 209': where the work is written small, the mint may be."""
    return scan.take(_SMALL_WORDS) if scan.text.plain[draft.start].islower() else None


def _end_of_known(match: re.Match[str], draft: Draft) -> int | None:
    """Where the longest known name of a fitting kind ends; words after it are left."""
    written, start = match.group(1), match.start(1)
    ends = [len(written), *(cut.start() for cut in reversed(list(re.finditer(r"[ ,/.]+", written))))]
    for end in ends:
        if end and fits(draft, kind_of(written[:end], draft.system.section)):
            return start + end
    return None


def _is_unknown_name(scan: Scanner, written: str) -> bool:
    words = written.split()
    is_short = len(words) <= _MOST_UNKNOWN_WORDS and any(len(word) > 1 for word in words)
    return is_short and written[:1].isupper() and scan.sees(_NUMBER_NEXT)


def _read_reign(scan: Scanner, draft: Draft) -> None:
    before = scan.at
    match = scan.take(_REIGN_IN_BRACKETS)
    if match and _REIGN.fullmatch(match.group(1)):
        draft.section = f"{draft.section} ({scan.written(match, 1)})"
    else:
        scan.at = before


def _read_collection(scan: Scanner, draft: Draft) -> bool:
    match = _COLLECTION.match(scan.text.plain, scan.at)
    if not match:
        return False
    written, start = match.group(1), match.start(1)
    ends = [cut.start() for cut in reversed(list(re.finditer(r"[ .-]+|$", written)))]
    for end in ends:
        if not end or not (written[end - 1].isalpha() or written[end - 1] == "."):
            continue
        name = " ".join(written[:end].lower().replace(".", "").replace("-", " ").split())
        if collection := COLLECTIONS.get(name):
            scan.at = start + end
            scan.take(_NAME_CLOSED)
            draft.collection = collection.name
            set_section(draft, collection.name, "collection")
            _read_collection_part(scan, draft, collection.parts)
            return True
    return _read_bare(scan, draft)


def _read_collection_part(scan: Scanner, draft: Draft, parts: int) -> None:
    """'ANS 5, 1032' has a part, 'Cop 281, 285' two numbers: only collections in parts are asked.

    A part that is named as such ('Lockett, Part III, 1234') is stepped over where the numbers run through all parts.
    """
    if scan.take(_SUPPLEMENT):
        draft.supplement = "Suppl."
    before = scan.at
    named = scan.take(_NAMED_COLLECTION_PART)
    match = named or (scan.take(_COLLECTION_PART) or scan.take(_ROMAN_COLLECTION_PART) if parts else None)
    part = (read_roman(match.group(1)) or int(match.group(1))) if match else 0
    if 0 < part <= parts:
        draft.volume = part
    elif not named:
        scan.at = before
    _read_region_of_collection(scan, draft)


def _read_region_of_collection(scan: Scanner, draft: Draft) -> None:
    """'SNG Cop. (Egypt) 123': the fascicles of some collections are known by what they hold."""
    before = scan.at
    match = scan.take_plain(_REGION_OF_COLLECTION)
    if match and kind_of(match.group(1), "city") in ("region", "mint"):
        draft.remarks.append(scan.written(match, 1))
    else:
        scan.at = before
