"""Many new coins at once, each with its references, provenance, storage place, tags and history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from coins.models import Coin, CoinReference, ImportBatch, ProvenanceEvent, StoragePlace, Tag
from coins.services.derive import derive
from coins.services.history import Change, bulk_create
from coins.services.owned_rows import place_in, tag_named
from coins.services.vocabulary import Matching, keep_assignments, set_terms
from coinstack.accounts.models import User
from coinstack.search.index import indexed_together
from coinstack.text import fold


@dataclass(slots=True)
class NewCoin:
    """`values` by field name; `references` and `provenance` as column values of their rows; `storage` a path."""

    values: Mapping[str, Any]
    references: Sequence[Mapping[str, Any]] = ()
    provenance: Sequence[Mapping[str, Any]] = ()
    storage: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass
class Shelves:
    """The storage places and tags of one owner, made when first named, and the terms that words were matched to:
    remembered for the next coin. Places and tags only as long as a transaction keeps others from removing them."""

    owner: User
    change: Change = field(default_factory=lambda: Change(user=None))
    places: dict[tuple[str, ...], StoragePlace] = field(default_factory=dict)
    labels: dict[str, Tag] = field(default_factory=dict)
    matching: Matching = field(default_factory=Matching)

    def place(self, path: tuple[str, ...]) -> StoragePlace | None:
        if not path:
            return None
        if path not in self.places:
            self.places[path] = place_in(self.place(path[:-1]), path[-1], self.owner.pk, self.change)
        return self.places[path]

    def tag(self, name: str) -> Tag:
        key = fold(name)
        if key not in self.labels:
            self.labels[key] = tag_named(name, self.owner.pk, self.change)
        return self.labels[key]

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """A transaction; the places and tags that it found or made are forgotten with its end."""
        try:
            with transaction.atomic():
                yield
        finally:
            self.places, self.labels = {}, {}


def register_coins(
    *, shelves: Shelves, new: Sequence[NewCoin], change: Change, batch: ImportBatch | None = None
) -> list[Coin]:
    """Insert the coins in one transaction; all or none.

    Raises django's ValidationError for a value that its column refuses, IntegrityError for a broken table rule.
    """
    with shelves.all_or_none(), indexed_together():
        coins = [_built(shelves, entry, batch) for entry in new]
        pairs = zip(coins, new, strict=True)
        assignments = [made for coin, entry in pairs for made in set_terms(coin, _given(entry), shelves.matching)]
        coins = bulk_create(coins, Coin, change)
        keep_assignments(assignments)
        _add_children(coins, new, change)
        _add_tags(shelves, coins, new)
    return coins


def _built(shelves: Shelves, entry: NewCoin, batch: ImportBatch | None) -> Coin:
    coin = Coin(owner=shelves.owner, import_batch=batch, storage_place=shelves.place(entry.storage), **entry.values)
    coin.title_is_custom = bool(entry.values.get("title"))
    derive(coin)
    checked = {*entry.values, "total_cost"}
    coin.clean_fields(exclude={column.name for column in Coin._meta.concrete_fields} - checked)
    return coin


def _given(entry: NewCoin) -> set[str]:
    return {name for name, value in entry.values.items() if value}


def _add_children(coins: Sequence[Coin], new: Sequence[NewCoin], change: Change) -> None:
    pairs = list(zip(coins, new, strict=True))
    references = [new_reference(coin, row) for coin, entry in pairs for row in entry.references]
    bulk_create(references, CoinReference, change)
    events = [ProvenanceEvent(coin=coin, **row) for coin, entry in pairs for row in entry.provenance]
    bulk_create(events, ProvenanceEvent, change)


def new_reference(coin: Coin, row: Mapping[str, Any]) -> CoinReference:
    return CoinReference(coin=coin, text_norm=fold(row["text"]), **row)


def _add_tags(shelves: Shelves, coins: Iterable[Coin], new: Sequence[NewCoin]) -> None:
    links = [
        Coin.tags.through(coin_id=coin.pk, tag_id=shelves.tag(name).pk)
        for coin, entry in zip(coins, new, strict=True)
        for name in entry.tags
    ]
    Coin.tags.through.objects.bulk_create(links, ignore_conflicts=True)
