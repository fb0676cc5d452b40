from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from catalog.models import Term
from coins.models import Coin, CoinReference, StoragePlace, Tag
from coins.services.edit import create_coin, edit_coin, edit_many, trash_coins
from coins.services.history import Change, new_batch
from coins.services.undo import undo, undoing_of
from coins.tests.recipes import add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, NotFound


def stored(coin: Coin) -> Coin:
    return Coin.objects.get(pk=coin.pk)


def action(user: User) -> Change:
    return Change(user=user, reason="tried", batch=new_batch())


def edit(coin: Coin, change: Change, **values: Any) -> None:
    edit_coin(coin_id=coin.pk, version=stored(coin).version, values=values, change=change)


def test_edit_is_undone_with_what_follows_from_it(alice: User) -> None:
    nero = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    tray = StoragePlace.objects.create(owner=alice, name="Tray 5")
    coin = make_domna(alice, issuer_term=nero, storage_place=tray)
    change = action(alice)
    edit(coin, change, portrait_subject="", issuer="Galba", issuer_term=None, storage_place=None, weight_g="3.5")
    report = undo(change.batch, user=alice)
    assert (report.undone, report.kept) == (1, [])
    now = stored(coin)
    assert (now.title, now.issuer, now.issuer_term, now.storage_place) == (
        "Julia Domna, denarius",
        "Septimius Severus",
        nero,
        tray,
    )
    assert (now.weight_g, now.issuer_norm, now.version) == (Decimal("3.280"), "septimius seuerus", 3)
    latest = now.history.first()
    assert (latest.history_source, latest.history_batch, latest.history_user) == ("undo", report.batch, alice)


def test_title_typed_by_hand_and_back(alice: User) -> None:
    coin = make_domna(alice)
    change = action(alice)
    edit(coin, change, title="The lucky one")
    undo(change.batch, user=alice)
    assert (stored(coin).title, stored(coin).title_is_custom) == ("Julia Domna, denarius", False)


def test_title_that_was_kept_by_hand_follows_again(alice: User) -> None:
    coin = make_domna(alice)
    change = action(alice)
    edit(coin, change, denomination="Quinarius", title="Julia Domna, denarius")
    assert stored(coin).title_is_custom
    undo(change.batch, user=alice)
    assert (stored(coin).title, stored(coin).title_is_custom) == ("Julia Domna, denarius", False)


def test_tags_come_back_even_when_deleted_meanwhile(alice: User) -> None:
    tags = [Tag.objects.create(owner=alice, name=name) for name in ("Severan", "ladies")]
    coin = make_coin(alice, tags=tags)
    change = action(alice)
    edit(coin, change, tags=[])
    Tag.objects.all().delete()
    undo(change.batch, user=alice)
    assert sorted(tag.name for tag in stored(coin).tags.all()) == ["Severan", "ladies"]


def test_undoing_is_undone_in_its_turn(alice: User) -> None:
    coin = make_domna(alice)
    change = action(alice)
    edit(coin, change, mint="Laodicea")
    back = undo(change.batch, user=alice)
    forth = undo(back.batch, user=alice)
    assert stored(coin).mint == "Laodicea"
    undo(forth.batch, user=alice)
    assert stored(coin).mint == "Rome"
    assert [undoing_of("web:x"), undoing_of("web:x~1")] == ["web:x~1", "web:x~2"]


def test_second_undo_is_refused(alice: User) -> None:
    coin = make_domna(alice)
    change = action(alice)
    edit(coin, change, mint="Laodicea")
    undo(change.batch, user=alice)
    with pytest.raises(CoinStackError, match="undone already"):
        undo(change.batch, user=alice)
    assert stored(coin).version == 3


def test_added_coin_goes_to_the_trash_and_comes_back(alice: User) -> None:
    change = action(alice)
    coin = create_coin(owner=alice, values={"mint": "Rome"}, change=change)
    report = undo(change.batch, user=alice)
    assert stored(coin).deleted_at is not None
    undo(report.batch, user=alice)
    assert stored(coin).deleted_at is None


def test_selection_of_the_trash_comes_back_at_once(alice: User) -> None:
    coins = [make_domna(alice, inventory_number=str(number)) for number in range(3)]
    change = action(alice)
    trash_coins(coins=coins, change=change)
    assert undo(change.batch, user=alice).undone == 3
    assert Coin.objects.present().count() == 3


def test_bulk_edit_gives_each_coin_its_own_value_back(alice: User) -> None:
    coins = [make_coin(alice, mint=mint) for mint in ("Rome", "Emesa", "Rome")]
    change = action(alice)
    edit_many(coins=coins, values={"mint": "Ostia"}, change=change)
    assert undo(change.batch, user=alice).undone == 3
    assert [stored(coin).mint for coin in coins] == ["Rome", "Emesa", "Rome"]


def test_terms_of_one_name_are_not_taken_for_one(alice: User) -> None:
    egypt, troas = (Term.objects.create(kind="mint", name="Alexandria", slug=slug) for slug in ("egypt", "troas"))
    coins = [make_coin(alice, mint_term=term) for term in (egypt, troas)]
    change = action(alice)
    edit_many(coins=coins, values={"mint_term": None}, change=change)
    assert undo(change.batch, user=alice).undone == 2
    assert [stored(coin).mint_term for coin in coins] == [egypt, troas]


def test_what_was_edited_since_is_kept_and_named(alice: User) -> None:
    first, second = make_coin(alice, mint="Rome", title="first"), make_coin(alice, mint="Rome", title="second")
    change = action(alice)
    edit_many(coins=[first, second], values={"mint": "Ostia"}, change=change)
    edit(first, action(alice), grade="EF")
    report = undo(change.batch, user=alice)
    assert (report.undone, report.kept) == (1, [first])
    assert (stored(first).mint, stored(second).mint) == ("Ostia", "Rome")


def test_number_taken_meanwhile_keeps_only_that_coin(alice: User) -> None:
    coins = [make_coin(alice, inventory_number=number) for number in ("A-1", "A-2")]
    change = action(alice)
    trash_coins(coins=coins, change=change)
    make_coin(alice, inventory_number="A-1")
    report = undo(change.batch, user=alice)
    assert (report.undone, report.kept) == (1, [coins[0]])


def test_rows_that_hang_off_a_coin_are_put_back(alice: User) -> None:
    coin = make_coin(alice)
    primary, gone = add_reference(coin, "RIC 1", is_primary=True), add_reference(coin, "RSC 2", note="rare")
    change = action(alice)
    for row, values in ((primary, {"is_primary": False}), (add_reference(coin, "BMC 3"), {"is_primary": True})):
        vars(row).update(values)
        change.mark(row)
        row.save()
    change.mark(gone)
    gone.delete()
    assert undo(change.batch, user=alice).undone == 1
    rows = [(row.text, row.is_primary, row.note) for row in CoinReference.objects.order_by("pk")]
    assert rows == [("RIC 1", True, ""), ("RSC 2", False, "rare"), ("BMC 3", False, "")]
    assert CoinReference.objects.get(text="RSC 2").text_norm == "rsc 2"


def test_added_row_is_taken_away_and_one_edited_since_keeps_the_coin(alice: User) -> None:
    coin = make_coin(alice)
    change = action(alice)
    row = CoinReference(coin=coin, text="RIC 1")
    change.mark(row)
    row.save()
    undo(change.batch, user=alice)
    assert not CoinReference.objects.exists()

    later = action(alice)
    row = CoinReference(coin=coin, text="RIC 2")
    later.mark(row)
    row.save()
    row.note = "checked"
    row._particulars = {}
    row.save()
    report = undo(later.batch, user=alice)
    assert (report.undone, report.kept) == (0, [coin])


@pytest.mark.parametrize("batch", ["", "web:", "import:5", "web:" + "0" * 32, "web:" + "g" * 32, "web:\x00"])
def test_unknown_action(alice: User, batch: str) -> None:
    with pytest.raises(NotFound):
        undo(batch, user=alice)


def test_another_collectors_action_is_none(alice: User, bob: User) -> None:
    coin = make_domna(alice)
    change = action(alice)
    edit(coin, change, mint="Laodicea")
    with pytest.raises(NotFound):
        undo(change.batch, user=bob)
    assert stored(coin).mint == "Laodicea"


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_button_answers_where_one_was(alice: User, client_for: Callable[[User], Client]) -> None:
    coin = make_domna(alice)
    change = action(alice)
    edit(coin, change, mint="Laodicea")
    visitor = client_for(alice)
    address = f"/coins/undo/{change.batch}/"
    answer = visitor.post(address, headers={"referer": f"http://testserver/coins/{coin.pk}/?metal=silver"})
    assert (answer.status_code, answer["Location"]) == (302, f"/coins/{coin.pk}/?metal=silver")
    assert told(answer) == ["Undone."]
    again = visitor.post(address, headers={"referer": "https://elsewhere.example/"})
    assert again["Location"] == "/coins/"
    assert told(again)[-1] == "This was undone already."
    assert visitor.get(address).status_code == 405
    assert visitor.post("/coins/undo/web:junk/").status_code == 404


def test_kept_coins_are_named_in_the_answer(alice: User, client_for: Callable[[User], Client]) -> None:
    coins = [make_coin(alice, title=f"coin {number}") for number in range(6)]
    change = action(alice)
    edit_many(coins=coins, values={"mint": "Ostia"}, change=change)
    for coin in coins[:5]:
        edit(coin, action(alice), grade="EF")
    assert told(client_for(alice).post(f"/coins/undo/{change.batch}/")) == [
        "Undone. Kept, because they were changed since: coin 0; coin 1; coin 2 and 2 more."
    ]
