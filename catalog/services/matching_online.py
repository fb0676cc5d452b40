"""Names that the local vocabulary does not know, asked of Nomisma."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from catalog.choices import TermKind
from catalog.clients.base import Hit
from catalog.clients.nomisma import NomismaClient
from catalog.models import Term, TermMatchCache
from catalog.services.bare_terms import CitedTerms
from catalog.services.matching import MOST_ALTERNATIVES, Alternative, Match
from coinstack.text import fold

METHOD: Final = "nomisma"
LEAST_SCORE: Final = 0.7
MOST_CONFIDENCE: Final = 0.85
"""What another program found similar is never taken without a person."""
KEPT_FOR: Final = timedelta(days=180)


def ask_nomisma(texts: Sequence[str], kind: TermKind, client: NomismaClient) -> dict[str, Match]:
    """Return for each text what Nomisma's reconciliation proposes for it; texts without a proposal are left out.

    Answers are kept for 180 days, also those that found nothing. Concepts that the vocabulary lacks are added with
    their name alone. Call it outside a transaction; raises SourceError, and then nothing is kept.
    """
    known = _kept(texts, kind)
    unknown = [text for text in dict.fromkeys(texts) if _key(text, kind) not in known]
    answered = client.reconcile(unknown, kind) if unknown else {}
    fresh = {_key(text, kind): [_as_json(hit) for hit in answered.get(text, [])] for text in unknown}
    with transaction.atomic():
        _keep(fresh)
        hits = {text: (known | fresh)[_key(text, kind)] for text in texts}
        terms = _terms([hit for found in hits.values() for hit in found], kind)
        return {text: match for text, found in hits.items() if (match := _match(found, terms))}


def _key(text: str, kind: TermKind) -> str:
    return hashlib.sha256(f"{METHOD}:{kind}:{fold(text)}".encode()).hexdigest()


def _as_json(hit: Hit) -> dict[str, Any]:
    return {"uri": hit.uri, "label": hit.label, "score": 1.0 if hit.is_match else hit.score}


def _kept(texts: Sequence[str], kind: TermKind) -> dict[str, list[dict[str, Any]]]:
    rows = TermMatchCache.objects.filter(key__in=[_key(text, kind) for text in texts], expires_at__gt=timezone.now())
    return {row.key: row.payload["hits"] for row in rows}


def _keep(fresh: dict[str, list[dict[str, Any]]]) -> None:
    until = timezone.now() + KEPT_FOR
    TermMatchCache.objects.bulk_create(
        [TermMatchCache(key=key, payload={"hits": hits}, expires_at=until) for key, hits in fresh.items()],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["payload", "expires_at", "updated_at"],
    )


def _terms(hits: Sequence[dict[str, Any]], kind: TermKind) -> dict[str, Term]:
    wanted = {hit["uri"] for hit in hits if hit["score"] >= LEAST_SCORE}
    ids = CitedTerms().find({(uri, kind) for uri in wanted})
    terms = Term.objects.in_bulk([ids[uri] for uri in wanted if uri in ids])
    return {uri: terms[ids[uri]] for uri in wanted if uri in ids}


def _match(hits: Sequence[dict[str, Any]], terms: dict[str, Term]) -> Match | None:
    offered = [(terms[hit["uri"]], min(hit["score"], MOST_CONFIDENCE)) for hit in hits if hit["uri"] in terms]
    if not offered:
        return None
    (best, confidence), *rest = sorted(offered, key=lambda pair: -pair[1])
    others = tuple(Alternative(term.pk, term.name, score) for term, score in rest if term != best)
    return Match(best, METHOD, confidence, others[:MOST_ALTERNATIVES])
