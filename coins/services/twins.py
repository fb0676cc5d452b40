"""The same picture on two coins: byte for byte, or made smaller, brighter or saved again."""

from collections.abc import Sequence
from dataclasses import dataclass

from coins.imaging.hashing import distance
from coins.models import CoinImage

# Measured on 46 photographs of coins: of 1,035 pairs of different ones the nearest differ in 12 bits of 64, and none
# made smaller, grey, brighter or darker by a fifth, or saved again as a poor JPEG, in more than 8 from itself.
ALIKE = 8


@dataclass(frozen=True, slots=True)
class Twin:
    """`image_id` is the picture asked about; `is_same_file` tells the very same file from one that looks like it."""

    image_id: int
    other_coin_id: int
    other_title: str
    is_same_file: bool


def find_twins(images: Sequence[CoinImage]) -> list[Twin]:
    """Pictures of the owner's other coins, those in the trash left out, that show what one of `images` shows.

    The images are of one owner. One query; at most one twin for each picture and other coin.
    """
    if not images:
        return []
    coins = {image.coin_id for image in images}
    others = list(
        CoinImage.objects.filter(coin__owner_id=images[0].coin.owner_id, coin__deleted_at__isnull=True)
        .exclude(coin__in=coins if len(coins) == 1 else ())
        .order_by("pk")
        .values_list("coin_id", "coin__title", "sha256", "perceptual_hash")
    )
    found: dict[tuple[int, int], Twin] = {}
    for image in images:
        for coin_id, title, sha256, told in others:
            is_same = bool(sha256) and sha256 == image.sha256
            if coin_id != image.coin_id and (is_same or looks_alike(told, image.perceptual_hash)):
                twin = Twin(image.pk, coin_id, title or f"Coin {coin_id}", is_same)
                known = found.get((image.pk, coin_id))
                if known is None or (is_same and not known.is_same_file):
                    found[image.pk, coin_id] = twin
    return list(found.values())


def looks_alike(one: str, other: str) -> bool:
    return bool(one and other) and distance(one, other) <= ALIKE
