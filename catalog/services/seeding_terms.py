"""Starter terms written: new ones added, those that are there completed, what a curator changed left alone."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from catalog.choices import STARTER, NameKind, TermKind
from catalog.models import Term, TermName, TermRelation
from catalog.services.loading_terms import Slugs
from catalog.services.seeding_files import StarterTerm
from catalog.services.versions import TERMS, raise_version
from catalog.services.vocabulary import NOMISMA
from coinstack.text import fold

_FIELDS: Final = (
    "uri",
    "name",
    "year_start",
    "year_end",
    "latitude",
    "longitude",
    "broader",
    "metadata",
    "updated_at",
)
_TOGETHER: Final = (("year_start", "year_end"), ("latitude", "longitude"), ("broader_id",))
_AT_ONCE: Final = 500


def write_starter_terms(starters: Sequence[StarterTerm], slugs: Slugs) -> int:
    """Write the terms of one file in one transaction; returns how many were added or changed.

    A term is known again by its Nomisma address, one without by the name it was added under. What Nomisma or a
    collector wrote only gets its blanks filled; what an earlier starter wrote follows the file; a curated term stays.
    """
    if not starters:
        return 0
    with transaction.atomic():
        known = _Known(starters)
        pairs = [(known.find(starter), starter) for starter in starters]
        new = [(_new(starter, slugs, known), starter) for term, starter in pairs if term is None]
        present = [(term, starter) for term, starter in pairs if term and not term.is_curated]
        changed = {term.pk for term, starter in present if _complete(term, starter, known)}
        Term.objects.bulk_create([term for term, _ in new], batch_size=_AT_ONCE)
        Term.objects.bulk_update([term for term, _ in present if term.pk in changed], _FIELDS, batch_size=_AT_ONCE)
        touched = changed | _add_names(new, present) | _add_ties([*new, *present], known)
        if touched:
            raise_version(TERMS)
    return len(touched)


class _Known:
    """The terms that are there already, and those that the starters point to."""

    def __init__(self, starters: Sequence[StarterTerm]) -> None:
        uris = [NOMISMA + starter.id for starter in starters if starter.id]
        self.by_uri = {str(term.uri): term for term in Term.objects.filter(uri__in=uris)}
        self.without_uri: dict[str, Term] = {}
        for term in Term.objects.filter(kind=starters[0].kind, uri=None, source=STARTER):
            self.without_uri |= {term.slug: term, term.name: term}
        keys = {key for starter in starters for key in (starter.broader, *(key for _, key in starter.ties)) if key}
        self.targets = _by_key(keys)

    def find(self, starter: StarterTerm) -> Term | None:
        if starter.id and NOMISMA + starter.id in self.by_uri:
            return self.by_uri[NOMISMA + starter.id]
        return self.without_uri.get(starter.name) or self.without_uri.get(slugify(starter.name))


def _by_key(keys: Collection[str]) -> dict[str, int]:
    pointed_to = Term.objects.filter(kind__in=(TermKind.REGION, TermKind.DYNASTY))
    by_id = pointed_to.filter(uri__in=[NOMISMA + key for key in keys]).values_list("uri", "pk")
    by_name = pointed_to.filter(uri=None, source=STARTER, name__in=keys).values_list("name", "pk")
    return {str(uri).removeprefix(NOMISMA): pk for uri, pk in by_id} | dict(by_name)


def _new(starter: StarterTerm, slugs: Slugs, known: _Known) -> Term:
    return Term(
        kind=starter.kind,
        slug=slugs.free(starter.kind, starter.key),
        source=STARTER,
        uri=NOMISMA + starter.id if starter.id else None,
        name=starter.name,
        metadata=starter.metadata,
        **_values(starter, known),
    )


def _values(starter: StarterTerm, known: _Known) -> dict[str, Any]:
    return {
        "year_start": starter.year_start,
        "year_end": starter.year_end,
        "latitude": starter.latitude,
        "longitude": starter.longitude,
        "broader_id": known.targets.get(starter.broader),
    }


def _complete(term: Term, starter: StarterTerm, known: _Known) -> bool:
    """True when something changed. A reign and a place go together or not at all."""
    is_ours = term.source == STARTER
    values = _values(starter, known)
    wanted: dict[str, Any] = {
        "metadata": (term.metadata | starter.metadata) if is_ours else (starter.metadata | term.metadata)
    }
    if is_ours:
        wanted["name"] = starter.name
    if starter.id and not term.uri:
        wanted["uri"] = NOMISMA + starter.id
    for group in _TOGETHER:
        is_blank = all(getattr(term, name) is None for name in group)
        if (is_blank or is_ours) and any(values[name] is not None for name in group):
            wanted |= {name: values[name] for name in group}
    changed = {name: value for name, value in wanted.items() if getattr(term, name) != value}
    for name, value in changed.items():
        setattr(term, name, value)
    term.updated_at = timezone.now() if changed else term.updated_at
    return bool(changed)


def _add_names(new: Sequence[tuple[Term, StarterTerm]], present: Sequence[tuple[Term, StarterTerm]]) -> set[int]:
    known: dict[int, set[tuple[str, str]]] = {term.pk: set() for term, _ in (*new, *present)}
    in_english: set[int] = set()
    present_names = TermName.objects.filter(term__in=[term.pk for term, _ in present])
    for pk, language, text, kind in present_names.values_list("term_id", "language", "text", "kind"):
        known[pk].add((language, text))
        if language == "en" and kind == NameKind.PREFERRED:
            in_english.add(pk)
    names = [
        TermName(
            term_id=term.pk,
            language=name.language,
            text=name.text,
            text_norm=fold(name.text),  # written in bulk, so `save` with its folding is not called
            kind=NameKind.ALTERNATE if term.pk in in_english and name.kind == NameKind.PREFERRED else name.kind,
        )
        for term, starter in (*new, *present)
        for name in starter.names
        if (name.language, name.text) not in known[term.pk]
    ]
    TermName.objects.bulk_create(names, batch_size=_AT_ONCE)
    return {name.term_id for name in names}


def _add_ties(pairs: Iterable[tuple[Term, StarterTerm]], known: _Known) -> set[int]:
    wanted = [
        TermRelation(term_id=term.pk, kind=kind, target_id=known.targets[key], source=STARTER)
        for term, starter in pairs
        for kind, key in starter.ties
        if key in known.targets
    ]
    rows = TermRelation.objects.filter(term__in={row.term_id for row in wanted})
    present = set(rows.values_list("term_id", "kind", "target_id"))
    new = [row for row in wanted if (row.term_id, row.kind, row.target_id) not in present]
    TermRelation.objects.bulk_create(new, batch_size=_AT_ONCE)
    return {row.term_id for row in new}
