"""Ask a catalogue on the web for the type that a reference means."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from catalog.clients.base import Client, Hit, Question, TypeDocument, distinct_hits
from catalog.services.lookup_agreement import agreeing, is_decided, may_have_namesakes

MOST_GUESSES: Final = 8
"""With more possible ids than these, only a search is asked, which then offers and does not decide."""


@dataclass(frozen=True, slots=True)
class Found:
    """Either the one type, or the types between which the reference does not decide; nothing when both are empty."""

    document: TypeDocument | None = None
    hits: tuple[Hit, ...] = ()


def ask(client: Client, question: Question) -> Found:
    """Ask for the ids that the reference can mean, and search where these do not decide; raises SourceError.

    A search is believed only where number, volume and section agree, and only one type does. A type with the number
    under another ruler or mint is offered, never taken.
    """
    guesses = client.guess_ids(question)
    documents = list(_documents(client, guesses)) if len(guesses) <= MOST_GUESSES else []
    if documents and len(documents) == len(guesses) and not may_have_namesakes(question):
        return Found(documents[0]) if len(documents) == 1 else Found(hits=tuple(map(_hit, documents)))
    return _searched(client, question, documents)


def _hit(document: TypeDocument) -> Hit:
    return Hit(document.id, document.uri, document.label)


def _searched(client: Client, question: Question, documents: list[TypeDocument]) -> Found:
    """The ids that exist, and with them what the search has of this number, with a letter or a denomination."""
    hits = client.search(question)
    same = distinct_hits([*map(_hit, documents), *agreeing(hits, question)])
    if len(same) == 1 and (documents or is_decided(question)):
        document = documents[0] if documents else _current(client, same[0].id)
        return Found(document) if document else Found()
    return Found(hits=tuple(same or agreeing(hits, question, any_section=True)))


def _documents(client: Client, ids: Iterable[str]) -> Iterable[TypeDocument]:
    return (document for id in ids if (document := _current(client, id)))


def _current(client: Client, id: str) -> TypeDocument | None:
    """A type that was replaced gives the one that took its place, where the same catalogue holds it."""
    document = client.fetch(id)
    if document and document.replaced_by:
        successor = document.replaced_by.rpartition("/")[2]
        return client.fetch(successor) or document
    return document
