import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from coins.models import Coin
from coins.picture_names import kind_of_name
from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.services.photo_looks import crop
from coins.services.photographs import add_photographs
from coins.services.twins import find_twins
from coins.tests.photos import add_photo, change_by, coin_bytes, coin_picture, encoded, upload
from coins.tests.recipes import make_domna
from coins.tests.test_photographs import Circle
from coinstack.accounts.models import User


@pytest.fixture
def other(alice: User) -> Coin:
    return make_domna(alice, title="Domna, Venus")


def found(coin: Coin, content: bytes) -> list[tuple[int, str, bool]]:
    added = add_photographs(coin, [upload(content)], change=change_by(coin))
    return [(twin.other_coin_id, twin.other_title, twin.is_same_file) for twin in added.twins]


def test_same_file_on_another_coin(alice: User, other: Coin) -> None:
    add_photo(other, coin_bytes(1))
    assert found(make_domna(alice), coin_bytes(1)) == [(other.pk, "Domna, Venus", True)]


@pytest.mark.parametrize("quality", [20, 95])
def test_same_picture_saved_smaller(alice: User, other: Coin, quality: int) -> None:
    add_photo(other, coin_bytes(1))
    smaller = Image.open(io.BytesIO(coin_bytes(1))).resize((240, 180))
    assert found(make_domna(alice), encoded(smaller, quality=quality)) == [(other.pk, "Domna, Venus", False)]


def test_another_picture_is_no_twin(alice: User, other: Coin) -> None:
    add_photo(other, coin_bytes(1))
    assert found(make_domna(alice), coin_bytes(2)) == []


def test_pictures_without_detail_are_no_twins(alice: User, other: Coin) -> None:
    add_photo(other, encoded(Image.new("RGB", (90, 90), "white"), "PNG"))
    assert found(make_domna(alice), encoded(Image.new("RGB", (80, 80), "black"), "PNG")) == []


def test_nobody_elses_and_no_trashed_coin(alice: User, bob: User, other: Coin) -> None:
    add_photo(make_domna(bob), coin_bytes(1))
    add_photo(other, coin_bytes(1))
    trash_coins(coins=[other], change=Change(user=alice))
    assert found(make_domna(alice), coin_bytes(1)) == []


def test_pictures_of_the_same_coin_are_no_twins(other: Coin) -> None:
    add_photo(other, coin_bytes(1))
    assert found(other, coin_bytes(1, quality=40)) == []


def test_what_is_shown_counts(alice: User, other: Coin) -> None:
    """The two halves of one picture, on two coins, look different once they are cut."""
    pair = Image.new("RGB", (800, 400), "white")
    pair.paste(coin_picture(1, (400, 400)), (0, 0))
    pair.paste(coin_picture(2, (400, 400)), (400, 0))
    mine = make_domna(alice)
    left, right = add_photo(mine, encoded(pair)), add_photo(other, encoded(pair, quality=60))
    assert [twin.other_coin_id for twin in find_twins([left])] == [other.pk]
    left = crop(left, Circle(200, 200, 190), change=change_by(mine))
    crop(right, Circle(600, 200, 190), change=change_by(other))
    assert find_twins([left]) == []
    crop(right, Circle(200, 200, 190), change=change_by(other))
    assert [twin.other_coin_id for twin in find_twins([left])] == [other.pk]


def test_one_query_however_many_pictures(alice: User, other: Coin) -> None:
    mine = make_domna(alice)
    images = [add_photo(mine) for _ in range(3)]
    add_photo(other)
    with CaptureQueriesContext(connection) as captured:
        find_twins(images)
    assert len(captured) == 1
    assert find_twins([]) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nero_as_obv.jpg", "obverse"),
        ("Nero-REV.JPG", "reverse"),
        ("neroRev.jpg", "reverse"),
        ("12 Av.png", "obverse"),
        ("12_Rs.png", "reverse"),
        ("Rückseite.webp", "reverse"),
        ("Vorderseite 2.jpg", "obverse"),
        ("obv+rev.jpg", "combined"),
        ("both.jpg", "combined"),
        ("rand.tif", "edge"),
        ("NGC 4242.jpg", "slab"),
        ("IMG_2041.jpg", ""),
        ("Avers.Revers.Edge.jpg", ""),
        ("Trevor.jpg", ""),
        ("", ""),
        (".jpg", ""),
    ],
)
def test_side_by_the_name_of_the_file(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind
