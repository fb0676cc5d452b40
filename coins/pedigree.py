"""A coin's earlier owners and sales, from the sentences in which catalogues print them.

"From the X Collection. Ex Leu 7, 9 May 1973, 214." becomes one event per station, in printed order. English
catalogues name the latest station first, so the last event is usually the oldest; `sort_date` tells where dates do.
Parallels ("Cf. …", "same dies as …") are no provenance and become notes. How far a station can be relied on is
its strength: documented (a sale that can be looked up, a publication, an invoice), named, or hearsay.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coins.calendar_dates import CalendarDate
from coins.pedigree_stations import PUBLISHED, PURCHASE, Station, opening, read_station
from coinstack.text import clean_text, fold

MAX_LENGTH, MAX_EVENTS = 10_000, 60


@dataclass(frozen=True, slots=True)
class PedigreeEvent:
    """One station. `kind` and `strength` are values of the coin record's choices; `raw` is as printed.

    `sort_date` is the first day the printed date can mean, `date_precision` how much of it was printed. Prices of
    earlier sales are only notes: they say nothing about this acquisition.
    """

    order: int
    kind: str
    strength: str
    source_name: str = ""
    sale_name: str = ""
    sale_number: str = ""
    lot: str = ""
    date_text: str = ""
    sort_date: date | None = None
    date_precision: str = ""
    raw: str = ""
    notes: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """The station as columns of its row, each text cut to what its column holds; `raw_text` has it whole."""
        return {
            "kind": self.kind,
            "strength": self.strength,
            "source_name": self.source_name[:200],
            "sale_name": self.sale_name[:200],
            "sale_number": self.sale_number[:50],
            "lot_number": self.lot[:50],
            "date_text": self.date_text[:100],
            "sort_date": self.sort_date,
            "raw_text": self.raw,
            "notes": self.notes,
        }


@dataclass(frozen=True, slots=True)
class Pedigree:
    events: tuple[PedigreeEvent, ...] = ()
    notes: tuple[str, ...] = ()


def parse_pedigree(text: str) -> Pedigree:
    """Read a pedigree. Never raises; what is no provenance stays in `notes` as printed."""
    cleaned = clean_text(text)
    notes = [cleaned[MAX_LENGTH:]] if len(cleaned) > MAX_LENGTH else []
    events: list[PedigreeEvent] = []
    in_parallel = False
    for clause in _clauses(cleaned[:MAX_LENGTH]):
        in_parallel = bool(_PARALLEL.match(clause)) or (in_parallel and opening(clause).rest == clause)
        if in_parallel or len(events) >= MAX_EVENTS:
            notes.append(clause)
            continue
        for part in _unfolded(clause):
            _add(part, events, notes)
    return Pedigree(tuple(events), tuple(notes))


_PARALLEL = re.compile(
    r"(?:cf\b|compare\b|vgl\b|siehe\b|see\b|similar\b|parallels?\b|another\b|same\s+(?:dies?|type|obverse|reverse)\b"
    r"|for\s+(?:an?\s+|the\s+)?(?:similar|other|another|same|type|example)|an?\s+(?:similar|lesser|better)\b)",
    re.I,
)
_SENTENCE = (
    r"(?<=[.)\]])\s+(?=(?:Ex|From|Purchased|Bought|Acquired|Privately|Reportedly|Said|Allegedly|Property|The|This|"
    r"Plate|Illustrated|Published|Pictured|Cited|Inherited|By\s+descent|Old|Formerly|Provenance|Aus|Erworben|Dalla|"
    r"Acquise?|Found|Cf|See|Same|Similar|Vgl|For)\b)"
)
_BOUNDARY = re.compile(
    rf"\s*;\s*|{_SENTENCE}|,\s+(?=(?:and\s+)?(?:{PURCHASE}|ex)\b)|\s+and\s+(?=(?:ex|from|{PURCHASE})\b)", re.I
)
_BRACKETED = re.compile(r"(?P<outer>[^\[\]]+)\[(?P<inner>[^\[\]]+)\][\s.]*$")


def _clauses(text: str) -> list[str]:
    clauses = (found.strip(" ,") for found in _BOUNDARY.split(text))
    return [clause for clause in clauses if clause.strip(" .,;:-")]


def _unfolded(clause: str) -> list[str]:
    """Return the two stations of "Poindessault [Oger-Blanchet 17 Nov 2017, 148]"."""
    bracketed = _BRACKETED.match(clause)
    return [bracketed["outer"].strip(), bracketed["inner"].strip()] if bracketed else [clause]


def _add(clause: str, events: list[PedigreeEvent], notes: list[str]) -> None:
    station = read_station(clause)
    kind = _kind(station)
    if kind == "" and station.opener and station.date and events and not events[-1].date_text:
        # "from the X Collection, purchased before 1970": no new owner, but when the last one bought it.
        events.append(_with_date(events.pop(), station))
    elif kind == "" and not (station.opener or station.is_hearsay or _is_name(station.source)):
        notes.append(clause)
    else:
        events.append(_event(station, kind, len(events)))


def _event(station: Station, kind: str, order: int) -> PedigreeEvent:
    kind = kind or ("unknown" if station.source else "acquisition")
    event = PedigreeEvent(
        order=order,
        kind=kind,
        strength=_strength(station, kind),
        source_name=station.source,
        sale_name=station.sale_name,
        sale_number=station.sale_number,
        lot=station.lot,
        raw=station.raw,
        notes="; ".join(station.notes),
    )
    return _dated(event, station.date)


def _with_date(event: PedigreeEvent, station: Station) -> PedigreeEvent:
    notes = "; ".join(note for note in (event.notes, *station.notes) if note)
    return _dated(replace(event, raw=f"{event.raw}, {station.raw}", notes=notes), station.date)


def _dated(event: PedigreeEvent, found: CalendarDate | None) -> PedigreeEvent:
    if found is None:
        return event
    return replace(event, date_text=found.text, sort_date=found.first_day, date_precision=found.precision)


# What kind of station, and how reliable

_NOBODY = """
    private privat privata privée privatbesitz privatsammlung old alte important distinguished american english british
    uk us usa german swiss european french italian spanish austrian dutch belgian canadian scandinavian north south west
    east deutscher deutsche süddeutscher norddeutscher schweizer europäischer collection coll. sammlung collezione
    collector collector's gentleman gentleman's lady nobleman property of a an the formed closed in from with family
"""
_UNNAMED = frozenset(map(fold, _NOBODY.split()))
_PARTICLES = frozenset({"de", "von", "van", "der", "di", "du", "la", "le", "of", "the", "and", "&"})
_COLLECTION = re.compile(
    r"collection|\bcoll\.|sammlung|\bslg\b|collezione|colección|\bcabinet\b|\bmuseum\b|estate of", re.I
)
_PRIVATE = re.compile(r"privat|gentleman|\blady\b|nobleman|collector\b", re.I)
_HOARD = re.compile(r"\bhoard\b|hortfund|schatzfund|trésor|ripostiglio|tesor[oi]\b|\bfound\s+(?:near|in|at)\b", re.I)
_INHERITED = re.compile(r"inherited|by\s+descent|bequest|bequeathed|heirloom|geerbt|erbschaft", re.I)
# Words of a firm's name, and firms whose names hold none of them.
_DEALER = re.compile(
    r"numismati|\bcoins?\b|coincraft|münzhand|münzkabinett|münzen|antiquit|galler|\bltd\b|\binc\b|\bgmbh\b|nachf|vcoins"
    r"|& (?:sons?|co)\b|ma-shops|dealer|\btrade\b|baldwin|spink|seaby|\bberk\b|m&m|schulman|\bhess\b|\bcahn\b|feuardent"
    r"|glendining|sotheby|christie|\bcng\b|\bnac\b|\bleu\b|heritage|künker|hirsch|\bpeus\b|\blanz\b|\bratto\b|\bbourgey\b"
    r"|\bvinchon\b|stack's|goldberg|savoca|nomos|\broma\b|triton|gorny",
    re.I,
)
_INVOICE = re.compile(r"invoice|receipt|rechnung", re.I)


def _kind(station: Station) -> str:
    """Return the kind of the station, or an empty text where nothing tells."""
    source = station.source
    for kind, pattern in (("publication", PUBLISHED), ("hoard", _HOARD), ("inherited", _INHERITED)):
        if pattern.search(station.raw):
            return kind
    is_collection = bool(_COLLECTION.search(source))
    if station.sale_name or station.lot or (station.sale_number and not is_collection):
        return "auction"
    if is_collection or _PRIVATE.search(source):
        is_known = not _is_unnamed(source) or re.search(r"\b(?:formed|closed)\b", station.raw)
        return "collection" if is_known else "private"
    if _DEALER.search(source):
        return "dealer"
    if kind := _kind_by_notes(station.notes):
        return kind
    if source and re.match(PURCHASE, station.opener, re.I):
        return "dealer"
    return "unknown" if source and (station.opener or station.date) else ""


def _kind_by_notes(notes: list[str]) -> str:
    beginnings = {note.lower()[:3] for note in notes}
    if "inv" in beginnings:
        return "collection"
    return "private" if "pri" in beginnings else ""


def _strength(station: Station, kind: str) -> str:
    if station.is_hearsay or (kind == "private" and _is_unnamed(station.source)):
        return "hearsay"
    facts = [station.sale_number or station.sale_name, station.date, station.lot]
    is_sale = kind == "auction" and sum(map(bool, facts)) > 1
    if is_sale or kind == "publication" or any(map(_INVOICE.search, station.notes)):
        return "documented"
    return "named" if station.source or kind == "hoard" else "hearsay"


def _is_unnamed(source: str) -> bool:
    return all(fold(word) in _UNNAMED for word in source.split())


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 6 and not text.isupper() and all(w[0].isupper() or w in _PARTICLES for w in words)
