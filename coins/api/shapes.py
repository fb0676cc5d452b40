"""Rows as the API shows them: plain values under the names of the schemas."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from coins.fields import FIELDS
from coins.models import Coin, CoinImage
from coins.pictures import WIDTHS
from coins.plain_values import plain_value
from coins.primary_first import primary_first
from coins.querysets import LISTED
from coins.services.trash import gone_after

THUMBNAIL = WIDTHS[1]


def coin_shape(coin: Coin) -> dict[str, Any]:
    """Everything of a coin that was read by `for_detail`."""
    return {
        **{spec.name: plain_value(coin, spec) for spec in FIELDS},
        **{name: getattr(coin, name) for name in _BESIDE_FIELDS},
        "references": primary_first(coin.references.all()),
        "provenance": list(coin.provenance.all()),
        "images": image_shapes(coin.images.all()),
    }


_BESIDE_FIELDS = (
    "id",
    "version",
    "is_draft",
    "title_is_custom",
    "total_cost",
    "created_at",
    "updated_at",
    "deleted_at",
)


def list_shape(coin: Coin) -> dict[str, Any]:
    """A coin that was read by `for_list`."""
    images = primary_first(coin.images.all())
    return {
        **{name: getattr(coin, name) for name in LISTED},
        "id": coin.pk,
        "is_draft": coin.is_draft,
        "created_at": coin.created_at,
        "reference": next((row.text for row in primary_first(coin.references.all())), ""),
        "thumbnail_url": picture_address(images[0], THUMBNAIL) if images else "",
    }


def image_shapes(images: Iterable[CoinImage]) -> list[dict[str, Any]]:
    return [image_shape(image) for image in primary_first(images)]


def image_shape(image: CoinImage) -> dict[str, Any]:
    return {
        **{name: getattr(image, name) for name in _OF_IMAGE},
        "id": image.pk,
        "crop_circle": image.crop_circle or None,
        "url": picture_address(image),
        "thumbnail_url": picture_address(image, THUMBNAIL),
    }


_OF_IMAGE = (
    "kind",
    "order",
    "is_primary",
    "width",
    "height",
    "rotation",
    "crop_shape",
    "sha256",
    "file_name",
    "source_url",
)


def picture_address(image: CoinImage, width: int | None = None) -> str:
    address = reverse("api:images_file", args=[image.pk])
    return f"{address}?width={width}" if width else address


def trashed_shape(coin: Coin) -> dict[str, Any]:
    deleted_at = coin.deleted_at
    assert deleted_at is not None
    return {"id": coin.pk, "title": str(coin), "deleted_at": deleted_at, "gone_after": gone_after(deleted_at)}


def place_shape(place: Any) -> dict[str, Any]:
    """A place with the count of its coins as `uses`."""
    return {
        "id": place.pk,
        "name": place.name,
        "path": place.path,
        "parent": place.parent_id,
        "notes": place.notes,
        "coins": place.uses,
    }
