"""A coin as one flat record with the names of the field table: what every export format starts from."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from catalog.models import Term
from coins.field_spec import FieldSpec
from coins.fields import FIELDS
from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent
from coins.plain_values import plain_value
from collections_app.importers.coinstack_json import PROVENANCE_KEYS, REFERENCE_KEYS

CHUNK = 500
TERMS = tuple(spec.name for spec in FIELDS if spec.kind == "term")
# All that a record needs of a term are its URI and name; the rest of its row would be read for every coin anew.
UNREAD = tuple(
    f"{name}__{column.name}"
    for name in TERMS
    for column in Term._meta.concrete_fields
    if column.name not in {"id", "uri", "name"}
)


def export_records(coins: Any) -> Iterator[dict[str, Any]]:
    """One record a coin, in the queryset's order, read in chunks."""
    for coin in readable(coins).iterator(chunk_size=CHUNK):
        yield record_of(coin)


def readable(coins: Any) -> Any:
    """The queryset with all that a record is made of."""
    found = coins.select_related("storage_place", *TERMS).defer(*UNREAD)
    return found.prefetch_related("references", "provenance", "images", "tags")


def record_of(coin: Coin) -> dict[str, Any]:
    """Values as JSON holds them; a vocabulary match as its URI beside the collector's own text.

    Empty fields are left out, so that a record reads as what is known of the coin.
    """
    record: dict[str, Any] = {"id": coin.pk, **({"is_draft": True} if coin.is_draft else {})}
    for name, read in READERS:
        value = read(coin)
        if value not in (None, "", []) and value is not False:  # 0 is a value: a coin that was a gift has that price
            record[name] = value
    if not coin.title_is_custom:
        record.pop("title", None)
    record["references"] = [_child(row, REFERENCE_KEYS) for row in coin.references.all()]
    record["provenance"] = [_child(row, PROVENANCE_KEYS) for row in coin.provenance.all()]
    record["images"] = [_image(image) for image in coin.images.all()]
    return record


def plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _reader(spec: FieldSpec) -> Callable[[Coin], Any]:
    """How the field is read off a coin. What kind of field it is takes longer to tell than its value to read."""
    if spec.kind in {"term", "place", "tags"}:
        return lambda coin: plain_value(coin, spec)
    own = attrgetter(spec.name)
    return (lambda coin: plain(own(coin))) if spec.kind in {"decimal", "date"} else own


READERS = tuple((spec.name, _reader(spec)) for spec in FIELDS)


def _child(row: CoinReference | ProvenanceEvent, keys: Iterable[str]) -> dict[str, Any]:
    values = {key: plain(getattr(row, key)) for key in keys}
    return {key: value for key, value in values.items() if value not in (None, "")}


def _image(image: CoinImage) -> dict[str, Any]:
    return {
        "file": image.file.name,
        "kind": image.kind,
        "order": image.order,
        "is_primary": image.is_primary,
        "sha256": image.sha256,
        "source_url": image.source_url,
    }
