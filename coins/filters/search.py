"""The search box: which coins hold the words that were typed."""

from django.db.models import Q

from coins.searching import SOURCE
from coinstack.search.index import search_ids

MOST_WORDS = 12


def search_condition(text: str) -> Q:
    """The coins in which all of `text` occurs, whoever owns them; all coins when there is no text."""
    return Q(pk__in=search_ids(SOURCE, text)) if text.strip() else Q()
