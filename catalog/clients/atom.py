"""The Atom feed that Numishare's search answers with."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from catalog.clients.base import LONGEST_NAME, Hit, distinct_hits, plain
from catalog.clients.reconciling import ReadHit
from coinstack.http import Answer, Unreadable

_ATOM: Final = "{http://www.w3.org/2005/Atom}"


def parse_feed(answer: Answer, read_hit: ReadHit) -> list[Hit]:
    """Return the entries in the order of the feed; raises Unreadable. Entities are not expanded, nothing is loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(answer.body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(answer.url, f"The answer is no XML ({error}).") from error
    if root is None or root.tag != f"{_ATOM}feed":
        raise Unreadable(answer.url, "The answer is no Atom feed.")
    return distinct_hits(_hits(root, read_hit))


def _hits(root: etree._Element, read_hit: ReadHit) -> Iterator[Hit]:
    """The relevance of the feed has no upper end, so it is not carried over as a score."""
    for entry in root.iterfind(f"{_ATOM}entry"):
        label = plain(entry.findtext(f"{_ATOM}title"), LONGEST_NAME)
        named = read_hit(plain(entry.findtext(f"{_ATOM}id"), LONGEST_NAME), label)
        if named:
            yield Hit(*named, label or named[0])
