"""Everything that one coin's page prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from coins.models import Coin, CoinReference, ImportRow, ProvenanceEvent
from coins.presenting.axis import Axis, axis_shown
from coins.presenting.facts import FactSection, edit_url, facts_of
from coins.presenting.formats import Formats
from coins.presenting.head import CoinHead, Way, coin_head
from coins.presenting.pedigree_line import pedigree_line
from coins.presenting.photographs import Photograph, photographs_of

BESIDE_THE_FACTS = ("references", "provenance", "storage")


@dataclass(frozen=True, slots=True)
class Side:
    name: str
    legend: str
    legend_expanded: str
    description: str
    photograph: Photograph | None = None


@dataclass(frozen=True, slots=True)
class ShownReference:
    """`text` verbatim; `citation` the same in one line, to be copied."""

    text: str
    citation: str
    note: str
    is_primary: bool
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Station:
    """One stage of a coin's former life."""

    title: str
    detail: str
    strength: str
    strength_label: str
    date_text: str


@dataclass(frozen=True, slots=True)
class CoinPage:
    """`empty_count` fields have no value; `sections` name them. `pedigree` is the provenance in one line."""

    head: CoinHead
    sections: list[FactSection]
    empty_count: int
    obverse: Side
    reverse: Side
    photographs: Sequence[Photograph]
    axis: Axis | None
    references: list[ShownReference]
    provenance: list[Station]
    pedigree: str
    tags: list[str]
    storage_path: str
    problems: list[str]
    edit_urls: dict[str, str]


def coin_page(coin: Coin, way: Way, formats: Formats) -> CoinPage:
    sections = facts_of(coin, way, formats)
    photographs = photographs_of(coin)
    return CoinPage(
        head=coin_head(coin, way, formats, "overview"),
        sections=sections,
        empty_count=sum(len(section.empty) for section in sections),
        obverse=_side(coin, "obverse", photographs.obverse),
        reverse=_side(coin, "reverse", photographs.reverse),
        photographs=photographs.more,
        axis=None if coin.die_axis_h is None else axis_shown(coin.die_axis_h, formats),
        references=[_reference(row) for row in coin.references.all()],
        provenance=[station_of(event, formats) for event in coin.provenance.all()],
        pedigree=pedigree_line(coin.provenance.all()),
        tags=[str(tag) for tag in coin.tags.all()],
        storage_path=coin.storage_place.path_text if coin.storage_place else "",
        problems=import_problems(coin),
        edit_urls={section: edit_url(coin, section, way) for section in BESIDE_THE_FACTS},
    )


def _side(coin: Coin, name: str, photograph: Photograph | None) -> Side:
    legend, expanded, description = (
        getattr(coin, f"{name}_{part}") for part in ("legend", "legend_expanded", "description")
    )
    return Side(name.capitalize(), legend, expanded, description, photograph)


def _reference(row: CoinReference) -> ShownReference:
    note = _joined(
        "; ",
        row.get_side_display() if row.side else "",
        row.get_confidence_display().lower() if row.confidence else "",
        "this coin illustrated" if row.is_plate_coin else "",
        f"p. {row.page}" if row.page else "",
        f"pl. {row.plate}" if row.plate else "",
        row.variant_note,
        row.rarity_note,
        row.note,
        row.disagreement_note,
    )
    return ShownReference(row.text, " ".join(row.text.split()), note, row.is_primary, row.needs_review)


def station_of(event: ProvenanceEvent, formats: Formats) -> Station:
    title = _joined(", ", event.source_name, event.sale_name) or event.get_kind_display()
    detail = _joined(
        ", ",
        event.get_kind_display() if event.source_name or event.sale_name else "",
        f"sale {event.sale_number}" if event.sale_number else "",
        f"lot {event.lot_number}" if event.lot_number else "",
        f"hammer {formats.money(event.hammer_price, event.currency)}" if event.hammer_price is not None else "",
        f"{formats.number(event.premium_pct)} % premium" if event.premium_pct else "",
        f"total {formats.money(event.total_price, event.currency)}" if event.total_price is not None else "",
        event.catalog_reference,
        f"pl. {event.plate}" if event.plate else "",
        "receipt kept" if event.has_receipt else "",
        event.notes,
    )
    strength = event.get_strength_display() if event.strength else ""
    return Station(title, detail, event.strength, strength, event.date_text)


def import_problems(coin: Coin) -> list[str]:
    """What the importer noticed in the row that this coin came from."""
    row = ImportRow.objects.filter(coin=coin).order_by("pk").first()
    problems = row.problems if row else []
    return [_joined(": ", str(found.get("column") or ""), str(found["message"])) for found in problems]


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)
