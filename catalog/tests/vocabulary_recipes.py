"""Terms for tests, with their names, and those of the starter vocabulary."""

from typing import Any

from django.utils.text import slugify

from catalog.choices import NameKind, TermKind
from catalog.models import CatalogVersion, Term, TermName
from catalog.services.seeding import seed_vocabulary
from catalog.services.versions import TERMS, raise_version
from catalog.services.vocabulary import NOMISMA


def make_term(name: str, kind: str = TermKind.ISSUER, names: tuple[str, ...] = (), **columns: Any) -> Term:
    """A term with its English name and further ones: "la:Traianus", "dealer:Trajano", or in no language."""
    slug = columns.pop("slug", slugify(name))
    term = Term.objects.create(kind=kind, name=name, slug=slug, **columns)
    TermName.objects.create(term=term, language="en", text=name, kind=NameKind.PREFERRED)
    for each in names:
        language, _, text = each.rpartition(":")
        kept = NameKind.DEALER if language == "dealer" else NameKind.ALTERNATE
        TermName.objects.create(term=term, language="" if language == "dealer" else language, text=text, kind=kept)
    raise_version(TERMS)
    return term


def by_id(name: str) -> Term:
    """The term by what Nomisma calls it: "nero"."""
    return Term.objects.get(uri=NOMISMA + name)


def read_again() -> int:
    """The starter vocabulary, as if its files had changed: how many terms were written."""
    CatalogVersion.objects.filter(name="starter_terms").delete()
    return seed_vocabulary()
