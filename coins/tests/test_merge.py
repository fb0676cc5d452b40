"""Two people, or two tabs, at one coin: both edits stand, or the collector chooses. Nothing is overwritten in silence."""

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from coins.models import Coin, Tag
from coins.tests.recipes import add_reference, make_domna
from coins.tests.test_editing import boxes_of, stored, toasts, url_of
from coinstack.accounts.models import User


def sent_on(answer: HttpResponse, **choices: str) -> dict[str, str]:
    """The merge page's boxes as a browser sends them, with the choices made on it."""
    page = answer.content.decode()
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    boxes = {name: unescape(value) for name, value in inputs if name != "csrfmiddlewaretoken"}
    return boxes | {f"settle_{name}": side for name, side in choices.items()}


def conflicts(answer: HttpResponse) -> dict[str, tuple[str, str]]:
    return {one.name: (one.theirs, one.mine) for one in answer.context_data["page"].conflicts}  # type: ignore[attr-defined]


def test_different_fields_are_both_kept_and_told(visitor: Client, coin: Coin) -> None:
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "weight_g": "3.30"})
    toasts(visitor)
    answer = visitor.post(url_of(coin), {**second, "mint": "Laodicea"})
    assert answer.status_code == 302
    assert (stored(coin).weight_g, stored(coin).mint) == (Decimal("3.300"), "Laodicea")
    assert "Meanwhile somebody else changed weight; both are kept." in toasts(visitor)


def test_title_of_their_own_is_told_when_it_is_all_that_they_changed(visitor: Client, coin: Coin) -> None:
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "title": "The Empress"})
    toasts(visitor)
    assert visitor.post(url_of(coin), {**second, "mint": "Laodicea"}).status_code == 302
    assert "Meanwhile somebody else changed title; both are kept." in toasts(visitor)


def test_same_field_asks_which(visitor: Client, coin: Coin) -> None:
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "weight_g": "3.30", "mint": "Emesa"})
    answer = visitor.post(url_of(coin), {**second, "weight_g": "3,40", "grade": "EF"})
    assert answer.status_code == 409
    assert conflicts(answer) == {"weight_g": ("3.3", "3.4")}
    assert "alice saved this coin while you had it open" in answer.content.decode()
    assert (stored(coin).weight_g, stored(coin).grade) == (Decimal("3.300"), "VF")


def test_boxes_to_settle_are_named_as_on_the_form(visitor: Client, coin: Coin) -> None:
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "weight_g": "3.30", "references": "RIC 1", "mint": "Emesa"})
    answer = visitor.post(url_of(coin), {**second, "weight_g": "3.40", "references": "RIC 2", "mint": "Rome!"})
    labels = [one.label for one in answer.context_data["page"].conflicts]  # type: ignore[attr-defined]
    assert sorted(labels) == ["Mint", "References", "Weight in g"]


@pytest.mark.parametrize(("side", "weight"), [("theirs", "3.300"), ("mine", "3.400")])
def test_choice_is_written_with_everything_else_typed(visitor: Client, coin: Coin, side: str, weight: str) -> None:
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "weight_g": "3.30", "mint": "Emesa", "is_mint_uncertain": "on"})
    answer = visitor.post(url_of(coin), {**second, "weight_g": "3,40", "grade": "EF", "then": "similar"})
    done = visitor.post(url_of(coin), sent_on(answer, weight_g=side))
    assert done.status_code == 302
    assert done["Location"].endswith("/similar/")
    now = stored(coin)
    assert (now.weight_g, now.grade, now.mint, now.is_mint_uncertain) == (Decimal(weight), "EF", "Emesa", True)


def test_third_edit_while_choosing_asks_again(visitor: Client, coin: Coin) -> None:
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "weight_g": "3.30"})
    answer = visitor.post(url_of(coin), {**second, "weight_g": "3.40"})
    visitor.post(url_of(coin), {**boxes_of(coin), "weight_g": "3.50"})
    again = visitor.post(url_of(coin), sent_on(answer, weight_g="mine"))
    assert (again.status_code, conflicts(again)) == (409, {"weight_g": ("3.5", "3.4")})
    assert visitor.post(url_of(coin), sent_on(again, weight_g="mine")).status_code == 302
    assert stored(coin).weight_g == Decimal("3.400")


@pytest.mark.parametrize(
    ("side", "kept"), [("theirs", ("c. AD 197", 197, 197, True)), ("mine", ("AD 200–201", 200, 201, False))]
)
def test_date_is_one_question(visitor: Client, coin: Coin, side: str, kept: Any) -> None:
    first, second = boxes_of(coin, "chronology"), boxes_of(coin, "chronology")
    url = url_of(coin, "chronology")
    visitor.post(url, {**first, "date_text": "c. AD 197"})
    answer = visitor.post(url, {**second, "date_text": "AD 200–201"})
    assert conflicts(answer) == {"date_text": ("c. AD 197 (AD 197, circa)", "AD 200–201 (AD 200 to AD 201)")}
    assert visitor.post(url, sent_on(answer, date_text=side)).status_code == 302
    now = stored(coin)
    assert (now.date_text, now.year_start, now.year_end, now.is_circa) == kept


def test_flag_is_a_question_of_yes_and_no(visitor: Client, alice: User) -> None:
    coin = make_domna(alice, is_plated=True)
    first, second = boxes_of(coin, "treatment"), boxes_of(coin, "treatment")
    url = url_of(coin, "treatment")
    del first["is_plated"]
    visitor.post(url, {**first, "plating_metal": "silver"})
    answer = visitor.post(url, {**second, "plating_metal": "gold"})
    assert conflicts(answer) == {"plating_metal": ("silver", "gold")}
    visitor.post(url, sent_on(answer, plating_metal="mine"))
    assert (stored(coin).is_plated, stored(coin).plating_metal) == (False, "gold")


@pytest.mark.parametrize(("side", "texts"), [("theirs", ["RIC 1", "RSC 9"]), ("mine", ["RIC 1", "BMC 5"])])
def test_references_of_both_sides_ask_which(visitor: Client, coin: Coin, side: str, texts: list[str]) -> None:
    add_reference(coin, "RIC 1", is_primary=True)
    first, second = boxes_of(coin, "references"), boxes_of(coin, "references")
    url = url_of(coin, "references")
    visitor.post(url, {**first, "references": "RIC 1\nRSC 9"})
    answer = visitor.post(url, {**second, "references": "RIC 1\nBMC 5"})
    assert (answer.status_code, list(conflicts(answer))) == (409, ["references"])
    assert visitor.post(url, sent_on(answer, references=side)).status_code == 302
    assert [row.text for row in coin.references.all()] == texts


def test_references_changed_on_one_side_only_are_kept(visitor: Client, coin: Coin) -> None:
    add_reference(coin, "RIC 1", is_primary=True)
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "references": "RIC 1\nRSC 9"})
    visitor.post(url_of(coin), {**second, "weight_g": "3.5"})
    assert [row.text for row in coin.references.all()] == ["RIC 1", "RSC 9"]


def test_tags_of_both_sides_are_merged(visitor: Client, coin: Coin, alice: User) -> None:
    coin.tags.set([Tag.objects.create(owner=alice, name=name) for name in ("old", "gone")])
    first, second = boxes_of(coin, "storage"), boxes_of(coin, "storage")
    url = url_of(coin, "storage")
    visitor.post(url, {**first, "tags": "old, theirs"})
    visitor.post(url, {**second, "tags": "old, gone, mine"})
    assert sorted(coin.tags.values_list("name", flat=True)) == ["mine", "old", "theirs"]


def test_same_change_on_both_sides_is_no_question(visitor: Client, coin: Coin) -> None:
    first, second = boxes_of(coin), boxes_of(coin)
    visitor.post(url_of(coin), {**first, "weight_g": "3.30", "references": "RIC 1"})
    answer = visitor.post(url_of(coin), {**second, "weight_g": "3,3", "references": "RIC 1", "grade": "EF"})
    assert answer.status_code == 302
    assert coin.references.count() == 1


def test_box_and_years_follow_the_page_that_was_open(visitor: Client, coin: Coin) -> None:
    """Another tab changed the years by hand; the words typed here contradict them: that is a question."""
    url = url_of(coin, "chronology")
    first, second = boxes_of(coin, "chronology"), boxes_of(coin, "chronology")
    visitor.post(url, {**first, "year_start": "AD 198"})
    answer = visitor.post(url, {**second, "date_text": "AD 205"})
    assert answer.status_code == 409
    visitor.post(url, sent_on(answer, date_text="mine"))
    assert (stored(coin).date_text, stored(coin).year_start, stored(coin).year_end) == ("AD 205", 205, 205)
