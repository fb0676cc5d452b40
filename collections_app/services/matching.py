"""Which rows of a file are coins that the collection has already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from coins.duplicates import CoinFacts, Likeness, closest, likeness
from coins.models import Coin, CoinImage, CoinReference, ImportBatch, ImportRow, ProvenanceEvent
from coins.querysets import CoinQuerySet
from coinstack.accounts.models import User
from coinstack.text import fold
from collections_app.choices import DuplicateRule
from collections_app.importers.base import CoinDraft

CERTAIN_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class KnownAs:
    coin_id: int
    reason: str


def known_coins(
    owner: User,
    drafts: Sequence[CoinDraft],
    *,
    batch: ImportBatch | None,
    rule: str = DuplicateRule.CERTIFICATE,
) -> dict[int, KnownAs]:
    """{row number: the coin it is}, for the rows imported before or recognised by their facts under the rule.

    Rows of the same file are never compared with each other: coins of a group lot share a link. Coins in the
    trash are not known, so that a file whose import was undone can be imported again.
    """
    found = _by_row_hash(owner, drafts, batch)
    rest = [draft for draft in drafts if draft.row not in found]
    return found | (RULES[rule](owner, rest, batch) if rest else {})


def _by_row_hash(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    hashes = {told for draft in drafts for told in (draft.row_hash, draft.former_hash)} - {""}
    rows = ImportRow.objects.filter(batch__owner=owner, row_hash__in=hashes, coin__deleted_at__isnull=True)
    rows = rows.exclude(coin__isnull=True)
    if batch is not None:
        rows = rows.exclude(batch=batch)
    coins = dict(rows.values_list("row_hash", "coin_id"))
    known = {draft.row: coins.get(draft.row_hash) or coins.get(draft.former_hash) for draft in drafts}
    return {row: KnownAs(coin, "this row was imported before") for row, coin in known.items() if coin is not None}


def _by_facts(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    facts = {draft.row: facts_of(draft.values) for draft in drafts}
    known = _candidates(owner, list(facts.values()), batch)
    found = {}
    for row, fact in facts.items():
        match = closest(fact, known)
        if match and match[1].confidence >= CERTAIN_ENOUGH:
            found[row] = KnownAs(match[0], match[1].reason)
    return found


def facts_of(values: Mapping[str, Any]) -> CoinFacts:
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
    return _facts_in(_others(owner, batch).filter(Q(certification_number__in=certificates) | Q(source_url__in=links)))


def _facts_in(coins: CoinQuerySet) -> list[tuple[int, CoinFacts]]:
    columns = ("pk", "certification_number", "source_url", "issuer_norm", "denomination_norm", "weight_g", "price")
    return [(pk, CoinFacts(*rest)) for pk, *rest in coins.values_list(*columns)]


def coins_like(owner: User, fact: CoinFacts) -> list[tuple[Coin, Likeness]]:
    """The owner's coins that may be the one of these facts, the likeliest first, weak hints included."""
    same = Q()
    if fact.certification:
        same |= Q(certification_number=fact.certification)
    if fact.source_url:
        same |= Q(source_url=fact.source_url)
    if fact.weight_g is not None and fact.issuer:
        same |= Q(weight_g=fact.weight_g, issuer_norm=fact.issuer)
    candidates = _facts_in(_others(owner, None).filter(same)) if same else []
    found = {pk: like for pk, known in candidates if (like := likeness(fact, known)) is not None}
    coins = Coin.objects.only("id", "title").in_bulk(found)
    ranked = sorted(found.items(), key=lambda pair: (-pair[1].confidence, pair[0]))
    return [(coins[pk], like) for pk, like in ranked if pk in coins]


def _by_sale(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    """By a sale with its lot in the provenance, or by an invoice with issuer and weight: it may list several coins."""
    lots = {draft.row: {_sale_key(row) for row in draft.provenance} - {None} for draft in drafts}
    numbers = {key[1] for keys in lots.values() for key in keys if key}
    events = ProvenanceEvent.objects.filter(coin__in=_others(owner, batch), lot_number__in=numbers) if numbers else []
    sold: dict[tuple[str, str], int] = {}
    for event in events:
        key = _sale_key({"lot_number": event.lot_number, **{name: getattr(event, name) for name in SALE}})
        if key:
            sold.setdefault(key, event.coin_id)
    billed = _billed(owner, drafts, batch)
    found = {}
    for draft in drafts:
        sale = next((sold[key] for key in lots[draft.row] if key in sold), None)
        bill = _bill_key(draft.values)
        if sale is not None:
            found[draft.row] = KnownAs(sale, "same sale and lot")
        elif bill is not None and bill in billed:
            found[draft.row] = KnownAs(billed[bill], "same invoice, issuer and weight")
    return found


SALE = ("source_name", "sale_name", "sale_number")


def _sale_key(event: dict[str, Any]) -> tuple[str, str] | None:
    """The sale as far as it is named, and the lot; None where one of them is missing."""
    sale, lot = fold(" ".join(str(event.get(name) or "") for name in SALE)), str(event.get("lot_number") or "")
    return (sale, lot) if sale and lot else None


BillKey = tuple[str, str, float]


def _bill_key(values: dict[str, Any]) -> BillKey | None:
    """Invoice, issuer and weight; None where one of them is missing: the others alone fit every coin of an invoice."""
    invoice, issuer = (fold(str(values.get(name) or "")) for name in ("invoice", "issuer"))
    weight = values.get("weight_g")
    return (invoice, issuer, float(weight)) if invoice and issuer and weight else None


def _billed(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[BillKey, int]:
    invoices = {str(draft.values["invoice"]) for draft in drafts if draft.values.get("invoice")}
    rows = _others(owner, batch).filter(invoice__in=invoices).order_by("-pk") if invoices else Coin.objects.none()
    columns = ("pk", "invoice", "issuer", "weight_g")
    return {key: row["pk"] for row in rows.values(*columns) if (key := _bill_key(row)) is not None}


def _by_weight(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    """By the weight to the last digit and one reference as both state it."""
    weights = {draft.values["weight_g"] for draft in drafts if draft.values.get("weight_g")}
    if not weights:
        return {}
    rows = CoinReference.objects.filter(coin__in=_others(owner, batch), coin__weight_g__in=weights)
    cited = {
        (weight, text): coin
        for weight, text, coin in rows.order_by("-coin").values_list("coin__weight_g", "text_norm", "coin")
    }
    found = {}
    for draft in drafts:
        weight = draft.values.get("weight_g")
        coins = (cited.get((weight, fold(row["text"]))) for row in draft.references)
        if weight and (coin := next(filter(None, coins), None)):
            found[draft.row] = KnownAs(coin, "same weight and reference")
    return found


def _by_picture(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    """By a photograph, equal to the last byte, that came with the row."""
    hashes = {told for draft in drafts for told in draft.picture_sha256}
    if not hashes:
        return {}
    images = CoinImage.objects.filter(coin__in=_others(owner, batch), sha256__in=hashes)
    shown = dict(images.order_by("-coin").values_list("sha256", "coin"))
    found = {}
    for draft in drafts:
        if coin := next((shown[told] for told in draft.picture_sha256 if told in shown), None):
            found[draft.row] = KnownAs(coin, "same photograph")
    return found


def _others(owner: User, batch: ImportBatch | None) -> CoinQuerySet:
    """The owner's coins that did not come with this very batch."""
    coins: CoinQuerySet = Coin.objects.visible_to(owner).present()
    return coins.exclude(import_batch=batch) if batch is not None else coins


def _by_nothing(owner: User, drafts: Sequence[CoinDraft], batch: ImportBatch | None) -> dict[int, KnownAs]:
    return {}


Matcher = Callable[[User, Sequence[CoinDraft], "ImportBatch | None"], dict[int, KnownAs]]
RULES: dict[str, Matcher] = {
    DuplicateRule.CERTIFICATE: _by_facts,
    DuplicateRule.SALE: _by_sale,
    DuplicateRule.WEIGHT: _by_weight,
    DuplicateRule.PICTURE: _by_picture,
    DuplicateRule.NONE: _by_nothing,
}
