"""Many coins at once: all of them or none, and nothing of a refused lot is remembered."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from coins.models import Coin, StoragePlace, Tag
from coins.services.history import Change
from coins.services.register import NewCoin, Shelves, register_coins
from coinstack.accounts.models import User

GOOD = NewCoin({"issuer": "Nero"}, storage=("Cabinet", "Tray 5"), tags=("Severan",))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (NewCoin({"year_start": 300, "year_end": 200}), IntegrityError),
        (NewCoin({"metal": "cheese"}), ValidationError),
        (NewCoin({"price": 999_999_999_999, "shipping": 1}), ValidationError),
    ],
    ids=["table rule", "column", "sum of the costs"],
)
def test_lot_that_was_refused_leaves_no_place_or_tag_behind(
    alice: User, wrong: NewCoin, refusal: type[Exception]
) -> None:
    shelves, change = Shelves(alice), Change(user=alice)
    with pytest.raises(refusal):
        register_coins(shelves=shelves, new=[GOOD, wrong], change=change)
    assert (Coin.objects.count(), StoragePlace.objects.count()) == (0, 0)

    [coin] = register_coins(shelves=shelves, new=[GOOD], change=change)
    assert StoragePlace.objects.get(coins=coin).path_text == "Cabinet › Tray 5"
    assert Tag.objects.get(coins=coin).name == "Severan"
