"""How many coins of a list have which value of which field: the numbers beside the filters."""

from coins.facets.counting import CollectionState, Counts, count_facet, count_facets, count_values, state_of
from coins.facets.histogram import Bar, bars_over
from coins.facets.offer import NAMES, Offer, offer_of
from coins.facets.shape import RANGES, Shape, shape_of

__all__ = [
    "NAMES",
    "RANGES",
    "Bar",
    "CollectionState",
    "Counts",
    "Offer",
    "Shape",
    "bars_over",
    "count_facet",
    "count_facets",
    "count_values",
    "offer_of",
    "shape_of",
    "state_of",
]
