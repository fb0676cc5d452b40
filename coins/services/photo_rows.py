"""The records of a coin's pictures: read and written under the lock of their coin, one of them primary."""

from collections.abc import Iterable

from coins.choices import ImageKind
from coins.models import Coin, CoinImage
from coins.services.history import Change, write_row
from coins.services.locking import locked_coin
from coinstack.exceptions import NotFound
from coinstack.jobs.queue import enqueue

GONE = "This picture is gone; somebody removed it meanwhile."


def fresh_picture(image: CoinImage) -> CoinImage:
    """The picture as it is now, its coin locked. Raises NotFound when it is gone."""
    locked_coin(image.coin_id)
    fresh: CoinImage | None = CoinImage.objects.select_related("coin").filter(pk=image.pk).first()
    if fresh is None:
        raise NotFound(GONE)
    return fresh


def pictures_of(coin_id: int) -> list[CoinImage]:
    return list(CoinImage.objects.filter(coin_id=coin_id).order_by("order", "pk"))


def has_primary(coin_id: int) -> bool:
    return CoinImage.objects.filter(coin=coin_id, is_primary=True).exists()


def make_primary(image: CoinImage, change: Change) -> None:
    """The coin is locked. The one before is cleared first: no two may be primary for a moment."""
    for other in CoinImage.objects.filter(coin=image.coin_id, is_primary=True).exclude(pk=image.pk):
        write_row(other, {"is_primary": False}, change)
    write_row(image, {"is_primary": True}, change)


def ensure_primary(coin_id: int, change: Change) -> None:
    """Give a coin that has pictures but no primary one the obverse for it, else the first. The coin is locked."""
    pictures = pictures_of(coin_id)
    if pictures and not any(image.is_primary for image in pictures):
        obverse = next((image for image in pictures if image.kind == ImageKind.OBVERSE), pictures[0])
        write_row(obverse, {"is_primary": True}, change)


def queue_smaller_pictures(coin: Coin, images: Iterable[CoinImage]) -> None:
    enqueue("derive_pictures", owner=coin.owner, images=[image.pk for image in images])
