"""A coin as one row of a list or one card: the few facts by which a collector knows it again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypedDict

from coins.choices import ImageKind
from coins.models import Coin
from coins.presenting.formats import Formats
from coins.presenting.photographs import picture_url
from coins.primary_first import primary_first

DISC_LETTERS = 4
THUMB_WIDTH, CARD_WIDTH = 96, 320
ABBREVIATIONS = {
    "hexadrachm": "6 Dr",
    "dekadrachm": "10 Dr",
    "octodrachm": "8 Dr",
    "tetradrachm": "4 Dr",
    "tridrachm": "3 Dr",
    "didrachm": "2 Dr",
    "drachm": "Dr",
    "hemidrachm": "½ Dr",
    "tetrobol": "4 Ob",
    "triobol": "3 Ob",
    "diobol": "2 Ob",
    "hemiobol": "½ Ob",
    "hemistater": "½ St",
    "stater": "St",
    "double denarius": "2 Den",
    "cistophorus": "Cist",
    "antoninianus": "Ant",
    "sestertius": "Sest",
    "quinarius": "Quin",
    "dupondius": "Dup",
    "solidus": "Sol",
    "histamenon": "Hist",
}


@dataclass(frozen=True, slots=True)
class Cell:
    key: str
    label: str
    text: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class CoinCard:
    """What components print of a coin without knowing the record."""

    pk: int
    title: str
    issuer: str
    denomination: str
    mint: str
    metal: str
    metal_label: str
    dates_text: str
    grade: str
    reference_text: str
    disc_text: str


@dataclass(frozen=True, slots=True)
class CoinRow:
    """A row or card of a page; `cells` are empty where only cards are shown. `look_url` is the coin's quick look."""

    coin: CoinCard
    url: str
    cells: Sequence[Cell] = ()
    obverse_url: str = ""
    reverse_url: str = ""
    look_url: str = ""

    @property
    def obverse_alt(self) -> str:
        return f"{self.coin.title}, obverse" if self.obverse_url else ""

    @property
    def reverse_alt(self) -> str:
        return f"{self.coin.title}, reverse" if self.reverse_url else ""


class PictureUrls(TypedDict):
    obverse_url: str
    reverse_url: str


def picture_urls(coin: Coin, width: int) -> PictureUrls:
    """Addresses of both sides `width` pixels wide, empty for a side without a picture. Reads the prefetched images.

    Without a picture of the obverse the primary one stands in for it: one of both sides, or of the coin in its holder.
    """
    images = primary_first(coin.images.all())
    by_kind = {image.kind: image for image in reversed(images)}
    reverse_side = by_kind.get(ImageKind.REVERSE)
    others = [image for image in images if image.kind != ImageKind.REVERSE]
    obverse = by_kind.get(ImageKind.OBVERSE) or next(iter(others), None)
    return {
        "obverse_url": picture_url(obverse, width) if obverse else "",
        "reverse_url": picture_url(reverse_side, width) if reverse_side else "",
    }


def card_of(coin: Coin, formats: Formats) -> CoinCard:
    return CoinCard(
        pk=coin.pk,
        title=str(coin),
        issuer=coin.issuer,
        denomination=coin.denomination or coin.module,
        mint=coin.mint,
        metal=coin.metal,
        metal_label=coin.get_metal_display() if coin.metal else "",
        dates_text=dates_text(coin, formats),
        grade=coin.grade,
        reference_text=reference_text(coin),
        disc_text=disc_text(coin),
    )


def dates_text(coin: Coin, formats: Formats) -> str:
    """When the coin was struck; else its reign, named as such; else the date as it was printed."""
    if struck := formats.years(coin.year_start, coin.year_end, circa=coin.is_circa):
        return struck
    reign = formats.years(coin.reign_start, coin.reign_end)
    return f"reign {reign}" if reign else coin.date_text


def reference_text(coin: Coin) -> str:
    """The primary reference verbatim, or the first where none is primary. Reads the prefetched references."""
    references = primary_first(coin.references.all())
    return references[0].text.strip() if references else ""


def disc_text(coin: Coin) -> str:
    """A few letters for the disc that stands for a missing picture: "Den", "4 Dr", "AE3", "Follis" as "Foll"."""
    name = (coin.denomination or coin.module).strip()
    if name.lower() in ABBREVIATIONS:
        return ABBREVIATIONS[name.lower()]
    if len(name) <= DISC_LETTERS + 1:
        return name.replace(" ", "")
    word = next(iter(re.findall(r"[^\W\d_]+", name)), "")
    return word[: DISC_LETTERS if len(word) <= DISC_LETTERS else DISC_LETTERS - 1].capitalize()


def grams(weight: Decimal | None, formats: Formats) -> str:
    """Two decimals, so that a column of weights lines up; the coin's own page has them all."""
    if weight is None:
        return ""
    return formats.number(weight.quantize(Decimal("0.01"), ROUND_HALF_UP), places=2)


def plain_number(value: Decimal | int | None, formats: Formats) -> str:
    return formats.number(value) if value is not None else ""


def paid(coin: Coin, formats: Formats) -> str:
    return formats.money(coin.price, coin.currency) if coin.price is not None else ""
