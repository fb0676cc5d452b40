"""Matching the words of coins to the vocabulary, and keeping how each match came about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from catalog.models import Term
from catalog.name_forms import forms_of
from catalog.services.matching import NO_MATCH, Alternative, Match, match_term
from catalog.services.versions import TERMS, catalog_version
from catalog.services.vocabulary import find_terms
from coins.choices import AssignmentMethod, AssignmentState
from coins.fields import BY_NAME
from coins.models import Coin, VocabAssignment
from coins.services.history import Change, bulk_update
from coins.term_kinds import TERM_KINDS
from coinstack.text import clean_text

MATCHED: Final = {name.removesuffix("_term"): name for name in TERM_KINDS if name.removesuffix("_term") in BY_NAME}
"""The coin's text columns that are matched, each with the column that holds the term."""
PERSONS: Final = frozenset({"issuer", "co_ruler", "secondary_authority"})
"""Columns whose names are shared by people of different times: the coin's years tell them apart."""
_SETTLED: Final = (AssignmentState.APPROVED, AssignmentState.REJECTED)
_KEPT: Final = ("raw_value", "term", "method", "confidence", "state", "alternatives", "decided_by", "decided_at")


@dataclass
class Matching:
    """Matches for one piece of work: each different text is looked up once."""

    known: dict[tuple[Any, ...], Match] = field(default_factory=dict)
    found: dict[tuple[str, tuple[str, ...]], list[Term]] = field(default_factory=dict)

    @cached_property
    def is_possible(self) -> bool:
        """Whether there is a vocabulary at all."""
        return catalog_version(TERMS) > 0

    def find(self, text: str, kinds: Sequence[str]) -> list[Term]:
        key = (text, tuple(kinds))
        if key not in self.found:
            self.found[key] = find_terms(text, kinds)
        return self.found[key]

    def match(self, coin: Coin, name: str) -> Match:
        text = clean_text(getattr(coin, name))
        if not text:
            return NO_MATCH
        years = (coin.dated_from, coin.dated_to) if name in PERSONS else (None, None)
        key = (name, text, years)
        if key not in self.known:
            self.known[key] = match_term(text, TERM_KINDS[MATCHED[name]], years=years, find=self.find)
        return self.known[key]


def set_terms(coin: Coin, written: Collection[str], matching: Matching) -> list[VocabAssignment]:
    """Set the coin's terms for the text columns among the fields just `written`; the caller saves coin and assignments.

    A term column among `written` was chosen by somebody and stays. Texts that name nothing, that are only similar or
    that name several take the term away and wait for a person. Without a vocabulary nothing happens.
    """
    names = [name for name, column in MATCHED.items() if name in written or column in written]
    return [_set_term(coin, name, written, matching) for name in names] if names and matching.is_possible else []


def _set_term(coin: Coin, name: str, given: Collection[str], matching: Matching) -> VocabAssignment:
    column = MATCHED[name]
    if column in given:
        chosen: Term | None = getattr(coin, column)
        state = AssignmentState.APPROVED if chosen else AssignmentState.REJECTED
        return _assignment(coin, name, Match(chosen, AssignmentMethod.MANUAL, 1.0), state)
    match = matching.match(coin, name)
    setattr(coin, column, match.term if match.is_sure else None)
    state = AssignmentState.ASSIGNED if match.is_sure else AssignmentState.PENDING_REVIEW
    return _assignment(coin, name, match, state)


def _assignment(coin: Coin, name: str, match: Match, state: str) -> VocabAssignment:
    return VocabAssignment(
        coin=coin,
        field=name,
        raw_value=clean_text(getattr(coin, name))[:250],
        term=match.term,
        method=match.method,
        confidence=match.confidence,
        state=state,
        alternatives=as_json(match.alternatives),
        decided_at=timezone.now() if state in _SETTLED else None,
    )


def as_json(alternatives: Iterable[Alternative]) -> list[dict[str, object]]:
    """Alternatives as an assignment keeps them."""
    return [{"term": other.term_id, "name": other.name, "confidence": other.confidence} for other in alternatives]


def keep_assignments(assignments: Sequence[VocabAssignment]) -> None:
    """Write the assignments of coins that are saved by now; one of an emptied text is taken away, and so is
    one of a text that names nothing (Æ 25)."""
    kept: list[VocabAssignment] = []
    emptied: dict[str, list[int]] = defaultdict(list)
    for assignment in assignments:
        assignment.coin_id = assignment.coin.pk
        if assignment.raw_value and not forms_of(assignment.raw_value).is_module:
            kept.append(assignment)
        else:
            emptied[assignment.field].append(assignment.coin_id)
    for name, coins in emptied.items():
        VocabAssignment.objects.filter(field=name, coin__in=coins).delete()
    VocabAssignment.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["coin", "field"],
        update_fields=[*_KEPT, "updated_at"],
        batch_size=300,
    )


@dataclass(frozen=True, slots=True)
class Matched:
    """How many texts were looked at, how many were matched surely, how many wait for a person."""

    texts: int
    assigned: int
    pending: int


def match_coins(coins: Sequence[Coin], *, change: Change, matching: Matching) -> Matched:
    """Match the texts of these coins anew, in one transaction; what a person decided for the same text stays.

    Coins whose terms change get a history row, but no new version: nobody edited them, and an import stays undoable.
    """
    with transaction.atomic():
        fresh = list(Coin.objects.select_for_update().filter(pk__in=[coin.pk for coin in coins]).order_by("pk"))
        decided = _decided(fresh)
        made: list[VocabAssignment] = []
        altered: list[Coin] = []
        for coin in fresh:
            before = {column: getattr(coin, f"{column}_id") for column in MATCHED.values()}
            names = [name for name in MATCHED if getattr(coin, name) and not _stands(decided, coin, name)]
            made += set_terms(coin, names, matching)
            if any(getattr(coin, f"{column}_id") != was for column, was in before.items()):
                coin.updated_at = timezone.now()
                altered.append(coin)
        bulk_update(altered, {*MATCHED.values(), "updated_at"}, change)
        keep_assignments(made)
    assigned = sum(entry.state == AssignmentState.ASSIGNED for entry in made)
    return Matched(len(made), assigned, len(made) - assigned)


def _decided(coins: Sequence[Coin]) -> Mapping[tuple[int, str], str]:
    rows = VocabAssignment.objects.filter(coin__in=coins, state__in=_SETTLED)
    return {(row.coin_id, row.field): row.raw_value for row in rows}


def _stands(decided: Mapping[tuple[int, str], str], coin: Coin, name: str) -> bool:
    return decided.get((coin.pk, name)) == clean_text(getattr(coin, name))[:250]
