"""Which coins of the collection a new one may be: by certificate, by link, by weight and issuer.

Pure. The rules compare facts that a dealer states and a collector copies; two coins of one type differ in weight.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CoinFacts:
    """What identifies a specimen. `issuer` and `denomination` are folded texts, weight in grams."""

    certification: str = ""
    source_url: str = ""
    issuer: str = ""
    denomination: str = ""
    weight_g: Decimal | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    confidence: float
    reason: str


def likeness(new: CoinFacts, known: CoinFacts) -> Likeness | None:
    """How surely the two are one specimen, or None.

    A certificate number names one holder. A link may be a group lot, so it counts only together with what
    separates the coins of a lot: issuer and weight, or issuer and price where neither was weighed. The same weight
    with issuer and denomination is a strong hint, and not more. What is not known of one of the two is no likeness.
    """
    if new.certification and new.certification == known.certification:
        return Likeness(1.0, "same certificate number")
    same_weight = new.weight_g is not None and new.weight_g == known.weight_g
    same_issuer = bool(new.issuer) and new.issuer == known.issuer
    if new.source_url and new.source_url == known.source_url and same_issuer:
        if same_weight:
            return Likeness(0.98, "same link, issuer and weight")
        same_price = new.price is not None and new.price == known.price
        if same_price and new.weight_g is None and known.weight_g is None:
            return Likeness(0.95, "same link, issuer and price")
    if same_weight and same_issuer and new.denomination == known.denomination and not _other_links(new, known):
        return Likeness(0.8, "same issuer, denomination and weight")
    return None


def _other_links(new: CoinFacts, known: CoinFacts) -> bool:
    return bool(new.source_url and known.source_url and new.source_url != known.source_url)


def closest(new: CoinFacts, known: Iterable[tuple[int, CoinFacts]]) -> tuple[int, Likeness] | None:
    """The best match among (coin id, facts) pairs, or None."""
    found = [(key, like) for key, facts in known if (like := likeness(new, facts)) is not None]
    return max(found, key=lambda pair: pair[1].confidence, default=None)
