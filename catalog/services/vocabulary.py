"""Which terms of the vocabulary a text names."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from catalog.choices import STARTER, NameKind, TermKind
from catalog.models import Term, TermName
from coinstack.text import clean_text, fold

ISSUERS: Final = (TermKind.ISSUER, TermKind.MONEYER, TermKind.PEOPLE)
PERSONS: Final = (TermKind.ISSUER, TermKind.MONEYER, TermKind.MAGISTRATE, TermKind.PERSON)
MINTS: Final = (TermKind.MINT,)
METALS: Final = (TermKind.MATERIAL,)
DENOMINATIONS: Final = (TermKind.DENOMINATION,)

NOMISMA: Final = "http://nomisma.org/id/"
_NOMISMA_ID = re.compile(r"(?:https?://)?(?:www\.)?nomisma\.org/id/([\w.()-]+)/?", re.IGNORECASE)
_FAMILIAR_LANGUAGES = ("en", "la", "")
_FAMILIAR: Final = 3  # the last rank of a name in these languages or of the trade
_NOTHING = frozenset({"", "none", "uncertain ualue", "uncertain", "unknown", "-"})


def find_terms(text: str, kinds: Sequence[str] = ()) -> list[Term]:
    """Return the terms of these kinds (all kinds without any) that `text` names, best first, [] for an unknown name.

    A Nomisma address or id comes first, then names as they are written, then names apart from case, accents, V and U,
    I and J. A single word is a name before it is an id: "london" is Londinium as "London" is, though Nomisma has an id
    of that spelling for a later mint. Among names that are written alike those in English, in Latin and of the trade go
    before other languages, preferred ones before others, and the terms that come with the program before all that was
    loaded; only the best rank is returned, so several terms mean a name that is truly shared.
    "_" is a space; "none" and "uncertain value" name nothing. A replaced term gives the one that replaced it.
    """
    wanted = clean_text(text)
    name = wanted.replace("_", " ").strip()
    if fold(name) in _NOTHING:
        return []
    if wanted.isalpha():
        return _by_name(name, kinds) or _by_nomisma_id(wanted, kinds)
    return _by_nomisma_id(wanted, kinds) or _by_name(name, kinds)


def find_term(text: str, kinds: Sequence[str] = ()) -> Term | None:
    """Return the one term that `text` names; None when it names none or several."""
    found = find_terms(text, kinds)
    return found[0] if len(found) == 1 else None


def _by_nomisma_id(text: str, kinds: Sequence[str]) -> list[Term]:
    address = _NOMISMA_ID.fullmatch(text)
    name = address.group(1) if address else text
    is_code = len(name) == 2  # AR, AV: the ids of metals, however they are typed
    if not (address or ((is_code or name == name.lower()) and re.fullmatch(r"[\w.()-]+", name))):
        return []
    found = _of_kinds(kinds).filter(uri__in=[NOMISMA + name, NOMISMA + name.lower()])
    return _current(found.select_related("replaced_by"))


def _by_name(text: str, kinds: Sequence[str]) -> list[Term]:
    names = TermName.objects.filter(text_norm=fold(text)).annotate(rank=_rank(text)).select_related("term__replaced_by")
    if kinds:
        names = names.filter(term__kind__in=kinds)
    ranked = sorted(names, key=lambda name: (name.rank, name.term_id))
    # "London" and "Lyon" are mints of the Middle Ages too: what comes with the program is what the trade means.
    known = [name for name in ranked if name.rank <= _FAMILIAR and name.term.source == STARTER] or ranked
    return _current(name.term for name in known if name.rank == known[0].rank)


def _rank(text: str) -> Case:
    familiar = Q(language__in=_FAMILIAR_LANGUAGES) | Q(kind=NameKind.DEALER)
    return Case(
        When(Q(language="en", kind=NameKind.PREFERRED), then=Value(0)),
        When(familiar & Q(kind=NameKind.PREFERRED), then=Value(1)),
        When(familiar & Q(text=text), then=Value(2)),
        When(familiar, then=Value(3)),
        When(kind=NameKind.PREFERRED, then=Value(4)),
        default=Value(5),
        output_field=IntegerField(),
    )


def _of_kinds(kinds: Sequence[str]) -> QuerySet[Term]:
    return Term.objects.filter(kind__in=kinds) if kinds else Term.objects.all()


def _current(terms: Iterable[Term]) -> list[Term]:
    """Without doubles, replaced terms by their successors."""
    found: dict[int, Term] = {}
    for term in terms:
        successor = term.replaced_by or term
        found.setdefault(successor.pk, successor)
    return list(found.values())
