"""Which types a coin can be, from a few legible letters and whatever else is known of it.

Pure: `CatalogIndex` holds the types, `rank` compares a coin with all of them. The legends of both sides, metal,
denomination, mint, issuer, portrait, mint mark, weight and diameter each add their distance; none of them excludes.
"""

from catalog.identify.deciding import Decider
from catalog.identify.facts import Given, TypeFacts
from catalog.identify.index import CatalogIndex
from catalog.identify.query import Query, read_limit, read_query
from catalog.identify.ranking import Ranking, Result, SideAgreement, rank

__all__ = [
    "CatalogIndex",
    "Decider",
    "Given",
    "Query",
    "Ranking",
    "Result",
    "SideAgreement",
    "TypeFacts",
    "rank",
    "read_limit",
    "read_query",
]
