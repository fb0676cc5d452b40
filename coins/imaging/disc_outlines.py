"""From a mask to the discs in it: filled, cleaned of thin things such as rulers and letters, cut at the waist."""

from collections.abc import Iterator
from math import pi
from typing import Any

import cv2
import numpy as np

from coins.imaging.disc_circles import Disc
from coins.imaging.disc_masks import Pixels

OPENINGS = (0.03, 0.09)  # of the picture's shorter side
SMALLEST = 0.02  # of the picture's area
TWO_COINS = 1.45  # so much longer than wide is a blob of two coins that touch


def steepness(rgb: Pixels) -> Pixels:
    """How sharply the picture changes at each pixel, 0 to 1: the edge of a coin is sharp, that of its shadow is not."""
    grey = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), (0, 0), 1.5).astype(np.float32)
    slope = cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    steep: Pixels = cv2.dilate(slope, _round_brush(4)) / max(1.0, float(np.percentile(slope, 97)))
    return np.minimum(1.0, steep, out=steep)


def discs(mask: Pixels, slopes: Pixels) -> Iterator[list[Disc]]:
    """The discs of a mask, largest first, once for each strength of cleaning; `slopes` as from `steepness`."""
    filled = _filled(mask)
    for opening in OPENINGS:
        found = [disc for blob in _blobs(filled, opening) for disc in _discs_of(blob, slopes)]
        yield sorted(found, key=lambda disc: -disc.r)[:4]


def _filled(mask: Pixels) -> Pixels:
    side = min(mask.shape)
    closed = cv2.morphologyEx(_framed(mask, 8), cv2.MORPH_CLOSE, _round_brush(0.015 * side))[8:-8, 8:-8]
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    cv2.drawContours(filled, outlines, -1, 255, cv2.FILLED)
    return filled


def _blobs(filled: Pixels, opening: float) -> Iterator[Pixels]:
    """Each as a mask of its own; opened inside a frame, since coins touch the edge of the picture."""
    brush = _round_brush(opening * min(filled.shape))
    margin = brush.shape[0]
    opened = cv2.morphologyEx(_framed(filled, margin), cv2.MORPH_OPEN, brush)[margin:-margin, margin:-margin]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened)
    for label in range(1, count):
        if stats[label, cv2.CC_STAT_AREA] >= SMALLEST * filled.size:
            yield (labels == label).astype(np.uint8) * 255


def _discs_of(blob: Pixels, slopes: Pixels) -> list[Disc]:
    whole = _disc(blob, slopes)
    x, y, width, height = cv2.boundingRect(blob)
    if width >= TWO_COINS * height:
        at = x + _waist(blob[:, x : x + width].sum(axis=0))
        return [whole, *_parts(blob, slopes, np.s_[:, at:], np.s_[:, :at])]
    if height >= TWO_COINS * width:
        at = y + _waist(blob[y : y + height, :].sum(axis=1))
        return [whole, *_parts(blob, slopes, np.s_[at:, :], np.s_[:at, :])]
    return [whole]


def _waist(widths: Pixels) -> int:
    """Where two touching coins are cut: the thinnest place in the middle third."""
    third = len(widths) // 3
    middle = widths[third : 2 * third].astype(float)
    at = np.arange(len(middle))
    return third + int(np.argmin(middle + 1e-3 * middle.max() * abs(at - len(middle) / 2)))


def _parts(blob: Pixels, slopes: Pixels, *without: Any) -> Iterator[Disc]:
    for outside in without:
        part = blob.copy()
        part[outside] = 0
        if part.any():
            yield _disc(part, slopes)


def _disc(blob: Pixels, slopes: Pixels) -> Disc:
    outlines, _ = cv2.findContours(blob, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    points = np.concatenate(outlines)[:, 0]
    (x, y), r = cv2.minEnclosingCircle(points)
    edge = float(slopes[points[:, 1], points[:, 0]].mean())
    return Disc(x, y, r, fill=cv2.countNonZero(blob) / (pi * max(1.0, r) ** 2), edge=edge)


def _framed(mask: Pixels, margin: int) -> Pixels:
    return cv2.copyMakeBorder(mask, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)


def _round_brush(size: float) -> Pixels:
    odd = 2 * max(1, round(size / 2)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (odd, odd))
