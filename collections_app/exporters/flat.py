"""A coin as one flat record with the names of the field table: what every export format starts from."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from coins.fields import FIELDS
from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent
from coins.plain_values import plain_value
from collections_app.importers.coinstack_json import PROVENANCE_KEYS, REFERENCE_KEYS

CHUNK = 500
RELATED = ("storage_place", *(spec.name for spec in FIELDS if spec.kind == "term"))


def export_records(coins: Any) -> Iterator[dict[str, Any]]:
    """One record a coin, in the queryset's order, read in chunks."""
    for coin in readable(coins).iterator(chunk_size=CHUNK):
        yield record_of(coin)


def readable(coins: Any) -> Any:
    """The queryset with all that a record is made of."""
    return coins.select_related(*RELATED).prefetch_related("references", "provenance", "images", "tags")


def record_of(coin: Coin) -> dict[str, Any]:
    """Values as JSON holds them; a vocabulary match as its URI beside the collector's own text.

    Empty fields are left out, so that a record reads as what is known of the coin.
    """
    record: dict[str, Any] = {"id": coin.pk}
    for spec in FIELDS:
        value = plain(plain_value(coin, spec))
        if value not in (None, "", []) and value is not False:  # 0 is a value: a coin that was a gift has that price
            record[spec.name] = value
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
