"""A collector's tags and storage places: made when they are named for the first time, gone when that is undone.

Their history tells which action made them and what they were, so that undoing the undoing brings them back.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from coins.models import StoragePlace, Tag
from coins.services.history import Change, delete_row
from coins.services.locking import held
from coinstack.accounts.models import User
from coinstack.text import fold

Row = TypeVar("Row", StoragePlace, Tag)


def tag_named(name: str, owner_id: int, change: Change) -> Tag:
    """The owner's tag of this name, however it is spelt; a new one where there is none."""
    return _found_or_made(Tag(owner_id=owner_id, name=name), {"name_norm": fold(name)}, change)


def tags_named(names: Iterable[str], owner_id: int, change: Change) -> list[Tag]:
    return [tag_named(name, owner_id, change) for name in names]


def place_in(parent: StoragePlace | None, name: str, owner_id: int, change: Change) -> StoragePlace:
    """The owner's place of this name inside `parent`; a new one where there is none."""
    return _found_or_made(
        StoragePlace(owner_id=owner_id, parent=parent, name=name), {"parent": parent, "name": name}, change
    )


def place_as_before(pk: int | None, owner_id: int, change: Change) -> StoragePlace | None:
    """The owner's place of this number; one that is gone is made again inside the places it was in.

    None when nothing is known of it. When another place has taken its name since, that is the place.
    """
    if pk is None:
        return None
    found: StoragePlace | None = StoragePlace.objects.filter(pk=pk, owner_id=owner_id).first()
    if found is not None:
        return found
    former = StoragePlace.history.filter(id=pk, owner_id=owner_id).order_by("-history_id").first()
    if former is None:
        return None
    parent = place_as_before(former.parent_id, owner_id, change)
    again = StoragePlace(pk=pk, owner_id=owner_id, parent=parent, name=former.name, notes=former.notes)
    return _found_or_made(again, {"parent": parent, "name": former.name}, change)


def remove_unused(batch: str, user: User, change: Change) -> None:
    """Delete the places and tags that `batch` made and that no coin has, in the trash or out of it.

    The rows are locked before it is asked who uses them: a coin that is just being given one keeps it.
    """
    for tag in _made_by(Tag, batch, user):
        if not tag.coins.exists():
            delete_row(tag, change)
    # The inner places were made after those that they lie in.
    for place in _made_by(StoragePlace, batch, user):
        if not place.coins.exists() and not place.children.exists():
            delete_row(place, change)


def _made_by(model: type[Row], batch: str, user: User) -> Iterable[Row]:
    made = model.history.filter(history_batch=batch, history_type="+", owner_id=user.pk)
    rows = model.objects.visible_to(user).filter(pk__in=made.values("id"))
    return list(rows.select_for_update().order_by("-pk"))


def _found_or_made(new: Row, key: Mapping[str, Any], change: Change) -> Row:
    """The row that has the owner and the key of `new`, else `new` itself; somebody may be making it at once.

    It cannot be removed until the transaction ends.
    """
    same = type(new).objects.filter(owner_id=new.owner_id, **key)
    found: list[Row] = held(same)
    if found:
        return found[0]
    change.mark(new)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        found = held(same)
        return found[0]
    return new
