"""A type of a published catalogue as a row: key, terms by their addresses, years, both sides."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from catalog.choices import TermKind
from catalog.legends.text import normalise_legend
from catalog.loaders.facts import Document, document_of, is_address
from catalog.loaders.kinds import TYPE
from catalog.loaders.nomisma_rdf import NOMISMA, consistent, read_year
from catalog.references.type_ids import TypeKey, read_type_id
from coinstack.text import clean_text

NO_TERM: Final = frozenset({"", "none", "uncertain_value", "unknown_value", "uncertain", "unknown"})
# The column of the row, what the dumps call it, and what a term is that only they know.
TERMS: Final = {
    "authority": ("hasAuthority", TermKind.ISSUER),
    "issuer": ("hasIssuer", TermKind.MONEYER),
    "mint": ("hasMint", TermKind.MINT),
    "denomination": ("hasDenomination", TermKind.DENOMINATION),
    "material": ("hasMaterial", TermKind.MATERIAL),
    "region": ("hasRegion", TermKind.REGION),
    "obverse_portrait": ("hasPortrait", TermKind.PERSON),
    "reverse_portrait": ("hasPortrait", TermKind.PERSON),
}
_SIDES: Final = {"obverse": "hasObverse", "reverse": "hasReverse"}

norm_of = lru_cache(maxsize=20_000)(normalise_legend)


_LONGEST: Final = {"volume": 20, "section": 60, "number": 30, "suffix": 20, "qualifier": 40}


@dataclass(frozen=True, slots=True)
class TypeRow:
    """`terms` holds the address of each term by column, `columns` the plain values; `raw` what found no column."""

    uri: str
    key: TypeKey
    terms: dict[str, str]
    columns: dict[str, Any]
    replaced_by: str = ""
    raw: dict[str, Any] = field(default_factory=dict)


def is_type(document: Document) -> bool:
    return TYPE in document.values("type")


def type_key(uri: str) -> TypeKey | None:
    """None for the addresses of Nomisma too: its types are stubs that the catalogues have replaced."""
    return None if uri.startswith(NOMISMA) else read_type_id(uri)


def read_type(document: Document) -> TypeRow | None:
    """None for an address that belongs to no catalogue known here, or that is longer than any number of theirs.

    OCRE has an address with a blank in it, ric.4.ph_i.75A (a), which stays as it is published.
    """
    key = type_key(document.uri)
    if key is None or not is_address(document.uri.replace(" ", "%20")) or not _fits(key):
        return None
    terms, more = _terms(document)
    start, end = _years(document)
    columns = {"year_start": start, "year_end": end, **_sides(document)}
    label = _best(document.texts("prefLabel"))
    raw = {"label": label} if label else {}
    successor = document.first("isReplacedBy")
    return TypeRow(document.uri, key, terms, columns, document_of(successor), {**raw, **more})


def _fits(key: TypeKey) -> bool:
    return all(len(getattr(key, name)) <= most for name, most in _LONGEST.items())


def _terms(document: Document) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The first term of each column, and all of them where there are several, or where the vocabulary may lack it."""
    terms, more = {}, {}
    for column, (predicate, _) in TERMS.items():
        side = _SIDES.get(column.removesuffix("_portrait"))
        subjects = document.values(side) if side else [document.uri]
        found = [uri for subject in subjects for uri in document.values(predicate, subject) if _is_term(uri)]
        if found:
            terms[column] = document_of(found[0])
        if len(found) > 1 or any(not uri.startswith(NOMISMA) for uri in found):
            more[column] = found
    return terms, more


def _is_term(uri: str) -> bool:
    """Only addresses: some tables name a portrait in words, which the same catalogue's RDF leaves out."""
    return is_address(uri) and uri.startswith("http") and document_of(uri).removeprefix(NOMISMA) not in NO_TERM


def _years(document: Document) -> tuple[int | None, int | None]:
    return consistent(read_year(document.first("hasStartDate")), read_year(document.first("hasEndDate")))


def _sides(document: Document) -> dict[str, str]:
    columns = {}
    for side, predicate in _SIDES.items():
        part = document.first(predicate)
        legend = _best(document.texts("hasLegend", part)) if part else ""
        columns[f"{side}_legend"] = legend
        columns[f"{side}_legend_norm"] = norm_of(legend)
        columns[f"{side}_description"] = _best(document.texts("description", part)) if part else ""
    return columns


def _best(texts: list[tuple[str, str]]) -> str:
    """English before Latin or none before other languages."""
    ranked = sorted(texts, key=lambda one: {"en": 0, "la": 1, "": 1}.get(one[0], 2))
    return clean_text(ranked[0][1]) if ranked else ""
