"""One clause of a pedigree, taken apart: opening word, date, sale, lot, remarks, and the name that is left."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from coins.calendar_dates import CalendarDate, find_date

LONGEST_NAME = 200

PURCHASE = r"(?:privately\s+)?(?:purchased|bought|acquired|erworben|gekauft|acheté|acquise?|acquistat[ao]|adquirid[ao])"
PUBLISHED = re.compile(
    r"\b(?:illustrated|published|pictured|cited|abgebildet|publiée?)\b|\b(?:the\s+)?plate\s+coin\b|\(this\s+coin\)",
    re.I,
)


@dataclass(slots=True)
class Station:
    """`source` is who sold or owned; `opener` the word that opened the clause, in lower case."""

    raw: str
    opener: str
    is_hearsay: bool
    source: str
    date: CalendarDate | None = None
    sale_name: str = ""
    sale_number: str = ""
    lot: str = ""
    notes: list[str] = field(default_factory=list)


class Opening(NamedTuple):
    opener: str
    is_hearsay: bool
    rest: str


_OPENER = re.compile(
    r"(?:(?:this|the)\s+(?:plate\s+)?coin\s+)?"
    r"(?P<hearsay>(?:reportedly|allegedly|supposedly|apparently|said\s+to\s+(?:be|come)|angeblich|probably)\b[\s,:]*)?"
    rf"(?P<opener>{PURCHASE}|ex\b|from\b|formerly(?:\s+in)?|provenance\s*:|provenienza\s*:|provenienz\s*:|aus\b"
    r"|dalla\b|illustrated\b|published\b|pictured\b|cited\b|inherited\b|by\s+descent\b|privately\b)?[\s,:]*",
    re.I,
)


def opening(clause: str) -> Opening:
    """Return how a clause begins; without an opening word the rest is the clause itself."""
    found = _OPENER.match(clause)
    if found is None or not (found["opener"] or found["hearsay"]):
        return Opening("", False, clause)
    return Opening((found["opener"] or "").lower(), bool(found["hearsay"]), clause[found.end() :])


def read_station(clause: str) -> Station:
    """Take a clause apart. Only one date, sale and lot are read; what is left over goes to the notes."""
    opener, is_hearsay, rest = opening(clause)
    station = Station(clause, opener, is_hearsay, rest)
    if PUBLISHED.search(clause):
        work = re.sub(r"\bthis\s+coin\b", "", PUBLISHED.sub("", rest), flags=re.I)
        station.source = work.strip(" .,:()").removeprefix("in ")[:LONGEST_NAME]
        return station
    rest = _without_remarks(rest, station.notes)
    if found := find_date(rest):
        station.date = found
        rest = f"{rest[: found.start]}|{rest[found.end :]}"
    if lot := _LOT.search(rest):
        station.lot = lot["lot"] or lot["hash"]
        rest = f"{rest[: lot.start()]}|{rest[lot.end() :]}"
    if re.match(PURCHASE, opener, re.I) and (seller := _SELLER.match(rest)):
        rest = rest[seller.end() :]
    _read_fields(rest, station)
    return station


_PRICE = re.compile(
    r"\s*\((?:hammer|realized|realised|sold|price|est)[^()]*\)|\s*\([^()]*(?:[£$€]|\b(?:USD|EUR|GBP|CHF)\b)[^()]*\)",
    re.I,
)
_PAPER = re.compile(
    r"(?:,\s*)?\b(?:with|mit|avec)\s+"
    r"(?P<paper>[^,;()]*?\b(?:ticket|tag|invoice|receipt|envelope|label|zettel|rechnung)s?\b[^,;()]*)",
    re.I,
)
_INVENTORY = re.compile(r",?\s*\b(?:inventory|inv\.)\s*(?:no\.?|number|#)?\s*[\w./-]*\d[\w./-]*", re.I)
_PRIVATE_SALE = re.compile(r",?\s*\b(?:private(?:ly)?\s+(?:sale|treaty|purchased?)|privately)\b", re.I)
_LOT = re.compile(
    r",?\s*\b(?:lots?|los|lotto|lote|nr\.|no\.|n°)\s*(?:no\.?\s*|number\s*|#\s*)?"
    r"(?P<lot>\d{1,7}[a-z]?(?:\s*(?:-|&)\s*\d{1,7})?)\b|\s#(?P<hash>\d{1,7})\b",
    re.I,
)
_SALE = re.compile(
    r"\b(?P<name>(?:electronic\s+|mail\s+bid\s+|spring\s+|summer\s+|autumn\s+|fall\s+|winter\s+|e-?|web\s+|online\s+)?"
    r"(?:auctions?|auktion|sale|live|vente|asta|subasta|fixed\s+price\s+list|fpl|mbs))"
    r"\s*(?:no\.?\s*|nr\.?\s*|#\s*)?(?P<number>\d{1,6}|[IVXLC]{1,9})\b",
    re.I,
)
_NUMBER = re.compile(r"\s(?P<number>\d{1,6}|[IVXLC]{1,9})$")
_SELLER = re.compile(r"(?:in|on|im|am|en|le|nel)?\s*\|?\s*(?:from|by|at|of|bei|von|vom|chez|da|a|de)\b\s*", re.I)
# A full stop ends a field after a whole word only: "Dr. Busso Peus" and "Slg. Müller" are names.
_FIELD_END = re.compile(r"\s*[,|]\s*|(?<=[a-z]{5})\.\s+(?=[A-Z])")
_HANGING = re.compile(r"^(?:(?:from|the|an?|in|on|by)(?:\s+|$))+|\s(?:in|on|by|about|around|circa|c\.)$", re.I)


def _without_remarks(text: str, notes: list[str]) -> str:
    """Move prices, tickets, inventory numbers and "private sale" to the notes."""
    for pattern in (_PRICE, _PAPER, _INVENTORY, _PRIVATE_SALE):
        if found := pattern.search(text):
            remark = found["paper"] if pattern is _PAPER else found[0]
            notes.append(remark.strip(" ,.()"))
            text = text[: found.start()] + text[found.end() :]
    return text


def _read_fields(text: str, station: Station) -> None:
    """Read sale and lot from what is left between the commas; the first field is the source."""
    text = re.sub(r"[(\[]\s*\|\s*[)\]]", "|", text)
    if sale := _SALE.search(text):
        station.sale_name, station.sale_number = " ".join(sale["name"].split()), sale["number"]
        text = f"{text[: sale.start()]}|{text[sale.end() :]}"
    fields = [found.strip(" .:") for found in _FIELD_END.split(text)]
    source, *others = [found for found in fields if found] or [""]
    if not station.sale_number and (number := _NUMBER.search(source)):
        station.sale_number = number["number"]
        source = source[: number.start()]
    for other in others:
        if not station.lot and re.fullmatch(r"\d{1,7}[a-z]?", other):
            station.lot = other
        elif other.lower() not in ("in", "on", "and", "included"):
            station.notes.append(other)
    station.source = _HANGING.sub("", source).strip(" '\"")[:LONGEST_NAME]
