"""Which photographs a coin has, and what each is of. Each action is one batch of history, and can be undone.

The coin's row is locked while its pictures are written, so that two at once never leave two primary ones; what takes
time (reading and judging pictures) is done before.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.files.base import File
from django.db import OperationalError, transaction

from coins.choices import ImageKind, RowSource
from coins.models import Coin, CoinImage
from coins.models.columns.kinds import LAST_ORDER
from coins.picture_names import kind_of_name
from coins.services.history import Change, delete_row, write_row
from coins.services.locking import locked_coin
from coins.services.photo_rows import ensure_primary, fresh_picture, make_primary, pictures_of, queue_smaller_pictures
from coins.services.picture_files import Judged, discard, judge, keep_original
from coins.services.twins import Twin, find_twins
from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.uploads import NotWritten

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not added, and the sentence that says why."""

    name: str
    message: str


@dataclass
class Added:
    images: list[CoinImage] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @cached_property
    def twins(self) -> list[Twin]:
        """Pictures of the owner's other coins that show the same as one of `images`; looked for when asked."""
        return find_twins(self.images)


def add_photographs(
    coin: Coin, files: Sequence["File[Any]"], *, change: Change, kind: str = "", source: str = RowSource.USER
) -> Added:
    """Add each file that is a picture to the coin; the others are told in `refused` and leave nothing behind.

    Without a `kind` the file's name tells the side, else it is the first free of obverse and reverse. The first picture
    of a coin becomes the primary one. Raises InputRefused for an unknown kind.
    """
    _check_kind(kind)
    added = Added()
    for file in files:
        try:
            added.images.append(_add(coin, file, change, kind, source))
        except CoinStackError as refusal:
            added.refused.append(Refused(str(file.name or ""), refusal.message))
    if added.images:
        try:
            queue_smaller_pictures(coin, added.images)
        except OperationalError:
            # The photographs are there; their smaller pictures are made when a page asks for them.
            logger.exception("The job for the smaller pictures of coin %s could not be written.", coin.pk)
    return added


def describe(image: CoinImage, values: Mapping[str, Any], *, change: Change) -> CoinImage:
    """Write columns that say what the picture is: kind, order, source_url, row_source, annotations."""
    _check_kind(values.get("kind", ""))
    with transaction.atomic():
        return write_row(fresh_picture(image), values, change)


def set_kind(image: CoinImage, kind: str, *, change: Change) -> CoinImage:
    """Say which side, or what else, the picture shows. Raises InputRefused for an unknown kind."""
    _check_kind(kind or "unknown")
    with transaction.atomic():
        return write_row(fresh_picture(image), {"kind": kind}, change)


def set_primary(image: CoinImage, *, change: Change) -> CoinImage:
    """Make it the one picture that stands for the coin."""
    with transaction.atomic():
        fresh = fresh_picture(image)
        make_primary(fresh, change)
    return fresh


def reorder(coin: Coin, ids: Sequence[int], *, change: Change) -> None:
    """Put the coin's pictures into this order. Raises InputRefused unless the ids are exactly its pictures."""
    with transaction.atomic():
        locked_coin(coin.pk)
        present = {image.pk: image for image in pictures_of(coin.pk)}
        if len(ids) != len(present) or set(ids) != set(present):
            raise InputRefused("The pictures of this coin changed meanwhile. Reload the page and sort them again.")
        for order, pk in enumerate(ids):
            write_row(present[pk], {"order": order}, change)


def remove(image: CoinImage, *, change: Change) -> None:
    """Take the picture from its coin. Its file stays until the time of the trash is over, so that it can come back."""
    with transaction.atomic():
        fresh = fresh_picture(image)
        coin_id = fresh.coin_id
        delete_row(fresh, change)
        ensure_primary(coin_id, change)


def _add(coin: Coin, file: "File[Any]", change: Change, kind: str, source: str) -> CoinImage:
    judged = judge(file)
    _refuse_known(coin.pk, judged)
    name = keep_original(file, judged)
    try:
        with transaction.atomic():
            return _insert(coin, name, judged, change, kind, source)
    except OperationalError as error:
        discard(name)
        logger.exception("The picture %s of coin %s could not be recorded.", judged.name, coin.pk)
        raise NotWritten("The database could not take this picture, the disk may be full. Nothing was kept.") from error
    except BaseException:  # cleaned up after an interrupt, too, and raised again
        discard(name)
        raise


def _insert(coin: Coin, name: str, judged: Judged, change: Change, kind: str, source: str) -> CoinImage:
    locked_coin(coin.pk)
    _refuse_known(coin.pk, judged)
    present = pictures_of(coin.pk)
    image = CoinImage(
        coin=coin,
        file=name,
        file_name=judged.name,
        kind=kind or kind_of_name(judged.name) or _free_side(present),
        order=min(max((other.order for other in present), default=-1) + 1, LAST_ORDER),
        is_primary=not any(other.is_primary for other in present),
        width=judged.width,
        height=judged.height,
        sha256=judged.sha256,
        perceptual_hash=judged.perceptual_hash,
        row_source=source,
    )
    change.mark(image)
    image.save(force_insert=True)
    return image


def _refuse_known(coin_id: int, judged: Judged) -> None:
    if CoinImage.objects.filter(coin_id=coin_id, sha256=judged.sha256).exists():
        raise InputRefused("This coin has this very picture already.", code="already_there")


def _free_side(present: Iterable[CoinImage]) -> str:
    taken = {image.kind for image in present}
    return next((side for side in (ImageKind.OBVERSE, ImageKind.REVERSE) if side not in taken), ImageKind.OTHER)


def _check_kind(kind: str) -> None:
    if kind and kind not in ImageKind.values:
        raise InputRefused(f"A picture shows one of: {', '.join(ImageKind.values)}.", fields={"kind": "Unknown kind."})
