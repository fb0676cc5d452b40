"""The one way to write a coin: version, derived columns and history are kept here and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from coins.fields import BY_NAME
from coins.models import Coin, Tag
from coins.models.coin import DERIVED
from coins.services.history import BATCH_SIZE, Change, bulk_update, changed_fields
from coins.services.locking import locked_coin
from coins.services.readings import CONTEXT_FIELDS, read_coin
from coins.services.readings_job import queue_reading_of
from coins.services.values import check_rules, clean_values, refuse_lost, refuse_strangers, refused_by, set_values
from coins.services.versions import row_at
from coins.services.vocabulary import MATCHED, Matching, keep_assignments, set_terms
from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.search.index import indexed_together

FOLLOWING = (*DERIVED, "title", "title_is_custom", *MATCHED.values())


class StaleEdit(CoinStackError):
    """Somebody else changed the same fields since the form was opened.

    `theirs` and `mine` hold the values of the overlapping fields, for the merge page.
    """

    code = "stale"

    def __init__(self, coin: Coin, theirs: dict[str, Any], mine: dict[str, Any]) -> None:
        labels = ", ".join(BY_NAME[name].label if name in BY_NAME else name for name in theirs)
        super().__init__(
            f"This coin was changed meanwhile in: {labels}. Compare the two values and save again.",
            fields=dict.fromkeys(theirs, "Changed by somebody else meanwhile."),
        )
        self.coin, self.theirs, self.mine = coin, theirs, mine


@dataclass(frozen=True, slots=True)
class Saved:
    """`changed` are the fields this edit wrote; `meanwhile` those that others had changed since (disjoint)."""

    coin: Coin
    changed: tuple[str, ...]
    meanwhile: tuple[str, ...] = ()


def create_coin(*, owner: Any, values: Mapping[str, Any], change: Change) -> Coin:
    """Insert a coin with its derived columns and first history row.

    Raises InputRefused with one sentence for each field that is wrong.
    """
    cleaned = clean_values(values)
    refuse_strangers(owner.pk, cleaned)
    coin = Coin(owner=owner)
    set_values(coin, cleaned)
    check_rules(coin, cleaned)
    assignments = set_terms(coin, {name for name, value in cleaned.items() if value}, Matching())
    change.mark(coin, tags_after=_names(cleaned.get("tags", ())))
    with _rules_told(cleaned), transaction.atomic(), indexed_together():
        refuse_lost(cleaned)
        coin.save()
        coin.tags.set(cleaned.get("tags", ()))
        keep_assignments(assignments)
    return coin


def edit_coin(*, coin_id: int, version: int, values: Mapping[str, Any], change: Change) -> Saved:
    """Write `values` (field name → value) to a coin whose form was opened at `version`.

    A value that the form only repeats from that version does not undo what others wrote since. Raises StaleEdit
    when another save since then gave a field that this one changes another value, InputRefused when a value is not
    allowed, NotFound when the coin is gone; then nothing is written. Values that the coin has already write no history.
    """
    cleaned = clean_values(values)
    with _rules_told(cleaned), transaction.atomic(), indexed_together():
        meanwhile, repeated = _claim(coin_id, version, cleaned)
        cleaned = {name: value for name, value in cleaned.items() if name not in repeated}
        coin = Coin.objects.get(pk=coin_id)
        refuse_strangers(coin.owner_id, cleaned)
        refuse_lost(cleaned)
        before = {name: _stored(coin, name) for name in cleaned}
        set_values(coin, cleaned)
        check_rules(coin, cleaned)
        changed = tuple(name for name in cleaned if _changes(coin, name, cleaned, before))
        if changed:
            assignments = set_terms(coin, changed, Matching())
            tags = _retag(coin, cleaned["tags"]) if "tags" in changed else {}
            change.mark(coin, **tags)
            coin.save(update_fields={*changed, *FOLLOWING, "updated_at"} - {"tags"})
            keep_assignments(assignments)
            if not CONTEXT_FIELDS.isdisjoint(changed):
                read_coin(coin, change)
    return Saved(coin, changed, meanwhile)


def _changes(coin: Coin, name: str, cleaned: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    now = {tag.pk for tag in cleaned["tags"]} if name == "tags" else _stored(coin, name)
    return bool(now != before[name])


def _retag(coin: Coin, tags: Iterable[Tag]) -> dict[str, list[str]]:
    """Give the coin other tags; the names before and after, for its history row."""
    before = _names(coin.tags.all())
    coin.tags.set(tags)
    return {"tags_before": before, "tags_after": _names(tags)}


def _names(tags: Iterable[Tag]) -> list[str]:
    return sorted(tag.name for tag in tags)


def _stored(coin: Any, name: str) -> Any:
    """The value as the coin's or history's row holds it: a related row's id instead of the row, the ids of the tags."""
    if name == "tags":
        return set(coin.tags.values_list("pk", flat=True))
    return getattr(coin, Coin.column(name).attname)


def _claim(coin_id: int, version: int, cleaned: Mapping[str, Any]) -> tuple[tuple[str, ...], set[str]]:
    """Take the next version of the row; tell which fields others changed since `version`, and which of them
    `cleaned` merely repeats from it."""
    if Coin.objects.filter(pk=coin_id, version=version).update(version=F("version") + 1):
        return (), set()
    current = locked_coin(coin_id)
    base = row_at(current, version)
    meanwhile = fields_changed_since(current, version)
    contested = {name: _as_stored(name, value) for name, value in cleaned.items() if name in meanwhile}
    repeated = {name for name, value in contested.items() if base and _stored(base, name) == value}
    theirs = [name for name, value in contested.items() if name not in repeated and _stored(current, name) != value]
    if theirs:
        raise StaleEdit(
            current, {name: getattr(current, name) for name in theirs}, {name: cleaned[name] for name in theirs}
        )
    Coin.objects.filter(pk=coin_id).update(version=F("version") + 1)
    return tuple(meanwhile), repeated


def _as_stored(name: str, value: Any) -> Any:
    return value.pk if Coin.column(name).is_relation and value is not None else value


def fields_changed_since(coin: Coin, version: int) -> list[str]:
    """Columns whose value differs from what the coin had at `version`. Tags are none: nobody is asked about them,
    since forms add and take away single ones.

    Without a history row of that version every field counts as changed: better a merge page than a silent overwrite.
    """
    base = row_at(coin, version)
    return changed_fields(base, coin) if base else [name for name in BY_NAME if name != "tags"]


def edit_many(*, coins: Iterable[Coin], values: Mapping[str, Any], change: Change) -> int:
    """Write the same values to many coins in one transaction, each with its own version and history row.

    The coins are read again inside the transaction: a stale list never brings old values back. Returns how many
    were written; raises InputRefused, and then none was.
    """
    cleaned = clean_values(values)
    if "tags" in cleaned:
        raise InputRefused("Tags are added or taken away one by one.", fields={"tags": "Not in a bulk edit."})
    ids, matching = sorted(coin.pk for coin in coins), Matching()  # by id, as everybody locks coins
    with _rules_told(cleaned), transaction.atomic():
        batches = [ids[at : at + BATCH_SIZE] for at in range(0, len(ids), BATCH_SIZE)]
        written = sum(_edit_batch(batch, cleaned, change, matching) for batch in batches)
        if not CONTEXT_FIELDS.isdisjoint(cleaned):
            queue_reading_of(ids)
    return written


def _edit_batch(ids: list[int], cleaned: Mapping[str, Any], change: Change, matching: Matching) -> int:
    fresh = list(Coin.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    refuse_lost(cleaned)
    assignments = []
    for coin in fresh:
        refuse_strangers(coin.owner_id, cleaned)
        set_values(coin, cleaned)
        assignments += set_terms(coin, cleaned, matching)
        coin.version += 1
        coin.updated_at = timezone.now()
    keep_assignments(assignments)
    return bulk_update(fresh, {*cleaned, *FOLLOWING, "version", "updated_at"}, change)


def trash_coins(*, coins: Iterable[Coin], change: Change) -> int:
    """Put coins into the trash, where they stay for 30 days."""
    return edit_many(coins=coins, values={"deleted_at": timezone.now()}, change=change)


def restore_coins(*, coins: Iterable[Coin], change: Change) -> int:
    """Take coins out of the trash; InputRefused when another coin has taken an inventory number since."""
    return edit_many(coins=coins, values={"deleted_at": None}, change=change)


@contextmanager
def _rules_told(names: Iterable[str]) -> Iterator[None]:
    """A rule that only the database could see broken (two writers at once) is told like any other."""
    try:
        yield
    except IntegrityError as error:
        raise refused_by(error, names) from error
