"""The page on which a coin's photographs are added, put in order and named, and each of them as a card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from coins.choices import ImageKind
from coins.imaging.decode import MOST_BYTES
from coins.models import Coin, CoinImage
from coins.presenting.head import CoinHead
from coins.presenting.photographs import Photograph, original_url, photograph_of
from coins.services.picture_files import upright_size
from coins.services.twins import Twin

CROPPED = {"circle": "Cropped to a circle", "square": "Cropped to a square"}
OBLONG = 1.6
KINDS = tuple(ImageKind.choices)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another coin that has the same picture."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """`note` says how the picture differs from its file: "Cropped to a circle, turned by 90°".

    What shows all of its file may show both sides of the coin, whatever it is called.
    """

    pk: int
    name: str
    kind: str
    is_primary: bool
    place: int
    is_last: bool
    photograph: Photograph
    size: str
    note: str
    change_url: str
    edit_url: str
    split_url: str
    is_combined: bool
    may_be_combined: bool
    looks_combined: bool
    original_url: str
    elsewhere: Sequence[Elsewhere]


@dataclass(frozen=True, slots=True)
class PhotoList:
    """The part of the page that is swapped as one."""

    cards: Sequence[PhotoCard]
    main_url: str
    order_url: str
    kinds: Sequence[tuple[str, str]] = KINDS


@dataclass(frozen=True, slots=True)
class PhotoSheet:
    """`refused` names the files of the last upload that were not taken, each with the reason."""

    head: CoinHead
    photos: PhotoList
    upload_url: str
    refused: Sequence[str] = ()
    most_bytes: int = MOST_BYTES

    @property
    def most_megabytes(self) -> int:
        return self.most_bytes // 1_048_576


def photo_list(coin: Coin, twins: Sequence[Twin]) -> PhotoList:
    """Reads `images`."""
    images = sorted(coin.images.all(), key=lambda image: (image.order, image.pk))
    cards = [
        photo_card(image, coin, place, place == len(images), [twin for twin in twins if twin.image_id == image.pk])
        for place, image in enumerate(images, start=1)
    ]
    return PhotoList(cards, reverse("coins:photo_main", args=[coin.pk]), reverse("coins:photo_order", args=[coin.pk]))


def photo_card(image: CoinImage, coin: Coin, place: int, is_last: bool, twins: Iterable[Twin]) -> PhotoCard:
    photograph = photograph_of(image, coin)
    return PhotoCard(
        pk=image.pk,
        name=name_of(image),
        kind=image.kind,
        is_primary=image.is_primary,
        place=place,
        is_last=is_last,
        photograph=photograph,
        size=f"{image.width} × {image.height} px" if image.width and image.height else "",
        note=note_of(image),
        change_url=reverse("coins:photo_change", args=[image.pk]),
        edit_url=reverse("coins:photo_edit", args=[image.pk]),
        split_url=reverse("coins:photo_split", args=[image.pk]),
        is_combined=image.kind == ImageKind.COMBINED,
        may_be_combined=may_be_combined(image),
        looks_combined=may_be_combined(image) and is_oblong(image.width, image.height),
        original_url=original_url(image),
        elsewhere=[Elsewhere(twin.other_title, reverse("coins:photos", args=[twin.other_coin_id])) for twin in twins],
    )


def may_be_combined(image: CoinImage) -> bool:
    return not image.crop_circle and image.kind != ImageKind.COMBINED


def is_oblong(width: int | None, height: int | None) -> bool:
    """Two coins side by side, or one above the other, need about twice as much room one way as the other."""
    shorter, longer = sorted([width or 0, height or 0])
    return longer >= OBLONG * shorter > 0


def name_of(image: CoinImage) -> str:
    """What a sentence calls the picture: "Obverse", "Another picture"."""
    return "Another picture" if image.kind == ImageKind.OTHER else image.get_kind_display()


def note_of(image: CoinImage) -> str:
    cropped = CROPPED[image.crop_shape] if image.crop_circle else ""
    turned = f"turned by {image.rotation}°" if image.rotation else ""
    return ", ".join(part for part in (cropped, turned) if part).capitalize()


@dataclass(frozen=True, slots=True)
class PhotoEditPage:
    """`picture_url` shows all of the picture, upright, smaller than its `width` and `height`."""

    name: str
    title: str
    picture_url: str
    width: int
    height: int
    action: str
    back_url: str


def photo_edit_page(image: CoinImage, back_url: str) -> PhotoEditPage:
    """Raises NotFound when the picture's size was never read and its file is gone."""
    width, height = upright_size(image)
    return PhotoEditPage(
        name=name_of(image),
        title=str(image.coin),
        picture_url=f"{reverse('coins:image', args=[image.pk])}?w=1280&upright=1",
        width=width,
        height=height,
        action=reverse("coins:photo_edit", args=[image.pk]),
        back_url=back_url,
    )
