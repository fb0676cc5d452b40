"""A photograph as it is shown: upright, cut out, turned, no wider than asked, in plain colours, without metadata."""

from pathlib import Path
from typing import IO

from PIL import Image, ImageChops, ImageDraw

from coins.imaging.decode import Opened, open_picture
from coins.imaging.looks import Look, Size, shown_size
from coins.imaging.tones import eight_bits, srgb

TALLEST = 4  # times the width that was asked for
CLOCKWISE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
NO_GREY_LEVELS = {"1", "P", "PA"}


def show(file: IO[bytes] | Path, look: Look, width: int | None = None) -> Image.Image:
    """What is shown of the file, `width` pixels wide at most; whole with None. It is never made larger.

    RGB, or RGBA where something is transparent, as everything outside a circle is. Raises InputRefused.
    """
    return show_opened(open_picture(file), look, width)


def show_opened(opened: Opened, look: Look, width: int | None = None) -> Image.Image:
    whole = shown_size(opened.size, look)
    fitting = _fitting(whole, width)
    reduction = max(1, min(whole) // (2 * max(1, min(fitting))))
    upright = _reduced(eight_bits(opened.upright(reduction)), opened.size, reduction)
    cut = srgb(_cut(upright, look, upright.width / opened.size[0]))
    turn = CLOCKWISE.get(look.rotation)
    turned = cut.transpose(turn) if turn is not None else cut
    small = turned.resize(fitting, Image.Resampling.LANCZOS) if turned.size > fitting else turned
    return _rounded(small) if look.shape == "circle" else small


def _fitting(whole: Size, width: int | None) -> Size:
    scale = min(1.0, width / whole[0], TALLEST * width / whole[1]) if width else 1.0
    return max(1, round(whole[0] * scale)), max(1, round(whole[1] * scale))


def _reduced(upright: Image.Image, size: Size, reduction: int) -> Image.Image:
    """What is no JPEG was read at full size: made smaller before anything else is done with it."""
    left = reduction * upright.width // size[0]
    if left < 2 or upright.mode in NO_GREY_LEVELS:
        return upright
    smaller = upright.reduce(left)
    smaller.info = upright.info
    return smaller


def _cut(upright: Image.Image, look: Look, scale: float) -> Image.Image:
    if look.box is None:
        return upright
    left, top, right, bottom = (round(edge * scale) for edge in look.box)
    overlaps = left < 0 or top < 0 or right > upright.width or bottom > upright.height
    info = upright.info
    if overlaps:
        upright = srgb(upright).convert("RGBA")
        info = {}
    cut = upright.crop((left, top, right, bottom))
    cut.info = info
    return cut


def _rounded(square: Image.Image) -> Image.Image:
    """Transparent outside the circle, with a soft edge."""
    finer = 4 if square.width <= 320 else 2 if square.width <= 1280 else 1
    mask = Image.new("L", (square.width * finer, square.height * finer))
    ImageDraw.Draw(mask).ellipse((0, 0, mask.width - 1, mask.height - 1), fill=255)
    mask = mask.resize(square.size, Image.Resampling.BOX)
    if square.mode == "RGBA":
        mask = ImageChops.multiply(mask, square.getchannel("A"))
    rounded = square.convert("RGBA")
    rounded.putalpha(mask)
    return rounded
