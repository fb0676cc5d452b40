from decimal import Decimal
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Term
from coins.models import Coin, CoinImage, StoragePlace, Tag
from coins.presenting.changes import FieldChange, HistoryPage
from coins.services.edit import edit_coin
from coins.services.history import Change, new_batch
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_coin, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.toasts import Toast

MOST_QUERIES = 24


def page_of(visitor: Client, coin: Coin, query: str = "") -> HistoryPage:
    response = visitor.get(f"/coins/{coin.pk}/history/?{query}")
    assert response.status_code == 200
    return response.context["page"]


def edit(coin: Coin, user: User, **values: Any) -> str:
    batch = new_batch()
    version = Coin.objects.get(pk=coin.pk).version
    edit_coin(coin_id=coin.pk, version=version, values=values, change=Change(user=user, reason="tried", batch=batch))
    return batch


def change(page: HistoryPage, entry: int, label: str) -> FieldChange:
    return next(found for found in page.entries[entry].changes if found.label == label)


def toast_of(visitor: Client, answer: Any) -> Toast:
    (message,) = visitor.get(answer["Location"]).context["messages"]
    return Toast.from_message(message)


def test_saves_of_everything_are_merged_by_time(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    reference = add_reference(coin, "RIC 580")
    batch = edit(coin, alice, mint="Laodicea")
    station = add_provenance(coin, kind="auction", source_name="Leu", sale_name="Auction 7")
    image = add_picture(coin)
    station.hammer_price, station.has_receipt = Decimal(450), True
    station.save()
    CoinImage.objects.get(pk=image.pk).delete()
    reference.note = "bust left"
    reference.save()
    page = page_of(visitor, coin)
    assert [(entry.headline, [found.label for found in entry.changes]) for entry in page.entries] == [
        ("Reference changed: RIC 580", ["Note"]),
        ("Picture removed: Obverse", []),
        ("Provenance changed: Leu, Auction 7", ["Hammer price", "Has receipt"]),
        ("Picture added: Obverse", []),
        ("Provenance added: Leu, Auction 7", []),
        ("", ["Mint"]),
        ("Reference added: RIC 580", []),
        ("", []),
    ]
    saved = page.entries[5]
    assert (saved.who, saved.reason, saved.batch) == ("alice", "tried", batch)
    assert [(found.old, found.new) for found in page.entries[2].changes] == [("", "450.00"), ("No", "Yes")]


def test_links_of_what_hangs_off_are_told_by_name(visitor: Client, alice: User) -> None:
    coin = make_coin(alice)
    station = add_provenance(coin, source_name="Leu")
    station.house = Term.objects.create(kind="house", name="Leu Numismatik", slug="leu")
    station.kind = "auction"
    station.save()
    changes = {found.label: (found.old, found.new) for found in page_of(visitor, coin).entries[0].changes}
    assert changes == {"House": ("", "Leu Numismatik"), "Kind": ("Unknown", "Auction")}


def test_pages_of_twenty_that_keep_the_list(visitor: Client, alice: User) -> None:
    coin, after = make_domna(alice), make_domna(alice)
    for number in range(45):
        edit(coin, alice, mint=f"Mint {number}")
    first = page_of(visitor, coin, "metal=silver&page=3&changes=1")
    assert (len(first.entries), first.count, first.pager.pages) == (20, 46, 3)
    assert first.pager.next_url == f"/coins/{coin.pk}/history/?metal=silver&page=3&changes=2"
    assert first.head.way.next_url == f"/coins/{after.pk}/?metal=silver&page=3"
    last = page_of(visitor, coin, "changes=3")
    assert (len(last.entries), last.entries[-1].reason) == (6, "Added, made for a test")
    assert change(last, 0, "Mint").old == "Mint 3"
    for strange in ("0", "x", "99999999999999999999", "99", "²"):
        assert page_of(visitor, coin, f"changes={strange}").entries


def test_value_is_restored_with_toast_and_undo(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    edit(coin, alice, mint="Laodicea", weight_g="3.50")
    edit(coin, alice, mint="Emesa")
    found = change(page_of(visitor, coin), 1, "Mint")
    assert (found.old, found.new, found.field) == ("Rome", "Laodicea", "mint")
    answer = visitor.post(found.restore_url, {"field": found.field})
    assert answer["Location"] == f"/coins/{coin.pk}/history/"
    told = toast_of(visitor, answer)
    assert (told.text, told.link_url) == ("Mint is as it was before.", f"/coins/{coin.pk}/")
    now = Coin.objects.get(pk=coin.pk)
    assert (now.mint, now.weight_g) == ("Rome", Decimal("3.500"))
    assert page_of(visitor, coin).entries[0].reason == "Mint restored from the history"
    visitor.post(told.undo_url)
    assert Coin.objects.get(pk=coin.pk).mint == "Emesa"


def test_draft_is_restored_under_its_name(visitor: Client, alice: User) -> None:
    coin = make_coin(alice, is_draft=True)
    edit(coin, alice, is_draft=False)
    found = change(page_of(visitor, coin), 0, "Draft")
    assert (
        toast_of(visitor, visitor.post(found.restore_url, {"field": found.field})).text == "Draft is as it was before."
    )
    assert Coin.objects.get(pk=coin.pk).is_draft


def test_value_that_the_coin_has_is_not_offered(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    edit(coin, alice, mint="Laodicea")
    edit(coin, alice, mint="Rome")
    page = page_of(visitor, coin)
    assert (change(page, 1, "Mint").restore_url, bool(change(page, 0, "Mint").restore_url)) == ("", True)


def test_every_kind_of_value_comes_back(visitor: Client, alice: User) -> None:
    tag = Tag.objects.create(owner=alice, name="Severan")
    tray = StoragePlace.objects.create(owner=alice, name="Tray 5")
    nero = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    before = {"tags": [tag], "storage_place": tray, "issuer_term": nero, "year_start": -44, "is_circa": True}
    coin = make_coin(alice, title="Mine", surface_issues=["scratches"], **before)
    edit(coin, alice, tags=[], storage_place=None, issuer_term=None, year_start=None, is_circa=False, title="",
         surface_issues=[])  # fmt: skip
    for found in page_of(visitor, coin).entries[0].changes:
        assert visitor.post(found.restore_url, {"field": found.field}).status_code == 302
    now = Coin.objects.get(pk=coin.pk)
    assert list(now.tags.all()) == [tag]
    assert (now.storage_place, now.issuer_term, now.year_start, now.is_circa) == (tray, nero, -44, True)
    assert (now.title, now.surface_issues) == ("Mine", ["scratches"])


def test_tag_changes_are_told(visitor: Client, alice: User) -> None:
    tags = [Tag.objects.create(owner=alice, name=name) for name in ("Severan", "ladies")]
    coin = make_coin(alice, tags=tags[:1])
    edit(coin, alice, tags=tags)
    found = change(page_of(visitor, coin), 0, "Tags")
    assert (found.old, found.new) == ("Severan", "Severan, ladies")


def test_value_that_contradicts_the_present_is_refused(visitor: Client, alice: User) -> None:
    coin = make_coin(alice, year_start=100, year_end=200)
    edit(coin, alice, year_start=10, year_end=20)
    found = change(page_of(visitor, coin), 0, "Struck from")
    told = toast_of(visitor, visitor.post(found.restore_url, {"field": "year_start"}))
    assert (told.level, told.text[:31]) == ("error", "Struck from was not restored. S")
    assert Coin.objects.get(pk=coin.pk).year_start == 10


def test_what_cannot_be_restored(visitor: Client, alice: User, bob: User) -> None:
    coin, theirs = make_domna(alice), make_domna(bob)
    edit(coin, alice, mint="Laodicea")
    edit(theirs, bob, mint="Laodicea")
    saved, first = coin.history.all()[:2]
    stranger = theirs.history.first()
    for pk, history_id, field in [
        (coin.pk, saved.history_id, "owner"),
        (coin.pk, saved.history_id, "deleted_at"),
        (coin.pk, saved.history_id, ""),
        (coin.pk, saved.history_id, "x\x00"),
        (coin.pk, first.history_id, "mint"),
        (coin.pk, stranger.history_id, "mint"),
        (theirs.pk, stranger.history_id, "mint"),
        (coin.pk, 10**30, "mint"),
    ]:
        answer = visitor.post(f"/coins/{pk}/history/{history_id}/restore/", {"field": field})
        assert answer.status_code == 404, (history_id, field)


def test_save_that_left_the_tags_alone_tells_no_earlier_ones(visitor: Client, alice: User) -> None:
    coin = make_coin(alice, tags=[Tag.objects.create(owner=alice, name="Severan")])
    edit(coin, alice, mint="Laodicea")
    address = f"/coins/{coin.pk}/history/{coin.history.first().history_id}/restore/"
    assert visitor.post(address, {"field": "tags"}).status_code == 404
    assert [tag.name for tag in coin.tags.all()] == ["Severan"]


def test_hidden_money_is_hidden_here_too(visitor: Client, alice: User) -> None:
    coin = make_domna(alice, price="70", currency="EUR")
    edit(coin, alice, price="71")
    station = add_provenance(coin, source_name="Leu")
    station.hammer_price = Decimal("123.45")
    station.save()
    Preferences.objects.create(owner=alice, hide_money=True)
    text = visitor.get(f"/coins/{coin.pk}/history/").text
    assert "•••" in text
    assert not [amount for amount in ("70.00", "71.00", "123.45") if amount in text]


def test_the_same_few_queries_however_much_was_changed(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice)
    terms = [Term.objects.create(kind="issuer", name=str(number), slug=str(number)) for number in range(4)]
    places = [StoragePlace.objects.create(owner=alice, name=str(number)) for number in range(4)]

    def queries(rows: int) -> int:
        coin = make_domna(alice, issuer_term=terms[0], storage_place=places[0])
        for number in range(1, rows + 1):
            reference, station = add_reference(coin, "RIC 1", order=number), add_provenance(coin, order=number)
            image = add_picture(coin, order=number)
            station.house, reference.note, image.kind = terms[number], "checked", "edge"
            for row in (reference, station, image):
                row.save()
            edit(coin, alice, issuer_term=terms[number], storage_place=places[number])
        with CaptureQueriesContext(connection) as captured:
            page_of(visitor, coin, "metal=silver")
        return len(captured)

    few = queries(1)
    assert few == queries(3)
    assert few <= MOST_QUERIES
