"""What the addresses of types in the published catalogues say: work, volume, section and number."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from catalog.references.ric_sections import section_name
from catalog.references.roman import read_roman, write_roman
from catalog.references.systems import SYSTEMS

LONGEST_SORT_KEY: Final = 60
_DIGITS_PADDED: Final = 6
_SUPERSCRIPTS: Final = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")
_MOST_VOLUMES: Final = 20

_VOLUME: Final = r"([0-9]{1,2})(?:[_.]([1-5]))?(?:\(([1-9])\))?"
_RIC: Final = re.compile(rf"ric\.{_VOLUME}\.([a-z_()0-9-]+)\.([0-9]+)([^_]*)(?:_(.+))?")
_RRC: Final = re.compile(r"rrc-([0-9]+(?:-[0-9]+)?[A-Z]?)\.([0-9]+)([a-z*]*)")
_RRC_GROUP: Final = re.compile(r"rrc-([0-9]+)([A-Za-z]?)")
_SHORT_GROUPS: Final = re.compile(r"([0-9]+)-([0-9]+)([A-Z]?)")
_RPC: Final = re.compile(r"(?:rpc-|coins/)([0-9]{1,2})(?:[._]([1-4]))?[-/.]([0-9]+)([A-Za-z]*)")
_PRICE: Final = re.compile(r"price\.([A-Z]?[0-9]+)([A-Za-z]*)")
_SC: Final = re.compile(r"sc\.([12])\.([A-Za-z]{0,3}[0-9]+(?:\.[0-9]+)*)([a-z]*)")
_CPE: Final = re.compile(r"cpe\.([12])_([12])\.([A-Z]?[0-9]+)([A-Za-z]*)")
_SVORONOS: Final = re.compile(r"svoronos-1904\.([0-9]+)([^0-9].*)?")
_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?(?:numismatics\.org/(?:ocre|crro|pella|sco|pco)/id/|rpc\.ashmus\.ox\.ac\.uk/(?:id/|type/)?"
    r"|nomisma\.org/id/)(.+?)/?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TypeKey:
    """A type by its work and number: the columns of the catalogue's types that bear the same names.

    `volume` is written as references write it (II.1, VII), `section` is OCRE's code (gall(2), tri), `number` has no
    letter, `suffix` is the letter with its subtype exactly as in the address, `qualifier` what follows "_" there.
    """

    system: str
    volume: str
    edition: int | None
    section: str
    number: str
    suffix: str
    qualifier: str


def read_type_id(uri: str) -> TypeKey | None:
    """The key in an address of OCRE, CRRO, RPC, PELLA, SCO or PCO (or of Nomisma's stubs); None for any other."""
    address = _ADDRESS.fullmatch(unquote(uri.strip()))
    if not address:
        return None
    for pattern, read in _READERS:
        if match := pattern.fullmatch(address.group(1)):
            return read(match)
    return None


def address_of(written: str) -> str:
    """A whole address of what may be one without its scheme, or only the id of OCRE's type (ric.4.ss.574)."""
    if written.lower().startswith(("http://", "https://")):
        return written
    return f"http://numismatics.org/ocre/id/{written}" if written.startswith("ric.") else f"http://{written}"


def section_of(key: TypeKey) -> str:
    """The section by its name: "tri" of volume VII is Trier."""
    return section_name(key.volume, key.section)


def _read_ric(match: re.Match[str]) -> TypeKey | None:
    volume, part, edition, section, number, suffix, qualifier = match.groups()
    written = _roman(volume, part)
    printed = int(edition) if edition else None
    return TypeKey("ric", written, printed, section, number, suffix, qualifier or "") if written else None


def _read_rrc(match: re.Match[str]) -> TypeKey:
    group, kind, suffix = match.groups()
    return TypeKey("rrc", "", None, "", f"{whole_group(group)}/{kind}", suffix, "")


def whole_group(group: str) -> str:
    """CRRO shortens the second of two groups: its 197-8B is Crawford's 197-198B."""
    match = _SHORT_GROUPS.fullmatch(group)
    if not match:
        return group
    first, last, letter = match.groups()
    return f"{first}-{first[: max(len(first) - len(last), 0)]}{last}{letter}"


def _read_rrc_group(match: re.Match[str]) -> TypeKey:
    """A group without numbers: the letter, small in CRRO's address, belongs to the group (98B)."""
    return TypeKey("rrc", "", None, "", match.group(1) + match.group(2).upper(), "", "")


def _read_rpc(match: re.Match[str]) -> TypeKey | None:
    volume, part, number, suffix = match.groups()
    written = _roman(volume, part)
    return TypeKey("rpc", written, None, "", number, suffix, "") if written else None


def _read_price(match: re.Match[str]) -> TypeKey:
    return TypeKey("price", "", None, "", match.group(1), match.group(2), "")


def _read_sc(match: re.Match[str]) -> TypeKey:
    """The numbers run on from the first part into the second, so the part is no part of the key."""
    return TypeKey("sc", "", None, "", match.group(2), match.group(3), "")


def _read_cpe(match: re.Match[str]) -> TypeKey:
    volume, part, number, suffix = match.groups()
    return TypeKey("cpe", f"{write_roman(int(volume))}.{part}", None, "", number, suffix, "")


def _read_svoronos(match: re.Match[str]) -> TypeKey:
    return TypeKey("svoronos", "", None, "", match.group(1), match.group(2) or "", "")


def _roman(volume: str, part: str | None) -> str:
    """ "2", "1" → II.1; empty for a volume that no work has."""
    if not 0 < int(volume) <= _MOST_VOLUMES:
        return ""
    return write_roman(int(volume)) + (f".{part}" if part else "")


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], TypeKey | None]], ...]] = (
    (_RIC, _read_ric),
    (_RRC, _read_rrc),
    (_RRC_GROUP, _read_rrc_group),
    (_RPC, _read_rpc),
    (_PRICE, _read_price),
    (_SC, _read_sc),
    (_CPE, _read_cpe),
    (_SVORONOS, _read_svoronos),
)


def type_display(key: TypeKey, names: Mapping[str, str] | None = None) -> str:
    """RIC I² Augustus 207, RIC II Trajan 674 (dupondius), RIC VII Trier 209, RRC 335/1c: unique in its work.

    `names` may give other names of the sections, by code.
    """
    system = SYSTEMS[key.system].display if key.system in SYSTEMS else key.system
    edition = str(key.edition).translate(_SUPERSCRIPTS) if key.edition and key.edition > 1 else ""
    section = (names or {}).get(key.section) or section_name(key.volume, key.section)
    head = " ".join(part for part in (system, f"{key.volume}{edition}", section) if part)
    qualifier = f" ({key.qualifier.replace('_', ' ')})" if key.qualifier else ""
    return f"{head} {key.number}{key.suffix}{qualifier}"


def number_sort(number: str, suffix: str = "") -> str:
    """A key in which 9 < 10 < 10a < 10B < 10a.2 < 10a.10 and 7A.ix < 7A.x: digits and subtypes padded with noughts."""
    subtypes = re.sub(r"\.([ivxl]+)([a-d]?)(?=\.|$)", _arabic, suffix)
    padded = re.sub(r"[0-9]+", lambda match: match.group().zfill(_DIGITS_PADDED), f"{number}{subtypes}")
    return padded.lower()[:LONGEST_SORT_KEY]


def _arabic(match: re.Match[str]) -> str:
    value = read_roman(match.group(1)) or _long_roman(match.group(1))
    return f".{value}{match.group(2)}"


def _long_roman(numeral: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    pairs = zip(numeral, f"{numeral[1:]} ", strict=True)
    return sum(-values[one] if values[one] < values.get(after, 0) else values[one] for one, after in pairs)
