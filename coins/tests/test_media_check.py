import json
import os
import shutil
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from coins.models import Coin, CoinImage
from coins.pictures import cache_folder, picture_of
from coins.services import media_check
from coins.services.edit import trash_coins
from coins.services.history import Change
from coins.services.photo_looks import split_combined
from coins.services.photographs import remove
from coins.services.removed_pictures import expired_pictures, purge_pictures
from coins.services.trash import purge_coins
from coins.services.undo import undo
from coins.tests.photos import add_photo, change_by, coin_bytes
from coins.tests.recipes import make_domna
from coins.tests.test_photographs import Circle
from coins.tests.together import meanwhile
from coinstack.accounts.models import User
from coinstack.exceptions import NotFound
from coinstack.jobs.daily import DUE
from coinstack.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coin(alice: User) -> Coin:
    """In a data folder that holds nothing yet."""
    for left in (Path(settings.MEDIA_ROOT), Path(settings.DATA_DIR) / "cache" / "pictures"):
        shutil.rmtree(left, ignore_errors=True)
    return make_domna(alice)


def check(*options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("check_media", "--json", *options, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def stray(name: str, *, minutes_old: int = 120) -> Path:
    path = Path(settings.MEDIA_ROOT) / "originals" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(coin_bytes())
    then = time.time() - 60 * minutes_old
    os.utime(path, (then, then))
    return path


def age(image_id: int, days: int) -> None:
    """Let the removal of a picture, and all before it, be so many days ago."""
    CoinImage.history.filter(id=image_id).update(history_date=timezone.now() - timedelta(days=days))


def test_all_is_well(coin: Coin) -> None:
    add_photo(coin)
    assert check() == {"pictures": 1, "lost": [], "orphaned": [], "made_of_nothing": 0, "removed": 0}
    assert Job.objects.filter(kind="check_media").count() == 1


def test_lost_file_is_named(coin: Coin) -> None:
    image = add_photo(coin)
    Path(image.file.path).unlink()
    assert check()["lost"] == [{"picture": image.pk, "coin": coin.pk, "owner": "alice", "file": image.file.name}]


def test_orphans_are_named_and_deleted_only_when_told(coin: Coin) -> None:
    kept = add_photo(coin)
    orphan, unfinished, young = stray("2024/05/old.jpg"), stray("x.part"), stray("new.jpg", minutes_old=10)
    assert check()["orphaned"] == ["originals/2024/05/old.jpg", "originals/x.part"]
    assert (orphan.exists(), unfinished.exists()) == (True, True)
    assert check("--remove-orphans")["removed"] == 2
    assert (orphan.exists(), unfinished.exists(), young.exists(), Path(kept.file.path).exists()) == (
        False,
        False,
        True,
        True,
    )
    assert check()["orphaned"] == []


def test_file_that_goes_while_it_is_looked_at_is_no_orphan(coin: Coin, monkeypatch: pytest.MonkeyPatch) -> None:
    unfinished, named = stray("a.part"), media_check._named

    def finished_meanwhile() -> set[str]:
        unfinished.rename(unfinished.with_suffix(".jpg"))
        return named()

    monkeypatch.setattr(media_check, "_named", finished_meanwhile)
    assert check()["orphaned"] == []


def test_smaller_pictures_without_an_original(coin: Coin) -> None:
    image = add_photo(coin)
    made = picture_of(image, 96).path
    shelves = Path(settings.DATA_DIR) / "cache" / "pictures"
    once = [shelves / "4711" / "a.webp", shelves / "12" / "b.webp", shelves / "ab" / ("ab" * 32) / "c.webp"]
    for path in once:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert check()["made_of_nothing"] == 3
    assert check("--remove-orphans")["removed"] == 3
    assert ([path.exists() for path in once], made.exists()) == ([False] * 3, True)


def test_removed_picture_and_trashed_coin_keep_their_files(coin: Coin, alice: User) -> None:
    removed, trashed = add_photo(coin), add_photo(make_domna(alice), coin_bytes(5))
    remove(removed, change=change_by(coin))
    trash_coins(coins=[trashed.coin], change=Change(user=alice))
    for image in (removed, trashed):
        then = time.time() - 7200
        os.utime(image.file.path, (then, then))
    assert check("--remove-orphans")["orphaned"] == []
    assert Path(removed.file.path).exists()


def test_command_tells_people(coin: Coin) -> None:
    image = add_photo(coin)
    Path(image.file.path).unlink()
    stray("old.jpg")
    out = StringIO()
    call_command("check_media", stdout=out)
    assert out.getvalue().splitlines() == [
        "1 pictures; 1 files lost, 1 orphaned, 0 folders of smaller pictures without an original.",
        f"  lost: {image.file.name} (coin {coin.pk} of alice)",
        "  orphaned: originals/old.jpg",
    ]


def test_removed_picture_goes_for_good_after_thirty_days(coin: Coin) -> None:
    old, young = add_photo(coin), add_photo(coin)
    paths = [Path(image.file.path) for image in (old, young)]
    folder = cache_folder(old.file.name, old.sha256)
    picture_of(old, 96)
    change = change_by(coin)
    remove(CoinImage.objects.get(pk=old.pk), change=change)
    remove(CoinImage.objects.get(pk=young.pk), change=change_by(coin))
    age(old.pk, 31)
    age(young.pk, 29)
    assert DUE["purge_trash"]()
    out = StringIO()
    call_command("purge_trash", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"coins": 0, "files": 1}
    assert ([path.exists() for path in paths], folder.exists()) == ([False, True], False)
    assert not CoinImage.history.filter(id=old.pk).exists()
    assert not DUE["purge_trash"]()
    assert undo(change.batch, user=coin.owner).kept == [coin]
    assert not CoinImage.objects.exists()


def test_picture_that_came_back_is_not_forgotten(coin: Coin) -> None:
    image = add_photo(coin)
    change = change_by(coin)
    remove(image, change=change)
    undo(change.batch, user=coin.owner)
    age(CoinImage.objects.get().pk, 40)
    assert (expired_pictures().count(), purge_pictures()) == (0, 0)
    assert Path(CoinImage.objects.get().file.path).exists()


def test_picture_that_comes_back_at_that_moment_keeps_its_file(coin: Coin) -> None:
    image = add_photo(coin)
    change, path = change_by(coin), Path(image.file.path)
    remove(image, change=change)
    CoinImage.history.update(history_date=timezone.now() - timedelta(days=31))
    with meanwhile(purge_pictures):
        undo(change.batch, user=coin.owner)
    assert (CoinImage.objects.count(), path.exists()) == (1, True)


def test_shared_file_goes_with_the_last_that_names_it(coin: Coin) -> None:
    combined = add_photo(coin)
    path, made = Path(combined.file.path), picture_of(combined, 96).path
    faces = split_combined(combined, Circle(90, 90, 60), Circle(250, 90, 60), change=change_by(coin))
    for number, image in enumerate((combined, *faces), start=1):
        pk = image.pk
        remove(image, change=change_by(coin))
        age(pk, 31)
        assert (purge_pictures(), path.exists(), made.exists()) == (
            (1, False, False) if number == 3 else (0, True, True)
        )


def test_deleted_coin_takes_the_files_of_its_removed_pictures_along(coin: Coin, alice: User) -> None:
    image = add_photo(coin)
    remove(image, change=change_by(coin))
    trash_coins(coins=[coin], change=Change(user=alice))
    assert purge_coins(coins=[coin]).files == 1
    assert not Path(image.file.path).exists()
    assert check()["orphaned"] == []


def test_undo_after_everything_is_gone_is_told(coin: Coin) -> None:
    image = add_photo(coin)
    pk, change = image.pk, change_by(coin)
    remove(image, change=change)
    age(pk, 31)
    purge_pictures()
    with pytest.raises(NotFound):
        undo(change.batch, user=coin.owner)
