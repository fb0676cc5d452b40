"""A coin's pictures on its page: one for each side, and whatever else was photographed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from coins.choices import ImageKind
from coins.models import Coin, CoinImage
from coins.pictures import WIDTHS


@dataclass(frozen=True, slots=True)
class Photograph:
    """`url` is the whole picture; the others are smaller ones. `label` names it: "Obverse of Nero, as"."""

    url: str
    thumb_url: str
    card_url: str
    large_url: str
    label: str


@dataclass(frozen=True, slots=True)
class Photographs:
    """`more` are those that stand under the pair: edge, slab, details, and second pictures of a side."""

    obverse: Photograph | None
    reverse: Photograph | None
    more: Sequence[Photograph]


def photograph_of(image: CoinImage, coin: Coin) -> Photograph:
    url = reverse("coins:image", args=[image.pk])
    kind = image.get_kind_display()
    thumb_url, card_url, large_url = (f"{url}?w={width}" for width in WIDTHS)
    return Photograph(url, thumb_url, card_url, large_url, label=f"{kind} of {coin}")


def photographs_of(coin: Coin) -> Photographs:
    """Reads `images`. Of several pictures of one side the primary one, else the first, stands in the pair."""
    images = sorted(coin.images.all(), key=lambda image: (not image.is_primary, image.order, image.pk))
    obverse, reverse_ = _first(images, ImageKind.OBVERSE), _first(images, ImageKind.REVERSE)
    shown = {image.pk for image in (obverse, reverse_) if image}
    more = sorted((image for image in images if image.pk not in shown), key=lambda image: (image.order, image.pk))
    return Photographs(
        obverse=photograph_of(obverse, coin) if obverse else None,
        reverse=photograph_of(reverse_, coin) if reverse_ else None,
        more=[photograph_of(image, coin) for image in more],
    )


def _first(images: Iterable[CoinImage], kind: str) -> CoinImage | None:
    return next((image for image in images if image.kind == kind), None)
