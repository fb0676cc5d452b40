"""What the references of a coin say: each citation in their text, and the type that it was resolved to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from catalog.models import CatalogType
from catalog.references import Candidate, Context, Reference
from catalog.services.resolving import Resolver
from catalog.services.stubs import stub_for
from coins.choices import ReadingState
from coins.models import Coin, CoinReference, ReferenceReading
from coins.services.history import Change, write_row

CONTEXT_FIELDS: Final = frozenset(
    {"issuer", "portrait_subject", "mint", "metal", "denomination", "year_start", "year_end"}
    | {"category", "region", "city", "obverse_legend", "reverse_legend"}
)
"""Fields of a coin that decide which type a number means."""
_NO_REVIEW: Final = (ReadingState.RESOLVED, ReadingState.STUB, ReadingState.NOT_LINKED)


def context_of(coin: Coin) -> Context:
    return Context(
        issuer=coin.issuer,
        portrait=coin.portrait_subject or coin.issuer,
        mint=coin.mint,
        category=coin.category,
        region=coin.region,
        city=coin.city,
        metal=coin.metal.replace("_", " "),
        denomination=coin.denomination,
        obverse=coin.obverse_legend,
        reverse=coin.reverse_legend,
        year_start=coin.year_start,
        year_end=coin.year_end,
    )


@dataclass(frozen=True, slots=True)
class ReadText:
    """The readings of one text, not saved yet, and whether all of it was understood."""

    readings: list[ReferenceReading]
    is_whole: bool

    @property
    def catalog_type_id(self) -> int | None:
        """The type of the text: of the first reference that is resolved, else of the first to a work not loaded."""
        by_state = {state: [r for r in self.readings if r.state == state] for state in _NO_REVIEW}
        first = [*by_state[ReadingState.RESOLVED], *by_state[ReadingState.STUB]]
        return first[0].catalog_type_id if first else None

    @property
    def columns(self) -> dict[str, Any]:
        """What the reference's own row keeps of it."""
        return {"catalog_type_id": self.catalog_type_id, "needs_review": self.needs_review}

    @property
    def needs_review(self) -> bool:
        return not self.is_whole or any(reading.state not in _NO_REVIEW for reading in self.readings)


def read_text(text: str, context: Context, resolver: Resolver | None = None) -> ReadText:
    """Read the text of a reference in the light of its coin; may add stub types, so call it in a transaction."""
    parsed = (resolver or Resolver()).read(text, context)
    types = _only_candidates(parsed.references)
    read = [_reading(at, reference, context, types) for at, reference in enumerate(parsed.references)]
    left = [
        ReferenceReading(
            order=len(read) + at, text=piece.text, start=piece.start, end=piece.end, state=ReadingState.UNPARSED
        )
        for at, piece in enumerate(parsed.unparsed)
    ]
    return ReadText([*read, *left], is_whole=bool(read) and not left)


def _only_candidates(references: Iterable[Reference]) -> dict[Candidate, CatalogType]:
    """The types of references with exactly one candidate; a type without an address goes by its display."""
    wanted = {each.candidates[0]: each.system for each in references if len(each.candidates) == 1}
    condition = Q(pk__in=[])
    for candidate, system in wanted.items():
        named = Q(uri=candidate.uri) if candidate.uri else Q(system__code=system, display=candidate.display)
        condition |= named
    rows = list(CatalogType.objects.filter(condition)) if wanted else []
    by_uri, by_display = {row.uri: row for row in rows}, {row.display: row for row in rows}
    found = {each: by_uri.get(each.uri) if each.uri else by_display.get(each.display) for each in wanted}
    return {candidate: row for candidate, row in found.items() if row}


def _reading(
    order: int, reference: Reference, context: Context, types: Mapping[Candidate, CatalogType]
) -> ReferenceReading:
    state, found = _outcome(reference, context, types)
    return ReferenceReading(
        order=order,
        system=reference.system,
        volume=reference.volume or "",
        edition=reference.edition,
        section=(reference.section or "")[:60],
        number=reference.number[:40],
        suffix=reference.suffix[:20],
        display=reference.display[:200],
        text=reference.text,
        start=reference.start,
        end=reference.end,
        relation=reference.relation,
        state=state,
        confidence=reference.confidence,
        problems=list(reference.problems),
        candidates=[{"uri": each.uri, "display": each.display} for each in reference.candidates],
        catalog_type=found,
    )


def _outcome(
    reference: Reference, context: Context, types: Mapping[Candidate, CatalogType]
) -> tuple[str, CatalogType | None]:
    if reference.relation or reference.is_absent:
        return ReadingState.NOT_LINKED, None
    if reference.candidates:
        is_one = reference.state == "resolved" and reference.candidates[0] in types
        return (ReadingState.RESOLVED, types[reference.candidates[0]]) if is_one else (ReadingState.CANDIDATES, None)
    stub = stub_for(reference, context)
    return (ReadingState.STUB, stub) if stub else (ReadingState.NOT_FOUND, None)


def read_coin(coin: Coin, change: Change, resolver: Resolver | None = None) -> int:
    """Read all references of a coin anew; returns how many of them are linked to a type now.

    The text is never touched. A type that somebody chose stays as long as it is among the candidates or nothing
    better is found. A reference whose type or review mark changes gets a history row.
    """
    with transaction.atomic():
        rows = list(coin.references.all())
        context = context_of(coin)
        linked = 0
        for row in rows:
            found = read_text(row.text, context, resolver)
            keep_readings(row, found.readings)
            _mark(row, found, change)
            linked += row.catalog_type_id is not None
    return linked


def keep_readings(row: CoinReference, readings: Sequence[ReferenceReading]) -> None:
    """Replace the readings of a saved reference."""
    row.readings.all().delete()
    for reading in readings:
        reading.reference = row
    ReferenceReading.objects.bulk_create(readings)


def _mark(row: CoinReference, found: ReadText, change: Change) -> None:
    type_id = found.catalog_type_id
    if type_id is None and row.catalog_type_id and _may_stay(row, found):
        type_id = row.catalog_type_id
    write_row(row, {"catalog_type_id": type_id, "needs_review": found.needs_review}, change)


def _may_stay(row: CoinReference, found: ReadText) -> bool:
    offered = {candidate["uri"] for reading in found.readings for candidate in reading.candidates}
    return not offered or (row.catalog_type is not None and row.catalog_type.uri in offered)


def read_coins(ids: Collection[int], change: Change) -> int:
    """Read the references of several coins in one transaction; returns how many references are linked.

    The coins are locked before they are read: what somebody saves meanwhile is not understood by older words.
    """
    resolver = Resolver()
    with transaction.atomic():
        coins = Coin.objects.select_for_update().filter(pk__in=ids).order_by("pk").prefetch_related("references")
        return sum(read_coin(coin, change, resolver) for coin in coins)
