"""What ties terms to each other, written once all of them are there: wider terms, successors, dynasties, offices."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from catalog.loaders.nomisma_rdf import Relation, Ties
from catalog.models import Term, TermRelation
from catalog.services.loading_terms import SOURCE
from catalog.services.versions import TERMS, raise_version


class Tree:
    """Which term is the wider one of which, so that no tie closes a circle."""

    def __init__(self) -> None:
        rows = Term.objects.exclude(broader=None).values_list("pk", "broader")
        self.broader: dict[int, int] = {pk: broader for pk, broader in rows if broader}

    def allows(self, pk: int, broader: int) -> bool:
        present: int | None = broader
        while present is not None and present != pk:
            present = self.broader.get(present)
        return present is None

    def put(self, pk: int, broader: int) -> None:
        self.broader[pk] = broader


def write_ties(found: Sequence[Ties], successor: Callable[[str], str], tree: Tree) -> dict[int, datetime]:
    """Write the ties of some terms in one transaction; returns the terms that changed, and when each was written
    last before.

    `successor(uri)` is the address at the end of a chain of replacements. Ties to what is no term are left out.
    """
    replaced = {ties.uri: successor(ties.uri) for ties in found if ties.is_replaced}
    with transaction.atomic():
        terms = _terms(_addresses(found, replaced.values()))
        open_ties = [(term, ties) for ties in found if (term := terms.get(ties.uri)) and not term.is_curated]
        before = {term.pk: term.updated_at for term, _ in open_ties}
        changed = [
            term
            for term, ties in open_ties
            if _set_broader(term, ties, terms, tree) | _set_replaced(term, terms.get(replaced.get(ties.uri, "")))
        ]
        Term.objects.bulk_update(changed, ["broader", "replaced_by", "updated_at"])
        touched = {term.pk for term in changed} | _write_relations(open_ties, terms)
        if touched:
            raise_version(TERMS)
    return {pk: before[pk] for pk in touched}


def _addresses(found: Sequence[Ties], successors: Iterable[str]) -> set[str]:
    mentioned = {uri for ties in found for uri in (ties.uri, *ties.broader)}
    return mentioned.union(successors, (relation.target for ties in found for relation in ties.relations))


def _terms(addresses: set[str]) -> dict[str, Term]:
    only = Term.objects.only("uri", "kind", "source", "is_curated", "broader", "replaced_by", "updated_at")
    return {term.uri: term for term in only.filter(uri__in=addresses) if term.uri}


def _set_broader(term: Term, ties: Ties, terms: dict[str, Term], tree: Tree) -> bool:
    """A place lies in a region before anything else. What is set stays, unless we set it."""
    if term.broader_id and term.source != SOURCE:
        return False
    wider = [terms[uri] for uri in ties.broader if uri in terms and terms[uri].pk != term.pk]
    if not wider or term.broader_id == wider[0].pk or not tree.allows(term.pk, wider[0].pk):
        return False
    tree.put(term.pk, wider[0].pk)
    term.broader, term.updated_at = wider[0], timezone.now()
    return True


def _set_replaced(term: Term, successor: Term | None) -> bool:
    if successor is None or successor.pk in {term.pk, term.replaced_by_id}:
        return False
    term.replaced_by, term.updated_at = successor, timezone.now()
    return True


def _write_relations(open_ties: Sequence[tuple[Term, Ties]], terms: dict[str, Term]) -> set[int]:
    known = {
        (row.term_id, row.kind, row.target_id): row
        for row in TermRelation.objects.filter(term__in=[term.pk for term, _ in open_ties])
    }
    new, changed = [], []
    for term, ties in open_ties:
        for relation in ties.relations:
            target = terms.get(relation.target)
            if target is None or target.pk == term.pk:
                continue
            row = known.get((term.pk, relation.kind, target.pk))
            if row is None:
                new.append(_relation(term, target, relation))
            elif _set_years(row, relation):
                changed.append(row)
    TermRelation.objects.bulk_create(new)
    TermRelation.objects.bulk_update(changed, ["year_start", "year_end", "updated_at"])
    return {row.term_id for row in [*new, *changed]}


def _relation(term: Term, target: Term, relation: Relation) -> TermRelation:
    return TermRelation(
        term=term,
        kind=relation.kind,
        target=target,
        year_start=relation.year_start,
        year_end=relation.year_end,
        source=SOURCE,
    )


def _set_years(row: TermRelation, relation: Relation) -> bool:
    years = (relation.year_start, relation.year_end)
    is_open = row.source == SOURCE or (row.year_start is None and row.year_end is None)
    if not is_open or years == (row.year_start, row.year_end):
        return False
    row.year_start, row.year_end, row.updated_at = *years, timezone.now()
    return True
