"""Coins in the search: what of a coin is searched, how it may be typed, and when it is indexed again.

Every save and delete of a coin or of what hangs off it is heard here. Writers that pass the signals by, the bulk
writers, call `index_coins` themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from catalog.legends.text import normalise_legend
from coins.fields import FIELDS
from coins.models import Coin, CoinReference, ProvenanceEvent, StoragePlace, Tag
from coinstack.search.index import index
from coinstack.search.registry import Document, register_source
from coinstack.search.words import LONGEST_WORD, words_of
from coinstack.text import fold_key

SOURCE, NUMBER = "coin", 1
LEGENDS = (
    "obverse_legend",
    "reverse_legend",
    "obverse_legend_expanded",
    "reverse_legend_expanded",
    "exergue",
    "edge_inscription",
)
CHOICES = ("category", "metal")
UNSEARCHED = {"source_url", "verification_url", "currency", "disposal_currency"}
PROVENANCE = ("source_name", "sale_name", "catalog_reference", "raw_text", "notes")
REFERENCE = ("text", "note", "variant_note")


def _searched_columns() -> tuple[str, ...]:
    """The coin's own texts, so that a new field is searched without further ado."""
    texts = [spec.name for spec in FIELDS if spec.kind in {"text", "prose"} and spec.name not in UNSEARCHED]
    return (*(name for name in texts if name != "title"), *CHOICES)


def register() -> None:
    register_source(SOURCE, number=NUMBER, rows=Coin.objects.all, read=read_documents, spellings=spellings)
    for model in (Coin, CoinReference, ProvenanceEvent):
        post_save.connect(_on_write, sender=model, dispatch_uid=f"search.{model.__name__}.saved")
        post_delete.connect(_on_write, sender=model, dispatch_uid=f"search.{model.__name__}.deleted")
    for owned in (StoragePlace, Tag):
        post_save.connect(_on_rename, sender=owned, dispatch_uid=f"search.{owned.__name__}.saved")
        pre_delete.connect(_before_loss, sender=owned, dispatch_uid=f"search.{owned.__name__}.going")
        post_delete.connect(_on_loss, sender=owned, dispatch_uid=f"search.{owned.__name__}.deleted")
    m2m_changed.connect(_on_tags, sender=Coin.tags.through, dispatch_uid="search.tags")


def index_coins(rows: Iterable[Model]) -> None:
    """Bring the search up to date with these coins, or with the coins that these rows hang off."""
    index(SOURCE, [row.pk if isinstance(row, Coin) else row.coin_id for row in rows])  # type: ignore[attr-defined]


def spellings(typed: str) -> Iterator[str]:
    """As typed; and as a legend, by the shape of its letters and without breaks: "CONSTAN-TINVS" is one word."""
    yield typed
    yield normalise_legend(typed)


def read_documents(ids: Sequence[int]) -> Iterator[Document]:
    names = _searched_columns()
    beside = _texts_beside(ids)
    rows = Coin.objects.filter(pk__in=ids).values_list("pk", "owner_id", "title", "storage_place__path_text", *names)
    for pk, owner_id, title, place, *values in rows:
        texts = dict(zip(names, values, strict=True))
        yield Document(pk, owner_id, title, [*_own_texts(texts), place or "", *beside[pk]])


def _own_texts(texts: dict[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        if name in CHOICES:
            yield _CHOICE_LABELS[name].get(text, "")
        elif text:
            yield text
            if name in LEGENDS:
                yield from _as_legend(text)
    if number := texts["inventory_number"]:
        yield fold_key(number)


def _as_legend(legend: str) -> Iterator[str]:
    """The legend by letter shapes, and run together from each of its words on.

    Word division differs from coin to coin and dealer to dealer: whoever types IMPCAES or CAESNERVA finds
    IMP CAES NERVA.
    """
    words = words_of(normalise_legend(legend))
    if words != words_of(legend):
        yield " ".join(words)
    yield " ".join("".join(words[at:])[:LONGEST_WORD] for at in range(len(words) - 1))


def _texts_beside(ids: Sequence[int]) -> dict[int, list[str]]:
    """Texts of the rows that hang off each coin: references, provenance, tags."""
    found: dict[int, list[str]] = defaultdict(list)
    references = CoinReference.objects.filter(coin__in=ids).order_by("pk").values_list("coin_id", *REFERENCE)
    events = ProvenanceEvent.objects.filter(coin__in=ids).order_by("pk").values_list("coin_id", *PROVENANCE)
    tags = Coin.tags.through.objects.filter(coin__in=ids).order_by("pk").values_list("coin_id", "tag__name")
    for rows in (references, events, tags):
        for coin_id, *texts in rows:
            found[coin_id] += filter(None, texts)
    return found


_CHOICE_LABELS = {name: dict(Coin.column(name).choices or ()) for name in CHOICES}


def _on_write(instance: Any, **kwargs: Any) -> None:
    index_coins([instance])


def _on_rename(instance: Any, created: bool, **kwargs: Any) -> None:
    if not created:
        index(SOURCE, instance.coins.values_list("pk", flat=True))


def _before_loss(instance: Any, **kwargs: Any) -> None:
    instance._was_on = list(instance.coins.values_list("pk", flat=True))


def _on_loss(instance: Any, **kwargs: Any) -> None:
    index(SOURCE, instance._was_on)


def _on_tags(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    if action in {"post_add", "post_remove", "post_clear"}:
        index(SOURCE, pk_set or () if reverse else [instance.pk])
