"""What was read in a catalogue on the web becomes a type, and never takes the place of what somebody wrote."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.choices import STUB, TermKind, TypeLinkState
from catalog.clients.base import TypeDocument
from catalog.legends.text import normalise_legend
from catalog.models import CatalogSystem, CatalogType, ExternalLink
from catalog.references.type_ids import TypeKey, number_sort, read_type_id
from catalog.services.bare_terms import CitedTerms
from catalog.services.seeding_systems import system_row
from catalog.services.type_labels import label_of, told_apart
from catalog.services.versions import TYPES, raise_version
from catalog.services.vocabulary import DENOMINATIONS, ISSUERS, METALS, MINTS, PERSONS, find_term
from coinstack.http import Unreadable

_WRITTEN: Final = "written"
_PAIRS: Final = (
    ("year_start", "year_end"),
    ("obverse_legend", "obverse_legend_norm"),
    ("reverse_legend", "reverse_legend_norm"),
)
_BLANK: Final = (None, "")
_KINDS: Final = {
    "issuer": ISSUERS,
    "mint": (*MINTS, TermKind.PEOPLE),
    "denomination": DENOMINATIONS,
    "metal": METALS,
    "region": (TermKind.REGION,),
    "portrait": (*PERSONS, TermKind.DEITY, TermKind.PERSONIFICATION),
}
_COLUMN_KINDS: Final = {
    "authority": TermKind.ISSUER,
    "issuer": TermKind.MONEYER,
    "mint": TermKind.MINT,
    "denomination": TermKind.DENOMINATION,
    "material": TermKind.MATERIAL,
    "region": TermKind.REGION,
}

Values = Mapping[str, Any]


def store_document(document: TypeDocument, *, keep_for: timedelta, fetched_at: datetime | None = None) -> CatalogType:
    """Write a type with its link, in one transaction; raises Unreadable for a type whose id says no number.

    A new row takes everything. In a row that was there, blanks are filled, and what an earlier fetch wrote is
    brought up to date where nobody changed it since.
    """
    key = read_type_id(document.uri)
    if key is None:
        raise Unreadable(document.uri, "The catalogue's id does not say which type it is.")
    now = fetched_at or timezone.now()
    try:
        return _stored(key, document, now, keep_for)
    except IntegrityError:  # another process stored it at the same moment
        return _stored(key, document, now, keep_for)


def _stored(key: TypeKey, document: TypeDocument, now: datetime, keep_for: timedelta) -> CatalogType:
    with transaction.atomic():
        facts = _facts(document)
        row = _row(key, document)
        if row.pk is None or row.source == STUB:
            row.source = document.source
        written = _merge(row, facts)
        row.raw = {**row.raw, document.source: document.as_json(), _WRITTEN: {**row.raw.get(_WRITTEN, {}), **written}}
        row.fetched_at, row.stale_after = now, now + keep_for
        row.save()
        ExternalLink.objects.update_or_create(
            catalog_type=row,
            source=document.source,
            defaults={
                "external_id": document.id,
                "url": document.uri,
                "state": TypeLinkState.SYNCED,
                "data": {"label": document.label, "is_partial": document.is_partial},
                "last_synced_at": now,
            },
        )
        raise_version(TYPES)
    return row


def _row(key: TypeKey, document: TypeDocument) -> CatalogType:
    """The row of this URI, else a row without one that stands for the same number, else a new one."""
    known = CatalogType.objects.select_for_update().filter(uri=document.uri).first()
    if known:
        return known
    system = system_row(key.system)
    number = {name: getattr(key, name) for name in ("volume", "edition", "section", "number", "suffix", "qualifier")}
    stub = CatalogType.objects.select_for_update().filter(system=system, uri=None, **number).order_by("pk").first()
    row = stub or CatalogType(system=system, **number, number_sort=number_sort(key.number, key.suffix))
    row.uri = document.uri
    if row.pk is None:
        row.display = _free_label(system, label_of(key), document.id)
    return row


def _free_label(system: CatalogSystem, label: str, id: str) -> str:
    """Another type that bears this label keeps it."""
    is_taken = CatalogType.objects.filter(system=system, display=label).exists()
    return told_apart(label, id) if is_taken else label


def _facts(document: TypeDocument) -> dict[str, Any]:
    """The columns that a document fills. The issuer is the power that struck, or whoever else is named as issuing."""
    terms = _Terms(document)
    return {
        "authority_id": terms.of("authority"),
        "issuer_id": terms.of("authority") or terms.of("issuer") or terms.named("issuer"),
        "mint_id": terms.of("mint") or terms.named("mint"),
        "denomination_id": terms.of("denomination") or terms.named("denomination"),
        "material_id": terms.of("material") or terms.named("metal"),
        "region_id": terms.of("region") or terms.named("region"),
        "year_start": document.year_start,
        "year_end": document.year_end,
        "obverse_legend": document.obverse.legend,
        "obverse_legend_norm": normalise_legend(document.obverse.legend),
        "obverse_description": document.obverse.description,
        "obverse_portrait_id": terms.id(document.obverse.portrait) or terms.named("portrait"),
        "reverse_legend": document.reverse.legend,
        "reverse_legend_norm": normalise_legend(document.reverse.legend),
        "reverse_description": document.reverse.description,
        "reverse_portrait_id": terms.id(document.reverse.portrait),
        "mean_weight_g": _amount(document.mean_weight_g, "0.001"),
        "mean_diameter_mm": _amount(document.mean_diameter_mm, "0.01"),
    }


class _Terms:
    """Terms by the URIs of a document; by its words where it has no URIs. What the vocabulary lacks is added bare."""

    def __init__(self, document: TypeDocument) -> None:
        self.document = document
        named = {name: getattr(document, name) for name in _COLUMN_KINDS}
        sides = {side.portrait for side in (document.obverse, document.reverse)}
        wanted = {(uri, _COLUMN_KINDS[name]) for name, uri in named.items() if uri}
        taken = {uri for uri, _ in wanted}
        self.cited = CitedTerms().find(wanted | {(uri, TermKind.PERSON) for uri in sides - taken if uri})

    def id(self, uri: str) -> int | None:
        return self.cited.get(uri)

    def of(self, name: str) -> int | None:
        return self.id(getattr(self.document, name))

    def named(self, name: str) -> int | None:
        text = self.document.names.get(name, "")
        term = find_term(text, _KINDS[name]) if text and name in _KINDS else None
        return term.pk if term else None


def _amount(text: str, step: str) -> Decimal | None:
    """As finely as the column keeps it, so that it compares equal when it is read again."""
    return Decimal(text).quantize(Decimal(step)) if text else None


def _merge(row: CatalogType, facts: Values) -> dict[str, Any]:
    """Set what is blank or was fetched before and left alone; return what now stands there by our hand."""
    before: Mapping[str, Any] = row.raw.get(_WRITTEN, {})
    written: dict[str, Any] = {}
    for names in _groups(facts):
        is_ours = all(_is_blank_or_ours(row, name, before) for name in names)
        if is_ours and any(facts[name] not in _BLANK for name in names):
            for name in names:
                setattr(row, name, facts[name])
                written[name] = _plain(facts[name])
    return written


def _groups(facts: Values) -> list[tuple[str, ...]]:
    """Years, and a legend with its folded form, change together or not at all."""
    paired = {name for pair in _PAIRS for name in pair}
    return [*_PAIRS, *((name,) for name in facts if name not in paired)]


def _is_blank_or_ours(row: CatalogType, name: str, before: Mapping[str, Any]) -> bool:
    value = getattr(row, name)
    return value in _BLANK or (name in before and before[name] == _plain(value))


def _plain(value: Any) -> Any:
    """Amounts compare as numbers, whatever noughts the database adds."""
    return str(value.normalize()) if isinstance(value, Decimal) else value
