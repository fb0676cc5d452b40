"""Which coins, in which order: the filter language and what reads, matches and sorts by it."""

from coins.filters.conditions import PER_PAGE, CoinFilters, Condition, Requirement
from coins.filters.kinds import FilterKind, Unreadable
from coins.filters.registry import find_filter, register_filter

__all__ = [
    "PER_PAGE",
    "CoinFilters",
    "Condition",
    "FilterKind",
    "Requirement",
    "Unreadable",
    "find_filter",
    "register_filter",
]
