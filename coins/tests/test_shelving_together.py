"""Tags and places that are renamed and removed while coins are given them: nothing is lost, nobody meets an error."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from coins.models import Coin, StoragePlace, Tag
from coins.services.edit import edit_coin
from coins.services.history import Change, new_batch
from coins.services.record import RecordEdit, TagEdit, save_record
from coins.services.register import NewCoin, Shelves, register_coins
from coins.services.shelving import change_place, make_place, remove_place, remove_tag, rename_tag
from coins.services.undo import undo
from coins.tests.recipes import make_coin
from coins.tests.together import meanwhile
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, NotFound

pytestmark = pytest.mark.django_db(transaction=True)


def save(coin: Coin, owner: User, **parts: Any) -> None:
    save_record(coin=coin, version=coin.version, edit=RecordEdit(**parts), change=Change(user=owner))


def test_place_that_goes_while_a_coin_moves_into_it(alice: User) -> None:
    coin, change = make_coin(alice), Change(user=alice)
    place = make_place(owner=alice, path=["Cabinet"], notes="", change=change)
    number = place.pk
    with meanwhile(lambda: remove_place(place, change)):
        save(coin, alice, place=("Cabinet",), values={"issuer": "Nero"})
    coin.refresh_from_db()
    assert (coin.issuer, coin.storage_place, StoragePlace.objects.count()) == ("Nero", None, 0)
    assert [row.storage_place_id for row in coin.history.order_by("history_id")] == [None, number, None]


def test_tag_that_goes_while_a_coin_is_given_it(alice: User) -> None:
    coin, change = make_coin(alice), Change(user=alice)
    tag = Tag.objects.create(owner=alice, name="Severan")
    with meanwhile(lambda: remove_tag(tag, change)):
        save(coin, alice, tags=TagEdit(after=("Severan",)), values={"issuer": "Nero"})
    coin.refresh_from_db()
    assert (coin.issuer, list(coin.tags.all()), Tag.objects.count()) == ("Nero", [], 0)
    told = coin.history.order_by("history_id").values_list("tags_before", "tags_after")
    assert list(told) == [([], []), ([], ["Severan"]), (["Severan"], [])]


def test_tag_whose_making_is_undone_while_a_coin_is_given_it_stays(alice: User) -> None:
    coin, other, batch = make_coin(alice), make_coin(alice), new_batch()
    edit = RecordEdit(tags=TagEdit(after=("Severan",)), place=("Cabinet",))
    save_record(coin=other, version=other.version, edit=edit, change=Change(user=alice, batch=batch))
    with meanwhile(lambda: undo(batch, user=alice)):
        save(coin, alice, tags=TagEdit(after=("Severan",)), place=("Cabinet",))
    coin.refresh_from_db()
    assert ([tag.name for tag in coin.tags.all()], str(coin.storage_place)) == (["Severan"], "Cabinet")
    assert not other.tags.exists()


def test_place_inside_one_that_is_renamed_moves_along(alice: User) -> None:
    change = Change(user=alice)
    cabinet = make_place(owner=alice, path=["Cabinet"], notes="", change=change)
    with meanwhile(lambda: change_place(cabinet, name="Safe", notes=None, change=change)):
        tray = make_place(owner=alice, path=["Cabinet", "Tray 5"], notes="", change=change)
    tray.refresh_from_db()
    assert tray.path_text == "Safe › Tray 5"


@pytest.mark.parametrize(
    "late",
    [
        lambda tag, place, change: rename_tag(tag, "Antonine", change),
        lambda tag, place, change: remove_tag(tag, change),
        lambda tag, place, change: change_place(place, name="Safe", notes=None, change=change),
        lambda tag, place, change: remove_place(place, change),
    ],
    ids=["tag renamed", "tag removed", "place renamed", "place removed"],
)
def test_what_was_removed_meanwhile_is_gone(alice: User, late: Callable[..., Any]) -> None:
    change = Change(user=alice)
    tag = Tag.objects.create(owner=alice, name="Severan")
    place = make_place(owner=alice, path=["Cabinet"], notes="", change=change)
    seen = Tag.objects.get(pk=tag.pk), StoragePlace.objects.get(pk=place.pk)
    remove_tag(tag, change)
    remove_place(place, change)
    with pytest.raises(NotFound):
        late(*seen, change)
    assert (Tag.history.filter(history_type="-").count(), StoragePlace.history.filter(history_type="-").count()) == (
        1,
        1,
    )


@pytest.mark.parametrize("field", ["storage_place", "tags"])
def test_coin_is_refused_what_was_removed_before_it_was_saved(alice: User, field: str) -> None:
    coin, change = make_coin(alice), Change(user=alice)
    tag = Tag.objects.create(owner=alice, name="Severan")
    place = make_place(owner=alice, path=["Cabinet"], notes="", change=change)
    values = {"storage_place": StoragePlace.objects.get(), "tags": [Tag.objects.get()]}
    remove_tag(tag, change)
    remove_place(place, change)
    with pytest.raises(CoinStackError) as refusal, transaction.atomic():
        edit_coin(coin_id=coin.pk, version=coin.version, values={field: values[field]}, change=change)
    assert set(refusal.value.fields) == {field}


def test_import_makes_anew_what_was_removed_between_two_of_its_batches(alice: User) -> None:
    shelves, change = Shelves(alice), Change(user=alice)
    row = NewCoin({"issuer": "Nero"}, storage=("Cabinet", "Tray 5"), tags=("Severan",))
    register_coins(shelves=shelves, new=[row], change=change)
    remove_tag(Tag.objects.get(), change)
    for place in StoragePlace.objects.order_by("-pk"):
        remove_place(place, change)
    [coin] = register_coins(shelves=shelves, new=[row], change=change)
    assert (str(coin.storage_place), [tag.name for tag in coin.tags.all()]) == ("Cabinet › Tray 5", ["Severan"])
