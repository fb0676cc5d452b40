"""The records of a coin's pictures: read and written under the lock of their coin, one of them primary."""

from collections.abc import Mapping
from typing import Any

from coins.choices import ImageKind
from coins.models import Coin, CoinImage
from coins.services.history import Change
from coinstack.exceptions import NotFound

GONE = "This picture is gone; somebody removed it meanwhile."


def lock_coin(coin_id: int) -> None:
    """Let nobody else write this coin's pictures until the transaction ends. Raises NotFound."""
    if Coin.objects.select_for_update().filter(pk=coin_id).values_list("pk").first() is None:
        raise NotFound("This coin is gone.")


def fresh_picture(image: CoinImage) -> CoinImage:
    """The picture as it is now, its coin locked. Raises NotFound when it is gone."""
    lock_coin(image.coin_id)
    fresh: CoinImage | None = CoinImage.objects.select_related("coin").filter(pk=image.pk).first()
    if fresh is None:
        raise NotFound(GONE)
    return fresh


def pictures_of(coin_id: int) -> list[CoinImage]:
    return list(CoinImage.objects.filter(coin_id=coin_id).order_by("order", "pk"))


def write(row: CoinImage, wanted: Mapping[str, Any], change: Change) -> CoinImage:
    """Save what differs, with a history row; nothing where nothing does."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        change.mark(row)
        row.save(update_fields=[*changed, "updated_at"])
    return row


def has_primary(coin_id: int) -> bool:
    return CoinImage.objects.filter(coin=coin_id, is_primary=True).exists()


def make_primary(image: CoinImage, change: Change) -> None:
    """The coin is locked. The one before is cleared first: no two may be primary for a moment."""
    for other in CoinImage.objects.filter(coin=image.coin_id, is_primary=True).exclude(pk=image.pk):
        write(other, {"is_primary": False}, change)
    write(image, {"is_primary": True}, change)


def ensure_primary(coin_id: int, change: Change) -> None:
    """Give a coin that has pictures but no primary one the obverse for it, else the first. The coin is locked."""
    pictures = pictures_of(coin_id)
    if pictures and not any(image.is_primary for image in pictures):
        obverse = next((image for image in pictures if image.kind == ImageKind.OBVERSE), pictures[0])
        write(obverse, {"is_primary": True}, change)
