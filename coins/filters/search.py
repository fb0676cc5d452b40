"""The search box: which coins hold the words that were typed."""

from django.db.models import Q

from coins.filters.cited import coins_citing, reference_in
from coins.searching import SOURCE
from coinstack.search.index import search_ids

MOST_WORDS = 12


def search_condition(text: str) -> Q:
    """The coins in which all of `text` occurs, whoever owns them; all coins when there is no text.

    A text that is a reference as a whole also finds the coins whose references mean the same type in other words.
    """
    if not text.strip():
        return Q()
    words = Q(pk__in=search_ids(SOURCE, text))
    reference = reference_in(text)
    return words | coins_citing(reference) if reference else words
