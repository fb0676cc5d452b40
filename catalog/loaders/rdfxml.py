"""RDF/XML as a stream of facts: one node of the file in memory at a time.

Understands nodes with a type, an address or none, nested ones, property attributes, `parseType="Resource"`, `xml:lang`
and `xml:base`. Collections, containers and XML literals are passed over: the ontology of the field has none.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

from catalog.loaders.facts import PREDICATES, RDF, Fact, nameless_in
from catalog.loaders.sources import Source, SourceUnreadable

_MOST_ELEMENTS: Final = 200_000
_LONGEST_ENTITY: Final = 300
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_ABOUT, _ID, _NODE = f"{{{RDF}}}about", f"{{{RDF}}}ID", f"{{{RDF}}}nodeID"
_RESOURCE, _PARSE, _DESCRIPTION = f"{{{RDF}}}resource", f"{{{RDF}}}parseType", f"{{{RDF}}}Description"
_ROOT: Final = f"{{{RDF}}}RDF"
_SHORT: Final = {f"{{{iri.removesuffix(name)}}}{name}": name for iri, name in PREDICATES.items()}


def read_rdf_xml(source: Source) -> Iterator[Fact]:
    """Raises SourceUnreadable for broken XML, for declared entities and for XML of something else."""
    parser = etree.iterparse(
        source.stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _walk(parser, source.name)
    except etree.XMLSyntaxError as error:
        raise SourceUnreadable(f"{source.name} is not well-formed XML: {error.msg}.") from error


def _walk(parser: "etree.iterparse[tuple[str, etree._Element]]", name: str) -> Iterator[Fact]:
    depth = elements = nodes = 0
    root: etree._Element | None = None
    nameless = nameless_in(name)
    for event, element in parser:
        if event == "start":
            if root is None:
                root = _checked_root(element, name)
            depth += 1
            elements += 1
            if elements > _MOST_ELEMENTS:
                raise SourceUnreadable(f"{name}: one node of the file has more than {_MOST_ELEMENTS:,} parts.")
            continue
        depth -= 1
        if depth == 1:
            nodes += 1
            yield from _Node(nameless, nodes).facts(element)
            elements = 0
            element.clear()
            _forget_before(element)


def _forget_before(element: "etree._Element") -> None:
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _checked_root(element: "etree._Element", name: str) -> "etree._Element":
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(map(_can_explode, dtd.entities())):  # type: ignore[attr-defined]
        raise SourceUnreadable(f"{name} declares entities that can be made to explode.")
    if element.tag != _ROOT:
        raise SourceUnreadable(f"{name} is XML, but not RDF: it begins with <{etree.QName(element).localname}>.")
    return element


def _can_explode(entity: Any) -> bool:
    """Ontologies abbreviate addresses by entities; what is made of other entities, or is fetched, is no such thing."""
    return entity.content is None or "&" in entity.content or len(entity.content) > _LONGEST_ENTITY


class _Node:
    """One node at the top of the file, with what is nested in it; nodes without address and label are numbered."""

    def __init__(self, nameless: str, number: int) -> None:
        self.nameless, self.number = nameless, number
        self.inside = 0

    def facts(self, element: "etree._Element") -> Iterator[Fact]:
        yield from self._of_node(element, self._subject(element))

    def _subject(self, element: "etree._Element") -> str:
        about = element.get(_ABOUT)
        if about is not None:
            return _absolute(element, about)
        if (fragment := element.get(_ID)) is not None:
            return _absolute(element, f"#{fragment}")
        if (label := element.get(_NODE)) is not None:
            return self.nameless + label
        self.inside += 1
        return f"{self.nameless}{self.number}-{self.inside}"

    def _of_node(self, element: "etree._Element", subject: str) -> Iterator[Fact]:
        if element.tag != _DESCRIPTION:
            name = etree.QName(element)
            yield Fact(subject, "type", f"{name.namespace or ''}{name.localname}")
        for key, value in element.attrib.items():
            if str(key) in _SHORT:
                yield Fact(subject, _SHORT[str(key)], str(value))
        for child in element:
            if isinstance(child.tag, str) and child.tag in _SHORT:
                yield from self._of_property(child, subject, _SHORT[child.tag])

    def _of_property(self, element: "etree._Element", subject: str, predicate: str) -> Iterator[Fact]:
        if (resource := element.get(_RESOURCE)) is not None:
            yield Fact(subject, predicate, _absolute(element, resource))
        elif (label := element.get(_NODE)) is not None:
            yield Fact(subject, predicate, self.nameless + label)
        elif element.get(_PARSE) == "Resource":
            yield from self._nested(element, subject, predicate, self._subject(element))
        elif element.get(_PARSE) is None:
            inner = next((child for child in element if isinstance(child.tag, str)), None)
            if inner is None:
                yield Fact(subject, predicate, element.text or "", _language(element))
            else:
                yield from self._nested(inner, subject, predicate, self._subject(inner))

    def _nested(self, element: "etree._Element", subject: str, predicate: str, inner: str) -> Iterator[Fact]:
        yield Fact(subject, predicate, inner)
        typed = element.tag not in _SHORT
        for fact in self._of_node(element, inner):
            if typed or fact.predicate != "type":
                yield fact


def _language(element: "etree._Element") -> str:
    return (_inherited(element, f"{_XML}lang") or "").lower()


def _inherited(element: "etree._Element", attribute: str) -> str | None:
    present: etree._Element | None = element
    while present is not None:
        if (value := present.get(attribute)) is not None:
            return str(value)
        present = present.getparent()
    return None


def _absolute(element: "etree._Element", address: str) -> str:
    """By `xml:base` only: where the file lies says nothing about what its addresses mean."""
    if ":" in address.partition("/")[0]:
        return address
    base = _inherited(element, f"{_XML}base")
    return urljoin(base, address) if base else address
