"""Rows of a file written as coins and into the ledger, a chunk at a time: everything of a chunk, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import capfirst

from coins.choices import RowResult
from coins.models import Coin, ImportBatch, ImportRow
from coins.services.history import Change
from coins.services.register import NewCoin, Shelves, register_coins
from coins.services.values import refused_by
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError
from collections_app.choices import DuplicateRule, RowDecision
from collections_app.importers.base import CoinDraft, Problem
from collections_app.services.foreseeing import Foresight
from collections_app.services.matching import KnownAs, known_coins
from collections_app.services.updating import update_from_draft

OnDuplicate = Literal["skip", "update", "create"]
CHUNK = 300
NOTHING_DECIDED: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class WritingRules:
    """What holds for every row. `currency` is for prices that state none; of an export, whose prices have none on
    purpose, only when it `is_chosen` for this import. `tags`, `status` and `storage` are given to new coins, status and
    storage only where the row has none."""

    currency: str
    is_chosen: bool = False
    on_duplicate: str = "skip"
    duplicate_rule: str = DuplicateRule.CERTIFICATE
    tags: tuple[str, ...] = ()
    status: str = ""
    storage: tuple[str, ...] = ()


class RowWriter:
    """Writes the rows of one batch; without a batch it only tells what it would do (a dry run)."""

    def __init__(self, owner: User, batch: ImportBatch | None, rules: WritingRules) -> None:
        self.owner, self.batch, self.rules = owner, batch, rules
        self.shelves, self.foresight = Shelves(owner), Foresight()
        self.change = change_of(batch, owner)
        self.without_currency = 0
        numbered = Coin.objects.visible_to(owner).present().exclude(inventory_number="")
        self.numbers = set(numbered.values_list("inventory_number", flat=True))

    def write(self, drafts: Sequence[CoinDraft], decisions: Mapping[int, str] = NOTHING_DECIDED) -> list[ImportRow]:
        """The ledger's rows of the drafts, by number; `decisions` {row number: RowDecision} go before the rules.

        What is odd about a row is added to its draft's problems. IntegrityError when the batch has a row already.
        """
        left_out = [draft for draft in drafts if self._is_left_out(draft, decisions)]
        wanted = [draft for draft in drafts if not self._is_left_out(draft, decisions)]
        for draft in wanted:
            self._complete_price(draft)
        known = self._known_among(wanted, decisions)
        new = [draft for draft in wanted if draft.row not in known]
        for draft in new:
            self._complete(draft)
            self._claim_number(draft)
        with transaction.atomic():
            rows = self._created(new) + [self._left_out(draft, decisions) for draft in left_out]
            if self.batch is None:
                updates = (draft.row for draft in wanted if self._updates(decisions.get(draft.row, "")))
                self.foresight.look_up({known[row].coin_id for row in updates if row in known})
            rows += [self._known(draft, known[draft.row], decisions) for draft in wanted if draft.row in known]
            if self.batch is not None:
                ImportRow.objects.bulk_create(rows, batch_size=CHUNK)
        return sorted(rows, key=lambda row: row.number)

    def _is_left_out(self, draft: CoinDraft, decisions: Mapping[int, str]) -> bool:
        decision = decisions.get(draft.row, "")
        return decision == RowDecision.SKIP or (draft.is_stub and decision != RowDecision.CREATE)

    def _complete_price(self, draft: CoinDraft) -> None:
        if "price" not in draft.values or "currency" in draft.values:
            return
        is_open = draft.is_exported and not self.rules.is_chosen
        draft.values["currency"] = "" if is_open else self.rules.currency
        self.without_currency += not is_open

    def _complete(self, draft: CoinDraft) -> None:
        """Give a new coin what holds for all of them: tags, status, storage."""
        if self.rules.status:
            draft.values.setdefault("ownership_status", self.rules.status)
        draft.storage = draft.storage or self.rules.storage
        draft.tags = tuple(dict.fromkeys([*draft.tags, *self.rules.tags]))

    def _known_among(self, drafts: Sequence[CoinDraft], decisions: Mapping[int, str]) -> dict[int, KnownAs]:
        looked_for = [draft for draft in drafts if self._looks_for(decisions.get(draft.row, ""))]
        if not looked_for:
            return {}
        return known_coins(self.owner, looked_for, batch=self.batch, rule=self.rules.duplicate_rule)

    def _looks_for(self, decision: str) -> bool:
        if decision:
            return decision == RowDecision.UPDATE
        return self.rules.on_duplicate != "create"

    def _updates(self, decision: str) -> bool:
        return RowDecision.UPDATE in {decision, self.rules.on_duplicate}

    def _claim_number(self, draft: CoinDraft) -> None:
        """An inventory number that another coin has is told and kept as a note: numbers are unique."""
        number = draft.values.get("inventory_number", "")
        if not number:
            return
        if number in self.numbers:
            del draft.values["inventory_number"]
            told = f"Another coin has the inventory number {number}; kept in the notes."
            draft.problems.append(Problem(draft.row, "inventory_number", number, told, "warning"))
            notes = draft.values.get("personal_notes", "")
            draft.values["personal_notes"] = f"{notes}\nInventory number in the file: {number}".strip()
        self.numbers.add(number)

    def _created(self, drafts: list[CoinDraft]) -> list[ImportRow]:
        if self.batch is None:
            return [self._foreseen(draft, self.foresight.of_new(draft), RowResult.CREATED) for draft in drafts]
        try:
            coins = self._register(drafts)
        except (ValidationError, IntegrityError):
            return [self._one(draft) for draft in drafts]
        return [self._row(draft, RowResult.CREATED, coin) for draft, coin in zip(drafts, coins, strict=True)]

    def _foreseen(self, draft: CoinDraft, refused: list[Problem], result: RowResult) -> ImportRow:
        """What a run would make of the row, told by a dry run."""
        draft.problems += refused
        return self._row(draft, RowResult.FAILED if refused else result)

    def _one(self, draft: CoinDraft) -> ImportRow:
        """A row on its own, after its chunk was refused as a whole: only the wrong one fails."""
        try:
            return self._row(draft, RowResult.CREATED, self._register([draft])[0])
        except ValidationError as error:
            message = " ".join(f"{_label(name)}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        except IntegrityError as error:
            message = refused_by(error, draft.values).message
        draft.problems.append(Problem(draft.row, "", "", f"Not imported. {message}", "error"))
        return self._row(draft, RowResult.FAILED)

    def _register(self, drafts: list[CoinDraft]) -> list[Coin]:
        new = [NewCoin(draft.values, draft.references, draft.provenance, draft.storage, draft.tags) for draft in drafts]
        return register_coins(shelves=self.shelves, new=new, change=self.change, batch=self.batch)

    def _left_out(self, draft: CoinDraft, decisions: Mapping[int, str]) -> ImportRow:
        told = draft.no_coin
        if decisions.get(draft.row) == RowDecision.SKIP:
            told = "Skipped, as decided in the check."
        draft.problems.append(Problem(draft.row, "", "", told, "info"))
        return self._row(draft, RowResult.SKIPPED)

    def _known(self, draft: CoinDraft, known: KnownAs, decisions: Mapping[int, str]) -> ImportRow:
        if self._updates(decisions.get(draft.row, "")):
            return self._updated(draft, known)
        told = f"Already in the collection (coin {known.coin_id}: {known.reason}); skipped."
        draft.problems.append(Problem(draft.row, "", "", told, "info"))
        return self._row(draft, RowResult.DUPLICATE, Coin(pk=known.coin_id))

    def _updated(self, draft: CoinDraft, known: KnownAs) -> ImportRow:
        if self.batch is None:
            return self._foreseen(draft, self.foresight.of_update(draft, known.coin_id), RowResult.UPDATED)
        try:
            with self.shelves.all_or_none():
                coin, before = update_from_draft(known.coin_id, draft, self.shelves, self.change)
        except CoinStackError as refusal:
            draft.problems.append(Problem(draft.row, "", "", f"Not updated. {refusal.message}", "error"))
            return self._row(draft, RowResult.FAILED)
        row = self._row(draft, RowResult.UPDATED if before else RowResult.DUPLICATE, coin)
        row.before = before
        return row

    def _row(self, draft: CoinDraft, result: RowResult, coin: Coin | None = None) -> ImportRow:
        return ImportRow(
            batch=self.batch,
            number=draft.row,
            raw=draft.raw,
            row_hash=draft.row_hash,
            result=result,
            coin=coin,
            coin_version=coin.version if coin else None,
            problems=[problem.as_json() for problem in draft.problems],
        )


def _label(name: str) -> str:
    return str(capfirst(Coin.column(name).verbose_name))


def change_of(batch: ImportBatch | None, owner: User) -> Change:
    """Under which the history says what an import wrote."""
    name = batch.file_name if batch else ""
    tag = history_batch_of(batch.pk) if batch else ""
    return Change(user=owner, reason=f"Imported from {name}", source="import", batch=tag)


def history_batch_of(batch_id: int) -> str:
    """The name under which the history has what this import wrote."""
    return f"import:{batch_id}"
