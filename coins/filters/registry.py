"""Which names filter a list of coins. Upper apps add theirs when they start."""

from collections.abc import Callable
from functools import cache

from coins.field_spec import FieldSpec
from coins.fields import BY_NAME
from coins.filters.cited import CitesKind
from coins.filters.kinds import (
    ChoiceKind,
    DatedKind,
    DayKind,
    FilterKind,
    FlagKind,
    ListKind,
    MomentKind,
    NumberKind,
    ProseKind,
    TextKind,
    YearKind,
    number_kind,
)
from coins.filters.related import ChildKind, PlaceKind, TagKind, TermKind
from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent

RESERVED = ("q", "none", "sort", "page", "per_page", "view", "size")

_registered: dict[str, FilterKind] = {}


def register_filter(name: str, kind: FilterKind) -> None:
    """Let `name=` filter coins, with `not_`, `none=` and range forms as far as `kind` knows them.

    Called from an AppConfig.ready(). Raises ValueError for a name that is taken.
    """
    if name in RESERVED or find_filter(name) is not None:
        raise ValueError(f"The filter {name!r} exists already.")
    _registered[name] = kind


def find_filter(name: str) -> FilterKind | None:
    is_own = name in BY_NAME or name in _BESIDE_FIELDS
    return _own_filter(name) if is_own else _registered.get(name)


@cache
def _own_filter(name: str) -> FilterKind:
    return _kind_of(BY_NAME[name]) if name in BY_NAME else _BESIDE_FIELDS[name]()


def _kind_of(spec: FieldSpec) -> FilterKind:
    name, label = spec.name, spec.label
    if spec.kind == "choice":
        return ChoiceKind(name, label, spec.choices)
    if spec.kind in {"integer", "decimal"}:
        return number_kind(name, label, spec.column, spec.unit)
    return _PLAIN_KINDS[spec.kind](name, label)


def _total_cost() -> NumberKind:
    return number_kind("total_cost", "Total cost", Coin.column("total_cost"))


_PLAIN_KINDS: dict[str, type[FilterKind]] = {
    "text": TextKind,
    "prose": ProseKind,
    "flag": FlagKind,
    "year": YearKind,
    "date": DayKind,
    "list": ListKind,
    "term": TermKind,
    "place": PlaceKind,
    "tags": TagKind,
}
_BESIDE_FIELDS: dict[str, Callable[[], FilterKind]] = {
    "year": lambda: DatedKind("year", "Date"),
    "total_cost": _total_cost,
    "is_draft": lambda: FlagKind("is_draft", "Draft"),
    "created_at": lambda: MomentKind("created_at", "Added"),
    "updated_at": lambda: MomentKind("updated_at", "Changed"),
    "cites": lambda: CitesKind("cites", "Cites"),
    "references": lambda: ChildKind("references", "References", CoinReference),
    "provenance": lambda: ChildKind("provenance", "Provenance", ProvenanceEvent),
    "images": lambda: ChildKind("images", "Pictures", CoinImage),
}
