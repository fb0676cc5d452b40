"""Editing a coin through its pages: what was typed is written once, told, and never lost."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from coins.forms.sections import EDIT_SECTIONS
from coins.forms.sheet import Reader, Sheet
from coins.models import Coin, CoinReference, ProvenanceEvent, StoragePlace, Tag
from coins.presenting.formats import Formats
from coins.services.history import changed_fields
from coins.services.undo import undo
from coins.tests.recipes import add_provenance, add_reference, make_coin, make_domna
from coinstack.accounts.models import Preferences, User


def boxes_of(coin: Coin, section: str = "", formats: Formats | None = None) -> dict[str, str]:
    """What a browser would send of the page as it was opened."""
    fresh = Coin.objects.get(pk=coin.pk)
    sections = [section] if section else list(EDIT_SECTIONS)
    texts = Sheet(sections, fresh, Reader(formats or Formats(), "EUR")).texts()
    return {**{name: text for name, text in texts.items() if text}, "version": str(fresh.version)}


def url_of(coin: Coin, section: str = "", query: str = "") -> str:
    path = reverse("coins:edit", args=[coin.pk, section]) if section else reverse("coins:edit_all", args=[coin.pk])
    return f"{path}?{query}" if query else path


def send(client: Client, coin: Coin, section: str = "", query: str = "", **boxes: str) -> HttpResponse:
    return client.post(url_of(coin, section, query), {**boxes_of(coin, section), **boxes})


def stored(coin: Coin) -> Coin:
    return Coin.objects.get(pk=coin.pk)


def toasts(client: Client) -> str:
    return client.get(reverse("settings")).content.decode()


@pytest.fixture
def coin(alice: User) -> Coin:
    return make_domna(alice, inventory_number="A-1")


@pytest.mark.parametrize("section", ["", *EDIT_SECTIONS])
def test_page_shows_what_the_coin_has(visitor: Client, coin: Coin, section: str) -> None:
    page = visitor.get(url_of(coin, section)).content.decode()
    boxes = boxes_of(coin, section)
    for name, text in boxes.items():
        assert re.search(rf'name="{name}"', page), name
        if name not in {"metal", "category", "grading_state", "ownership_status", "version"} and text != "on":
            assert escape(text) in page, name


@pytest.mark.parametrize("section", ["", *EDIT_SECTIONS])
def test_saving_an_untouched_page_changes_nothing(visitor: Client, coin: Coin, section: str) -> None:
    add_reference(coin, "RIC 574\nvar.", is_primary=True)
    add_provenance(coin, raw_text="Ex Leu 7", kind="auction")
    answer = send(visitor, coin, section)
    assert answer.status_code == 302
    assert coin.history.count() == 1
    assert (CoinReference.history.count(), ProvenanceEvent.history.count()) == (1, 1)
    assert "Nothing was changed." in toasts(visitor)


def test_section_writes_what_was_typed_and_nothing_else(visitor: Client, coin: Coin, alice: User) -> None:
    answer = send(visitor, coin, "physical", weight_g="3,41", die_axis_h="↓")
    assert (answer.status_code, answer["Location"]) == (302, reverse("coins:detail", args=[coin.pk]))
    rows = list(coin.history.order_by("history_id"))
    assert [set(changed_fields(*rows))] == [{"weight_g"}]
    assert (rows[1].history_user, rows[1].history_source, rows[1].history_change_reason) == (alice, "typed", "Physical")
    assert stored(coin).weight_g == Decimal("3.410")


def test_saving_is_told_with_link_and_undo(visitor: Client, coin: Coin, alice: User) -> None:
    send(visitor, coin, "physical", weight_g="3.41", metal="gold")
    page = toasts(visitor)
    assert "Saved: metal, weight." in page
    assert reverse("coins:detail", args=[coin.pk]) in page
    batch = coin.history.first().history_batch
    assert reverse("coins:undo", args=[batch]) in page
    assert undo(batch, user=alice).undone == 1
    assert (stored(coin).weight_g, stored(coin).metal) == (Decimal("3.280"), "silver")


def test_whole_record_at_once(visitor: Client, coin: Coin, alice: User) -> None:
    answer = send(
        visitor,
        coin,
        issuer="Caracalla",
        date_text="c. AD 211–217",
        price="€ 120",
        references="RIC 223\nRSC 143",
        provenance="Ex Leu 7, 9 May 1973, lot 214",
        tags="severan, best",
        storage_place="Cabinet 2 / Tray 5",
    )
    assert answer.status_code == 302
    now = stored(coin)
    assert (now.issuer, now.year_start, now.year_end, now.is_circa) == ("Caracalla", 211, 217, True)
    assert (now.price, now.currency) == (Decimal("120.00"), "EUR")
    assert [(row.text, row.is_primary, row.order) for row in now.references.all()] == [
        ("RIC 223", True, 0),
        ("RSC 143", False, 1),
    ]
    event = now.provenance.get()
    assert (event.kind, event.source_name, event.sale_number, event.lot_number) == ("auction", "Leu", "7", "214")
    assert sorted(now.tags.values_list("name", flat=True)) == ["best", "severan"]
    assert now.storage_place is not None
    assert now.storage_place.path_text == "Cabinet 2 › Tray 5"
    assert undo(coin.history.first().history_batch, user=alice).undone == 1
    back = stored(coin)
    assert (back.issuer, back.storage_place, back.references.count(), back.provenance.count(), back.tags.count()) == (
        "Septimius Severus",
        None,
        0,
        0,
        0,
    )


def test_refused_value_keeps_everything_typed(visitor: Client, coin: Coin) -> None:
    answer = send(visitor, coin, "physical", weight_g="heavy", diameter_mm="19", flan_notes="ragged <b>")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="heavy"' in page
    assert "ragged &lt;b&gt;" in page
    assert '<a href="#id_weight_g">Weight</a>' in page
    assert re.findall(r'<input[^>]*id="id_weight_g"[^>]*>', page)[0].count("autofocus") == 1
    assert page.count("autofocus") == 1
    assert stored(coin).version == 1


@pytest.mark.parametrize("section", ["references", "provenance"])
def test_too_many_lines_are_told_by_the_name_of_their_box(visitor: Client, coin: Coin, section: str) -> None:
    answer = send(visitor, coin, section, **{section: "\n".join(f"RIC {number}" for number in range(201))})
    assert answer.status_code == 422
    assert f'<a href="#id_{section}">{section.capitalize()}</a>: At most 200 lines.' in answer.content.decode()


def test_first_wrong_box_in_page_order_takes_the_focus(visitor: Client, coin: Coin) -> None:
    page = send(visitor, coin, price="dear", weight_g="heavy").content.decode()
    assert re.findall(r'autofocus[^>]*|name="(\w+)"[^>]*autofocus', page)
    assert re.search(r'<input[^>]*name="weight_g"[^>]*autofocus|<input[^>]*autofocus[^>]*name="weight_g"', page)


@pytest.mark.parametrize(
    ("section", "boxes", "told"),
    [
        ("identity", {"inventory_number": "taken"}, "Another coin has this inventory number"),
        ("chronology", {"date_text": "", "year_start": "300", "year_end": "200"}, "first year is later than its last"),
        ("chronology", {"reign_start": "20", "reign_end": "10"}, "reign&#x27;s first year"),
    ],
)
def test_rule_of_the_table_is_told_at_its_box(
    visitor: Client, alice: User, coin: Coin, section: str, boxes: dict[str, str], told: str
) -> None:
    make_coin(alice, inventory_number="taken")
    answer = send(visitor, coin, section, **boxes)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert stored(coin).version == 1


def test_odd_value_is_saved_and_told(visitor: Client, coin: Coin) -> None:
    assert send(visitor, coin, "physical", weight_g="38").status_code == 302
    assert stored(coin).weight_g == Decimal("38.000")
    page = toasts(visitor)
    assert "Worth a second look. Weight: 38 g is unusual for a coin called denarius" in page
    assert "38 g is unusual" in visitor.get(url_of(coin, "physical")).content.decode()


def test_unreadable_date_is_saved_and_told(visitor: Client, coin: Coin) -> None:
    assert send(visitor, coin, "chronology", date_text="when Caesar died").status_code == 302
    now = stored(coin)
    assert (now.date_text, now.year_start, now.year_end) == ("when Caesar died", 196, 202)
    assert "kept as written" in toasts(visitor)


def test_decimal_comma_of_the_preferences(visitor: Client, coin: Coin, alice: User) -> None:
    Preferences.objects.create(owner=alice, decimal_comma=True)
    assert 'value="3,28"' in visitor.get(url_of(coin, "physical")).content.decode()
    boxes = boxes_of(coin, "physical", Formats(decimal_comma=True))
    visitor.post(url_of(coin, "physical"), boxes)
    assert coin.history.count() == 1


# --- references and provenance as lines


def test_rows_of_lines_that_stay_are_untouched(visitor: Client, coin: Coin) -> None:
    first = add_reference(coin, "RIC 574", is_primary=True, note="plate", needs_review=False)
    second = add_reference(coin, "RSC 198\nvar.", order=1)
    send(visitor, coin, "references", references="RSC 198 ⏎ var.\nRIC 574 (this coin)\nBMC 22")
    rows = list(coin.references.all())
    assert [(row.pk if row.pk in {first.pk, second.pk} else None, row.text, row.is_primary) for row in rows] == [
        (second.pk, "RSC 198\nvar.", True),
        (first.pk, "RIC 574 (this coin)", False),
        (None, "BMC 22", False),
    ]
    assert (rows[1].note, rows[1].needs_review) == ("plate", True)
    assert stored(coin).version == 2


def test_removed_line_removes_its_row_and_undo_brings_it_back(visitor: Client, coin: Coin, alice: User) -> None:
    add_reference(coin, "RIC 574", is_primary=True, note="plate")
    add_reference(coin, "BMC 22", order=1)
    send(visitor, coin, "references", references="BMC 22")
    assert [(row.text, row.is_primary) for row in coin.references.all()] == [("BMC 22", True)]
    assert undo(CoinReference.history.first().history_batch, user=alice).undone == 1
    assert [(row.text, row.is_primary, row.note) for row in coin.references.all()] == [
        ("RIC 574", True, "plate"),
        ("BMC 22", False, ""),
    ]


def test_provenance_line_that_is_no_pedigree_is_kept(visitor: Client, coin: Coin) -> None:
    send(visitor, coin, "provenance", provenance="bought somewhere nice\nEx Leu 7, 9 May 1973, lot 214")
    assert [(row.kind, row.raw_text) for row in coin.provenance.all()][1] == (
        "auction",
        "Ex Leu 7, 9 May 1973, lot 214",
    )
    assert coin.provenance.all()[0].raw_text == "bought somewhere nice"


def test_reworded_station_keeps_what_else_is_known(visitor: Client, coin: Coin) -> None:
    add_provenance(coin, kind="auction", raw_text="Ex Leu 7, 9 May 1973, 214", hammer_price="120", currency="CHF")
    send(visitor, coin, "provenance", provenance="Ex Leu 7, 9 May 1973, lot 215")
    event = coin.provenance.get()
    assert (event.lot_number, event.hammer_price) == ("215", Decimal("120.00"))


# --- storage and tags


def test_place_is_made_once_and_tags_in_any_case(visitor: Client, coin: Coin, alice: User) -> None:
    send(visitor, coin, "storage", storage_place="Cabinet 2 › Tray 5", tags="Best, best ,severan")
    send(visitor, coin, "storage", storage_place="Cabinet 2", tags="severan")
    assert sorted(StoragePlace.objects.values_list("path_text", flat=True)) == ["Cabinet 2", "Cabinet 2 › Tray 5"]
    assert list(coin.tags.values_list("name", flat=True)) == ["severan"]
    assert set(Tag.objects.values_list("owner", flat=True)) == {alice.pk}


def test_place_whose_name_holds_a_separator_is_found(visitor: Client, coin: Coin, alice: User) -> None:
    place = StoragePlace.objects.create(owner=alice, name="Box 1/2")
    send(visitor, coin, "storage", storage_place="Box 1/2")
    assert stored(coin).storage_place == place


def test_place_is_emptied(visitor: Client, alice: User) -> None:
    coin = make_coin(alice, storage_place=StoragePlace.objects.create(owner=alice, name="Safe"))
    assert str(stored(coin).storage_place) == "Safe"
    send(visitor, coin, "storage", storage_place="")
    assert stored(coin).storage_place is None


# --- draft, next, similar


def test_draft_is_finished(visitor: Client, alice: User) -> None:
    coin = make_coin(alice, is_draft=True)
    assert "Still a draft" in visitor.get(url_of(coin)).content.decode()
    send(visitor, coin, asks_draft="1", is_draft="on", mint="Rome")
    assert stored(coin).is_draft
    send(visitor, coin, asks_draft="1")
    assert not stored(coin).is_draft


def test_section_page_without_draft_box_leaves_the_draft(visitor: Client, alice: User) -> None:
    coin = make_coin(alice, is_draft=True)
    send(visitor, coin, "physical", weight_g="3")
    assert stored(coin).is_draft


@pytest.mark.parametrize("section", ["", "physical"])
def test_save_and_next_stays_in_the_list(visitor: Client, alice: User, section: str) -> None:
    coins = [make_domna(alice, weight_g=str(weight)) for weight in (3, 1, 2)]
    make_domna(alice, metal="gold", weight_g="2.5")
    query = "metal=silver&sort=weight_g"
    answer = send(visitor, coins[1], section, query, weight_g="9", then="next")
    assert answer["Location"] == url_of(coins[2], section, query)
    answer = send(visitor, coins[1], section, query, then="next")
    assert answer["Location"] == f"{reverse('coins:detail', args=[coins[1].pk])}?{query}"
    assert "last coin of this list" in toasts(visitor)


def test_save_and_add_similar_asks_what_to_keep(visitor: Client, coin: Coin) -> None:
    assert send(visitor, coin, then="similar")["Location"] == reverse("coins:similar", args=[coin.pk])


def test_saved_form_tells_the_browser_to_forget_its_draft(visitor: Client, coin: Coin, alice: User) -> None:
    answer = send(visitor, coin, "physical", weight_g="3")
    assert answer.cookies["draft_done"].value == f"u{alice.pk}-coin-{coin.pk}-physical"
    assert f'data-draft="u{alice.pk}-coin-{coin.pk}-physical"' in visitor.get(url_of(coin, "physical")).content.decode()
    assert "draft_done" not in send(visitor, coin, "physical", weight_g="x").cookies


# --- bad input


@pytest.mark.parametrize("version", ["", "0", "-1", "999999999999999999999", "x", "٣"])
def test_odd_version_is_no_error(visitor: Client, coin: Coin, version: str) -> None:
    assert send(visitor, coin, "physical", weight_g="3", version=version).status_code in {302, 409}


@pytest.mark.parametrize("name", ["nosuch", "__class__", "title"])
def test_unknown_section_is_not_found(visitor: Client, coin: Coin, name: str) -> None:
    assert visitor.get(f"/coins/{coin.pk}/edit/{name}/").status_code == 404


def test_coin_in_the_trash_is_not_edited(visitor: Client, alice: User, coin: Coin) -> None:
    Coin.objects.filter(pk=coin.pk).update(deleted_at="2026-01-01T00:00Z")
    assert visitor.get(url_of(coin)).status_code == 404
    assert visitor.post(url_of(coin), {"weight_g": "3"}).status_code == 404


@pytest.mark.parametrize("junk", ["\x00", "\x00" * 20, "🪙" * 100, "x" * 10_000, "ﷺ" * 60, "%s{{}}", "1e5", "\x1b"])
def test_junk_in_every_box_is_never_a_server_error(visitor: Client, coin: Coin, junk: str) -> None:
    boxes = dict.fromkeys(boxes_of(coin) | Sheet(list(EDIT_SECTIONS), coin, Reader(Formats(), "EUR")).texts(), junk)
    answer = visitor.post(url_of(coin), {**boxes, "version": "1"})
    assert answer.status_code == 422
    assert stored(coin).version == 1


def test_empty_request_is_told_what_is_missing(visitor: Client, coin: Coin) -> None:
    answer = visitor.post(url_of(coin, "grading"), {})
    assert (answer.status_code, stored(coin).version) == (422, 1)


def test_pages_need_as_many_queries_for_many_rows(visitor: Client, alice: User) -> None:
    def queries(count: int) -> int:
        coin = make_domna(alice)
        for number in range(count):
            add_reference(coin, f"RIC {number}", order=number, is_primary=not number)
            add_provenance(coin, raw_text=f"Ex Leu {number}", order=number)
            coin.tags.add(Tag.objects.create(owner=alice, name=f"{coin.pk}-{number}"))
        with CaptureQueriesContext(connection) as captured:
            visitor.get(url_of(coin))
        return len(captured)

    queries(1)
    assert queries(1) == queries(3) <= 12
