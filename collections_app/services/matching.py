"""Which rows of a file are coins that the collection has already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from coins.duplicates import CoinFacts, closest
from coins.models import Coin, ImportBatch, ImportRow
from coinstack.accounts.models import User
from coinstack.text import fold
from collections_app.importers.base import CoinDraft

CERTAIN_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class KnownAs:
    coin_id: int
    reason: str


def known_coins(owner: User, drafts: Sequence[CoinDraft], *, batch: ImportBatch | None) -> dict[int, KnownAs]:
    """{row number: the coin it is}, for the rows imported before or recognised by their facts.

    Rows of the same file are never compared with each other: coins of a group lot share a link. Coins in the
    trash are not known, so that a file whose import was undone can be imported again.
    """
    found = _by_row_hash(owner, drafts, batch)
    rest = [draft for draft in drafts if draft.row not in found]
    return found | _by_facts(owner, rest, batch)


def _by_row_hash(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    rows = ImportRow.objects.filter(
        batch__owner=owner, row_hash__in={draft.row_hash for draft in drafts}, coin__deleted_at__isnull=True
    ).exclude(coin__isnull=True)
    if batch is not None:
        rows = rows.exclude(batch=batch)
    coins = dict(rows.values_list("row_hash", "coin_id"))
    return {
        draft.row: KnownAs(coins[draft.row_hash], "this row was imported before")
        for draft in drafts
        if draft.row_hash in coins
    }


def _by_facts(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    facts = {draft.row: facts_of(draft.values) for draft in drafts}
    known = _candidates(owner, list(facts.values()), batch)
    found = {}
    for row, fact in facts.items():
        match = closest(fact, known)
        if match and match[1].confidence >= CERTAIN_ENOUGH:
            found[row] = KnownAs(match[0], match[1].reason)
    return found


def facts_of(values: dict[str, Any]) -> CoinFacts:
    return CoinFacts(
        certification=values.get("certification_number", ""),
        source_url=values.get("source_url", ""),
        issuer=fold(values.get("issuer", "")),
        denomination=fold(values.get("denomination", "")),
        weight_g=values.get("weight_g"),
        price=values.get("price"),
    )


def _candidates(owner: User, facts: list[CoinFacts], batch: ImportBatch | None) -> list[tuple[int, CoinFacts]]:
    """The owner's coins that share a certificate or a link with one of the facts; two indexed look-ups a chunk."""
    certificates = {fact.certification for fact in facts} - {""}
    links = {fact.source_url for fact in facts} - {""}
    if not certificates and not links:
        return []
    coins = Coin.objects.visible_to(owner).present()
    if batch is not None:
        coins = coins.exclude(import_batch=batch)
    columns = ("pk", "certification_number", "source_url", "issuer_norm", "denomination_norm", "weight_g", "price")
    rows = coins.filter(Q(certification_number__in=certificates) | Q(source_url__in=links)).values_list(*columns)
    return [(pk, CoinFacts(*rest)) for pk, *rest in rows]
