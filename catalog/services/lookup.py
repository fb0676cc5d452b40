"""The type that a reference means: from the local catalogue, then from what was read before, then from the web."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from django.utils import timezone

from catalog.choices import STUB
from catalog.clients.base import Client, Hit, Question
from catalog.clients.registry import client_for, is_switched_on
from catalog.models import CatalogType, Term
from catalog.references import Candidate, Context, Reference, parse_references
from catalog.references.problems import told
from catalog.references.type_ids import read_type_id, type_display
from catalog.references.type_rows import Resolution
from catalog.services.lookup_online import Found, ask
from catalog.services.lookup_storing import store_document
from catalog.services.resolving import resolve_reference
from catalog.services.resolving_context import KnownNames
from catalog.services.vocabulary import ISSUERS, MINTS, PERSONS, find_term
from coinstack.http import ConnectionFailed, Network, Offline, SourceError, TimedOut, TooBusy, network

Status = Literal["success", "not_found", "ambiguous", "deferred", "error"]
_MAY_WORK_LATER: Final = (ConnectionFailed, Offline, TimedOut, TooBusy)
_NAMED_IN: Final = ("en", "la", "")
_MOST_NAMES: Final = 20


@dataclass(frozen=True, slots=True)
class Lookup:
    """`message` says why there is no one type, or what else to know; it is '' when there is nothing to say.

    deferred: the catalogue could not be asked now; error: it was asked and did not answer as it should.
    """

    status: Status
    catalog_type: CatalogType | None = None
    candidates: tuple[Candidate, ...] = ()
    message: str = ""


def look_up(text: str, context: Context, *, is_online: bool = False, way_out: Network | None = None) -> Lookup:
    """Look the first reference of a text up; what a catalogue on the web answers is stored.

    Without `is_online` only what is here is used: types, and answers that were kept. Never raises for what the text
    or the outside holds; never call it inside a transaction.
    """
    references = parse_references(text, context).references
    if not references:
        return Lookup("not_found", message="No reference to a catalogue can be read in this text.")
    found = _look_up(references[0], context, is_online, way_out or network(from_memory=not is_online))
    remarks = [found.message]
    if len(references) > 1 and not found.message:
        remarks.append(f"Only {references[0].display} was looked up; the text holds {len(references) - 1} more.")
    remarks += [
        _sentence(told(f"{field}_unknown", name)) for field, name in KnownNames().known(context).unknown.items()
    ]
    return replace(found, message=" ".join(filter(None, remarks)))


def _sentence(problem: str) -> str:
    text = problem.partition(": ")[2]
    return f"{text[0].upper()}{text[1:]}."


def _look_up(reference: Reference, context: Context, is_online: bool, way_out: Network) -> Lookup:
    resolution = resolve_reference(reference, context)
    rows = [row for row in resolution.types if row.source != STUB]
    client = client_for(reference.system, way_out)
    if resolution.state == "not_cited":
        return Lookup("not_found", message=_why_not_cited(reference))
    if resolution.state == "resolved" and rows:
        known = CatalogType.objects.get(pk=rows[0].pk)
        return _fresh(known, client) if is_online else Lookup("success", known)
    if rows:
        return Lookup("ambiguous", candidates=resolution.candidates, message=_why(resolution))
    if client is None:
        return Lookup("not_found", message=f"{reference.display} is not known here, nor read anywhere on the web.")
    return _from_outside(client, _question(reference, context), is_online)


def _why_not_cited(reference: Reference) -> str:
    why = "; ".join(reference.problems) or "it gives no number."
    return f"{reference.display} is not said to be the coin's type: {why}"


def _why(resolution: Resolution) -> str:
    """Why a single type is not taken, or what would decide between several."""
    if resolution.state == "doubtful":
        return "; ".join(told(problem) for problem in resolution.problems)
    decides = ", ".join(resolution.decides)
    return f"The reference fits several types; what would decide: {decides}." if decides else "It fits several types."


def _fresh(row: CatalogType, client: Client | None) -> Lookup:
    """What was fetched too long ago is fetched again; what is here still serves when that fails."""
    link = row.external_links.filter(source=client.code).first() if client else None
    if not client or not link or not row.stale_after or row.stale_after > timezone.now():
        return Lookup("success", row)
    try:
        document = client.fetch(link.external_id)
        return Lookup("success", store_document(document, keep_for=client.keep_for) if document else row)
    except SourceError as error:
        return Lookup("success", row, message=f"It could not be brought up to date: {error.message}")


def _from_outside(client: Client, question: Question, is_online: bool) -> Lookup:
    if not is_switched_on(question.reference.system):
        return Lookup(
            "deferred",
            candidates=_links(client, question),
            message="Reading this catalogue online is switched off (COINSTACK_RPC_ONLINE).",
        )
    try:
        return _judged(ask(client, question), client, question)
    except Offline as error:
        if not is_online:
            return Lookup("not_found", message=f"{question.reference.display} is not known here. Ask online for more.")
        return Lookup("deferred", candidates=_links(client, question), message=error.message)
    except _MAY_WORK_LATER as error:
        return Lookup("deferred", candidates=_links(client, question), message=_failure(error))
    except SourceError as error:
        return Lookup("error", candidates=_links(client, question), message=_failure(error))


def _judged(found: Found, client: Client, question: Question) -> Lookup:
    if found.document:
        row = store_document(found.document, keep_for=client.keep_for)
        return Lookup(
            "success", row, message="Only part of the page could be read." if found.document.is_partial else ""
        )
    if found.hits:
        message = "The catalogue has several types that the reference may mean, or has it under another name."
        return Lookup("ambiguous", candidates=_candidates(found.hits), message=message)
    return Lookup("not_found", message=f"{question.reference.display} is not in the catalogue on the web.")


def _links(client: Client, question: Question) -> tuple[Candidate, ...]:
    """Where a reader would find the type, as far as the reference says it."""
    return _candidates(Hit(id, client.uri(id), id) for id in client.guess_ids(question))


def _candidates(hits: Iterable[Hit]) -> tuple[Candidate, ...]:
    return tuple(Candidate(hit.uri, type_display(key) if (key := read_type_id(hit.uri)) else hit.label) for hit in hits)


def _failure(error: SourceError) -> str:
    return f"{error.message} ({error.url})"


def _question(reference: Reference, context: Context) -> Question:
    """With all the names that rulers and mint go by, so that the catalogue's own spelling is among them."""
    return Question(
        reference,
        rulers=_names(context.issuer, ISSUERS),
        portraits=_names(context.portrait, PERSONS),
        mints=_names(context.mint, MINTS),
    )


def _names(given: str, kinds: Sequence[str]) -> tuple[str, ...]:
    term = find_term(given, kinds) if given else None
    if not term:
        return (given.replace("_", " "),) if given else ()
    texts = term.names.filter(language__in=_NAMED_IN).values_list("text", flat=True)[:_MOST_NAMES]
    return tuple(dict.fromkeys([term.name, given, *texts]))


def as_json(lookup: Lookup) -> dict[str, Any]:
    """The keys of the `lookup_reference` command."""
    return {
        "status": lookup.status,
        "type": type_json(lookup.catalog_type) if lookup.catalog_type else None,
        "candidates": [{"uri": candidate.uri, "display": candidate.display} for candidate in lookup.candidates],
        "message": lookup.message,
    }


def type_json(row: CatalogType) -> dict[str, Any]:
    """A type as plain values: names of terms, signed years, grams and millimetres."""
    return {
        "uri": row.uri,
        "display": row.display,
        "system": row.system.code,
        "volume": row.volume,
        "edition": row.edition,
        "section": row.section,
        "number": row.number,
        "suffix": row.suffix,
        "qualifier": row.qualifier,
        "authority": _name(row.authority),
        "issuer": _name(row.issuer),
        "mint": _name(row.mint),
        "denomination": _name(row.denomination),
        "metal": _name(row.material),
        "region": _name(row.region),
        "year_start": row.year_start,
        "year_end": row.year_end,
        "obverse": _side(row.obverse_legend, row.obverse_description, row.obverse_portrait),
        "reverse": _side(row.reverse_legend, row.reverse_description, row.reverse_portrait),
        "mean_weight_g": None if row.mean_weight_g is None else float(row.mean_weight_g),
        "mean_diameter_mm": None if row.mean_diameter_mm is None else float(row.mean_diameter_mm),
        "source": row.source,
        "fetched_at": row.fetched_at.isoformat() if row.fetched_at else None,
        "links": [link.url for link in row.external_links.all()],
    }


def _name(term: Term | None) -> str | None:
    return term.name if term else None


def _side(legend: str, description: str, portrait: Term | None) -> dict[str, Any]:
    return {"legend": legend, "description": description, "portrait": _name(portrait)}
