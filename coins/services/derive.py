"""The columns that follow from others: folded texts, the sortable date, the grade's rank, the total cost, the title."""

import re
from decimal import Decimal

from coins.choices import PortraitRelationship
from coins.grading import grade_rank
from coins.models import Coin
from coinstack.text import clean_text, fold

FOLDED = (
    "title",
    "issuer",
    "portrait_subject",
    "denomination",
    "mint",
    "region",
    "city",
    "obverse_legend",
    "reverse_legend",
)
COST_PARTS = ("price", "buyers_premium", "tax", "shipping")
# They are on the coins of many cities: such a coin goes by the name of whoever struck it.
NAMELESS = {PortraitRelationship.DEITY, PortraitRelationship.PERSONIFICATION}


def derive(coin: Coin) -> None:
    """Set every derived column of `coin` from the others; the caller saves it."""
    if not coin.title_is_custom:
        coin.title = derived_title(coin)
    for name in FOLDED:
        column = Coin.column(f"{name}_norm")
        setattr(coin, column.name, fold(getattr(coin, name))[: column.max_length])
    coin.inventory_sort = natural_key(coin.inventory_number)
    coin.dated_from, coin.dated_to = sortable_years(coin)
    coin.grade_rank = grade_rank(coin.grade, coin.grade_numeric)
    coin.total_cost = total_cost(coin)


def derived_title(coin: Coin) -> str:
    """Which person the coin shows, or who struck it, and what it is: "Julia Domna, denarius", "Corinth, stater"."""
    person = "" if coin.portrait_relationship in NAMELESS else coin.portrait_subject
    lead = person or coin.issuer or coin.city or coin.portrait_subject or coin.region
    what = coin.denomination or coin.module
    what = what[:1].lower() + what[1:] if lead and what[1:].islower() else what
    return clean_text(", ".join(part for part in (lead, what) if part))[:250]


def natural_key(text: str) -> str:
    """The form in which inventory numbers sort as people count: A-9 before A-10."""
    return re.sub(r"[0-9]+", lambda digits: digits.group().lstrip("0").zfill(8), fold(text))[:200]


def sortable_years(coin: Coin) -> tuple[int | None, int | None]:
    """The span of signed years to sort and filter by: when struck, else the reign.

    A side that the coin's own date leaves open ("before AD 340") is closed by the reign where the two agree,
    else by the known side. Never written back into `year_*`.
    """
    start, end = coin.year_start, coin.year_end
    if start is None and end is None:
        start, end = coin.reign_start, coin.reign_end
    elif start is None and coin.reign_start is not None and coin.reign_start <= (end or 0):
        start = coin.reign_start
    elif end is None and coin.reign_end is not None and start is not None and coin.reign_end >= start:
        end = coin.reign_end
    return (start if start is not None else end), (end if end is not None else start)


def total_cost(coin: Coin) -> Decimal | None:
    """Price, premium, tax and shipping in the purchase's currency; None while no price is known."""
    if coin.price is None:
        return None
    return sum((Decimal(getattr(coin, part) or 0) for part in COST_PARTS), Decimal(0))
