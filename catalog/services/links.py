"""Where a type can be looked up on the web."""

from dataclasses import dataclass
from string import Formatter
from typing import Final

from catalog.models import CatalogType
from catalog.references.roman import read_roman

_SITES: Final = {
    "numismatics.org/ocre": "OCRE",
    "numismatics.org/crro": "CRRO",
    "numismatics.org/pella": "PELLA",
    "numismatics.org/sco": "Seleucid Coins Online",
    "numismatics.org/pco": "Ptolemaic Coins Online",
    "rpc.ashmus.ox.ac.uk": "RPC Online",
    "nomisma.org": "Nomisma",
}
_FIELDS: Final = frozenset({"volume", "volume_number", "number", "suffix", "section"})


@dataclass(frozen=True, slots=True)
class TypeLink:
    label: str
    url: str


def links_of(catalog_type: CatalogType) -> list[TypeLink]:
    """Return the addresses of a type: its own, that of its work's template, and those that were found online.

    A template is the system's `url_template` with {volume}, {volume_number} (Arabic), {number}, {suffix}, {section};
    it is left out when it is malformed or names a field that the type lacks. So are addresses that are not http.
    """
    found = [catalog_type.uri or "", _from_template(catalog_type)]
    found += [link.url for link in catalog_type.external_links.all()]
    addresses = dict.fromkeys(url for url in found if url.startswith(("http://", "https://")))
    return [TypeLink(_label(url), url) for url in addresses]


def _from_template(catalog_type: CatalogType) -> str:
    template = catalog_type.system.url_template
    values = {name: str(getattr(catalog_type, name, "")) for name in _FIELDS - {"volume_number"}}
    values["volume_number"] = _arabic(catalog_type.volume)
    try:
        named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        is_filled = named <= _FIELDS and all(values[name] for name in named - {"suffix"})
        return template.format(**values) if is_filled else ""
    except (ValueError, LookupError):  # a curator's template with an unpaired brace, or a format that no text has
        return ""


def _arabic(volume: str) -> str:
    roman, point, rest = volume.partition(".")
    number = read_roman(roman)
    return f"{number}{point}{rest}" if number else volume


def _label(url: str) -> str:
    return next((label for site, label in _SITES.items() if site in url), url.split("/")[2])
