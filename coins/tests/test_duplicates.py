"""How surely a new coin is one of the collection."""

from decimal import Decimal

import pytest

from coins.duplicates import CoinFacts, Likeness, closest, likeness

LINK = "https://sales.example/lots/7"
KNOWN = CoinFacts("4280556-001", LINK, "nero", "as", Decimal("10.20"), Decimal(90))


@pytest.mark.parametrize(
    ("new", "known", "confidence"),
    [
        (CoinFacts(certification="4280556-001"), KNOWN, 1.0),
        (CoinFacts(), CoinFacts(), None),
        (CoinFacts(source_url=LINK, issuer="nero", weight_g=Decimal("10.2")), KNOWN, 0.98),
        (CoinFacts(source_url=LINK, issuer="galba", weight_g=Decimal("10.2")), KNOWN, None),
        (CoinFacts(source_url=LINK, issuer="nero", price=Decimal(90)), KNOWN, None),
        (
            CoinFacts(source_url=LINK, issuer="nero", price=Decimal(90)),
            CoinFacts(source_url=LINK, issuer="nero", price=Decimal("90.00")),
            0.95,
        ),
        (CoinFacts(source_url=LINK, issuer="nero"), CoinFacts(source_url=LINK, issuer="nero"), None),
        (CoinFacts(issuer="nero", denomination="as", weight_g=Decimal("10.2")), KNOWN, 0.8),
        (CoinFacts("", "https://other.example/", "nero", "as", Decimal("10.2")), KNOWN, None),
    ],
    ids=[
        "certificate",
        "nothing known",
        "link and weight",
        "link, another issuer",
        "one of the two was weighed",
        "link and price",
        "two of a lot without weight and price",
        "weight",
        "weight, another link",
    ],
)
def test_likeness(new: CoinFacts, known: CoinFacts, confidence: float | None) -> None:
    found = likeness(new, known)
    assert (found.confidence if found else None) == confidence


def test_closest_is_the_surest() -> None:
    by_weight = CoinFacts(issuer="nero", denomination="as", weight_g=Decimal("10.2"))
    assert closest(KNOWN, [(1, by_weight), (2, KNOWN), (3, CoinFacts())]) == (
        2,
        Likeness(1.0, "same certificate number"),
    )
    assert closest(KNOWN, []) is None
