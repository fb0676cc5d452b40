"""The discs of a picture by their outlines. Needs OpenCV."""

import numpy as np
from PIL import Image

from coins.imaging.disc_circles import Disc, DiscProposal, Layout
from coins.imaging.disc_masks import masks
from coins.imaging.disc_outlines import discs, steepness
from coins.imaging.disc_scoring import Guess, best, guesses
from coins.imaging.tones import eight_bits, srgb

WORKING_SIDE = 480
MARGIN = 1.01


def propose_contours(picture: Image.Image) -> DiscProposal | None:
    """None when nothing in the picture is like a coin."""
    small = _small(picture)
    found: list[Guess] = []
    pixels = np.asarray(small)
    slopes = steepness(pixels)
    for mask in masks(pixels):
        for sorted_discs in discs(mask, slopes):
            found += guesses(sorted_discs, small.size)
    chosen = best(found)
    if chosen is None:
        return None
    guess, sure = chosen
    scale = picture.width / small.width
    circles = tuple(Disc(disc.x, disc.y, disc.r * MARGIN).scaled(scale) for disc in guess.discs)
    layout: Layout = "single" if len(circles) == 1 else "stacked" if guess.is_stacked else "side by side"
    return DiscProposal(circles, layout, round(sure, 2), "contours")


def _small(picture: Image.Image) -> Image.Image:
    """On white where it is transparent."""
    shrink = max(1, max(picture.size) // WORKING_SIDE // 2)
    plain = srgb(eight_bits(picture.reduce(shrink) if shrink > 1 and picture.mode in {"L", "RGB", "RGBA"} else picture))
    if plain.mode == "RGBA":
        ground = Image.new("RGBA", plain.size, "white")
        plain = Image.alpha_composite(ground, plain).convert("RGB")
    scale = min(1.0, WORKING_SIDE / max(plain.size))
    return plain.resize((max(1, round(plain.width * scale)), max(1, round(plain.height * scale))), Image.Resampling.BOX)
