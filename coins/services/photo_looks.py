"""How a photograph is shown: turned, cut to a circle or a square, or split into its two sides.

What takes time, reading the picture, is done before the coin's row is locked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coins.choices import CropShape, ImageKind
from coins.imaging.looks import FULL_TURN, QUARTER, Look, Round, circle_problem
from coins.models import CoinImage
from coins.pictures import look_of
from coins.services.history import Change, write_row
from coins.services.photo_rows import GONE, fresh_picture, has_primary, pictures_of, queue_smaller_pictures
from coins.services.picture_files import hash_shown, upright_size
from coinstack.exceptions import InputRefused, NotFound

TRIES = 3


def turn(image: CoinImage, quarter_turns: int, *, change: Change) -> CoinImage:
    """Turn what is shown clockwise by so many quarters, counter-clockwise by negative ones."""
    return _reshow(image, change, lambda look: _turned(look, quarter_turns))


def crop(image: CoinImage, circle: Round | None, shape: str = CropShape.CIRCLE, *, change: Change) -> CoinImage:
    """Show only a circle of the picture, or the square round it; all of it with None. Raises InputRefused."""
    return show_as(image, cut=(circle, shape), change=change)


def show_as(
    image: CoinImage, *, rotation: int | None = None, cut: tuple[Round | None, str] | None = None, change: Change
) -> CoinImage:
    """Show the picture turned by `rotation` degrees clockwise and cut as `crop` does, whatever it was before.

    What is None stays. Raises InputRefused.
    """
    wanted = None if cut is None else _checked_cut(image, *cut)
    return _reshow(image, change, lambda look: _set(look, rotation, wanted))


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
        queue_smaller_pictures(combined.coin, found)
    return found[0], found[1]


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


def _set(look: Look, rotation: int | None, cut: Look | None) -> Look:
    shown = look if cut is None else cut
    return Look(look.rotation if rotation is None else rotation, shown.circle, shown.shape)


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
                write_row(fresh, {**_columns(look), "perceptual_hash": told}, change)
                queue_smaller_pictures(fresh.coin, [fresh])
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
        write_row(other, {**wanted, "order": order + (len(faces) if order >= at else 0)}, change)
    found = []
    for place, (face, told, known) in enumerate(zip(faces, hashes, before, strict=True)):
        columns = {**_columns(face.look), "perceptual_hash": told, "order": at + place}
        if takes_over:
            columns["is_primary"] = place == 0
        found.append(write_row(known, columns, change) if known else _new_face(combined, face.kind, columns, change))
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
