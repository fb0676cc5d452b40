"""The search box: which coins hold the words that were typed."""

from django.db.models import Exists, OuterRef, Q

from coins.models import CoinReference
from coinstack.text import fold

SEARCHED = (
    "title_norm",
    "issuer_norm",
    "portrait_subject_norm",
    "mint_norm",
    "denomination_norm",
    "region_norm",
    "city_norm",
    "obverse_legend_norm",
    "reverse_legend_norm",
)
MOST_WORDS = 12


def search_condition(text: str) -> Q:
    """Every word of `text` must occur in one of the coin's texts, its inventory number or a reference."""
    found = Q()
    for word in text.split():
        found &= _occurs(word)
    return found


def _occurs(word: str) -> Q:
    folded = fold(word)
    somewhere = Q(inventory_number__icontains=word)
    for column in SEARCHED:
        somewhere |= Q(**{f"{column}__contains": folded})
    references = CoinReference.objects.filter(coin=OuterRef("pk"), text_norm__contains=folded)
    return somewhere | Q(Exists(references))
