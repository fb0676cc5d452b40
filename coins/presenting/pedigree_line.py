"""Provenance as a catalogue prints it: one line, "Ex Leu 7 (9 May 1973), lot 214; ex Hess collection"."""

from collections.abc import Iterable

from coins.choices import ProvenanceKind
from coins.models import ProvenanceEvent

# What a catalogue writes before the name; "ex" where nothing better is known.
LEADS = {
    ProvenanceKind.HOARD: "from",
    ProvenanceKind.PUBLICATION: "published in",
    ProvenanceKind.ACQUISITION: "acquired from",
    ProvenanceKind.INHERITED: "inherited from",
}


def pedigree_line(events: Iterable[ProvenanceEvent]) -> str:
    stations = [station for event in events if (station := _station(event))]
    line = "; ".join(stations)
    return line[:1].upper() + line[1:]


def _station(event: ProvenanceEvent) -> str:
    name = " ".join(part for part in (event.source_name, event.sale_name, event.sale_number) if part)
    date = event.date_text
    if not (name or date):
        return ""
    lead = LEADS.get(ProvenanceKind(event.kind), "ex")
    place = [
        f"lot {event.lot_number}" if event.lot_number else "",
        event.catalog_reference,
        f"pl. {event.plate}" if event.plate else "",
    ]
    when = f" ({date})" if name and date else date
    return ", ".join([f"{lead} {name}{when}".rstrip(), *(part for part in place if part)])
