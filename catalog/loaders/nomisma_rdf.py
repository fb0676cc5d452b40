"""A concept of Nomisma as a row of the vocabulary: names, place, reign, roles, and what it hangs together with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from catalog.choices import NameKind, RelationKind, TermKind
from catalog.loaders.facts import Document, document_of, is_address
from catalog.loaders.kinds import CONCEPT, LEFT_OUT, is_rule, kind_of
from coinstack.text import clean_text

NOMISMA: Final = "http://nomisma.org/id/"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
LONGEST_NAME: Final = 200
_LONGEST_SPELLING: Final = 250
_LONGEST_LANGUAGE: Final = 12
_FAMILIAR: Final = ("en", "la", "")
_YEAR: Final = re.compile(r"\s*(-?)0*(\d{1,4})(?:-\d\d(?:-\d\d)?)?(?:T.*)?Z?\s*")
_PLACES: Final = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Spelling:
    language: str
    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie to another concept, with signed years where they are known."""

    kind: RelationKind
    target: str
    year_start: int | None = None
    year_end: int | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """Years are signed, −44 = 44 BC; coordinates WGS 84 degrees; `problems` names what was left out."""

    uri: str
    kind: TermKind
    name: str
    spellings: tuple[Spelling, ...]
    definition: str = ""
    year_start: int | None = None
    year_end: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    same_as: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ties:
    """What can be written only when all concepts are there: addresses of other concepts."""

    uri: str
    broader: tuple[str, ...]
    is_replaced: bool
    relations: tuple[Relation, ...]


def is_concept(document: Document) -> bool:
    """True for what has an address of Nomisma's and a class; ontologies mention some as examples."""
    is_named = document.uri.startswith(NOMISMA) and document.uri != NOMISMA and is_address(document.uri)
    return is_named and any(not name.startswith(_OWL) for name in document.values("type"))


def reason_left_out(document: Document) -> str:
    """Why a concept is no word of the vocabulary."""
    classes = [name for name in document.values("type") if name != CONCEPT]
    known = next((LEFT_OUT[name] for name in classes if name in LEFT_OUT), "")
    return known or f"class {', '.join(classes) or 'not given'}: unknown here"


def read_kind(document: Document) -> TermKind | None:
    roles = [role for membership in _memberships(document) for role in membership.roles]
    definition = _in_english(document.texts("definition"))
    return kind_of(document.values("type"), roles, definition, document.uri.removeprefix(NOMISMA))


def read_concept(document: Document, kind: TermKind) -> Concept | None:
    """None for a concept without a name."""
    spellings = tuple(_spellings(document))
    name = _name(spellings)
    if not name:
        return None
    matches = [*document.values("exactMatch"), *document.values("closeMatch")]
    start, end = _years(document, kind)
    latitude, longitude = _place(document)
    return Concept(
        uri=document.uri,
        kind=kind,
        name=name,
        spellings=spellings,
        definition=_in_english(document.texts("definition")),
        year_start=start,
        year_end=end,
        latitude=latitude,
        longitude=longitude,
        same_as=tuple(sorted(set(filter(is_address, matches)))),
        metadata=_metadata(document),
        problems=tuple(_problems(document, matches)),
    )


def read_ties(document: Document) -> Ties:
    return Ties(
        uri=document.uri,
        broader=tuple(_broader(document)),
        is_replaced=bool(document.first("isReplacedBy")),
        relations=tuple(_relations(document)),
    )


def read_year(text: str) -> int | None:
    """-0027, 0014, 0037-03-16 → −27, 14, 37.

    The dumps count years as the field does, −0039 = 39 BC, not astronomically; a year 0000 means nothing and is None.
    """
    match = _YEAR.fullmatch(text)
    if not match:
        return None
    year = int(match[2]) * (-1 if match[1] else 1)
    return year or None


@dataclass(frozen=True, slots=True)
class _Membership:
    roles: list[str]
    organizations: list[str]
    start: int | None
    end: int | None


def _memberships(document: Document) -> list[_Membership]:
    found = []
    for part in document.values("hasMembership"):
        roles = [role.removeprefix(NOMISMA) for role in document.values("role", part)]
        organizations = [document_of(address) for address in document.values("organization", part)]
        if roles or organizations:
            found.append(_Membership(roles, organizations, *consistent(*_bounds(document, part))))
    return found


def _bounds(document: Document, subject: str) -> tuple[int | None, int | None]:
    starts = filter(None, map(read_year, document.values("hasStartDate", subject)))
    ends = filter(None, map(read_year, document.values("hasEndDate", subject)))
    return min(starts, default=None), max(ends, default=None)


def consistent(start: int | None, end: int | None) -> tuple[int | None, int | None]:
    """Both years, or none: of an end before its beginning nobody can tell which of the two is wrong."""
    return (None, None) if start and end and start > end else (start, end)


def _problems(document: Document, matches: list[str]) -> Iterator[str]:
    yield from (f"the malformed address {match}" for match in matches if not is_address(match))
    for part in [document.uri, *document.values("hasMembership")]:
        start, end = _bounds(document, part)
        if (start, end) != consistent(start, end):
            yield f"the years {start} to {end}, which contradict each other"


def _years(document: Document, kind: TermKind) -> tuple[int | None, int | None]:
    """The reign of one who ruled, else the time in office; for all else what the concept itself is dated to."""
    memberships = _memberships(document)
    if kind == TermKind.ISSUER:
        memberships = [one for one in memberships if any(map(is_rule, one.roles))] or memberships
    starts = [one.start for one in memberships if one.start]
    ends = [one.end for one in memberships if one.end]
    own = consistent(*_bounds(document, document.uri))
    return consistent(min(starts, default=own[0]), max(ends, default=own[1]))


def _spellings(document: Document) -> Iterator[Spelling]:
    """Preferred ones first; a language has one preferred name, a second one is an alternate."""
    seen: set[tuple[str, str]] = set()
    preferred: set[str] = set()
    for predicate in ("prefLabel", "altLabel"):
        for language, raw in document.texts(predicate):
            text = clean_text(raw)
            language = language if len(language) <= _LONGEST_LANGUAGE else ""
            if not text or len(text) > _LONGEST_SPELLING or (language, text) in seen:
                continue
            is_first = predicate == "prefLabel" and language not in preferred
            seen.add((language, text))
            preferred.add(language)
            yield Spelling(language, text, NameKind.PREFERRED if is_first else NameKind.ALTERNATE)


def _name(spellings: tuple[Spelling, ...]) -> str:
    short = [one for one in spellings if len(one.text) <= LONGEST_NAME]
    for language in _FAMILIAR:
        for spelling in short:
            if spelling.language == language:
                return spelling.text
    return short[0].text if short else ""


def _in_english(texts: list[tuple[str, str]]) -> str:
    by_language = dict(reversed(texts))
    return clean_text(by_language.get("en") or by_language.get("") or "", keep_lines=True)


def _place(document: Document) -> tuple[Decimal | None, Decimal | None]:
    for part in [*document.values("location"), document.uri]:
        latitude = _degrees(document.first("lat", part), 90)
        longitude = _degrees(document.first("long", part), 180)
        if latitude is not None and longitude is not None:
            return latitude, longitude
    return None, None


def _degrees(text: str, most: int) -> Decimal | None:
    try:
        degrees = Decimal(text.strip())
    except InvalidOperation:
        return None
    return degrees.quantize(_PLACES) if degrees.is_finite() and abs(degrees) <= most else None


def _metadata(document: Document) -> dict[str, Any]:
    roles = [role for membership in _memberships(document) for role in membership.roles]
    fields = [field.removeprefix(NOMISMA) for field in document.values("isPartOf")]
    said = {
        "roles": sorted(set(roles)),
        "fields": fields,
        "born": read_year(document.first("date", document.first("birth"))),
        "died": read_year(document.first("date", document.first("death"))),
    }
    return {name: value for name, value in said.items() if value}


def _broader(document: Document) -> Iterator[str]:
    """The wider concept; of a mint without one, the region that its place lies in."""
    yield from (document_of(address) for address in document.values("broader"))
    for part in document.values("location"):
        yield from (document_of(address) for address in document.values("isPartOf", part))


def _relations(document: Document) -> Iterator[Relation]:
    """One for each kind and target, over all memberships; one without a role says nothing."""
    found: dict[tuple[RelationKind, str], Relation] = {}
    for family in document.values("memberOf"):
        relation = Relation(RelationKind.DYNASTY, document_of(family))
        found[relation.kind, relation.target] = relation
    for membership in _memberships(document):
        if not membership.roles:
            continue
        kind = RelationKind.RULED if any(map(is_rule, membership.roles)) else RelationKind.OFFICE
        for target in membership.organizations:
            known = found.get((kind, target))
            found[kind, target] = _widened(known, Relation(kind, target, membership.start, membership.end))
    yield from found.values()


def _widened(known: Relation | None, more: Relation) -> Relation:
    if known is None:
        return more
    starts = [year for year in (known.year_start, more.year_start) if year]
    ends = [year for year in (known.year_end, more.year_end) if year]
    return Relation(more.kind, more.target, min(starts, default=None), max(ends, default=None))
