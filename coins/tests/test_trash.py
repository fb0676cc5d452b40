from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent, StoragePlace, Tag
from coins.pictures import cache_folder, picture_of
from coins.services.edit import edit_coin, trash_coins
from coins.services.history import Change
from coins.services.owned_rows import tag_named
from coins.services.shelving import make_place as shelve
from coins.services.trash import expired_coins, purge_coins
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.jobs.daily import queue_daily
from coinstack.jobs.models import Job
from coinstack.search.models import SearchDocument
from coinstack.toasts import Toast


def make_place(owner: User, *path: str) -> StoragePlace:
    return shelve(owner=owner, path=path, notes="", change=Change(user=owner))


def make_tag(owner: User, name: str) -> Tag:
    return tag_named(name, owner.pk, Change(user=owner))


def put_in_trash(*coins: Coin, days_ago: int = 0) -> None:
    trash_coins(coins=coins, change=Change(user=None))
    then = timezone.now() - timedelta(days=days_ago)
    for coin in coins:
        version = Coin.objects.get(pk=coin.pk).version
        edit_coin(coin_id=coin.pk, version=version, values={"deleted_at": then}, change=Change(user=None))


def toasts(visitor: Client, answer: Any) -> list[Toast]:
    """What the next page tells."""
    shown = visitor.get(answer["Location"])
    return [Toast.from_message(message) for message in shown.context["messages"]]


def post(visitor: Client, what: str, *coins: Coin, **data: Any) -> Any:
    return visitor.post(f"/coins/trash/{what}/", {"pks": [coin.pk for coin in coins], **data})


def test_coin_goes_to_the_trash_and_its_toast_names_it(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    answer = post(visitor, "add", coin, next="/coins/?metal=silver")
    assert answer["Location"] == "/coins/?metal=silver"
    assert list(Coin.objects.trashed()) == [coin]
    batch = coin.history.first().history_batch
    assert toasts(visitor, answer) == [
        Toast(
            "Julia Domna, denarius is in the trash, to be restored within 30 days.",
            "success",
            "Open the trash",
            "/coins/trash/",
            f"/coins/undo/{batch}/",
        )
    ]
    visitor.post(f"/coins/undo/{batch}/")
    assert list(Coin.objects.present()) == [coin]


def test_selection_goes_to_the_trash_as_one(visitor: Client, alice: User) -> None:
    coins = [make_domna(alice) for _ in range(3)]
    put_in_trash(coins[2])
    answer = post(visitor, "add", *coins)
    assert answer["Location"] == "/coins/"
    (told,) = toasts(visitor, answer)
    assert told.text == "2 coins are in the trash, to be restored within 30 days."
    assert {coin.history.first().history_source for coin in coins[:2]} == {"bulk"}
    visitor.post(told.undo_url)
    assert set(Coin.objects.present()) == set(coins[:2])


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\x00"]
)
def test_nobody_is_sent_elsewhere(visitor: Client, alice: User, address: str) -> None:
    assert post(visitor, "add", make_domna(alice), next=address)["Location"] == "/coins/"


def test_htmx_is_sent_on_as_a_whole_page(visitor: Client, alice: User) -> None:
    answer = visitor.post("/coins/trash/add/", {"pks": make_domna(alice).pk}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/coins/")


@pytest.mark.parametrize("what", ["add", "restore", "purge"])
def test_what_cannot_be_asked(visitor: Client, alice: User, bob: User, what: str) -> None:
    mine, theirs = make_domna(alice), make_domna(bob)
    put_in_trash(mine) if what != "add" else None
    for pks in (["x"], ["-1"], ["1" * 40], ["²"], [str(mine.pk), str(theirs.pk)], [""], ["\x00"]):
        assert visitor.post(f"/coins/trash/{what}/", {"pks": pks}).status_code == 404
    assert visitor.post(f"/coins/trash/{what}/", {"pks": range(1, 1500)}).status_code == 400
    assert visitor.get(f"/coins/trash/{what}/").status_code == 405
    assert visitor.post(f"/coins/trash/{what}/").status_code == 302
    assert Coin.objects.count() == 2


def test_restored_with_pictures_tags_and_references(visitor: Client, alice: User) -> None:
    coin = make_domna(alice, tags=[Tag.objects.create(owner=alice, name="Severan")])
    add_reference(coin, "RIC 580")
    add_provenance(coin, source_name="Leu")
    add_picture(coin)
    put_in_trash(coin)
    answer = post(visitor, "restore", coin)
    assert answer["Location"] == "/coins/trash/"
    (told,) = toasts(visitor, answer)
    assert (told.text, told.link_url) == ("Julia Domna, denarius is out of the trash.", f"/coins/{coin.pk}/")
    page = visitor.get(f"/coins/{coin.pk}/").context["page"]
    assert (page.tags, [row.text for row in page.references]) == (["Severan"], ["RIC 580"])
    assert (len(page.provenance), page.obverse.photograph is not None) == (1, True)
    visitor.post(told.undo_url)
    assert list(Coin.objects.trashed()) == [coin]


def test_coin_whose_number_was_given_away_stays_and_the_others_come_back(visitor: Client, alice: User) -> None:
    first, second = (make_domna(alice, inventory_number=number) for number in ("A-1", "A-2"))
    put_in_trash(first, second)
    make_domna(alice, inventory_number="A-1")
    told = toasts(visitor, post(visitor, "restore", first, second))
    assert [(each.level, each.text) for each in told] == [
        ("success", "Julia Domna, denarius is out of the trash."),
        (
            "error",
            "Julia Domna, denarius stays in the trash. Inventory number: Another coin has this inventory number.",
        ),
    ]
    assert list(Coin.objects.trashed()) == [first]


def test_all_that_lies_there_comes_back_at_once(visitor: Client, alice: User, bob: User) -> None:
    put_in_trash(make_domna(alice), make_domna(alice), theirs := make_domna(bob))
    assert "Restore all 2 coins" in visitor.get("/coins/trash/").text
    (told,) = toasts(visitor, post(visitor, "restore", which="all"))
    assert told.text == "2 coins are out of the trash."
    assert list(Coin.objects.trashed()) == [theirs]


def test_many_that_stay_are_told_in_few_words(visitor: Client, alice: User) -> None:
    coins = [make_domna(alice, inventory_number=str(number)) for number in range(5)]
    put_in_trash(*coins)
    for number in range(5):
        make_domna(alice, inventory_number=str(number))
    told = toasts(visitor, post(visitor, "restore", which="all"))
    assert [each.level for each in told] == ["error"] * 4
    assert told[-1].text == "2 more stay in the trash, too."


def test_page_tells_since_when_and_until_when(visitor: Client, alice: User, bob: User) -> None:
    put_in_trash(make_domna(bob), make_domna(bob))
    older, newer = make_domna(alice), make_coin(alice, title="Newer")
    put_in_trash(older, days_ago=3)
    put_in_trash(newer)
    page = visitor.get("/coins/trash/").context["page"]
    assert [row.coin.title for row in page.rows] == ["Newer", "Julia Domna, denarius"]
    assert page.count == 2


def test_empty_trash_and_strange_page_numbers(visitor: Client, alice: User) -> None:
    assert "The trash is empty" in visitor.get("/coins/trash/").text
    put_in_trash(make_domna(alice))
    for number in ("0", "-1", "x", "99999999999999", "²", "2"):
        assert len(visitor.get("/coins/trash/", {"page": number}).context["page"].rows) == 1


def test_page_costs_the_same_for_more_coins(visitor: Client, alice: User) -> None:
    def queries(count: int) -> int:
        coins = [make_domna(alice) for _ in range(count)]
        for coin in coins:
            add_reference(coin, "RIC 1")
        put_in_trash(*coins)
        visitor.get("/coins/trash/")
        with CaptureQueriesContext(connection) as captured:
            visitor.get("/coins/trash/")
        return len(captured)

    assert queries(1) == queries(3)


@pytest.mark.django_db(transaction=True)
def test_deleted_for_good_with_files_and_history(visitor: Client, alice: User) -> None:
    coin, other = make_domna(alice), make_domna(alice)
    image = add_picture(coin)
    original, shared = Path(image.file.path), add_picture(coin, "reverse")
    picture_of(image, 96)
    twin = CoinImage.objects.create(coin=other, file=shared.file.name)
    add_reference(coin, "RIC 580")
    put_in_trash(coin)
    (told,) = toasts(visitor, post(visitor, "purge", coin))
    assert (told.text, told.undo_url) == ("Julia Domna, denarius deleted for good.", "")
    assert list(Coin.objects.all()) == [other]
    assert list(SearchDocument.objects.values_list("row_id", flat=True)) == [other.pk]
    assert (original.exists(), cache_folder(image.file.name, image.sha256).exists()) == (False, False)
    assert Path(twin.file.path).exists()
    for model in (Coin, CoinImage, CoinReference):
        rows = model.history.filter(id=coin.pk) if model is Coin else model.history.filter(coin_id=coin.pk)
        assert not rows.exists()
    assert visitor.get(f"/coins/{coin.pk}/").status_code == 404


def test_coin_outside_the_trash_is_not_deleted(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    (told,) = toasts(visitor, post(visitor, "purge", coin))
    assert told.text == "Nothing was deleted: only what lies in the trash can be."
    assert Coin.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_files_stay_when_the_records_do(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    coin = make_domna(alice)
    image = add_picture(coin)
    put_in_trash(coin)
    monkeypatch.setattr("simple_history.manager.HistoryManager.filter", refuse, raising=False)
    with pytest.raises(ZeroDivisionError):
        purge_coins(coins=[coin])
    assert Coin.objects.exists()
    assert Path(image.file.path).exists()


def refuse(*args: Any, **kwargs: Any) -> None:
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_command_deletes_what_lay_there_for_thirty_days(alice: User, bob: User) -> None:
    old, young, kept = make_domna(alice), make_domna(bob), make_domna(bob)
    put_in_trash(old, days_ago=31)
    put_in_trash(young, days_ago=29)
    out = StringIO()
    call_command("purge_trash", "--json", stdout=out)
    assert out.getvalue().strip() == '{"coins": 1, "files": 0}'
    assert set(Coin.objects.all()) == {young, kept}
    assert Job.objects.get().kind == "purge_trash"


@pytest.mark.django_db(transaction=True)
def test_sweep_empties_the_trash_once_a_day_when_something_is_due(alice: User) -> None:
    assert queue_daily() == []
    put_in_trash(make_domna(alice), days_ago=31)
    assert [queue_daily(), queue_daily()] == [["purge_trash"], []]
    Job.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert queue_daily() == ["purge_trash"]
    assert expired_coins().count() == 1


def test_a_collector_who_is_deleted_leaves_no_record_no_history_and_no_file(
    alice: User, bob: User, django_capture_on_commit_callbacks: Any
) -> None:
    kept = make_domna(bob, storage_place=make_place(bob, "Safe"), tags=[make_tag(bob, "Severans")])
    drawer = make_place(alice, "Cabinet", "Drawer")
    for coin in (make_domna(alice, storage_place=drawer, tags=[make_tag(alice, "Severans")]), make_coin(alice)):
        add_reference(coin, "RIC 574")
        add_provenance(coin)
        picture = add_picture(coin)
    put_in_trash(coin)
    with django_capture_on_commit_callbacks(execute=True):
        alice.delete()
    assert not Path(picture.file.path).exists()
    assert list(Coin.objects.all()) == [kept]
    assert set(Coin.history.values_list("id", flat=True)) == {kept.pk}
    of_parts = [model.history.count() for model in (CoinReference, CoinImage, ProvenanceEvent)]
    assert (of_parts, Tag.history.count(), StoragePlace.history.count()) == ([0, 0, 0], 1, 1)
