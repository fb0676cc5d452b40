"""Adding coins: in one line, in full, like another."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from coins.models import Coin, StoragePlace, Tag
from coins.quick_line import read_line
from coins.services.undo import undo
from coins.tests.recipes import add_provenance, add_reference, make_coin, make_domna
from coins.tests.test_editing import toasts
from coinstack.accounts.models import Preferences, User

LINE = "AR denarius, Augustus, Lugdunum, 2 BC-AD 4 (3,79 g, 18mm, 6h). RIC 207; RSC 43. Ex Leu 7, 9 May 1973, lot 214"


# --- the line


@pytest.mark.parametrize(
    ("line", "values", "references", "rest"),
    [
        (
            LINE,
            {
                "metal": "silver",
                "denomination": "Denarius",
                "weight_g": Decimal("3.79"),
                "diameter_mm": Decimal(18),
                "die_axis_h": Decimal(6),
                "date_text": "2 BC-AD 4",
                "year_start": -2,
                "year_end": 4,
            },
            ["RIC 207", "RSC 43"],
            ["Augustus", "Lugdunum"],
        ),
        ("Julia Domna denarius RIC 574 3.2g", {"denomination": "Denarius", "weight_g": Decimal("3.2")}, ["RIC 574"], ["Julia Domna"]),
        ("sestertius Nero AD 65", {"denomination": "Sestertius", "year_start": 65}, [], ["Nero"]),
        ("AE3 Constantine I RIC VII 123 Trier", {"metal": "ae", "module": "Æ3"}, ["RIC VII 123"], ["Constantine I", "Trier"]),
        ("AE 3 Constantine I", {"metal": "ae", "module": "Æ3"}, [], ["Constantine I"]),
        ("Æ 25 Philip I", {"metal": "ae", "module": None, "diameter_mm": Decimal(25)}, [], ["Philip I"]),
        ("AE 25.5 Nero", {"metal": "ae", "module": None, "diameter_mm": None}, [], ["25.5 Nero"]),
        ("Nero from 1972 Leu sale", {}, [], ["Nero"]),
        ("Æ25, 24mm", {"denomination": "Æ25", "diameter_mm": Decimal(24)}, [], []),
        ("denarius of Trajan from AD 103 to 111", {"year_start": 103, "year_end": 111}, [], ["of Trajan from AD"]),
        ("Price 3600 Alexander III AR drachm 17mm", {"metal": "silver", "denomination": "Drachm"}, ["Price 3600"], ["Alexander III"]),
        ("SNG von Aulock 1234", {}, ["SNG von Aulock 1234"], []),
        ("Hadrian, As, gVF", {"denomination": "As", "grade": "gVF"}, [], ["Hadrian"]),
        ("silver obol 5th century BC", {"year_start": -500, "year_end": -401}, [], []),
        ("struck as a medal", {}, [], ["struck as a medal"]),
        ("3 g or 4 g", {}, [], ["3 g or 4 g"]),
        ("lot 211", {}, [], ["lot 211"]),
    ],
)  # fmt: skip
def test_line_is_read_as_far_as_it_is_clear(
    line: str, values: dict[str, Any], references: list[str], rest: list[str]
) -> None:
    read = read_line(line)
    assert {name: read.values.get(name) for name in values} == values
    assert (read.references, read.rest) == (references, rest)


@pytest.mark.parametrize(
    ("line", "pedigree"),
    [
        ("Nero from 1972 Leu sale", "from 1972 Leu sale"),
        ("denarius of Trajan from AD 103 to 111", ""),
        (LINE, "Ex Leu 7, 9 May 1973, lot 214"),
    ],
)
def test_pedigree_in_a_line(line: str, pedigree: str) -> None:
    assert read_line(line).pedigree == pedigree


@given(st.text(max_size=300))
def test_any_line_is_survived(text: str) -> None:
    read_line(text)


def test_line_becomes_a_draft_that_keeps_it(visitor: Client, alice: User) -> None:
    make_coin(alice, issuer="Augustus", mint="Lugdunum")
    answer = visitor.post(reverse("coins:quick_add"), {"line": LINE})
    coin = Coin.objects.get(is_draft=True)
    assert answer["Location"] == reverse("coins:detail", args=[coin.pk])
    assert (coin.issuer, coin.mint, coin.title) == ("Augustus", "Lugdunum", "Augustus, denarius")
    assert coin.personal_notes == LINE
    assert [row.text for row in coin.references.all()] == ["RIC 207", "RSC 43"]
    assert coin.provenance.get().lot_number == "214"
    page = toasts(visitor)
    assert "Draft added. Understood: " in page
    assert reverse("coins:edit_all", args=[coin.pk]) in page
    assert undo(coin.history.first().history_batch, user=alice).undone == 1
    assert Coin.objects.present().count() == 1


def test_unknown_names_become_the_title(visitor: Client, bob: User) -> None:
    make_coin(bob, issuer="Augustus")
    visitor.post(reverse("coins:quick_add"), {"line": "Augustus, AR denarius"})
    coin = Coin.objects.get(is_draft=True)
    assert (coin.issuer, coin.title, coin.title_is_custom) == ("", "Augustus, denarius", True)


def test_line_of_which_nothing_is_read_is_a_draft_all_the_same(visitor: Client) -> None:
    visitor.post(reverse("coins:quick_add"), {"line": "the nice one from Bob"})
    coin = Coin.objects.get()
    assert (coin.personal_notes, coin.is_draft) == ("the nice one from Bob", True)
    assert coin.title


@pytest.mark.parametrize(
    ("line", "told"), [("", "Write something"), (" \x00 ", "Write something"), ("x" * 1001, "at most 1000")]
)
def test_line_that_is_none_is_told(visitor: Client, line: str, told: str) -> None:
    answer = visitor.post(reverse("coins:quick_add"), {"line": line})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Coin.objects.exists()


@pytest.mark.parametrize("line", ["(99999 g)", "0 g, 0 mm, 13h", "AD 99999", "RIC " + "9" * 900, "44 BC " * 100, "🪙"])
def test_odd_lines_are_no_server_error(visitor: Client, line: str) -> None:
    assert visitor.post(reverse("coins:quick_add"), {"line": line}).status_code == 302
    assert Coin.objects.get().personal_notes == line.strip()


def test_another_line_follows(visitor: Client) -> None:
    answer = visitor.post(reverse("coins:quick_add"), {"line": "Nero, As", "then": "another"})
    assert answer["Location"] == reverse("coins:quick_add")


def test_line_form_is_a_fragment_for_a_dialog(visitor: Client) -> None:
    page = visitor.get(reverse("coins:quick_add"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert 'name="line"' in page


# --- in full

EMPTY = {"ownership_status": "owned", "grading_state": "raw", "issue_status": "official"}


def test_coin_is_added_in_full(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice, currency="CHF")
    boxes = {
        **EMPTY,
        "issuer": "Nero",
        "denomination": "As",
        "weight_g": "10,9",
        "date_text": "c. AD 65",
        "price": "60",
        "buyers_premium": "20%",
        "references": "RIC 306",
        "tags": "bronze",
        "storage_place": "Velv2-5-1",
        "asks_draft": "1",
    }
    answer = visitor.post(reverse("coins:new"), boxes)
    coin = Coin.objects.get()
    assert answer["Location"] == reverse("coins:detail", args=[coin.pk])
    assert (coin.owner, coin.title, coin.is_draft) == (alice, "Nero, as", False)
    assert (coin.weight_g, coin.year_start, coin.currency, coin.total_cost) == (
        Decimal("10.900"),
        65,
        "CHF",
        Decimal(72),
    )
    assert coin.storage_place is not None
    assert (coin.storage_place.path_text, coin.references.get().is_primary) == ("Velv2 › 5 › 1", True)
    assert "Added: Nero, as." in toasts(visitor)
    assert answer.cookies["draft_done"].value == f"u{alice.pk}-coin-new"


def test_refused_new_coin_makes_nothing(visitor: Client) -> None:
    answer = visitor.post(reverse("coins:new"), {**EMPTY, "weight_g": "heavy", "tags": "new", "storage_place": "Safe"})
    assert answer.status_code == 422
    assert 'value="heavy"' in answer.content.decode()
    assert (Coin.objects.count(), Tag.objects.count(), StoragePlace.objects.count()) == (0, 0, 0)


def test_number_that_is_taken_makes_nothing(visitor: Client, alice: User) -> None:
    make_coin(alice, inventory_number="A-1")
    answer = visitor.post(reverse("coins:new"), {**EMPTY, "inventory_number": "A-1", "storage_place": "Safe"})
    assert answer.status_code == 422
    assert "Another coin has this inventory number" in answer.content.decode()
    assert (Coin.objects.count(), StoragePlace.objects.count()) == (1, 0)


def test_added_draft_may_stay_a_draft(visitor: Client) -> None:
    visitor.post(reverse("coins:new"), {**EMPTY, "issuer": "Nero", "asks_draft": "1", "is_draft": "on"})
    assert Coin.objects.get().is_draft


def test_add_and_add_similar(visitor: Client) -> None:
    answer = visitor.post(reverse("coins:new"), {**EMPTY, "issuer": "Nero", "then": "similar"})
    assert answer["Location"] == reverse("coins:similar", args=[Coin.objects.get().pk])


# --- like another


@pytest.fixture
def rich(alice: User) -> Coin:
    coin = make_domna(
        alice,
        inventory_number="A-1",
        certification_number="123",
        price="70",
        currency="EUR",
        storage_place=StoragePlace.objects.create(owner=alice, name="Safe"),
        tags=[Tag.objects.create(owner=alice, name="best")],
    )
    add_reference(coin, "RIC 574", is_primary=True)
    add_provenance(coin, raw_text="Ex Leu 7")
    return coin


def test_groups_that_hold_something_are_offered(visitor: Client, rich: Coin) -> None:
    choices = visitor.get(reverse("coins:similar", args=[rich.pk])).context_data["choices"]  # type: ignore[attr-defined]
    assert [(one.key, one.is_checked) for one in choices] == [
        ("identity", True),
        ("chronology", True),
        ("obverse", True),
        ("reverse", True),
        ("physical", False),
        ("grading", False),
        ("references", True),
        ("provenance", False),
        ("acquisition", False),
        ("storage", False),
    ]


def test_groups_are_told_as_the_coins_page_tells_them(visitor: Client, alice: User) -> None:
    values = {"issuer": "Zeno", "portrait_subject": "Zeno", "year_start": 476, "year_end": 491, "weight_g": "4.5"}
    coin = make_coin(alice, price="70", currency="EUR", **values)
    choices = visitor.get(reverse("coins:similar", args=[coin.pk])).context_data["choices"]  # type: ignore[attr-defined]
    tastes = {one.key: one.taste for one in choices}
    assert tastes["identity"].split(" · ").count("Zeno") == 1
    assert (tastes["chronology"], tastes["physical"], tastes["acquisition"]) == ("AD 476–491", "4.50 g", "70.00 EUR")


def test_only_kept_groups_are_filled_in(visitor: Client, rich: Coin) -> None:
    address = f"{reverse('coins:new')}?like={rich.pk}&keep=identity&keep=references&keep=storage"
    page = visitor.get(address).content.decode()
    for text in ("Septimius Severus", "RIC 574", "Safe", 'value="best"', '<option value="silver" selected>'):
        assert text in page, text
    for text in ("A-1", "IVLIA AVGVSTA", "3.28", "Ex Leu 7</textarea>", 'value="70.00"', 'value="123"'):
        assert text not in page, text
    assert Coin.objects.count() == 1


def test_choice_of_groups_leads_back_to_the_coin_in_its_list(visitor: Client, rich: Coin) -> None:
    page = visitor.get(f"{reverse('coins:similar', args=[rich.pk])}?metal=silver").content.decode()
    assert page.count(f'href="/coins/{rich.pk}/?metal=silver"') == 2


@pytest.mark.parametrize("query", ["like=x", "like=", "like=0", "like=" + "9" * 40, "keep=nosuch", "like=٣"])
def test_odd_addresses_are_no_server_error(visitor: Client, query: str) -> None:
    assert visitor.get(f"{reverse('coins:new')}?{query}").status_code in {200, 404}


def test_another_collectors_coin_is_no_model(visitor: Client, bob: User) -> None:
    coin = make_domna(bob)
    assert visitor.get(f"{reverse('coins:new')}?like={coin.pk}&keep=identity").status_code == 404
