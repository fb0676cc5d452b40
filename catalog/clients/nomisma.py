"""Nomisma: the vocabulary's home, asked for a name's concept or with SPARQL."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from catalog.choices import TermKind
from catalog.clients.base import Hit, plain, read
from catalog.clients.reconciling import MOST_QUERIES, parse_reconciled, question
from coinstack.http import Answer, Network, Request, Unreadable

ADDRESS: Final = "http://nomisma.org/"
KEEP_FOR: Final = timedelta(days=180)
MOST_ROWS: Final = 10_000
LONGEST_QUESTION: Final = 200
_ID: Final = re.compile(r"[\w][\w.()'-]{0,149}")
_CLASSES: Final = {
    TermKind.ISSUER: "foaf:Person",
    TermKind.MONEYER: "foaf:Person",
    TermKind.PERSON: "foaf:Person",
    TermKind.MAGISTRATE: "foaf:Person",
    TermKind.MINT: "nmo:Mint",
    TermKind.REGION: "nmo:Region",
    TermKind.DENOMINATION: "nmo:Denomination",
    TermKind.MATERIAL: "nmo:Material",
    TermKind.DYNASTY: "rdac:Family",
}
_LABELS: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?label WHERE {{ VALUES ?concept {{ {concepts} }} ?concept skos:prefLabel ?label }}
"""


class NomismaClient:
    code = "nomisma"
    keep_for = KEEP_FOR

    def __init__(self, network: Network, address: str = "") -> None:
        self.network, self.address = network, address or ADDRESS

    def reconcile(self, texts: Sequence[str], kind: str = "") -> dict[str, list[Hit]]:
        """Return for each name the concepts of a kind (TermKind) that it may mean, best first; raises SourceError.

        At most fifty names go into one question.
        """
        wordings = {text: wording for text in texts if (wording := plain(text, LONGEST_QUESTION))}
        asked = list(dict.fromkeys(wordings.values()))
        found: dict[str, list[Hit]] = {}
        for start in range(0, len(asked), MOST_QUERIES):
            batch = asked[start : start + MOST_QUERIES]
            hits = self._reconcile(batch, kind)
            found |= {wording: hits.get(number, []) for number, wording in enumerate(batch)}
        return {text: found[wording] for text, wording in wordings.items()}

    def _reconcile(self, texts: Sequence[str], kind: str) -> dict[int, list[Hit]]:
        of_kind = {"type": _CLASSES[TermKind(kind)]} if kind in _CLASSES else {}
        request = Request(
            url=f"{self.address}apis/reconcile",
            form=question(texts, **of_kind),
            accept="application/json",
            keep_for=self.keep_for,
        )
        return read(self.network, request, lambda answer: parse_reconciled(answer.text(), answer.url, _named))

    def select(self, query: str) -> list[dict[str, str]]:
        """Ask with SPARQL; each row maps a variable to its value as text. Raises SourceError."""
        request = Request(
            url=f"{self.address}query",
            form={"query": query, "output": "json"},
            accept="application/sparql-results+json",
            keep_for=self.keep_for,
        )
        return read(self.network, request, parse_rows)

    def labels(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return the preferred names, in all languages, of concepts by their ids ("rome"). Raises SourceError."""
        wanted = sorted({id for id in ids if _ID.fullmatch(id) and ".." not in id})
        if not wanted:
            return {}
        concepts = " ".join(f"<{ADDRESS}id/{id}>" for id in wanted)
        found: dict[str, list[str]] = {}
        for row in self.select(_LABELS.format(concepts=concepts)):
            if row.get("label"):
                found.setdefault(row.get("concept", "").removeprefix(f"{ADDRESS}id/"), []).append(row["label"])
        return found


def parse_rows(answer: Answer) -> list[dict[str, str]]:
    """Rows of the SPARQL results format; raises Unreadable."""
    document = answer.json()
    results = document.get("results") if isinstance(document, dict) else None
    bindings = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(bindings, list):
        raise Unreadable(answer.url, "The answer is no table of SPARQL results.")
    return [_row(binding) for binding in bindings[:MOST_ROWS] if isinstance(binding, dict)]


def _row(binding: dict[str, Any]) -> dict[str, str]:
    return {name: plain(cell.get("value")) for name, cell in binding.items() if isinstance(cell, dict)}


def _named(id: str, label: str) -> tuple[str, str] | None:
    """The service names concepts by id, by prefix (nm:rome) or by address."""
    bare = id.removeprefix("nm:").rstrip("/").rpartition("/")[2]
    return (bare, f"{ADDRESS}id/{bare}") if _ID.fullmatch(bare) and ".." not in bare else None
