from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from catalog.models import Term
from coins.models import Coin, StoragePlace
from coins.presenting import Formats
from coins.presenting.changes import PER_PAGE, HistoryEntry, history_of
from coins.services.edit import edit_coin, edit_many, trash_coins
from coins.services.history import Change
from coins.tests.recipes import make_coin, make_domna
from coinstack.accounts.models import User


def edit(coin: Coin, user: User, reason: str = "", **values: Any) -> None:
    version = Coin.objects.get(pk=coin.pk).version
    edit_coin(coin_id=coin.pk, version=version, values=values, change=Change(user=user, reason=reason))


def changes(entry: HistoryEntry) -> list[tuple[str, str, str]]:
    return [(change.label, change.old, change.new) for change in entry.changes]


def test_each_save_says_who_when_why_and_what(alice: User, bob: User) -> None:
    with time_machine.travel(datetime(2024, 3, 14, 9, 5, tzinfo=UTC), tick=False):
        coin = make_domna(alice)
    with time_machine.travel(datetime(2024, 3, 15, 18, 30, tzinfo=UTC), tick=False):
        edit(coin, bob, "weighed again", weight_g="3.31", metal="billon", is_circa=True, year_start=-44, grade="")
    latest, first = history_of(coin, Formats())
    assert (latest.when, latest.who, latest.reason) == ("15 Mar 2024, 18:30", "bob", "weighed again")
    assert sorted(changes(latest)) == [
        ("Circa", "No", "Yes"),
        ("Grade", "VF", ""),
        ("Metal", "Silver", "Billon"),
        ("Struck from", "AD 196", "44 BC"),
        ("Weight", "3.28 g", "3.31 g"),
    ]
    assert (first.when, first.who, first.reason) == ("14 Mar 2024, 09:05", "alice", "Added, made for a test")
    assert first.changes == []


def test_links_are_told_by_name(alice: User) -> None:
    nero = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    lost = Term.objects.create(kind="issuer", name="Lost", slug="lost")
    tray = StoragePlace.objects.create(owner=alice, name="Tray 5")
    coin = make_coin(alice, issuer_term=lost)
    edit(coin, alice, issuer_term=nero, storage_place=tray)
    lost_id = lost.pk
    lost.delete()
    assert changes(history_of(coin, Formats())[0]) == [
        ("Issuer, standard name", f"no. {lost_id}", "Nero"),
        ("Storage place", "", "Tray 5"),
    ]


def test_bulk_edits_and_the_trash_are_told(alice: User) -> None:
    coin = make_coin(alice)
    edit_many(coins=[coin], values={"mint": "Ostia"}, change=Change(user=alice, source="bulk"))
    trash_coins(coins=[coin], change=Change(user=None, reason="sold", source="import"))
    trashed, bulk, _ = history_of(coin, Formats())
    assert (bulk.reason, changes(bulk)) == ("bulk edit", [("Mint", "", "Ostia")])
    assert (trashed.who, trashed.reason) == ("", "sold, import")
    assert [change.label for change in trashed.changes] == ["In the trash since"]


def test_latest_twenty_with_the_change_before_them(alice: User) -> None:
    coin = make_coin(alice)
    for number in range(PER_PAGE + 5):
        edit(coin, alice, mint=f"Mint {number}")
    entries = history_of(coin, Formats())
    assert len(entries) == PER_PAGE
    assert changes(entries[0]) == [("Mint", "Mint 23", "Mint 24")]
    assert changes(entries[-1]) == [("Mint", "Mint 4", "Mint 5")]


def test_history_stands_on_its_tab(alice: User, client_for: Callable[[User], Client]) -> None:
    coin = make_domna(alice)
    edit(coin, alice, "checked against RIC", mint="Laodicea")
    text = client_for(alice).get(f"/coins/{coin.pk}/history/").text
    for part in ("checked against RIC", "<del>Rome</del>", "<ins>Laodicea</ins>"):
        assert part in text


@pytest.mark.parametrize("formats", [Formats("BCE/CE", decimal_comma=True)])
def test_history_speaks_the_collectors_notation(alice: User, formats: Formats) -> None:
    coin = make_domna(alice)
    edit(coin, alice, weight_g="3.31", year_start=-44)
    assert ("Weight", "3,28 g", "3,31 g") in changes(history_of(coin, formats)[0])
    assert ("Struck from", "196 CE", "44 BCE") in changes(history_of(coin, formats)[0])
