"""Everything that one coin's page prints."""

from dataclasses import dataclass

from coins.models import Coin, CoinReference, ImportRow, ProvenanceEvent
from coins.presenting.cards import dates_text, reference_text
from coins.presenting.changes import HistoryEntry, history_of
from coins.presenting.facts import FactSection, facts_of
from coins.presenting.formats import Formats

DEGREES_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Side:
    legend: str
    legend_expanded: str
    description: str
    image_url: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """The reverse's direction against the obverse's, as hours of a clock and degrees clockwise."""

    hours: str
    degrees: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownReference:
    text: str
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
class Way:
    """From the coin through the list that it was opened from; an empty address is a way that ends here.

    `address_problems` tell what of the list's parameters could not be read.
    """

    previous_url: str
    next_url: str
    list_url: str
    position_url: str
    address_problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoinPage:
    title: str
    subtitle: str
    facts: list[FactSection]
    empty_count: int
    obverse: Side
    reverse: Side
    axis: Axis | None
    references: list[ShownReference]
    provenance: list[Station]
    tags: list[str]
    storage_path: str
    history: list[HistoryEntry]
    is_draft: bool
    problems: list[str]
    previous_url: str
    next_url: str
    list_url: str
    position_url: str
    address_problems: tuple[str, ...]


def coin_page(coin: Coin, way: Way, formats: Formats) -> CoinPage:
    facts, empty_count = facts_of(coin, formats)
    return CoinPage(
        title=str(coin),
        subtitle=_subtitle(coin, formats),
        facts=facts,
        empty_count=empty_count,
        obverse=Side(coin.obverse_legend, coin.obverse_legend_expanded, coin.obverse_description),
        reverse=Side(coin.reverse_legend, coin.reverse_legend_expanded, coin.reverse_description),
        axis=axis_of(coin, formats),
        references=[_reference(row) for row in coin.references.all()],
        provenance=[station_of(event, formats) for event in coin.provenance.all()],
        tags=[str(tag) for tag in coin.tags.all()],
        storage_path=coin.storage_place.path_text if coin.storage_place else "",
        history=history_of(coin, formats),
        is_draft=coin.is_draft,
        problems=import_problems(coin),
        previous_url=way.previous_url,
        next_url=way.next_url,
        list_url=way.list_url,
        position_url=way.position_url,
        address_problems=way.address_problems,
    )


def _subtitle(coin: Coin, formats: Formats) -> str:
    number = f"no. {coin.inventory_number}" if coin.inventory_number else ""
    return _joined(" · ", coin.mint, dates_text(coin, formats), reference_text(coin), number)


def axis_of(coin: Coin, formats: Formats) -> Axis | None:
    if coin.die_axis_h is None:
        return None
    hours, degrees = formats.number(coin.die_axis_h), f"{coin.die_axis_h * DEGREES_AN_HOUR % 360:.0f}"
    return Axis(hours, degrees, f"{hours} h · {degrees}°")


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
    return ShownReference(row.text, note, row.is_primary, row.needs_review)


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
