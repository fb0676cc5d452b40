"""Several guesses which pixels of a small picture are coin and which are ground.

Each mask is 0 or 255. No single one is right for every ground; the guesses are weighed against each other later.
"""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from coins.imaging.disc_halves import LONG

Pixels = npt.NDArray[Any]

PATCH = 0.06  # side of a sample of the ground, of the picture's shorter side
LEVELS = (9.0, 16.0, 28.0)  # steps of Lab colour distance
GRABBED = 200  # longest side of the picture that GrabCut works on


def masks(rgb: Pixels) -> Iterator[Pixels]:
    """From the plainest guess to the dearest."""
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    for blur in (1.2, 4.0):
        away = from_ground(cv2.GaussianBlur(lab, (0, 0), blur))
        yield otsu(away)
        for level in LEVELS:
            yield (away > level).astype(np.uint8) * 255
    grey = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (0, 0), 3)
    saturation = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)[:, :, 1], (0, 0), 4)
    for channel in (grey, saturation):
        found = otsu(channel.astype(np.float32))
        yield found
        yield 255 - found
    yield from grabbed(rgb)


def from_ground(lab: Pixels) -> Pixels:
    """How far each pixel's colour is from the nearest of the grounds seen in the corners and at the seam."""
    height, width = lab.shape[:2]
    side = max(3, round(PATCH * min(height, width)))
    samples = [
        np.median(lab[y : y + side, x : x + side].reshape(-1, 3), axis=0)
        for x, y in _sample_corners(width, height, side)
    ]
    nearest = np.full((height, width), np.inf, np.float32)
    for colour in samples:
        nearest = np.minimum(nearest, np.linalg.norm(lab - colour, axis=2))
    return nearest


def _sample_corners(width: int, height: int, side: int) -> list[tuple[int, int]]:
    right, bottom = width - side, height - side
    corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
    if width > LONG * height:
        return [*corners, (right // 2, 0), (right // 2, bottom)]
    if height > LONG * width:
        return [*corners, (0, bottom // 2), (right, bottom // 2)]
    return corners


def otsu(values: Pixels) -> Pixels:
    clipped = np.clip(values * (255.0 / max(1.0, float(np.percentile(values, 99)))), 0, 255).astype(np.uint8)
    return cv2.threshold(clipped, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]


def grabbed(rgb: Pixels) -> Iterator[Pixels]:
    """Separates by colours of both sides, beginning from where coins usually lie: good on cloth, wood and stone."""
    height, width = rgb.shape[:2]
    scale = min(1.0, GRABBED / max(height, width))
    small = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, 5)
    seed = _usual_places(small.shape[1], small.shape[0])
    cv2.setRNGSeed(1)
    try:
        cv2.grabCut(small, seed, (0, 0, 0, 0), np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        # A picture of one colour has no two sides.
        return
    found = np.isin(seed, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8) * 255
    yield cv2.resize(found, (width, height), interpolation=cv2.INTER_LINEAR) // 128 * 255


def _usual_places(width: int, height: int) -> Pixels:
    seed = np.full((height, width), cv2.GC_BGD, np.uint8)
    across, down = (2, 1) if width > LONG * height else (1, 2) if height > LONG * width else (1, 1)
    cell = (width / across, height / down)
    for column in range(across):
        for row in range(down):
            middle = (round((column + 0.5) * cell[0]), round((row + 0.5) * cell[1]))
            for share, mark in ((1.06, cv2.GC_PR_BGD), (0.9, cv2.GC_PR_FGD), (0.35, cv2.GC_FGD)):
                axes = (round(share * cell[0] / 2), round(share * cell[1] / 2))
                cv2.ellipse(seed, middle, axes, 0, 0, 360, mark, -1)
    return seed
