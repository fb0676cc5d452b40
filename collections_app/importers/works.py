"""Headings that name works of reference ("RSC", "RIC/RSC", "Ref. RIC"), and the numbers below them as citations."""

import re
from dataclasses import dataclass
from functools import cache

from catalog.references.folding import fold_text
from catalog.references.systems import NameFound, find_name

_NUMBER_WORD = re.compile(r"[\s.:]*(?:no|nr|num|number|#|°|º)?[\s.:]*$", re.I)
_COPY = re.compile(r"\s\(\d+\)$")
_MORE_SAID = re.compile(r"\s*\([^()]+\)\s*$")
_SEAR = {"sear", "srcv"}
_REFERENCE = (
    "ref|réf|refs|reference|references|référence|références|referenz|referenzen|referencia|referencias|riferimento|"
    "riferimenti|rif|cat|catalog|catalogue|katalog|catalogo|catálogo|catalogus|zitat|zitate|nach|selon|secondo|según"
)
_SAID_BEFORE = re.compile(rf"^(?:{_REFERENCE}|nr|no|num|n°|nº)(?:[.:,\s-]+|\s*(?=\())", re.I)
_SAID_BEHIND = re.compile(rf"[\s-]+(?:{_REFERENCE})\.?$", re.I)
_JOINED = re.compile(r"\s*[/,;+&|]\s*|\s+(?:and|or|und|oder|et|ou|e|o|y|en|of)\s+", re.I)
# Numbers of these have no slash of their own, so that one between two of them parts them.
_SLASHED_APART = frozenset({"ric", "rsc", "cohen", "bmcre", "bmcrr", "sear", "sydenham", "calico"})
_VOLUME = re.compile(r"(.+?)[\s.-]+(?:vol|volume|band|bd|tome|t|tomo|deel|volumen)\.?", re.I)
_VOLUME_NUMBER = re.compile(r"[IVX]{1,5}(?:[./-]?\d{1,2})?|\d{1,2}")
_CITED_PART = re.compile(r"(?:.*\d.*|-+)", re.S)


@dataclass(frozen=True, slots=True)
class Citation:
    """`text` cites what a cell says; `works` are those between which it leaves open whose number it is."""

    text: str
    works: tuple[str, ...] = ()


@cache
def works_named(heading: str) -> tuple[str, ...]:
    """The works whose numbers a column holds ("RIC / RSC", "Ref. RIC"), none for any other heading.

    Of two names of one work ("Crawford/RRC") the first is kept. Words that only say "reference" are left aside.
    """
    if work := _work(heading):
        return (work,)
    plain = _SAID_BEHIND.sub("", _SAID_BEFORE.sub("", _COPY.sub("", heading.strip()), count=1))
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1]
    works = [_work(part) for part in ([plain] if _work(plain) else _JOINED.split(plain))]
    named: dict[str, str] = {}
    for work in works:
        named.setdefault(_system(work), work)
    return tuple(named.values()) if all(works) else ()


def _work(name: str) -> str:
    """The name of one work ("Cohen #", "RIC (2nd ed.)"), "" for any other.

    Names that are also words or persons of daily speech are none; of "RIC (2)" the number tells two columns apart, and
    what else stands in brackets belongs to the name.
    """
    said = _COPY.sub("", name.strip())
    if (plain := _MORE_SAID.sub("", said)) != said:
        return said if _work(plain) else ""
    bare = _NUMBER_WORD.sub("", said)
    if bare.lower() == "price" and bare != said:
        return bare  # the catalogue, where it is numbers that the column holds
    found = _found(bare)
    is_whole = found is not None and (not bare[found.end :].strip(" .") or found.name.system.code == "sng")
    return bare if is_whole or bare.lower() in _SEAR else ""


def _found(name: str) -> NameFound | None:
    return find_name(fold_text(name.lower()), 0) if name and name[0].isalpha() else None


def _system(work: str) -> str:
    """By what two names of one work are known as such; a Sylloge is another one for each collection."""
    found = _found(work)
    return found.name.system.code if found and found.name.system.code != "sng" else work.casefold()


def cited(heading: str, text: str) -> Citation:
    """A cell of a column that is headed by works: "25" under "RIC" is RIC 25, "25/100" under "RIC/RSC" one of each.

    What names a work itself stays. A number below several works is cited with all their names, as none of them.
    """
    said, works = text.strip(), works_named(heading)
    if not works or not said or names_a_work(said):
        return Citation(text)
    if len(works) == 1:
        return Citation(f"{works[0]} {said}")
    if not any(map(str.isdigit, said)):
        return Citation(text)
    parts = _parted(said, works)
    if parts:
        return Citation("; ".join(part if names_a_work(part) else f"{work} {part}" for work, part in parts))
    return Citation(f"{said} ({' or '.join(works)})", works)


@cache
def volume_headed(heading: str) -> str:
    """The work whose volumes a column holds ("RIC Vol."), "" for any other."""
    found = _VOLUME.fullmatch(heading.strip())
    return _work(found[1]) if found else ""


def in_volume(text: str, volume: str) -> str:
    """A bare number with the volume that another column tells: "635" and "III" are III 635."""
    said = volume.strip().removeprefix("vol.").removeprefix("Vol.").strip()
    return f"{said} {text.strip()}" if _VOLUME_NUMBER.fullmatch(said) and text.strip()[:1].isdigit() else text


def names_a_work(text: str) -> bool:
    """Whether a citation begins with the name of a work, as "RIC 25" does."""
    return text[:1].isalpha() and find_name(fold_text(text), 0) is not None


def _parted(text: str, works: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each work with its part of the text, where there are as many parts as works."""
    marks = [r"\s*;\s*", r"\s+/\s+", r"\s*,\s*"]
    if all(_system(work) in _SLASHED_APART for work in works):
        marks.append("/")
    for mark in marks:
        parts = re.split(mark, text)
        if len(parts) == len(works) and all(map(_CITED_PART.fullmatch, parts)):
            return list(zip(works, parts, strict=True))
    return []
