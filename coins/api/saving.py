"""A coin written by the JSON API over what others may have written since it was read: nothing of theirs is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.http import HttpRequest

from coins.api.asking import my_coin, my_coins
from coins.api.reading import change_of, record_edit
from coins.api.schemas import CoinPatch
from coins.models import Coin
from coins.services.edit import Saved, StaleEdit
from coins.services.record import RecordEdit, save_record
from coinstack.exceptions import InputRefused
from coinstack.text import fold


@transaction.atomic
def save_given(request: HttpRequest, coin_id: int, given: CoinPatch) -> Saved:
    """The row is locked before it is read, so that a change without a version never meets another half way.

    Raises StaleEdit that names what both changed; then nothing is written.
    """
    list(my_coins(request).select_for_update().filter(pk=coin_id).values_list("pk"))
    coin = my_coin(request, coin_id)
    version = coin.version if given.version is None else given.version
    if version > coin.version:
        told = f"The coin is at version {coin.version}."
        raise InputRefused(told, fields={"version": told})
    edit = record_edit(given, owner=request.user, coin=coin, version=given.version)
    tags = Tags.of(coin, version)
    if edit.tags and tags.are_repeated_by(edit.tags.after):
        edit = replace(edit, tags=None)
    stale = {"tags": tags.now} if edit.tags and tags.are_lost_by(edit.tags.after) else {}
    try:
        saved = save_record(coin=coin, version=version, edit=edit, change=change_of(request))
    except StaleEdit as error:
        raise StaleEdit(error.coin, {**error.theirs, **stale}, {**error.mine, **_mine(edit, stale)}) from error
    if stale:
        raise StaleEdit(coin, stale, _mine(edit, stale))
    return replace(saved, meanwhile=(*saved.meanwhile, "tags")) if tags.have_changed else saved


def _mine(edit: RecordEdit, stale: dict[str, list[str]]) -> dict[str, list[str]]:
    return {"tags": list(edit.tags.after)} if stale and edit.tags else {}


@dataclass(frozen=True, slots=True)
class Tags:
    """The names of a coin's tags at the version that a client read, and now. Forms add and take away single tags;
    a client sends them all, so that those that it never saw must not count as taken away."""

    then: list[str]
    now: list[str]

    @classmethod
    def of(cls, coin: Coin, version: int) -> "Tags":
        now = [tag.name for tag in coin.tags.all()]
        later = coin.history.filter(version__gt=version).order_by("version", "history_id")
        rows = later.values_list("tags_before", "tags_after") if version < coin.version else ()
        return cls(next((before for before, after in rows if before != after), now), now)

    @property
    def have_changed(self) -> bool:
        return _keys(self.then) != _keys(self.now)

    def are_repeated_by(self, given: Iterable[str]) -> bool:
        return self.have_changed and _keys(given) == _keys(self.then)

    def are_lost_by(self, given: Iterable[str]) -> bool:
        return self.have_changed and _keys(given) not in (_keys(self.then), _keys(self.now))


def _keys(names: Iterable[str]) -> set[str]:
    return {fold(name) for name in names}
