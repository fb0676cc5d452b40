"""A collector's tags and storage places by themselves: renamed, and taken away from the coins that have them."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from coins.models import StoragePlace, Tag
from coins.place_paths import SEPARATOR
from coins.services.edit import edit_coin, edit_many
from coins.services.history import Change, delete_row, save_row, write_row
from coins.services.locking import locked_row
from coins.services.register import Shelves
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.search.index import indexed_together

LONGEST_PATH = 400
TAKEN = "You have one of that name already."
NOT_EMPTY = "Other places are inside this one. Remove them first."
TOO_LONG = f"A path of places has at most {LONGEST_PATH} characters."


def make_place(*, owner: User, path: Sequence[str], notes: str, change: Change) -> StoragePlace:
    """The place at the end of the path, with those around it; one that exists keeps its notes unless some are given."""
    _check_length(SEPARATOR.join(path))
    with transaction.atomic():
        place = Shelves(owner, change).place(tuple(path))
        assert place is not None  # a path has a name at least
        if notes:
            write_row(place, {"notes": notes}, change)
    return place


def change_place(place: StoragePlace, *, name: str | None, notes: str | None, change: Change) -> StoragePlace:
    """Another name or other notes; what lies inside moves along.

    Raises InputRefused for a name that is taken, NotFound when the place is gone.
    """
    with transaction.atomic(), indexed_together():
        fresh = locked_row(place)
        if notes is not None:
            write_row(fresh, {"notes": notes}, change)
        if name is not None and name != fresh.name:
            fresh.name = name
            _rename(fresh, change)
    return fresh


def remove_place(place: StoragePlace, change: Change) -> None:
    """Delete the place; its coins lie nowhere then.

    Raises CoinStackError while other places are inside, NotFound when it is gone.
    """
    with transaction.atomic(), indexed_together():
        _clear(place, change)
        fresh = locked_row(place)
        if fresh.children.exists():
            raise CoinStackError(NOT_EMPTY, code="in_use")
        _clear(fresh, change)  # of coins that were put in until it was locked
        delete_row(fresh, change)


def _clear(place: StoragePlace, change: Change) -> None:
    edit_many(coins=place.coins.all(), values={"storage_place": None}, change=change)


def rename_tag(tag: Tag, name: str, change: Change) -> Tag:
    """Raises InputRefused for a name that another tag has, NotFound when the tag is gone."""
    tag.name = name
    try:
        with transaction.atomic():
            locked_row(tag)
            save_row(tag, change, ["name", "name_norm"])
    except IntegrityError as error:
        raise InputRefused(TAKEN, fields={"name": TAKEN}) from error
    return tag


def remove_tag(tag: Tag, change: Change) -> None:
    """Take the tag off its coins, so that their history tells it, and delete it. Raises NotFound when it is gone."""
    with transaction.atomic(), indexed_together():
        _take_off(tag, change)
        fresh = locked_row(tag)
        _take_off(fresh, change)  # coins that were given it until it was locked
        delete_row(fresh, change)


def _take_off(tag: Tag, change: Change) -> None:
    for coin in tag.coins.select_for_update().order_by("pk"):
        others = [other for other in coin.tags.all() if other.pk != tag.pk]
        edit_coin(coin_id=coin.pk, version=coin.version, values={"tags": others}, change=change)


def _rename(place: StoragePlace, change: Change) -> None:
    _check_length(f"{place.parent.path_text}{SEPARATOR}{place.name}" if place.parent else place.name)
    try:
        with transaction.atomic():
            save_row(place, change, ["name", "path_text", "path_norm"])
    except IntegrityError as error:
        raise InputRefused(TAKEN, fields={"name": TAKEN}) from error
    for inner in place.children.select_related("parent"):
        _rename(inner, change)


def _check_length(path: str) -> None:
    if len(path) > LONGEST_PATH:
        raise InputRefused(TOO_LONG, fields={"name": TOO_LONG})
