"""Terms for tests, with their names."""

from typing import Any

from django.utils.text import slugify

from catalog.choices import NameKind, TermKind
from catalog.models import Term, TermName
from catalog.services.versions import TERMS, raise_version


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
