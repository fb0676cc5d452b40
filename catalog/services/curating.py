"""What a curator changes by hand: kept from later loads, and found."""

from collections.abc import Iterable

from django.utils import timezone

from catalog.choices import NameKind
from catalog.models import Term, TermName


def keep_from_loads(term_ids: Iterable[int]) -> None:
    """Mark terms as curated: from now on no load and no starter file changes them, their names and their ties."""
    Term.objects.filter(pk__in=term_ids, is_curated=False).update(is_curated=True, updated_at=timezone.now())


def find_by_its_name(term: Term) -> None:
    """Terms are found by their spellings: have the term's own name among them."""
    if not term.names.filter(text=term.name).exists():
        has_another = term.names.filter(language="en", kind=NameKind.PREFERRED).exists()
        kind = NameKind.ALTERNATE if has_another else NameKind.PREFERRED
        TermName.objects.create(term=term, language="en", text=term.name, kind=kind)
