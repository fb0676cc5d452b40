"""Addresses in a text: of a type in a published catalogue, which is a citation, or of any other page, which is none."""

import re
from typing import Final

from catalog.references.folding import FoldedText
from catalog.references.roman import read_roman
from catalog.references.scanner import Draft
from catalog.references.sections import kind_of
from catalog.references.systems import SYSTEMS
from catalog.references.type_ids import TypeKey, address_of, read_type_id, section_of

_TYPE: Final = re.compile(
    r"((?:https?://)?(?:www\.)?(?:numismatics\.org/|nomisma\.org/id/|rpc\.ashmus\.ox\.ac\.uk/)[^\s<>\";,|?#]+)"
    r"(?:[?#][^\s<>\";,|]*)?",
    re.IGNORECASE,
)
_TYPE_ID: Final = re.compile(r"(ric\.[0-9]{1,2}(?:_[1-5])?(?:\([1-9]\))?\.[a-z_0-9()-]+\.[0-9][^\s<>\";,|?#]*)")
_ADDRESS: Final = re.compile(r"((?:https?://|www\.)[^\s<>\";|]+)", re.IGNORECASE)
_FILE: Final = re.compile(r"\.(?:rdf|xml|ttl|jsonld|geojson|kml|html?)$", re.IGNORECASE)
_CLOSING: Final = ".,;:!?'"


def find_address(folded: FoldedText, at: int) -> tuple[str, int] | None:
    """The address or the bare id of a type (ric.4.ss.574) that begins here, and where it ends.

    What an address says of the form of the answer (.rdf, ?lang=de, #obverse) is left out, though it is behind.
    """
    for pattern in (_TYPE, _TYPE_ID, _ADDRESS):
        if match := pattern.match(folded.plain, at):
            written = _without_closing(match.group(1))
            return _FILE.sub("", written), at + len(_without_closing(match.group()))
    return None


def _without_closing(written: str) -> str:
    """Without the full stop of the sentence and the bracket around the address; gall(1) keeps its own."""
    while written[-1] in _CLOSING or (written[-1] == ")" and written.count("(") < written.count(")")):
        written = written[:-1]
    return written


def read_address(written: str, start: int, end: int) -> Draft | None:
    """The citation that an address stands for; None for a page that is no type."""
    key = read_type_id(address_of(written))
    return _draft(key, start, end) if key and key.system in SYSTEMS else None


def _draft(key: TypeKey, start: int, end: int) -> Draft:
    volume, _, part = key.volume.partition(".")
    system = SYSTEMS[key.system]
    draft = Draft(system, start, end, number=key.number)
    is_denomination = key.qualifier.isalpha() and key.qualifier.islower()
    draft.suffix = f"{key.suffix}_{key.qualifier}" if key.qualifier and not is_denomination else key.suffix
    draft.denomination = key.qualifier if is_denomination else ""
    if system.highest_volume:
        draft.volume, draft.part, draft.edition = read_roman(volume), int(part or 0) or None, key.edition
    if key.section:
        draft.section = section_of(key)
        draft.section_kind = kind_of(draft.section, system.section)
        draft.is_section_first = True
    return draft
