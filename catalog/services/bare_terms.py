"""The terms that a catalogue's types cite by address; what the vocabulary lacks is added without more than its name."""

from urllib.parse import urlsplit

from catalog.choices import NameKind, TermKind
from catalog.loaders.nomisma_rdf import NOMISMA
from catalog.models import Term, TermName
from catalog.services.loading_terms import BARE, Slugs
from catalog.services.versions import TERMS, raise_version
from coinstack.text import fold


class CitedTerms:
    """Remembers what it found: a catalogue cites the same few hundred terms over and over."""

    def __init__(self) -> None:
        self.found: dict[str, int] = {}
        self.same_as: dict[str, int] | None = None
        self.slugs: Slugs | None = None

    def find(self, wanted: set[tuple[str, TermKind]]) -> dict[str, int]:
        """Ids by address; call within a transaction. A replaced term gives its successor.

        An address of another authority (the British Museum's persons) is looked up among the matches of the terms.
        """
        missing = {uri: kind for uri, kind in sorted(wanted) if uri not in self.found}
        ours = [uri for uri in missing if uri.startswith(NOMISMA)]
        for term in Term.objects.filter(uri__in=ours).only("uri", "replaced_by"):
            self.found[str(term.uri)] = term.replaced_by_id or term.pk
        self._add({uri: missing[uri] for uri in ours if uri not in self.found})
        for uri in missing.keys() - set(ours):
            if term_id := self._matches().get(uri):
                self.found[uri] = term_id
        return self.found

    def _add(self, missing: dict[str, TermKind]) -> None:
        if not missing:
            return
        self.slugs = self.slugs or Slugs()
        terms = [_bare(uri, kind, self.slugs) for uri, kind in missing.items()]
        Term.objects.bulk_create(terms)
        TermName.objects.bulk_create(
            TermName(term=term, language="en", text=term.name, text_norm=fold(term.name), kind=NameKind.PREFERRED)
            for term in terms
        )
        raise_version(TERMS)
        self.found |= {str(term.uri): term.pk for term in terms}

    def _matches(self) -> dict[str, int]:
        if self.same_as is None:
            self.same_as = {
                address: term.pk
                for term in Term.objects.filter(replaced_by=None).only("same_as").order_by("-pk")
                for address in term.same_as
                if urlsplit(address).netloc == "collection.britishmuseum.org"
            }
        return self.same_as


def _bare(uri: str, kind: TermKind, slugs: Slugs) -> Term:
    """hadrian_ii → "Hadrian ii" is no name to print, but one to find; the vocabulary will bring a better one."""
    concept = uri.removeprefix(NOMISMA)
    name = concept.replace("_", " ").strip()[:200]
    return Term(kind=kind, name=name[:1].upper() + name[1:], slug=slugs.free(kind, concept), uri=uri, source=BARE)
