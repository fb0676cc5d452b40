"""The statements that the loaders understand, told apart from everything else that RDF may say."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NMO: Final = "http://nomisma.org/ontology#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
ORG: Final = "http://www.w3.org/ns/org#"
GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
BIO: Final = "http://purl.org/vocab/bio/0.1/"

LONGEST_ADDRESS: Final = 200
NAMELESS: Final = "bnode:"

_NAMES: Final = {
    RDF: "type",
    SKOS: "prefLabel altLabel definition exactMatch closeMatch broader",
    DCTERMS: "isReplacedBy isPartOf description date",
    ORG: "memberOf hasMembership role organization",
    GEO: "location lat long",
    BIO: "birth death",
    NMO: (
        "hasStartDate hasEndDate hasAuthority hasIssuer hasMint hasDenomination hasMaterial hasRegion hasObverse "
        "hasReverse hasLegend hasPortrait"
    ),
}
PREDICATES: Final = {space + name: name for space, names in _NAMES.items() for name in names.split()}

_NO_ADDRESS: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\ufffd]")


class Fact(NamedTuple):
    """One statement: `predicate` is the short name of PREDICATES, `value` an address or a text."""

    subject: str
    predicate: str
    value: str
    language: str = ""


class Document(NamedTuple):
    """All facts about one concept or type: of its own address and of the parts that hang on it (#this, #obverse)."""

    uri: str
    facts: dict[str, list[Fact]]

    def values(self, predicate: str, subject: str = "") -> list[str]:
        """What the subject (the concept itself by default) says under a predicate.

        Without doubles and sorted: RDF knows no order, and the same facts come in another one in each form of a dump.
        """
        return sorted({value for _, value in self.texts(predicate, subject)})

    def first(self, predicate: str, subject: str = "") -> str:
        values = self.values(predicate, subject)
        return values[0] if values else ""

    def texts(self, predicate: str, subject: str = "") -> list[tuple[str, str]]:
        """(language, text) pairs, sorted as well."""
        facts = self.facts.get(subject or self.uri, ())
        return sorted({(fact.language, fact.value) for fact in facts if fact.predicate == predicate})


def document_of(subject: str) -> str:
    """The address of the concept that a subject belongs to; https and http are one."""
    address = subject.partition("#")[0]
    return "http" + address[5:] if address.startswith("https:") else address


def nameless_in(file: str) -> str:
    """What the nodes without an address are called by in a file, before their labels: these mean nothing outside it."""
    return f"{NAMELESS}{hashlib.blake2b(file.encode(), digest_size=8).hexdigest()}-"


def gather(facts: Iterable[Fact]) -> Iterator[Document]:
    """Facts sorted by document become documents."""
    present: Document | None = None
    for fact in facts:
        uri = document_of(fact.subject)
        if present is None or present.uri != uri:
            if present:
                yield present
            present = Document(uri, {})
        subject = fact.subject if "#" in fact.subject else uri
        present.facts.setdefault(subject, []).append(fact)
    if present:
        yield present


def is_address(text: str) -> bool:
    """False for what cannot be an IRI, such as text that lost its letters on the way, or is too long to be kept."""
    return ":" in text and len(text) <= LONGEST_ADDRESS and not _NO_ADDRESS.search(text)
