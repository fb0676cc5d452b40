import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from coins.models import Coin, CoinImage
from coins.pictures import look_of, picture_of, tag_of
from coins.services.history import Change, new_batch
from coins.services.photo_looks import crop, show_as, split_combined, turn
from coins.services.photographs import add_photographs, describe, remove, reorder, set_kind, set_primary
from coins.services.picture_files import hash_shown
from coins.services.undo import undo
from coins.tests.photos import add_photo, change_by, coin_bytes, coin_picture, encoded, files_in, quarters, upload
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.exceptions import InputRefused, NotFound
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.runner import run

Action = Callable[[list[CoinImage], Change], Any]


@dataclass(frozen=True)
class Circle:
    x: int
    y: int
    r: int


def shelf(coin: Coin) -> list[dict[str, Any]]:
    """All that a collector sees of a coin's pictures, in their order."""
    names = ("pk", "kind", "order", "is_primary", "rotation", "crop_circle", "crop_shape", "perceptual_hash", "file")
    return list(CoinImage.objects.filter(coin=coin).order_by("order", "pk").values(*names))


def primaries(coin: Coin) -> int:
    return CoinImage.objects.filter(coin=coin, is_primary=True).count()


def test_added_with_all_that_is_known_of_it(coin: Coin) -> None:
    content = coin_bytes(1)
    image = add_photo(coin, content, "C:\\Fotos\\Nero – as\x00 rev.JPG")
    image.refresh_from_db()
    assert Path(image.file.path).read_bytes() == content
    assert (image.width, image.height, image.is_primary, image.order) == (400, 300, True, 0)
    assert (image.kind, image.file_name) == ("reverse", "Nero – as rev.JPG")
    assert image.perceptual_hash == hash_shown(image, look_of(image))
    assert (image.history.get().history_user, image.history.get().history_type) == (coin.owner, "+")
    assert Path(image.file.path).stat().st_mode & 0o777 == 0o600


def test_sides_by_name_else_the_first_free_one(coin: Coin) -> None:
    names = ["IMG_1.jpg", "IMG_2.jpg", "edge.jpg", "IMG_3.jpg"]
    files = [upload(coin_bytes(seed), name) for seed, name in enumerate(names)]
    added = add_photographs(coin, files, change=change_by(coin))
    assert [(image.kind, image.order, image.is_primary) for image in added.images] == [
        ("obverse", 0, True),
        ("reverse", 1, False),
        ("edge", 2, False),
        ("other", 3, False),
    ]


def test_kind_that_was_said_counts(coin: Coin) -> None:
    assert add_photo(coin, name="obverse.jpg", kind="slab").kind == "slab"
    with pytest.raises(InputRefused):
        add_photographs(coin, [], change=change_by(coin), kind="front")


def test_same_file_twice_on_one_coin_is_refused(coin: Coin, alice: User) -> None:
    add_photo(coin, coin_bytes(1))
    before = files_in("media")
    again = add_photographs(coin, [upload(coin_bytes(1), "b.jpg"), upload(coin_bytes(2))], change=change_by(coin))
    assert [(refused.name, refused.message) for refused in again.refused] == [
        ("b.jpg", "This coin has this very picture already.")
    ]
    assert len(again.images) == 1
    assert len(files_in("media")) == len(before) + 1
    assert add_photo(make_domna(alice), coin_bytes(1)).sha256 == CoinImage.objects.filter(coin=coin)[0].sha256


def test_job_makes_the_three_widths(coin: Coin) -> None:
    image = add_photo(coin, encoded(coin_picture(1, (2000, 1500))))
    job = Job.objects.get(kind="derive_pictures")
    before = set(files_in("cache/pictures"))
    run(job.pk)
    job.refresh_from_db()
    made = set(files_in("cache/pictures")) - before
    assert (job.state, job.result, job.owner) == (JobState.DONE, {"pictures": 3}, coin.owner)
    assert made == {
        f"{image.sha256[:2]}/{image.sha256}/{picture_of(image, width).tag}.webp" for width in (96, 320, 1280)
    }
    assert set(files_in("cache/pictures")) - before == made


def test_job_passes_over_pictures_that_are_gone(coin: Coin) -> None:
    images = [add_photo(coin) for _ in range(2)]
    Path(images[0].file.path).unlink()
    Job.objects.update(args={"images": [images[0].pk, images[1].pk, 10**9]})
    job = Job.objects.latest("pk")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"pictures": 3})


@pytest.mark.parametrize(("quarters_", "expected"), [(1, 90), (-1, 270), (2, 180), (4, 0), (-7, 90)])
def test_turned_by_quarters(coin: Coin, quarters_: int, expected: int) -> None:
    image = add_photo(coin)
    turned = turn(image, quarters_, change=change_by(coin))
    assert turned.rotation == expected
    assert turned.perceptual_hash == hash_shown(turned, look_of(turned))
    assert (turned.perceptual_hash == image.perceptual_hash, tag_of(turned) == tag_of(image)) == (expected == 0,) * 2


def test_turns_add_up_whatever_the_page_showed(coin: Coin) -> None:
    image = add_photo(coin)
    for _ in range(3):
        turn(image, 1, change=change_by(coin))
    assert CoinImage.objects.get(pk=image.pk).rotation == 270


def test_shown_as_said_whatever_it_was(coin: Coin) -> None:
    image = add_photo(coin)
    for _ in range(2):
        show_as(image, rotation=90, change=change_by(coin))
    shown = show_as(image, rotation=180, cut=(Circle(200, 150, 140), "square"), change=change_by(coin))
    assert (shown.rotation, shown.crop_circle, shown.crop_shape) == (180, {"x": 200, "y": 150, "r": 140}, "square")
    assert [row.rotation for row in image.history.order_by("history_id")] == [0, 90, 180]
    assert shown.perceptual_hash == hash_shown(shown, look_of(shown))
    whole = show_as(image, cut=(None, "circle"), change=change_by(coin))
    assert (whole.rotation, whole.crop_circle) == (180, {})


def test_cut_to_a_circle_and_back(coin: Coin) -> None:
    image = add_photo(coin)
    cut = crop(image, Circle(200, 150, 140), "circle", change=change_by(coin))
    assert (cut.crop_circle, cut.crop_shape) == ({"x": 200, "y": 150, "r": 140}, "circle")
    assert cut.perceptual_hash not in ("", image.perceptual_hash)
    whole = crop(cut, None, change=change_by(coin))
    assert (whole.crop_circle, whole.crop_shape, whole.perceptual_hash) == ({}, "", image.perceptual_hash)


@pytest.mark.parametrize(
    ("circle", "shape", "message"),
    [
        (Circle(200, 150, 7), "circle", "The circle is too small"),
        (Circle(400, 150, 50), "circle", "The middle of the circle lies outside"),
        (Circle(-1, 150, 50), "circle", "The middle of the circle lies outside"),
        (Circle(200, 150, 401), "circle", "The circle is larger than the picture."),
        (Circle(200, 150, 50), "star", "A picture is cut to a circle or a square."),
    ],
)
def test_circle_that_cannot_be_cut_is_refused(coin: Coin, circle: Circle, shape: str, message: str) -> None:
    image = add_photo(coin)
    with pytest.raises(InputRefused, match=message):
        crop(image, circle, shape, change=change_by(coin))
    assert CoinImage.objects.get(pk=image.pk).crop_circle == {}


def test_primary_is_one_whoever_becomes_it(coin: Coin) -> None:
    first, second, third = (add_photo(coin) for _ in range(3))
    set_primary(third, change=change_by(coin))
    set_primary(second, change=change_by(coin))
    set_primary(second, change=change_by(coin))
    assert [row["is_primary"] for row in shelf(coin)] == [False, True, False]
    assert [image.history.count() for image in (first, second, third)] == [2, 2, 3]


def test_removed_primary_is_followed_by_the_obverse(coin: Coin) -> None:
    slab, _, obverse = (add_photo(coin, kind=kind) for kind in ("slab", "reverse", "obverse"))
    remove(slab, change=change_by(coin))
    assert CoinImage.objects.get(coin=coin, is_primary=True) == obverse


def test_picture_behind_the_last_place_there_is_can_be_added(coin: Coin) -> None:
    first = add_photo(coin)
    describe(first, {"order": 32767}, change=change_by(coin))
    assert add_photo(coin, coin_bytes(2)).order == 32767


def test_order_is_that_of_the_ids(coin: Coin) -> None:
    ids = [add_photo(coin).pk for _ in range(3)]
    reorder(coin, [ids[2], ids[0], ids[1]], change=change_by(coin))
    assert [row["pk"] for row in shelf(coin)] == [ids[2], ids[0], ids[1]]
    for wrong in ([ids[0]], [*ids, 10**9], [ids[0], ids[0], ids[1]]):
        with pytest.raises(InputRefused, match="changed meanwhile"):
            reorder(coin, wrong, change=change_by(coin))


def test_combined_picture_is_split_into_two_that_share_its_file(coin: Coin) -> None:
    edge = add_photo(coin, kind="edge")
    combined = add_photo(coin, encoded(quarters()), "both.jpg")
    set_primary(combined, change=change_by(coin))
    obverse, reverse = split_combined(combined, Circle(90, 100, 80), Circle(300, 100, 80), change=change_by(coin))
    assert [(row["pk"], row["kind"], row["is_primary"]) for row in shelf(coin)] == [
        (edge.pk, "edge", False),
        (obverse.pk, "obverse", True),
        (reverse.pk, "reverse", False),
        (combined.pk, "combined", False),
    ]
    assert {row["file"] for row in shelf(coin)[1:]} == {combined.file.name}
    assert [row["crop_circle"]["x"] for row in shelf(coin)[1:3]] == [90, 300]
    assert [image.history.count() for image in (obverse, reverse)] == [1, 1]


def test_splitting_again_moves_the_circles(coin: Coin) -> None:
    combined = add_photo(coin, encoded(quarters()), "both.jpg")
    faces = split_combined(combined, Circle(90, 100, 80), Circle(300, 100, 80), change=change_by(coin))
    again = split_combined(combined, Circle(95, 100, 70), Circle(305, 100, 70), "square", change=change_by(coin))
    assert [face.pk for face in again] == [face.pk for face in faces]
    assert [row["crop_circle"].get("x") for row in shelf(coin)] == [95, 305, None]
    assert (len(shelf(coin)), primaries(coin), again[0].crop_shape) == (3, 1, "square")


def test_circle_outside_splits_nothing(coin: Coin) -> None:
    combined = add_photo(coin, encoded(quarters()))
    with pytest.raises(InputRefused):
        split_combined(combined, Circle(90, 100, 80), Circle(900, 100, 80), change=change_by(coin))
    assert [row["kind"] for row in shelf(coin)] == ["obverse"]


ACTIONS: dict[str, Action] = {
    "turn": lambda images, change: turn(images[1], 1, change=change),
    "crop": lambda images, change: crop(images[1], Circle(200, 150, 90), change=change),
    "kind": lambda images, change: set_kind(images[0], "detail", change=change),
    "primary": lambda images, change: set_primary(images[1], change=change),
    "order": lambda images, change: reorder(images[0].coin, [image.pk for image in images[::-1]], change=change),
    "split": lambda images, change: split_combined(images[0], Circle(90, 90, 50), Circle(250, 90, 50), change=change),
    "remove": lambda images, change: remove(images[1], change=change),
    "remove the primary one": lambda images, change: remove(images[0], change=change),
    "add": lambda images, change: add_photographs(images[0].coin, [upload(coin_bytes(9))], change=change),
    "describe": lambda images, change: describe(images[0], {"source_url": "https://example.org/1"}, change=change),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_is_undone_and_done_again(coin: Coin, name: str) -> None:
    images = [add_photo(coin) for _ in range(3)]
    before, kept = shelf(coin), files_in("media")
    change = change_by(coin)
    ACTIONS[name](images, change)
    done = shelf(coin)
    undone = undo(change.batch, user=coin.owner)
    assert (undone.undone, undone.kept, shelf(coin)) == (1, [], before)
    assert undo(undone.batch, user=coin.owner).undone == 1
    assert (shelf(coin), primaries(coin)) == (done, 1)
    assert set(kept) <= set(files_in("media"))


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_on_a_picture_that_is_gone_is_told(coin: Coin, name: str) -> None:
    images = [add_photo(coin) for _ in range(2)]
    for image in CoinImage.objects.filter(coin=coin):
        remove(image, change=change_by(coin))
    if name == "add":
        assert ACTIONS[name](images, change_by(coin)).images[0].is_primary
    elif name == "order":
        with pytest.raises(InputRefused):
            ACTIONS[name](images, change_by(coin))
    else:
        with pytest.raises(NotFound, match="gone"):
            ACTIONS[name](images, change_by(coin))


def test_undone_upload_of_the_primary_one_leaves_another_primary(coin: Coin) -> None:
    change = change_by(coin)
    add_photographs(coin, [upload(coin_bytes(1))], change=change)
    second = add_photo(coin, coin_bytes(2))
    undo(change.batch, user=coin.owner)
    assert [(row["pk"], row["is_primary"]) for row in shelf(coin)] == [(second.pk, True)]


def test_version_of_the_coin_stays(coin: Coin) -> None:
    image = add_photo(coin)
    turn(image, 1, change=change_by(coin))
    remove(image, change=change_by(coin))
    assert Coin.objects.get(pk=coin.pk).version == coin.version


def test_annotations_survive_every_change_of_the_look(coin: Coin) -> None:
    image = add_photo(coin)
    notes = [{"x": 3, "y": 4, "text": "banker's mark"}]
    describe(image, {"annotations": notes}, change=change_by(coin))
    turn(image, 1, change=change_by(coin))
    assert CoinImage.objects.get(pk=image.pk).annotations == notes


def test_served_as_the_record_says(coin: Coin, client_for: Callable[[User], Client]) -> None:
    image = add_photo(coin, encoded(quarters()))
    client = client_for(coin.owner)
    plain = client.get(f"/coins/images/{image.pk}/?w=96")["ETag"]
    crop(image, Circle(100, 100, 80), "square", change=change_by(coin))
    turn(image, 1, change=change_by(coin))
    assert client.get(f"/coins/images/{image.pk}/?w=96")["ETag"] != plain
    assert client.get(f"/coins/images/{image.pk}/?w=96&upright=1")["ETag"] == plain


@pytest.mark.django_db(transaction=True)
def test_four_at_once_leave_one_primary(alice: User) -> None:
    coin = make_domna(alice)
    images = [add_photo(coin) for _ in range(4)]

    def make(image: CoinImage) -> None:
        for _ in range(5):
            set_primary(image, change=Change(user=alice))

    at_once([lambda image=image: make(image) for image in images])
    assert primaries(coin) == 1


@pytest.mark.django_db(transaction=True)
def test_first_pictures_at_once_make_one_primary(alice: User) -> None:
    coin = make_domna(alice)
    batch = new_batch()

    def add(seed: int) -> None:
        add_photographs(coin, [upload(coin_bytes(seed))], change=Change(user=alice, batch=batch))

    at_once([lambda seed=seed: add(seed) for seed in range(4)])
    assert (primaries(coin), sorted(row["order"] for row in shelf(coin))) == (1, [0, 1, 2, 3])


@pytest.mark.django_db(transaction=True)
def test_same_file_at_once_is_added_once(alice: User) -> None:
    coin = make_domna(alice)
    at_once([lambda: add_photographs(coin, [upload(coin_bytes(1))], change=Change(user=alice)) for _ in range(4)])
    (image,) = CoinImage.objects.all()
    assert files_in("media/originals").count(image.file.name.removeprefix("originals/")) == 1


@pytest.mark.django_db(transaction=True)
def test_removing_and_making_primary_at_once(alice: User) -> None:
    coin = make_domna(alice)
    images = [add_photo(coin) for _ in range(4)]

    def make(image: CoinImage) -> None:
        set_primary(image, change=Change(user=alice))

    at_once(
        [
            lambda: remove(images[0], change=Change(user=alice)),
            *[lambda image=image: make(image) for image in images[1:]],
        ]
    )
    assert primaries(coin) == 1


def at_once(actions: list[Callable[[], Any]]) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(len(actions))

    def act(action: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            action()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
