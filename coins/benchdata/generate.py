"""One endless row of synthetic coins: the coin of a given number is the same today, tomorrow and on every machine."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

from coins.benchdata import papers
from coins.benchdata.authorities import AUTHORITIES, Authority
from coins.benchdata.coinages import COINAGES, Coinage, Denomination, Side
from coins.services.register import NewCoin

SEED = 0x5E57E12C
PREFIX = "SYN-"
UNKNOWN = 0.15
AUTHORITY_WEIGHTS = list(accumulate(authority.share for authority in AUTHORITIES))
DENOMINATION_WEIGHTS = {
    key: list(accumulate(each.share for each in coinage.denominations)) for key, coinage in COINAGES.items()
}
FIRST_PURCHASE = date(1996, 1, 1)
DAYS_OF_BUYING = 365 * 29

Values = dict[str, Any]


class Strike(NamedTuple):
    """What the texts of one coin have in common. `shown` is on the obverse, usually the issuer."""

    authority: Authority
    coinage: Coinage
    denomination: Denomination
    obverse: Side
    reverse: Side
    shown: str


def synthetic_coins(first: int, count: int) -> Iterator[NewCoin]:
    """The coins numbered `first` to `first + count - 1`; numbers start at 1."""
    return (synthetic_coin(number) for number in range(first, first + count))


def synthetic_coin(number: int) -> NewCoin:
    """The coin of this number: about one measure in seven is unknown, prices and dates are missing here and there."""
    rng = Random(SEED + number * 0x9E3779B1)  # noqa: S311 - repeatable, guards nothing
    strike = _strike(rng)
    values = {
        **_identity(rng, number, strike),
        **_dating(rng, strike.authority),
        **_design(rng, strike),
        **_measures(rng, strike.denomination),
        **papers.grade(rng, number),
        **_purchase(rng, number, strike.denomination),
        **papers.notes(rng, strike.authority.name, strike.denomination.metal),
    }
    return NewCoin(
        values={name: value for name, value in values.items() if value not in (None, "")},
        references=papers.references(rng, strike.authority.works),
        provenance=papers.provenance(rng),
        storage=papers.storage(number),
        tags=papers.tags(rng),
    )


def _strike(rng: Random) -> Strike:
    authority = rng.choices(AUTHORITIES, cum_weights=AUTHORITY_WEIGHTS)[0]
    coinage = COINAGES[authority.coinage]
    denomination = rng.choices(coinage.denominations, cum_weights=DENOMINATION_WEIGHTS[authority.coinage])[0]
    obverse, reverse = rng.choice(coinage.obverses), rng.choice(coinage.reverses)
    shown = authority.name if coinage.authority_type in {"emperor", "king"} else ""
    if authority.consorts and rng.random() < 0.22:
        shown, obverse = rng.choice(authority.consorts), Side("", "Draped bust right, hair bound in a knot behind")
    return Strike(authority, coinage, denomination, obverse, reverse, shown)


def _identity(rng: Random, number: int, strike: Strike) -> Values:
    authority, coinage = strike.authority, strike.coinage
    is_city = coinage.authority_type == "city"
    mint = rng.choice(authority.mints)
    return {
        "inventory_number": f"{PREFIX}{number:07}",
        "category": coinage.category,
        "region": authority.place,
        "city": authority.name if is_city else (mint if coinage.category == "roman_provincial" else ""),
        "denomination": strike.denomination.name,
        "issuer": authority.name,
        "authority_type": coinage.authority_type,
        "portrait_subject": strike.shown,
        "portrait_relationship": _relationship(strike),
        "moneyer": rng.choice(papers.MONEYERS) if coinage.authority_type == "moneyer" else "",
        "mint": mint if rng.random() > 0.04 else "",
        "is_mint_uncertain": mint.startswith("uncertain"),
        "officina": rng.choice("ABΓΔЄS") if authority.start > 240 and rng.random() < 0.4 else "",
        "issue_status": rng.choices(("official", "fourree", "imitation", "barbarous"), (94, 2, 2, 2))[0],
    }


def _relationship(strike: Strike) -> str:
    if not strike.shown:
        return ""
    return "self" if strike.shown == strike.authority.name else "consort"


def _dating(rng: Random, authority: Authority) -> Values:
    """Three in four coins have years of their own, most of the others only a reign, a few nothing."""
    chance = rng.random()
    if chance < 0.04:
        return {}
    reign: Values = {"reign_start": authority.start, "reign_end": authority.end}
    if chance < 0.25:
        return reign
    first, last = sorted((_year(rng, authority), _year(rng, authority)))
    if rng.random() < 0.35:
        last = first
    is_circa = rng.random() < 0.15
    certainty = "EXACT" if first == last else ("NARROW" if last - first < 6 else "BROAD")
    years: Values = {"year_start": first, "year_end": last, "is_circa": is_circa, "dating_certainty": certainty}
    return reign | years


def _year(rng: Random, authority: Authority) -> int:
    return rng.randint(authority.start, authority.end) or 1


def _design(rng: Random, strike: Strike) -> Values:
    own = strike.shown in {"", strike.authority.name}
    late = strike.authority.coinage in {"radiate", "tetrarchy", "late_empire", "byzantine"}
    legend = strike.authority.legend if own else f"{strike.shown.upper().replace('U', 'V')} AVGVSTA"
    return {
        "script": strike.coinage.script,
        "obverse_legend": legend,
        "obverse_description": strike.obverse.shows,
        "reverse_legend": strike.reverse.legend,
        "reverse_description": strike.reverse.shows,
        "exergue": rng.choice(papers.MINTMARKS) if late and rng.random() < 0.7 else "",
        "field_marks": rng.choice(papers.FIELD_MARKS) if rng.random() < 0.12 else "",
    }


def _measures(rng: Random, denomination: Denomination) -> Values:
    drawn = {
        "weight_g": (rng.gauss(1, 0.07) * denomination.weight, 2),
        "diameter_mm": (rng.gauss(1, 0.05) * denomination.diameter, 1),
        "die_axis_h": (rng.choices((6, 12, rng.randint(1, 12)), (40, 30, 30))[0], 0),
    }
    measures: Values = {
        name: _decimal(max(value, 0.1), places) for name, (value, places) in drawn.items() if rng.random() > UNKNOWN
    }
    if rng.random() < 0.05:
        measures["thickness_mm"] = _decimal(rng.uniform(1.2, 4.5), 1)
    flan = rng.choices(("round", "irregular", "oval", ""), (55, 20, 10, 15))[0]
    return measures | {"metal": denomination.metal, "flan_shape": flan}


def _purchase(rng: Random, number: int, denomination: Denomination) -> Values:
    if rng.random() < 0.1:
        return {"ownership_status": "owned", "source": _skewed(rng, papers.SOURCES) if rng.random() < 0.5 else ""}
    price = _decimal(denomination.worth * rng.lognormvariate(0, 0.55), 2)
    currency = rng.choices(("USD", "EUR", "GBP", "CHF"), (60, 25, 12, 3))[0]
    by_auction = rng.random() < 0.4
    return {
        "ownership_status": rng.choices(("owned", "sold", "on_loan"), (96, 3, 1))[0],
        "price": price,
        "currency": currency,
        "buyers_premium": _decimal(float(price) * 0.2, 2) if by_auction else None,
        "shipping": _decimal(rng.choice((5, 8, 12, 20)), 2) if rng.random() < 0.5 else None,
        "acquired_on": FIRST_PURCHASE + timedelta(days=rng.randrange(DAYS_OF_BUYING)),
        "source": _skewed(rng, papers.SOURCES),
        "source_url": f"https://sales.example/lots/{number}" if by_auction else "",
    }


def _skewed(rng: Random, choices: Sequence[str]) -> str:
    """Early ones far more often than late ones, as with a collector's dealers."""
    return choices[int(len(choices) * rng.random() ** 2.2)]


def _decimal(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")
