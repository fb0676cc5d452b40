"""Concepts as terms: what is new is added, what a starter file or a collector wrote is completed, what a curator
changed stays."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from catalog.choices import NameKind
from catalog.loaders.nomisma_rdf import NOMISMA, Concept, Spelling
from catalog.models import Term, TermName
from catalog.services.versions import TERMS, raise_version
from coinstack.text import fold

SOURCE: Final = "nomisma"
BARE: Final = "types"  # terms that a catalogue of types named before the vocabulary was there
_OURS: Final = frozenset({SOURCE, BARE})
_FIELDS: Final = (
    "kind",
    "name",
    "year_start",
    "year_end",
    "latitude",
    "longitude",
    "same_as",
    "definition",
    "metadata",
    "source",
)
_NAMES_AT_ONCE: Final = 500
_LONGEST_SLUG: Final = 210


@dataclass
class Written:
    created: int = 0
    updated: int = 0
    names: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.created + other.created, self.updated + other.updated, self.names + other.names)


class Slugs:
    """Gives each new term a slug that is free within its kind."""

    def __init__(self) -> None:
        self.taken = set(Term.objects.values_list("kind", "slug"))

    def free(self, kind: str, text: str) -> str:
        base = slugify(text.replace("_", "-"))[:_LONGEST_SLUG] or "term"
        slug, number = base, 1
        while (kind, slug) in self.taken:
            number += 1
            slug = f"{base}-{number}"
        self.taken.add((kind, slug))
        return slug


def write_terms(concepts: Sequence[Concept], slugs: Slugs) -> Written:
    """Write some concepts, at most a few hundred rows with their names, in one transaction."""
    with transaction.atomic():
        terms = {term.uri: term for term in Term.objects.filter(uri__in=[concept.uri for concept in concepts])}
        new = [_new_term(concept, slugs) for concept in concepts if concept.uri not in terms]
        changed = [term for concept in concepts if (term := terms.get(concept.uri)) and _complete(term, concept, slugs)]
        Term.objects.bulk_create(new)
        Term.objects.bulk_update(changed, [*_FIELDS, "slug"])
        open_terms = {term.uri: term for term in [*new, *terms.values()] if not term.is_curated}
        names = _missing_names([(open_terms[c.uri], c.spellings) for c in concepts if c.uri in open_terms])
        TermName.objects.bulk_create(names, batch_size=_NAMES_AT_ONCE)
        touched = {term.pk for term in changed} | ({name.term_id for name in names} - {term.pk for term in new})
        Term.objects.filter(pk__in=touched).update(updated_at=timezone.now())
        if new or touched:
            raise_version(TERMS)
    return Written(len(new), len(touched), len(names))


def _new_term(concept: Concept, slugs: Slugs) -> Term:
    values = _values(concept)
    return Term(uri=concept.uri, slug=slugs.free(concept.kind, concept.uri.removeprefix(NOMISMA)), **values)


def _values(concept: Concept) -> dict[str, Any]:
    said = {name: getattr(concept, name) for name in _FIELDS if name not in {"same_as", "source"}}
    return {**said, "same_as": list(concept.same_as), "source": SOURCE}


def _complete(term: Term, concept: Concept, slugs: Slugs) -> bool:
    """True when something changed."""
    if term.is_curated:
        return False
    wanted = _values(concept) if term.source in _OURS else _into_blanks(term, concept)
    changed = {name: value for name, value in wanted.items() if getattr(term, name) != value}
    if "kind" in changed:
        term.slug = slugs.free(concept.kind, concept.uri.removeprefix(NOMISMA))
    for name, value in changed.items():
        setattr(term, name, value)
    return bool(changed)


def _into_blanks(term: Term, concept: Concept) -> dict[str, Any]:
    """What a starter file or a collector left open. A reign and a place go together or not at all."""
    wanted: dict[str, Any] = {
        "same_as": list(dict.fromkeys([*term.same_as, *concept.same_as])),
        "metadata": {**concept.metadata, **term.metadata},
    }
    if not term.definition:
        wanted["definition"] = concept.definition
    if term.year_start is None and term.year_end is None:
        wanted |= {"year_start": concept.year_start, "year_end": concept.year_end}
    if term.latitude is None or term.longitude is None:
        wanted |= {"latitude": concept.latitude, "longitude": concept.longitude}
    return wanted


def _missing_names(wanted: Collection[tuple[Term, Iterable[Spelling]]]) -> list[TermName]:
    known: dict[int, set[tuple[str, str]]] = {term.pk: set() for term, _ in wanted}
    preferred: dict[int, set[str]] = {term.pk: set() for term, _ in wanted}
    for name in TermName.objects.filter(term__in=known).only("term_id", "language", "text", "kind"):
        known[name.term_id].add((name.language, name.text))
        if name.kind == NameKind.PREFERRED:
            preferred[name.term_id].add(name.language)
    missing = []
    for term, spellings in wanted:
        for spelling in spellings:
            if (spelling.language, spelling.text) not in known[term.pk]:
                known[term.pk].add((spelling.language, spelling.text))
                is_second = spelling.language in preferred[term.pk]
                missing.append(_name(term, spelling, NameKind.ALTERNATE if is_second else spelling.kind))
    return missing


def _name(term: Term, spelling: Spelling, kind: NameKind) -> TermName:
    # Written in bulk, so `save` with its folding is not called. Folding can lengthen a text by a few letters.
    norm = fold(spelling.text)[:250]
    return TermName(term=term, language=spelling.language, text=spelling.text, text_norm=norm, kind=kind)
