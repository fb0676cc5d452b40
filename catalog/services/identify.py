"""Identification against the loaded catalogue: names looked up, the index of types kept in memory."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from time import monotonic, perf_counter
from typing import Any, Final, NamedTuple

from catalog.choices import TermKind
from catalog.identify import CatalogIndex, Decider, Given, Query, Result, TypeFacts, rank
from catalog.identify.mintmarks import read_mint_mark
from catalog.identify.reading import read_legend
from catalog.models import CatalogType, CatalogVersion, Term
from catalog.services.versions import TERMS, TYPES
from catalog.services.vocabulary import DENOMINATIONS, METALS, MINTS, NOMISMA, PERSONS, find_terms
from coinstack.exceptions import InputRefused

_KINDS: Final = {
    "metal": METALS,
    "denomination": DENOMINATIONS,
    "mint": MINTS,
    "issuer": (*PERSONS, TermKind.PEOPLE),
}
_NOTHING_TOLD: Final = frozenset({"uncertain_value", "none"})
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
# An index that took a second to make is used for some before the next, however fast types change; a small one is not.
_REST: Final = 5
_QUICK: Final = 0.2


class _Version(NamedTuple):
    """How often types or terms changed, and since when that is counted, which differs between databases."""

    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Identification:
    """`check_next` is what to look at on the coin now, the feature that rules out most candidates first; `ms` the
    time taken, without what was spent on making the index."""

    results: tuple[Result, ...]
    check_next: tuple[Decider, ...]
    problems: tuple[str, ...]
    ms: float


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


def identify(query: Query, *, limit: int = 10) -> Identification:
    """Return the types that fit the query best, in groups that it cannot tell apart.

    A name that the vocabulary does not know counts as not given and is a problem, as is a legend without a legible
    letter. Raises InputRefused for an empty query and for a text that no legend can be.
    """
    if query.is_empty:
        raise InputRefused("Nothing was given: a legend, a metal or anything else that is known of the coin is needed.")
    index = _keeper.index()
    start = perf_counter()
    problems: list[str] = []
    given = _given(query, problems)
    if not len(index):
        problems.append("no types are loaded: run `manage.py seed` or `manage.py load_types`")
    elif given == Given():
        problems.append("nothing is left to go by")
    ranking = rank(index, given, limit)
    return Identification(
        ranking.results, ranking.check_next, tuple(problems), round((perf_counter() - start) * 1000, 1)
    )


def forget_index() -> None:
    """Have the next identification read all types anew."""
    _keeper.forget()


def _given(query: Query, problems: list[str]) -> Given:
    terms = {field: _terms(field, getattr(query, field), problems) for field in _KINDS}
    for side in ("obverse", "reverse"):
        if getattr(query, side) and not read_legend(getattr(query, side)):
            problems.append(f"{side}: no letter is legible; not used")
    if query.mintmark:
        problems.extend(f"mintmark: {problem}" for problem in read_mint_mark(query.mintmark).problems)
    return Given(
        obverse=query.obverse if read_legend(query.obverse) else "",
        reverse=query.reverse if read_legend(query.reverse) else "",
        portrait=query.portrait,
        mintmark=query.mintmark if read_mint_mark(query.mintmark).mints else "",
        weight_g=query.weight,
        diameter_mm=query.diameter,
        **terms,
    )


def _terms(field: str, text: str, problems: list[str]) -> tuple[str, ...]:
    if not text:
        return ()
    found = find_terms(text, _KINDS[field])
    if not found:
        problems.append(f'{field}: "{text}" is not in the vocabulary; not used')
    return tuple(_term_id(term.pk, term.uri) for term in found)


def _versions() -> dict[str, _Version]:
    rows = CatalogVersion.objects.filter(name__in=(TYPES, TERMS)).values_list("name", "number", "changed_at")
    return {name: _Version(number, since) for name, number, since in rows}


def _make(versions: dict[str, _Version], old: _Made | None) -> _Made:
    """Read all types; where only terms changed, only their names."""
    start = perf_counter()
    terms = {pk: (_term_id(pk, uri), name) for pk, uri, name in Term.objects.values_list("pk", "uri", "name")}
    names = dict(terms.values())
    types = versions.get(TYPES)
    if old and types and old.types == types:
        index = old.index.renamed(names)
    else:
        index = CatalogIndex(_types({pk: term for pk, (term, _) in terms.items()}), names)
    return _Made(index, types, versions.get(TERMS), perf_counter() - start, monotonic())


def _term_id(pk: int, uri: str | None) -> str:
    name = (uri or "").removeprefix(NOMISMA)
    return "" if name in _NOTHING_TOLD else name or f"term {pk}"


def _types(terms: dict[int, str]) -> Iterator[TypeFacts]:
    """Every type that says anything by which a coin could be known; replaced ones and mere numbers do not."""
    rows = CatalogType.objects.filter(replaced_by=None).order_by(
        "system", "volume", "section", "number_sort", "suffix", "pk"
    )
    for row in rows.values_list(*_COLUMNS).iterator(5_000):
        facts = _facts(row, terms)
        if any(facts[3:12]):
            yield facts


def _facts(row: tuple[Any, ...], terms: dict[int, str]) -> TypeFacts:
    pk, uri, display, obverse, reverse, *keys = row[:11]
    metal, denomination, mint, authority, issuer, portrait = (terms.get(key, "") for key in keys)
    shown, behind, suffix, weight, diameter, start, end = row[11:]
    return TypeFacts(
        pk,
        uri or "",
        display,
        obverse,
        reverse,
        metal,
        denomination,
        mint,
        authority or issuer,
        portrait,
        shown,
        behind,
        suffix,
        _float(weight),
        _float(diameter),
        start,
        end,
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
