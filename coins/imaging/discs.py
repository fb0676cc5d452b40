"""Finds the two faces of a coin in one picture of both, so that a collector only has to approve them."""

from PIL import Image

from coins.imaging.disc_circles import SURE, Circle, DiscProposal
from coins.imaging.disc_halves import propose_halves

try:
    from coins.imaging.disc_contours import propose_contours
except ImportError:  # OpenCV is an extra
    HAS_CONTOURS = False
else:
    HAS_CONTOURS = True

__all__ = ["HAS_CONTOURS", "SURE", "Circle", "DiscProposal", "propose_discs"]

SMALLEST_SIDE = 24


def propose_discs(picture: Image.Image) -> DiscProposal:
    """One or two circles, in pixels of the picture as given; none in a picture too small to hold a coin.

    By outlines where OpenCV is installed and something round is seen, else by halves, with little confidence.
    """
    if min(picture.size) < SMALLEST_SIDE:
        return DiscProposal((), "none", 0.0, "halves")
    found = propose_contours(picture) if HAS_CONTOURS else None
    return found or propose_halves(picture.size)
