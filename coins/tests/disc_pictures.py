"""Pictures of which it is known where the coins lie: read off by eye, or joined here from pairs that are cut out."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from coins.imaging.disc_circles import Disc, DiscProposal, overlap
from coinstack.testing import SHARED_DATA

COMBINED = SHARED_DATA / "images" / "combined"
PAIRS = SHARED_DATA / "images" / "pairs"
RIGHT = 0.85
FLAN = 420

# x and r as fractions of the width, y of the height.
READ_BY_EYE = {
    "bactrian-apollodotus-i-tetradrachm": [(0.245, 0.505, 0.246), (0.75, 0.5, 0.249)],
    "bactrian-diodotus-i-gold-stater": [(0.258, 0.497, 0.239), (0.744, 0.49, 0.247)],
    "bactrian-diodotus-i-tetradrachm": [(0.475, 0.5, 0.441)],
    "bactrian-heliocles-i-drachm": [(0.252, 0.5, 0.249), (0.752, 0.5, 0.248)],
    "byzantine-constans-ii-follis": [(0.515, 0.505, 0.463)],
    "byzantine-constantine-i-constantinopolis": [(0.25, 0.503, 0.237), (0.752, 0.502, 0.24)],
    "byzantine-constantine-vii-romanos-ii-solidus": [(0.249, 0.503, 0.245), (0.75, 0.5, 0.247)],
    "byzantine-justinian-i-solidus-obverse": [(0.5, 0.5, 0.495)],
    "greek-aegina-land-tortoise-drachm": [(0.263, 0.5, 0.26), (0.763, 0.5, 0.265)],
    "greek-aegina-sea-turtle-stater": [(0.247, 0.497, 0.256), (0.751, 0.5, 0.264)],
    "greek-alexander-drachm": [(0.504, 0.484, 0.343)],
    "greek-alexander-heracles-tetradrachm": [(0.513, 0.498, 0.461)],
    "legionary-chortis-speculatorum": [(0.282, 0.503, 0.182), (0.703, 0.497, 0.19)],
    "legionary-leg-ii": [(0.254, 0.328, 0.248), (0.755, 0.332, 0.249)],
    "legionary-leg-iii": [(0.249, 0.503, 0.237), (0.746, 0.5, 0.237)],
    "legionary-leg-x": [(0.247, 0.502, 0.251), (0.753, 0.502, 0.253)],
    "parthian-artabanus-i-drachm": [(0.255, 0.498, 0.235), (0.741, 0.5, 0.23)],
    "parthian-gotarzes-i-drachm": [(0.253, 0.49, 0.242), (0.755, 0.476, 0.24)],
    "parthian-mithridates-ii-drachm-ecbatana": [(0.253, 0.506, 0.249), (0.75, 0.508, 0.246)],
    "parthian-mithridates-ii-horse-reverse": [(0.249, 0.5, 0.248), (0.75, 0.495, 0.248)],
}
LAYOUTS = {"gap": (60, 50), "tight": (2, 3), "stacked": (24, 30)}  # pixels between the coins, and round them
GROUNDS = {"light": (238, 236, 230), "dark": (24, 24, 26), "grey": (128, 128, 130), "textured": (150, 128, 100)}
GRAINS = ((2, 30), (6, 25), (20, 15))  # size and strength of the texture's spots


@dataclass(frozen=True)
class Known:
    name: str
    picture: Image.Image
    discs: list[Disc]


def is_right(found: DiscProposal, known: Known) -> bool:
    return len(found.circles) == len(known.discs) and all(
        overlap(circle, disc) >= RIGHT for circle, disc in zip(found.circles, known.discs, strict=True)
    )


def combined_pictures() -> Iterator[Known]:
    for name, circles in READ_BY_EYE.items():
        with Image.open(COMBINED / f"{name}.jpg") as picture:
            picture.load()
        w, h = picture.size
        yield Known(name, picture, [Disc(x * w, y * h, r * w) for x, y, r in circles])


def joined_pairs(coins_each: int) -> Iterator[Known]:
    """So many of the six coins, in turn, in each layout on each ground."""
    every = sorted({path.name.partition("-")[0] for path in PAIRS.glob("*-Obverse.webp")})
    combinations = [(layout, ground) for ground in GROUNDS for layout in LAYOUTS]
    for at, (layout, ground) in enumerate(combinations):
        for more in range(coins_each):
            coin = every[(at * 2 + at // 3 + more) % len(every)]
            yield joined(coin, layout, ground)


def joined(coin: str, layout: str, ground: str) -> Known:
    sides = [_flan(PAIRS / f"{coin}-{side}.webp") for side in ("Obverse", "Reverse")]
    gap, edge = LAYOUTS[layout]
    if layout == "stacked":
        size = (max(side.width for side in sides) + 2 * edge, sum(side.height for side in sides) + gap + 2 * edge)
        places = [
            ((size[0] - sides[0].width) // 2, edge),
            ((size[0] - sides[1].width) // 2, edge + gap + sides[0].height),
        ]
    else:
        size = (sum(side.width for side in sides) + gap + 2 * edge, max(side.height for side in sides) + 2 * edge)
        places = [
            (edge, (size[1] - sides[0].height) // 2),
            (edge + gap + sides[0].width, (size[1] - sides[1].height) // 2),
        ]
    picture = textured_ground(ground, size, seed=sum(map(ord, coin + layout)))
    discs = []
    for side, (left, top) in zip(sides, places, strict=True):
        picture.paste(side, (left, top), side)
        discs.append(_round(side, left, top))
    return Known(f"{coin} {layout} on {ground}", picture, discs)


def textured_ground(kind: str, size: tuple[int, int], seed: int) -> Image.Image:
    chance = np.random.default_rng(seed)
    ground = np.ones((size[1], size[0], 3)) * GROUNDS[kind]
    for grain, strength in GRAINS if kind == "textured" else ((1, 2),):
        spots = chance.normal(size=(size[1] // grain + 2, size[0] // grain + 2))
        ground += strength * cv2.resize(spots, size, interpolation=cv2.INTER_LINEAR)[:, :, None]
    return Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))


def drawn(size: tuple[int, int], discs: list[Disc], ground: str, flan: str, seed: int = 1) -> Image.Image:
    """Discs with dark and light strokes on them, as a coin has a portrait and a legend."""
    chance = random.Random(seed)
    picture = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(picture)
    for disc in discs:
        pen.circle((disc.x, disc.y), disc.r, fill=flan)
        for _ in range(20):
            x, y = (middle + chance.uniform(-0.5, 0.5) * disc.r for middle in (disc.x, disc.y))
            pen.line((x, y, x + disc.r / 5, y + disc.r / 9), fill=chance.choice(("#555", "#bbb")), width=3)
    return picture


def _flan(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        flan = picture.convert("RGBA")
    flan.thumbnail((FLAN, FLAN))
    return flan


def _round(flan: Image.Image, left: int, top: int) -> Disc:
    """The smallest circle round what is not transparent; specks that the cutting-out left behind do not count."""
    solid = (np.asarray(flan)[:, :, 3] > 128).astype(np.uint8)
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    (x, y), r = cv2.minEnclosingCircle(cv2.findNonZero(cv2.morphologyEx(solid, cv2.MORPH_OPEN, brush)))
    return Disc(x + left, y + top, r)
