"""Matching a collector's words to the vocabulary: exact, folded, other names, similar spelling."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import Q
from rapidfuzz import fuzz, process

from catalog.choices import NameKind, TermKind
from catalog.models import Term, TermName
from catalog.name_forms import NameForm, NameForms, forms_of
from catalog.services.surroundings import PLACES, agrees
from catalog.services.versions import TERMS, catalog_version
from catalog.services.vocabulary import PERSONS, find_terms
from catalog.spelling import is_same_sound, is_slip
from coinstack.text import fold

EXACT, FOLDED, ALTERNATE, FUZZY, NONE = "exact", "folded", "alternate", "fuzzy", "none"
SURE: Final = 0.92
"""From this confidence on (0 to 1) a match is taken; what is less sure waits for a person."""
POSSIBLE: Final = 0.80
"""Spellings less alike than this are not even proposed."""
MOST_ALTERNATIVES: Final = 3
_CONFIDENCE: Final = {EXACT: 1.0, FOLDED: 0.98, ALTERNATE: 0.97}
_OF_A_PART: Final = 0.95
_IN_DOUBT: Final = 0.93
_SAME_SOUND: Final = 0.94
_NOT_TAKEN: Final = 0.91
_SHARED: Final = 0.5
_ELSEWHERE: Final = 0.6  # "Larissa, Syria" where only the Larissa of Thessaly is known
_ANOTHER_TIME: Final = 0.4
# What tells namesakes apart, in folded names (V is U, J is I): numbers, short first names, the elder and the younger.
_TELLING: Final = re.compile(r"[0-9]+|\b(?:[iuxlc]+|\w{1,2}|minor|maior|iunior|senior|elder|younger)\b")
_COMPARED_LANGUAGES: Final = ("", "en", "la", "de", "fr", "it", "es")
_YEARS_APART: Final = 3  # reigns of co-rulers and heirs overlap, and dealers round
_OWN_NAME_APART: Final = 25  # the only bearer of a name struck as Caesar, or is struck for after death

Years = tuple[int | None, int | None]
Find = Callable[[str, Sequence[str]], list[Term]]


@dataclass(frozen=True, slots=True)
class Alternative:
    term_id: int
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Match:
    """The term that a text names, if any; `method` says how it was found, `confidence` (0 to 1) how surely.

    `alternatives` holds up to three other terms that it may name.
    """

    term: Term | None
    method: str = NONE
    confidence: float = 0.0
    alternatives: tuple[Alternative, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.term is not None and self.confidence >= SURE


NO_MATCH: Final = Match(None)


def match_term(text: str, kinds: Sequence[str], *, years: Years = (None, None), find: Find = find_terms) -> Match:
    """Match one cell of a collection (an issuer, a mint, a denomination) to a term of these kinds.

    `years` is the span (signed) that the coin is known to belong to: it parts rulers of one name, and a name whose
    only bearer lived at another time is left to a person. So are several names and spellings that are only similar,
    unless they are at least 92 % alike. "Siscia?" names Siscia, a little less surely: the doubt is about the coin and
    stays in its text. `find` looks names up; a caller with many cells passes one that remembers.
    """
    forms = forms_of(text)
    at_odds: list[Term] = []
    for at, form in enumerate(forms.forms):
        found = find(form.name, kinds)
        if agreeing := [term for term in found if agrees(term, form, find) and not _is_his(term, form, kinds, find)]:
            return _judged(agreeing, _method(form.name, agreeing[0]), years, part=at > 0, doubt=forms.is_doubtful)
        at_odds += found
    if at_odds:
        return _proposed(at_odds, _ELSEWHERE, ALTERNATE)
    return _between(forms, kinds, years, find) if forms.choices else _similar(forms, kinds, years, find)


def _is_his(city: Term, form: NameForm, kinds: Sequence[str], find: Find) -> bool:
    """ "Nero, Antioch" is Nero's coin of that city, where a person is looked for as well as a city; before the city in
    "Italy, Rhegium" stands no person but a region."""
    if not form.is_headed or city.kind != TermKind.PEOPLE:
        return False
    return any(term.kind in PERSONS for term in find(form.rest, kinds)) and not find(form.rest, PLACES)


def _between(forms: NameForms, kinds: Sequence[str], years: Years, find: Find) -> Match:
    """A choice of names is the collector's own doubt, and one term holds no two: the first is proposed, none taken."""
    found = [match_term(choice, kinds, years=years, find=find) for choice in forms.choices]
    terms = [match.term for match in found if match.term]
    return _proposed(terms, _SHARED, ALTERNATE) if terms else NO_MATCH


def _judged(found: Sequence[Term], method: str, years: Years, *, part: bool, doubt: bool) -> Match:
    fitting = [term for term in found if _gap(term, years) <= _most_apart(term, alone=len(found) == 1)]
    if len(fitting) != 1 and len(found) > 1:
        return _proposed(fitting or found, _SHARED, method)
    if not fitting:
        return _proposed(found, _ANOTHER_TIME, method)
    confidence = min(_CONFIDENCE[method], _OF_A_PART if part or len(found) > 1 else 1.0, _IN_DOUBT if doubt else 1.0)
    return Match(fitting[0], method, confidence, _alternatives([term for term in found if term != fitting[0]], _SHARED))


def _most_apart(term: Term, *, alone: bool) -> int:
    is_ruler = term.kind in (TermKind.ISSUER, TermKind.PERSON)
    return _OWN_NAME_APART if alone and is_ruler else _YEARS_APART


def _gap(term: Term, years: Years) -> int:
    """Years between the coin's span and the term's; 0 where they meet or one of them is not known."""
    start, end = years[0] if years[0] is not None else years[1], years[1] if years[1] is not None else years[0]
    if start is None or end is None or (term.year_start is None and term.year_end is None):
        return 0
    first = term.year_start if term.year_start is not None else start
    last = term.year_end if term.year_end is not None else end
    return max(first - end, start - last, 0)


def _method(text: str, term: Term) -> str:
    if text == term.name:
        return EXACT
    return FOLDED if fold(text) == fold(term.name) else ALTERNATE


def _similar(forms: NameForms, kinds: Sequence[str], years: Years, find: Find) -> Match:
    scored = _scored(forms, kinds) if forms.forms else {}
    if not scored:
        return NO_MATCH
    terms = {term.pk: term for term in Term.objects.filter(pk__in=scored)}
    ranked = sorted(
        (term for term in terms.values() if _gap(term, years) <= _YEARS_APART), key=lambda term: -scored[term.pk][0]
    )
    if not ranked:
        return NO_MATCH
    best, form = scored[ranked[0].pk]
    is_alone = len(ranked) == 1 or best - scored[ranked[1].pk][0] > 1 - SURE
    is_taken = is_alone and not forms.is_doubtful and agrees(ranked[0], form, find)
    confidence = best if is_taken else min(best, POSSIBLE)
    rest = tuple(Alternative(term.pk, term.name, round(scored[term.pk][0], 3)) for term in ranked[1:])
    return Match(ranked[0], FUZZY, round(confidence, 3), rest[:MOST_ALTERNATIVES])


def _scored(forms: NameForms, kinds: Sequence[str]) -> dict[int, tuple[float, NameForm]]:
    """By term, how like it the likest form is."""
    names = _familiar_names(catalog_version(TERMS), tuple(kinds))
    scored: dict[int, tuple[float, NameForm]] = {}
    for form in forms.forms:
        folded = fold(form.name)
        near = process.extract(folded, names.texts, scorer=fuzz.ratio, score_cutoff=POSSIBLE * 100, limit=10)
        for name, score, at in near:
            likeness = _likeness(folded, name, score / 100)
            if likeness > scored.get(names.term_ids[at], (0.0, form))[0]:
                scored[names.term_ids[at]] = (likeness, form)
    return scored


def _likeness(folded: str, name: str, score: float) -> float:
    """Only the spellings of other languages and slips of the hand are taken. Constans III is no slip for Constans II,
    P. Blasio none for Cn. Blasio, Aurelia none for Aurelian, Attaea none for Attaleia: they are proposed at most."""
    if _telling(folded) != _telling(name):
        return min(score, POSSIBLE)
    if is_same_sound(folded, name):
        return max(score, _SAME_SOUND)
    return score if is_slip(folded, name) else min(score, _NOT_TAKEN)


def _telling(folded: str) -> tuple[list[str], bool]:
    return _TELLING.findall(folded), folded.endswith("a")


def _proposed(terms: Sequence[Term], confidence: float, method: str) -> Match:
    return Match(terms[0], method, confidence, _alternatives(terms[1:], confidence))


def _alternatives(terms: Sequence[Term], confidence: float) -> tuple[Alternative, ...]:
    return tuple(Alternative(term.pk, term.name, confidence) for term in terms[:MOST_ALTERNATIVES])


@dataclass(frozen=True, slots=True)
class _Names:
    texts: list[str]
    term_ids: list[int]


@lru_cache(maxsize=12)
def _familiar_names(version: int, kinds: tuple[str, ...]) -> _Names:
    """The folded names that a misspelling is compared with: of the trade and in the languages it writes in."""
    rows = (
        TermName.objects.filter(term__kind__in=kinds, term__replaced_by=None)
        .filter(Q(language__in=_COMPARED_LANGUAGES) | Q(kind=NameKind.DEALER))
        .values_list("text_norm", "term_id")
    )
    pairs = sorted(set(rows))
    return _Names([text for text, _ in pairs], [pk for _, pk in pairs])
