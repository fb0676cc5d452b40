"""Everything that is done with the photographs of a coin. Each action is one batch of history, and can be undone.

The coin's row is locked while its pictures are written, so that two at once never leave two primary ones; what takes
time (reading and judging pictures) is done before.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.files.base import File
from django.db import OperationalError, transaction

from coins.choices import CropShape, ImageKind, RowSource
from coins.imaging.looks import FULL_TURN, QUARTER, Look, Round, circle_problem
from coins.models import Coin, CoinImage
from coins.picture_names import kind_of_name
from coins.pictures import look_of
from coins.services.history import Change
from coins.services.photo_rows import (
    GONE,
    ensure_primary,
    fresh_picture,
    has_primary,
    lock_coin,
    make_primary,
    pictures_of,
    write,
)
from coins.services.picture_files import Judged, discard, hash_shown, judge, keep_original, upright_size
from coins.services.twins import Twin, find_twins
from coinstack.exceptions import CoinStackError, InputRefused, NotFound
from coinstack.jobs.queue import enqueue
from coinstack.uploads import NotWritten

logger = logging.getLogger(__name__)

TRIES = 3


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
            _derive(coin, added.images)
        except OperationalError:
            # The photographs are there; their smaller pictures are made when a page asks for them.
            logger.exception("The job for the smaller pictures of coin %s could not be written.", coin.pk)
    return added


def turn(image: CoinImage, quarter_turns: int, *, change: Change) -> CoinImage:
    """Turn what is shown clockwise by so many quarters, counter-clockwise by negative ones."""
    return _reshow(image, change, lambda look: _turned(look, quarter_turns))


def crop(image: CoinImage, circle: Round | None, shape: str = CropShape.CIRCLE, *, change: Change) -> CoinImage:
    """Show only a circle of the picture, or the square round it; all of it with None. Raises InputRefused."""
    cut = _checked_cut(image, circle, shape)
    return _reshow(image, change, lambda look: Look(look.rotation, cut.circle, cut.shape))


def describe(image: CoinImage, values: Mapping[str, Any], *, change: Change) -> CoinImage:
    """Write columns that say what the picture is: kind, order, source_url, row_source, annotations."""
    _check_kind(values.get("kind", ""))
    with transaction.atomic():
        return write(fresh_picture(image), values, change)


def set_kind(image: CoinImage, kind: str, *, change: Change) -> CoinImage:
    """Say which side, or what else, the picture shows. Raises InputRefused for an unknown kind."""
    _check_kind(kind or "unknown")
    with transaction.atomic():
        return write(fresh_picture(image), {"kind": kind}, change)


def set_primary(image: CoinImage, *, change: Change) -> CoinImage:
    """Make it the one picture that stands for the coin."""
    with transaction.atomic():
        fresh = fresh_picture(image)
        make_primary(fresh, change)
    return fresh


def reorder(coin: Coin, ids: Sequence[int], *, change: Change) -> None:
    """Put the coin's pictures into this order. Raises InputRefused unless the ids are exactly its pictures."""
    with transaction.atomic():
        lock_coin(coin.pk)
        present = {image.pk: image for image in pictures_of(coin.pk)}
        if len(ids) != len(present) or set(ids) != set(present):
            raise InputRefused("The pictures of this coin changed meanwhile. Reload the page and sort them again.")
        for order, pk in enumerate(ids):
            write(present[pk], {"order": order}, change)


def split_combined(
    image: CoinImage, obverse: Round, reverse: Round, shape: str = CropShape.CIRCLE, *, change: Change
) -> tuple[CoinImage, CoinImage]:
    """Make a picture of each side out of one of both, which stays as "combined". All three share one file.

    Splitting again moves the circles of the two sides that were split off before. Raises InputRefused.
    """
    base = look_of(image)
    faces = [
        _Face(kind, Look(base.rotation, cut.circle, cut.shape))
        for kind, circle in ((ImageKind.OBVERSE, obverse), (ImageKind.REVERSE, reverse))
        for cut in [_checked_cut(image, circle, shape)]
    ]
    hashes = [hash_shown(image, face.look) for face in faces]
    with transaction.atomic():
        combined = fresh_picture(image)
        found = _split(combined, faces, hashes, change)
        _derive(combined.coin, found)
    return found[0], found[1]


def remove(image: CoinImage, *, change: Change) -> None:
    """Take the picture from its coin. Its file stays until the time of the trash is over, so that it can come back."""
    with transaction.atomic():
        fresh = fresh_picture(image)
        coin_id = fresh.coin_id
        change.mark(fresh)
        fresh.delete()
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
    lock_coin(coin.pk)
    _refuse_known(coin.pk, judged)
    present = pictures_of(coin.pk)
    image = CoinImage(
        coin=coin,
        file=name,
        file_name=judged.name,
        kind=kind or kind_of_name(judged.name) or _free_side(present),
        order=max((other.order for other in present), default=-1) + 1,
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


def _checked_cut(image: CoinImage, circle: Round | None, shape: str) -> Look:
    if circle is None:
        return Look()
    if shape not in CropShape.values:
        raise InputRefused("A picture is cut to a circle or a square.", fields={"shape": "Unknown shape."})
    problem = circle_problem(circle, upright_size(image))
    if problem:
        raise InputRefused(problem, fields={"circle": problem})
    return Look(0, (circle.x, circle.y, circle.r), shape)


def _turned(look: Look, quarter_turns: int) -> Look:
    return Look((look.rotation + QUARTER * quarter_turns) % FULL_TURN, look.circle, look.shape)


def _reshow(image: CoinImage, change: Change, change_look: Callable[[Look], Look]) -> CoinImage:
    """Show the picture otherwise. It is read outside the transaction, and again where its look changed meanwhile."""
    current: CoinImage | None = CoinImage.objects.filter(pk=image.pk).first()
    for _ in range(TRIES):
        if current is None:
            break
        look = change_look(look_of(current))
        if look == look_of(current):
            return current
        told = hash_shown(current, look)
        with transaction.atomic():
            fresh = fresh_picture(current)
            if look_of(fresh) == look_of(current):
                write(fresh, {**_columns(look), "perceptual_hash": told}, change)
                _derive(fresh.coin, [fresh])
                return fresh
        current = fresh
    raise NotFound(GONE)


def _columns(look: Look) -> dict[str, Any]:
    circle = dict(zip("xyr", look.circle, strict=True)) if look.circle else {}
    return {"rotation": look.rotation, "crop_circle": circle, "crop_shape": look.shape}


@dataclass(frozen=True, slots=True)
class _Face:
    kind: str
    look: Look


def _split(combined: CoinImage, faces: Sequence[_Face], hashes: Sequence[str], change: Change) -> list[CoinImage]:
    """The two sides take the place of the picture of both, which follows them."""
    takes_over = combined.is_primary or not has_primary(combined.coin_id)
    before = [_split_off(combined, face.kind) for face in faces]
    others = [image for image in pictures_of(combined.coin_id) if image not in before]
    at = others.index(combined)
    for order, other in enumerate(others):
        wanted = {"kind": ImageKind.COMBINED, "is_primary": False} if other == combined else {}
        write(other, {**wanted, "order": order + (len(faces) if order >= at else 0)}, change)
    found = []
    for place, (face, told, known) in enumerate(zip(faces, hashes, before, strict=True)):
        columns = {**_columns(face.look), "perceptual_hash": told, "order": at + place}
        if takes_over:
            columns["is_primary"] = place == 0
        found.append(write(known, columns, change) if known else _new_face(combined, face.kind, columns, change))
    return found


def _split_off(combined: CoinImage, kind: str) -> CoinImage | None:
    """The picture of one side that an earlier splitting made."""
    same = CoinImage.objects.filter(coin=combined.coin_id, file=combined.file.name, kind=kind).exclude(crop_circle={})
    found: CoinImage | None = same.exclude(pk=combined.pk).order_by("order", "pk").first()
    return found


def _new_face(combined: CoinImage, kind: str, columns: Mapping[str, Any], change: Change) -> CoinImage:
    shared = ("coin_id", "file", "file_name", "width", "height", "sha256", "source_url", "row_source")
    face = CoinImage(kind=kind, **{name: getattr(combined, name) for name in shared}, **columns)
    change.mark(face)
    face.save(force_insert=True)
    return face


def _derive(coin: Coin, images: Iterable[CoinImage]) -> None:
    enqueue("derive_pictures", owner=coin.owner, images=[image.pk for image in images])
