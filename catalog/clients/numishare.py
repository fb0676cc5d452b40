"""Catalogues that run on Numishare: OCRE, CRRO, SCO, PELLA and PCO differ only in their ids and how they name types."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import quote, unquote, urlencode

from catalog.clients.atom import parse_feed
from catalog.clients.base import MOST_HITS, Hit, Question, TypeDocument, distinct_hits, read
from catalog.clients.jsonld import parse_type
from catalog.clients.reconciling import parse_reconciled, question
from coinstack.http import Network, Request, StatusRefused

KEEP_FOR: Final = timedelta(days=180)
LONGEST_ID: Final = 100
_PAGE: Final = 100
_GONE: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Series:
    """What one catalogue adds: the form of its ids, its wording of a reference, and the ids that a reference gives.

    `facets` is a Solr query for its Atom search, '' when a reference says too little for one.
    """

    code: str
    address: str
    ids: re.Pattern[str]
    wording: Callable[[Question], str]
    guess: Callable[[Question], tuple[str, ...]]
    facets: Callable[[Question], str] = lambda question: ""


class NumishareClient:
    """`address` is the catalogue's root, with a slash at its end; tests give their own."""

    keep_for = KEEP_FOR

    def __init__(self, series: Series, network: Network, address: str = "") -> None:
        self.series, self.network = series, network
        self.address = address or series.address
        self.code = series.code

    def guess_ids(self, question: Question) -> tuple[str, ...]:
        return tuple(id for id in self.series.guess(question) if self._is_id(id))

    def search(self, question: Question) -> list[Hit]:
        """Search by number and name, and reconcile the reference in the catalogue's own words."""
        wording = self.series.wording(question)
        found = self.search_atom(self.series.facets(question))
        return distinct_hits([*(self.reconcile(wording) if wording else []), *found])

    def reconcile(self, text: str) -> list[Hit]:
        request = Request(
            url=f"{self.address}apis/reconcile",
            form=question([text]),
            accept="application/json",
            keep_for=self.keep_for,
        )
        found = read(self.network, request, lambda answer: parse_reconciled(answer.text(), answer.url, self._named))
        return found.get(0, [])

    def search_atom(self, query: str) -> list[Hit]:
        """Up to three pages of a hundred: a number without ruler or mint is that of many types."""
        found: list[Hit] = []
        for start in range(0, MOST_HITS, _PAGE) if query else ():
            page = self._search_page(query, start)
            found += page
            if len(page) < _PAGE:
                break
        return distinct_hits(found)

    def _search_page(self, query: str, start: int) -> list[Hit]:
        request = Request(
            url=f"{self.address}apis/search?{urlencode({'q': query, 'start': start})}",
            accept="application/atom+xml",
            keep_for=self.keep_for,
        )
        return read(self.network, request, lambda answer: parse_feed(answer, self._named))

    def fetch(self, id: str) -> TypeDocument | None:
        if not self._is_id(id):
            return None
        request = Request(
            url=f"{self.address}id/{quote(id, safe='()*')}.jsonld",
            accept="application/ld+json",
            keep_for=self.keep_for,
        )
        try:
            return read(self.network, request, lambda answer: parse_type(answer, self.code, id, self.uri(id)))
        except StatusRefused as error:
            if error.status in _GONE:
                return None
            raise

    def uri(self, id: str) -> str:
        return f"{self.series.address}id/{id}"

    def _is_id(self, id: str) -> bool:
        return len(id) <= LONGEST_ID and ".." not in id and self.series.ids.fullmatch(id) is not None

    def _named(self, id: str, label: str) -> tuple[str, str] | None:
        """Answers name a type by its id or by its whole address; what is not of this catalogue is left out."""
        bare = unquote(id).rpartition("/")[2].removesuffix(".jsonld")
        return (bare, self.uri(bare)) if self._is_id(bare) else None
