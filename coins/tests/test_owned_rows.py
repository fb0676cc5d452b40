from typing import Any

import pytest

from coins.models import Coin, StoragePlace, Tag
from coins.presenting import Formats
from coins.presenting.changes import history_of
from coins.services.edit import trash_coins
from coins.services.history import Change, new_batch
from coins.services.record import RecordEdit, TagEdit, add_record, save_record
from coins.services.undo import undo
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User

TRAY = ("Cabinet", "Tray 5")


def action(user: User) -> Change:
    return Change(user=user, reason="tried", batch=new_batch())


def save(coin: Coin, change: Change, **parts: Any) -> None:
    save_record(coin=coin, version=Coin.objects.get(pk=coin.pk).version, edit=RecordEdit(**parts), change=change)


def places() -> list[str]:
    return [place.path_text for place in StoragePlace.objects.order_by("path_text")]


def tags() -> list[str]:
    return [tag.name for tag in Tag.objects.order_by("name")]


def place_of(coin: Coin) -> StoragePlace | None:
    return Coin.objects.get(pk=coin.pk).storage_place


def test_what_an_edit_made_goes_with_it_and_comes_back(alice: User) -> None:
    coin = make_coin(alice)
    change = action(alice)
    save(coin, change, place=TRAY, tags=TagEdit(after=("Severan", "ladies")))
    made = place_of(coin)
    back = undo(change.batch, user=alice)
    assert (places(), tags(), place_of(coin)) == ([], [], None)
    forth = undo(back.batch, user=alice)
    assert (places(), tags()) == (["Cabinet", "Cabinet › Tray 5"], ["Severan", "ladies"])
    assert place_of(coin) == made
    undo(forth.batch, user=alice)
    assert (places(), tags()) == ([], [])


def test_what_was_there_before_stays(alice: User) -> None:
    Tag.objects.create(owner=alice, name="Severan")
    StoragePlace.objects.create(owner=alice, name="Cabinet")
    coin = make_coin(alice)
    change = action(alice)
    save(coin, change, place=TRAY, tags=TagEdit(after=("SEVERAN", "ladies")))
    undo(change.batch, user=alice)
    assert (places(), tags()) == (["Cabinet"], ["Severan"])


@pytest.mark.parametrize("is_trashed", [False, True], ids=["listed", "in the trash"])
def test_what_another_coin_has_by_now_stays(alice: User, is_trashed: bool) -> None:
    coin, other = make_coin(alice), make_coin(alice)
    change = action(alice)
    save(coin, change, place=TRAY, tags=TagEdit(after=("Severan",)))
    save(other, action(alice), place=TRAY, tags=TagEdit(after=("Severan",)))
    if is_trashed:
        trash_coins(coins=[other], change=action(alice))
    undo(change.batch, user=alice)
    assert (places(), tags()) == (["Cabinet", "Cabinet › Tray 5"], ["Severan"])


def test_place_with_another_inside_stays(alice: User) -> None:
    coin, other = make_coin(alice), make_coin(alice)
    change = action(alice)
    save(coin, change, place=("Cabinet",))
    save(other, action(alice), place=TRAY)
    undo(change.batch, user=alice)
    assert places() == ["Cabinet", "Cabinet › Tray 5"]


def test_coin_edited_since_keeps_what_it_was_given(alice: User) -> None:
    coin = make_coin(alice)
    change = action(alice)
    save(coin, change, place=TRAY, tags=TagEdit(after=("Severan",)))
    save(coin, action(alice), values={"mint": "Emesa"})
    assert undo(change.batch, user=alice).kept == [coin]
    assert (places(), tags()) == (["Cabinet", "Cabinet › Tray 5"], ["Severan"])


def test_added_coin_in_the_trash_keeps_its_place_and_tags(alice: User) -> None:
    change = action(alice)
    coin = add_record(owner=alice, edit=RecordEdit(place=TRAY, tags=TagEdit(after=("Severan",))), change=change)
    back = undo(change.batch, user=alice)
    undo(back.batch, user=alice)
    restored = Coin.objects.present().get()
    assert (restored, str(restored.storage_place), list(restored.tags.values_list("name", flat=True))) == (
        coin,
        "Cabinet › Tray 5",
        ["Severan"],
    )


def test_name_taken_meanwhile_is_the_place(alice: User) -> None:
    coin = make_coin(alice)
    change = action(alice)
    save(coin, change, place=TRAY)
    back = undo(change.batch, user=alice)
    cabinet = StoragePlace.objects.create(owner=alice, name="Cabinet")
    undo(back.batch, user=alice)
    now = place_of(coin)
    assert now is not None
    assert (str(now), now.parent) == ("Cabinet › Tray 5", cabinet)


def test_another_collectors_rows_of_the_same_name_stay(alice: User, bob: User) -> None:
    save(make_coin(bob), action(bob), place=TRAY, tags=TagEdit(after=("Severan",)))
    change = action(alice)
    save(make_coin(alice), change, place=TRAY, tags=TagEdit(after=("Severan",)))
    undo(change.batch, user=alice)
    assert {row.owner for model in (StoragePlace, Tag) for row in model.objects.all()} == {bob}


def test_history_still_names_a_place_that_is_gone(alice: User) -> None:
    coin = make_coin(alice)
    change = action(alice)
    save(coin, change, place=TRAY)
    undo(change.batch, user=alice)
    latest, *_ = history_of(coin, Formats())
    assert [(one.label, one.old, one.new) for one in latest.changes] == [("Storage place", "Cabinet › Tray 5", "")]
