"""Identification against the loaded catalogue: names looked up, then all types compared."""

from dataclasses import dataclass
from time import perf_counter
from typing import Final
from weakref import WeakKeyDictionary

from catalog.choices import TermKind
from catalog.identify import CatalogIndex, Decider, Given, Query, Result, rank
from catalog.identify.evidence import portrait_words
from catalog.identify.mintmarks import read_mint_mark
from catalog.identify.reading import read_legend
from catalog.services.type_index import current_index, term_id
from catalog.services.vocabulary import DENOMINATIONS, METALS, MINTS, PERSONS, find_terms
from coinstack.exceptions import InputRefused

_KINDS: Final = {
    "metal": METALS,
    "denomination": DENOMINATIONS,
    "mint": MINTS,
    "issuer": (*PERSONS, TermKind.PEOPLE),
}
# Names looked up since the index was made, which is made anew when terms change: to ask the
# database for three names takes as long as to compare all legends.
_known_names: WeakKeyDictionary[CatalogIndex, dict[tuple[str, str], tuple[str, ...]]] = WeakKeyDictionary()
_MOST_NAMES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Identification:
    """`check_next` is what to look at on the coin now, the feature that rules out most candidates first; `ms` the
    time taken, without what was spent on making the index."""

    results: tuple[Result, ...]
    check_next: tuple[Decider, ...]
    problems: tuple[str, ...]
    ms: float


def identify(query: Query, *, limit: int = 10) -> Identification:
    """Return the types that fit the query best, in groups that it cannot tell apart.

    A name that the vocabulary does not know counts as not given and is a problem, as is a legend without a legible
    letter. Raises InputRefused for an empty query and for a text that no legend can be.
    """
    if query.is_empty:
        raise InputRefused("Nothing was given: a legend, a metal or anything else that is known of the coin is needed.")
    index = current_index()
    start = perf_counter()
    problems: list[str] = []
    given = _given(index, query, problems)
    if not len(index):
        problems.append("no types are loaded: run `manage.py seed` or `manage.py load_types`")
    elif given == Given():
        problems.append("nothing is left to go by")
    ranking = rank(index, given, limit)
    return Identification(
        ranking.results, ranking.check_next, tuple(problems), round((perf_counter() - start) * 1000, 1)
    )


def _given(index: CatalogIndex, query: Query, problems: list[str]) -> Given:
    terms = {field: _terms(index, field, getattr(query, field), problems) for field in _KINDS}
    for side in ("obverse", "reverse"):
        if getattr(query, side) and not read_legend(getattr(query, side)):
            problems.append(f"{side}: no letter is legible; not used")
    if query.portrait and not portrait_words(query.portrait):
        problems.append(f'portrait: "{query.portrait}" describes nothing; not used')
    if query.mintmark:
        problems.extend(f"mintmark: {problem}" for problem in read_mint_mark(query.mintmark).problems)
    return Given(
        obverse=query.obverse if read_legend(query.obverse) else "",
        reverse=query.reverse if read_legend(query.reverse) else "",
        portrait=query.portrait if portrait_words(query.portrait) else "",
        mintmark=query.mintmark if read_mint_mark(query.mintmark).mints else "",
        weight_g=query.weight,
        diameter_mm=query.diameter,
        **terms,
    )


def _terms(index: CatalogIndex, field: str, text: str, problems: list[str]) -> tuple[str, ...]:
    if not text:
        return ()
    known = _known_names.setdefault(index, {})
    found = known.get((field, text))
    if found is None:
        if len(known) >= _MOST_NAMES:
            known.clear()
        found = known[field, text] = tuple(term_id(term.pk, term.uri) for term in find_terms(text, _KINDS[field]))
    if not found:
        problems.append(f'{field}: "{text}" is not in the vocabulary; not used')
    return found
