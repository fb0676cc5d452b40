"""Where the two sides of a coin probably lie in a kept picture of both."""

from dataclasses import dataclass
from pathlib import Path

from coins.imaging.decode import open_picture
from coins.imaging.disc_circles import SURE, Circle, Disc
from coins.imaging.disc_halves import halves_of
from coins.imaging.discs import propose_discs
from coins.models import CoinImage
from coinstack.exceptions import InputRefused, NotFound

LOOKED_AT = 1000  # pixels of the longer side: more make it slower, not better


@dataclass(frozen=True, slots=True)
class SplitProposal:
    """Obverse and reverse, in pixels of the whole upright picture."""

    circles: tuple[Circle, Circle]
    is_sure: bool
    is_one_coin: bool


def propose_split(image: CoinImage) -> SplitProposal:
    """Two circles whatever the picture shows; where one coin or none is seen, one in each half.

    Raises NotFound when the file cannot be read.
    """
    try:
        opened = open_picture(Path(image.file.path))
        picture = opened.upright(max(1, max(opened.size) // LOOKED_AT))
    except (FileNotFoundError, InputRefused) as error:
        raise NotFound("The file of this picture is gone or cannot be read.") from error
    found = propose_discs(picture)
    if len(found.circles) != 2:
        return SplitProposal(halves_of(opened.size), False, found.layout == "single" and found.method == "contours")
    scale = opened.size[0] / picture.width
    obverse, reverse = (Disc(circle.x, circle.y, circle.r).scaled(scale) for circle in found.circles)
    return SplitProposal((obverse, reverse), found.confidence >= SURE, False)
