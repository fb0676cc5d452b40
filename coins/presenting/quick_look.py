"""What one wants to know of a coin without leaving the list: both sides, and the facts that tell it from its like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coins.addresses import coin_url
from coins.filters import CoinFilters
from coins.models import Coin
from coins.presenting.cards import CARD_WIDTH, CoinCard, card_of, grams, picture_urls, plain_number
from coins.presenting.formats import Formats


@dataclass(frozen=True, slots=True)
class LookedSide:
    name: str
    image_url: str
    legend: str
    description: str


@dataclass(frozen=True, slots=True)
class QuickLook:
    """`facts` are (label, value), empty ones left out."""

    coin: CoinCard
    url: str
    sides: Sequence[LookedSide]
    facts: Sequence[tuple[str, str]]
    is_draft: bool


def quick_look_of(coin: Coin, filters: CoinFilters, formats: Formats) -> QuickLook:
    """Reads the prefetched references and images. `filters` are those of the list beside which it is shown."""
    urls = picture_urls(coin, CARD_WIDTH)
    card = card_of(coin, formats)
    return QuickLook(
        coin=card,
        url=coin_url(coin.pk, filters),
        sides=[
            LookedSide("Obverse", urls["obverse_url"], coin.obverse_legend, coin.obverse_description),
            LookedSide("Reverse", urls["reverse_url"], coin.reverse_legend, coin.reverse_description),
        ],
        facts=[(label, value) for label, value in _facts(coin, card, formats) if value],
        is_draft=coin.is_draft,
    )


def _facts(coin: Coin, card: CoinCard, formats: Formats) -> Iterator[tuple[str, str]]:
    yield "Issuer", card.issuer
    yield "Denomination", card.denomination
    yield "Mint", card.mint
    yield "Date", card.dates_text
    yield "Metal", card.metal_label
    yield "Weight", _with_unit(grams(coin.weight_g, formats), "g")
    yield "Diameter", _with_unit(plain_number(coin.diameter_mm, formats), "mm")
    yield "Die axis", _with_unit(plain_number(coin.die_axis_h, formats), "h")
    yield "Grade", coin.grade
    yield "References", "; ".join(reference.text.strip() for reference in coin.references.all())
    yield "Number", coin.inventory_number


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}" if number else ""
