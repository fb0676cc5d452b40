"""The types of the database in memory, as identification compares them: read once, and anew when they change."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from time import monotonic, perf_counter
from typing import Any, Final, NamedTuple

from catalog.identify import CatalogIndex, TypeFacts
from catalog.identify.measures import Standard
from catalog.models import CatalogType, CatalogVersion, Term
from catalog.services.versions import TERMS, TYPES
from catalog.services.vocabulary import NOMISMA

_COLUMNS: Final = (
    "pk",
    "uri",
    "display",
    "obverse_legend",
    "reverse_legend",
    "material",
    "denomination",
    "mint",
    "authority",
    "issuer",
    "obverse_portrait",
    "obverse_description",
    "reverse_description",
    "suffix",
    "mean_weight_g",
    "mean_diameter_mm",
    "year_start",
    "year_end",
)
_NOTHING_TOLD: Final = frozenset({"uncertain_value", "none"})
# An index that took a second to make is used for some before the next, however fast types change; a small one is not.
_REST: Final = 5
_QUICK: Final = 0.2


class _Version(NamedTuple):
    """How often types or terms changed, and since when that is counted, which differs between databases."""

    number: int
    since: datetime


class _Known(NamedTuple):
    """What is needed of a term."""

    pk: int
    uri: str | None
    name: str
    year_start: int | None
    year_end: int | None
    metadata: object

    @property
    def id(self) -> str:
        return term_id(self.pk, self.uri)


_NOBODY: Final = _Known(0, f"{NOMISMA}none", "", None, None, None)


@dataclass(frozen=True, slots=True)
class _Made:
    index: CatalogIndex
    types: "_Version | None"
    names: "_Version | None"
    seconds: float
    at: float


class _Keeper:
    """The one index of this process. A thread that finds another making a new one goes on with the old."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: _Made | None = None

    def index(self) -> CatalogIndex:
        versions, made = _versions(), self._made
        if made and _is_fresh(made, versions):
            return made.index
        has_turn = self._lock.acquire(blocking=made is None)
        if made and not has_turn:
            return made.index
        try:
            made = self._made
            if made is None or not _is_fresh(made, versions):
                made = self._made = _make(versions, made)
            return made.index
        finally:
            self._lock.release()

    def forget(self) -> None:
        with self._lock:
            self._made = None


def _is_fresh(made: _Made, versions: dict[str, _Version]) -> bool:
    """While types are being loaded they change every second; a large index then stays for some seconds."""
    types, names = versions.get(TYPES), versions.get(TERMS)
    if types is None or made.types is None or types.since != made.types.since:
        return False
    if (made.types, made.names) == (types, names):
        return True
    return monotonic() < made.at + _REST * (made.seconds - _QUICK)


_keeper = _Keeper()


def current_index() -> CatalogIndex:
    """Return all types as they are now, or were some seconds ago while many are being loaded. One query on an index
    when nothing changed; safe in threads."""
    return _keeper.index()


def forget_index() -> None:
    """Have the next `current_index` read all types anew."""
    _keeper.forget()


def term_id(pk: int, uri: str | None) -> str:
    """Return what a term is called inside the index: its Nomisma id, else a name that no other has, "" for the
    concepts that stand for nothing known."""
    name = (uri or "").removeprefix(NOMISMA)
    return "" if name in _NOTHING_TOLD else name or f"term {pk}"


def _versions() -> dict[str, _Version]:
    rows = CatalogVersion.objects.filter(name__in=(TYPES, TERMS)).values_list("name", "number", "changed_at")
    return {name: _Version(number, since) for name, number, since in rows}


def _make(versions: dict[str, _Version], old: _Made | None) -> _Made:
    """Read all types; where only terms changed, only those."""
    start = perf_counter()
    terms = {term.pk: term for term in map(_Known._make, Term.objects.values_list(*_Known._fields))}
    names = {term.id: term.name for term in terms.values()}
    standards = {term.id: found for term in terms.values() if (found := _standards(term.metadata))}
    types = versions.get(TYPES)
    if old and types and old.types == types:
        index = old.index.with_terms(names, standards)
    else:
        index = CatalogIndex(_types(terms), names, standards)
    return _Made(index, types, versions.get(TERMS), perf_counter() - start, monotonic())


def _types(terms: dict[int, _Known]) -> Iterator[TypeFacts]:
    """Every type that says anything by which a coin could be known; replaced ones and mere numbers do not."""
    rows = CatalogType.objects.filter(replaced_by=None).order_by(
        "system", "volume", "section", "number_sort", "suffix", "pk"
    )
    for row in rows.values_list(*_COLUMNS).iterator(5_000):
        facts = _facts(row, terms)
        if any(facts[3:12]):
            yield facts


def _facts(row: tuple[Any, ...], terms: dict[int, _Known]) -> TypeFacts:
    """A type without dates has those of the power that struck it."""
    pk, uri, display, obverse, reverse, *keys = row[:11]
    metal, denomination, mint, authority, issuer, portrait = (terms.get(key, _NOBODY) for key in keys)
    shown, behind, suffix, weight, diameter, start, end = row[11:]
    power = authority if authority.id else issuer
    if start is None and end is None:
        start, end = power.year_start, power.year_end
    named = (metal.id, denomination.id, mint.id, power.id, portrait.id)
    measures = (_float(weight), _float(diameter), start, end)
    return TypeFacts(pk, uri or "", display, obverse, reverse, *named, shown, behind, suffix, *measures)


def _standards(metadata: object) -> tuple[Standard, ...]:
    """What the vocabulary says a denomination was struck to; what is not in the expected form is left out."""
    listed = metadata.get("standards") if isinstance(metadata, dict) else None
    found = (_standard(each) for each in listed if isinstance(each, dict)) if isinstance(listed, list) else ()
    return tuple(each for each in found if each)


def _standard(cells: dict[str, Any]) -> Standard | None:
    weight = cells.get("weight_g")
    if not isinstance(weight, int | float) or weight <= 0:
        return None
    return Standard(float(weight), _texts(cells.get("metals")), _year(cells, "year_start"), _year(cells, "year_end"))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _year(cells: dict[str, Any], name: str) -> int | None:
    return cells[name] if isinstance(cells.get(name), int) else None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
