"""What the run would make of each row: drafted, held against the collection, and against what was decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from coins.models import Coin
from coinstack.exceptions import InputRefused
from collections_app.choices import DuplicateRule, RowDecision, RowOutcome
from collections_app.importers.base import CoinDraft, Problem
from collections_app.importers.rows import Layout
from collections_app.models import ImportSession, SessionRow
from collections_app.services.foreseeing import Foresight
from collections_app.services.import_mapping import fingerprint, layout_of
from collections_app.services.import_options import options_of
from collections_app.services.import_picture_hashes import PictureHashes
from collections_app.services.import_rows import draft_of
from collections_app.services.matching import KnownAs, known_coins
from collections_app.services.wizard_shapes import SessionOptions

JUDGED = ("outcome", "needs_attention", "known_coin", "known_reason", "told")


def judging_key(session: ImportSession) -> str:
    """Changes with whatever the outcome of rows depends on."""
    options = options_of(session)
    rule = options.duplicate_rule
    pictures = session.pictures if rule == DuplicateRule.PICTURE else []
    return fingerprint(session.mapping, session.decimal_comma, rule, options.on_duplicate, pictures)


def is_judged(session: ImportSession) -> bool:
    """Whether the rows were judged since mapping or rules changed last."""
    return session.has_rows and session.judged_as == judging_key(session)


def check_judged(session: ImportSession) -> None:
    """Raises InputRefused unless the rows were judged since mapping or rules changed last."""
    if not is_judged(session):
        raise InputRefused("Check the rows first: the mapping or the rules have changed.", code="unchecked")


class Judge:
    """Judges the rows of one session, some at a time."""

    def __init__(self, session: ImportSession) -> None:
        self.session = session
        self.layout: Layout = layout_of(session)
        self.options: SessionOptions = options_of(session)
        self.pictures = PictureHashes(session)
        self.numbers: set[str] = set()
        self.foresight = Foresight()

    def judge(self, rows: Sequence[SessionRow]) -> list[CoinDraft]:
        """Set the outcome on each row and save it; the drafts are handed back."""
        drafts = [draft_of(row, self.layout) for row in rows]
        real = [draft for draft in drafts if not draft.is_stub]
        self.pictures.note(real)
        known = known_coins(self.session.owner, real, batch=self.session.batch, rule=self.options.duplicate_rule)
        self._look_up_numbers(real)
        self.foresight.look_up(self._to_be_updated(rows, known))
        for row, draft in zip(rows, drafts, strict=True):
            self._judge(row, draft, known.get(draft.row))
        with transaction.atomic():
            _save(rows)
        return drafts

    def _to_be_updated(self, rows: Sequence[SessionRow], known: Mapping[int, KnownAs]) -> list[int]:
        by_rule = self.options.on_duplicate == "update"
        wanted = (row.number for row in rows if by_rule or row.decision == RowDecision.UPDATE)
        return [known[number].coin_id for number in wanted if number in known]

    def _look_up_numbers(self, drafts: Sequence[CoinDraft]) -> None:
        named = {draft.values["inventory_number"] for draft in drafts if draft.values.get("inventory_number")}
        if named:
            taken = Coin.objects.visible_to(self.session.owner).present().filter(inventory_number__in=named)
            self.numbers |= set(taken.values_list("inventory_number", flat=True))

    def _judge(self, row: SessionRow, draft: CoinDraft, known: KnownAs | None) -> None:
        row.known_coin_id = known.coin_id if known else None
        row.known_reason = known.reason if known else ""
        row.outcome = outcome_of(draft, known is not None, row.decision, self.options.on_duplicate)
        row.told = []
        if row.outcome == RowOutcome.SKIP and draft.is_stub and not row.decision:
            row.told = [Problem(draft.row, "", "", draft.no_coin, "info").as_json()]
        if row.outcome in {RowOutcome.NEW, RowOutcome.UPDATE}:
            broken = self._refused(draft, known.coin_id if known and row.outcome == RowOutcome.UPDATE else None)
            row.told = [problem.as_json() for problem in broken]
            if row.told:
                row.outcome = RowOutcome.PROBLEM
        if row.outcome == RowOutcome.NEW:
            row.told += [problem.as_json() for problem in self._taken(draft)]
        found = [*draft.problems, *(Problem.from_json(told) for told in row.told)]
        row.needs_attention = any(problem.severity != "info" for problem in found)

    def _refused(self, draft: CoinDraft, coin_id: int | None) -> list[Problem]:
        return self.foresight.of_new(draft) if coin_id is None else self.foresight.of_update(draft, coin_id)

    def _taken(self, draft: CoinDraft) -> list[Problem]:
        number = draft.values.get("inventory_number", "")
        is_taken = number in self.numbers
        if number:
            self.numbers.add(number)
        told = f"Another coin has the inventory number {number}; it will be kept in the notes."
        return [Problem(draft.row, "inventory_number", number, told)] if number and is_taken else []


def _save(rows: Sequence[SessionRow]) -> None:
    """Rows alike, nearly all of them, are written together: that is many times faster than each with its own values."""
    alike: dict[tuple[str, bool], list[int]] = defaultdict(list)
    single = []
    for row in rows:
        if row.known_coin_id or row.told:
            single.append(row)
        else:
            alike[row.outcome, row.needs_attention].append(row.pk)
    for (outcome, needs_attention), ids in alike.items():
        SessionRow.objects.filter(pk__in=ids).update(
            outcome=outcome,
            needs_attention=needs_attention,
            known_coin=None,
            known_reason="",
            told=[],
            updated_at=timezone.now(),
        )
    SessionRow.objects.bulk_update(single, JUDGED, batch_size=200)


def outcome_of(draft: CoinDraft, is_known: bool, decision: str, on_duplicate: str) -> RowOutcome:
    """What becomes of a row: the collector's decision first, then what it is, then the rule for duplicates."""
    if decision == RowDecision.SKIP:
        return RowOutcome.SKIP
    if decision == RowDecision.CREATE:
        return RowOutcome.NEW
    if draft.is_stub:
        return RowOutcome.SKIP
    if is_known and RowDecision.UPDATE in {decision, on_duplicate}:
        return RowOutcome.UPDATE
    return RowOutcome.DUPLICATE if is_known and on_duplicate != "create" else RowOutcome.NEW
