"""A coin's pictures on its page: one for each side, and whatever else was photographed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from coins.choices import ImageKind
from coins.imaging.looks import shown_size
from coins.models import Coin, CoinImage
from coins.pictures import WIDTHS, look_of, tag_of
from coins.primary_first import primary_first


@dataclass(frozen=True, slots=True)
class Photograph:
    """`url` is the whole picture as it is shown; the others are smaller ones. `label` names it: "Obverse of Nero, as".

    `width` and `height` are those of what is shown; None for a picture whose size was never read.
    """

    url: str
    thumb_url: str
    card_url: str
    large_url: str
    label: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Photographs:
    """`more` are those that stand under the pair: edge, slab, details, and second pictures of a side."""

    obverse: Photograph | None
    reverse: Photograph | None
    more: Sequence[Photograph]


def picture_url(image: CoinImage, width: int | None = None) -> str:
    """The address of what is shown, `width` pixels wide at most; it changes with the picture."""
    size = f"w={width}&" if width else ""
    return f"{reverse('coins:image', args=[image.pk])}?{size}v={tag_of(image)}"


def original_url(image: CoinImage) -> str:
    """The address that downloads the file as it was uploaded."""
    return f"{reverse('coins:image', args=[image.pk])}?original=1"


def photograph_of(image: CoinImage, coin: Coin) -> Photograph:
    thumb_url, card_url, large_url = (picture_url(image, width) for width in WIDTHS)
    width, height = _size(image)
    return Photograph(
        url=picture_url(image),
        thumb_url=thumb_url,
        card_url=card_url,
        large_url=large_url,
        label=f"{image.get_kind_display()} of {coin}",
        width=width,
        height=height,
    )


def photographs_of(coin: Coin) -> Photographs:
    """Reads `images`. Of several pictures of one side the primary one, else the first, stands in the pair."""
    images = primary_first(coin.images.all())
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


def _size(image: CoinImage) -> tuple[int | None, int | None]:
    if not image.width or not image.height:
        return None, None
    return shown_size((image.width, image.height), look_of(image))
