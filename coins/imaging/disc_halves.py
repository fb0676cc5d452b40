"""Two discs without looking at the picture: one in each half of a long picture, one in the middle of a square one."""

from coins.imaging.disc_circles import Circle, DiscProposal

LONG = 1.4  # a picture of two coins is about twice as long as wide
FITTING = 0.48  # of the shorter side of a half


def propose_halves(size: tuple[int, int]) -> DiscProposal:
    width, height = size
    if width >= LONG * height:
        return DiscProposal(halves_of(size), "side by side", 0.3, "halves")
    if height >= LONG * width:
        return DiscProposal(halves_of(size), "stacked", 0.3, "halves")
    return DiscProposal((_within(width / 2, height / 2, width, height),), "single", 0.2, "halves")


def halves_of(size: tuple[int, int]) -> tuple[Circle, Circle]:
    """A circle in the left and the right half, or in the upper and the lower half of a tall picture."""
    width, height = size
    if width >= height:
        half = width / 2
        return _within(half / 2, height / 2, half, height), _within(half * 3 / 2, height / 2, half, height)
    half = height / 2
    return _within(width / 2, half / 2, width, half), _within(width / 2, half * 3 / 2, width, half)


def _within(x: float, y: float, width: float, height: float) -> Circle:
    return Circle(round(x), round(y), max(1, round(FITTING * min(width, height))))
