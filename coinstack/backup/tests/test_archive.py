import hashlib
import json
import os
import stat
import threading
import time
import zipfile
from pathlib import Path

import pytest
from django.db import connection, connections, models
from django.utils import timezone

from coinstack.accounts.models import User
from coinstack.backup.archive import check_space, find_backup, list_backups, prune_backups, write_backup
from coinstack.backup.databases import BackupProblem
from coinstack.backup.registry import COUNTS, register_count
from coinstack.backup.verify import find_problems
from coinstack.jobs.progress import JobCancelled, SilentProgress
from coinstack.jobs.queue import enqueue
from coinstack.jobs.runner import run
from coinstack.testing import until

pytestmark = pytest.mark.django_db(transaction=True)


def listed(path: str) -> dict:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def test_a_backup_holds_database_and_photographs_with_their_hashes(data, counted, alice, bob):
    backup = write_backup()
    manifest = listed(backup.path)
    photograph = manifest["files"]["media/coins/aureus.webp"]
    assert (backup.coins, backup.files) == (2, 2)
    assert photograph == {"bytes": 4000, "sha256": hashlib.sha256(b"gold" * 1000).hexdigest()}
    assert set(manifest["files"]) == {manifest["database"], "media/coins/aureus.webp", "media/coins/δραχμή.webp"}
    assert ["accounts", "0001_initial"] in manifest["migrations"]
    assert manifest["counts"] == {"coins": 2}


def test_what_it_says_of_the_file_is_true(data, counted):
    backup = write_backup()
    path = Path(backup.path)
    assert backup.bytes == path.stat().st_size
    assert backup.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.parent == data / "backups"


def test_nothing_is_left_of_the_making(data):
    backup = write_backup()
    assert [str(path) for path in (data / "backups").iterdir()] == [backup.path]


def test_two_within_a_second_get_names_of_their_own(data):
    made = [write_backup().path for _ in range(3)]
    assert [str(path) for path in list_backups()] == made
    assert len(set(made)) == 3


def test_what_a_killed_one_left_goes_with_the_next(data):
    old, young = (data / "backups" / f".making-{name}" for name in ("old", "young"))
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "backup.zip").write_bytes(b"half")
    before = time.time() - 90_000
    os.utime(old, (before, before))
    write_backup()
    assert (old.exists(), young.exists()) == (False, True)


def test_it_can_be_made_without_any_photograph(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "nothing here"
    assert write_backup().files == 0


def test_a_link_out_of_the_media_folder_is_not_followed(data, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    (data / "media" / "link").symlink_to(secret)
    assert write_backup().files == 2


def test_a_backup_that_is_cancelled_leaves_nothing(data):
    class Cancelled(SilentProgress):
        def check_cancelled(self) -> None:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        write_backup(progress=Cancelled())
    assert list((data / "backups").iterdir()) == []


def test_a_photograph_that_comes_while_the_database_is_copied_is_in_it(data):
    """The copy may name it already."""

    def upload() -> models.QuerySet[User]:
        (data / "media" / "coins" / "late.webp").write_bytes(b"late")
        return User.objects.all()

    COUNTS["late"] = upload
    try:
        assert "media/coins/late.webp" in listed(write_backup().path)["files"]
    finally:
        del COUNTS["late"]


def test_too_small_a_disk_is_said_before_anything_is_written(tmp_path):
    with pytest.raises(BackupProblem, match=r"not enough space in .*: about 1,000,000,000,010 MB are needed"):
        check_space(tmp_path, 10**18)


def test_old_backups_are_removed_label_by_label(data):
    folder = data / "backups"
    folder.mkdir()
    for day in range(1, 5):
        (folder / f"coinstack-2026010{day}-120000.zip").touch()
        (folder / f"coinstack-2026010{day}-120000-before-upgrade.zip").touch()
    (folder / "coinstack-notes.zip").touch()
    removed = prune_backups(2)
    assert [path.name for path in removed] == ["coinstack-20260101-120000.zip", "coinstack-20260102-120000.zip"]
    assert len(list_backups("before-upgrade")) == 4
    assert (folder / "coinstack-notes.zip").exists()


def test_backups_of_a_clock_that_was_set_back_since_are_the_oldest(data):
    """They would push out whatever is made from now on, at once."""
    (data / "backups").mkdir()
    for day in range(1, 4):
        (data / "backups" / f"coinstack-2099010{day}-120000.zip").touch()
    made = Path(write_backup().path)
    assert find_backup() == made
    prune_backups(2)
    assert [path.name for path in list_backups()] == ["coinstack-20990103-120000.zip", made.name]


@pytest.mark.parametrize("name", [b"gr\xfcn.jpg", b"..\\coin.jpg"], ids=["not in UTF-8", "with a backslash"])
def test_stray_file_whose_name_no_backup_can_keep_spoils_nothing(data, caplog, name):
    (Path(os.fsdecode(bytes(data / "media") + b"/" + name))).write_bytes(b"x")
    backup = write_backup()
    assert (backup.files, find_problems(Path(backup.path))) == (2, [])
    assert "left out" in caplog.text


def test_a_count_of_a_table_the_database_lacks_is_left_out(data, counted):
    class Lacking(models.Model):
        class Meta:
            app_label = "sessions"
            managed = False
            db_table = "no_such_table"

    register_count("lost", Lacking.objects.all)
    assert listed(write_backup().path)["counts"] == {"coins": 0}


def test_what_others_write_meanwhile_is_whole_or_absent(data, counted):
    """Accounts come in pairs, one transaction each. However the backup falls between, no pair is torn."""
    stop = threading.Event()
    written = []

    def write() -> None:
        for number in range(100_000):
            if stop.is_set():
                break
            pair = [User(username=f"{name}{number}", date_joined=timezone.now()) for name in ("a", "b")]
            User.objects.bulk_create(pair)
            written.append(number)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert until(lambda: len(written) >= 20), "the other writes nothing"
        before = 2 * len(written)
        backups = [write_backup() for _ in range(3)]
        after = 2 * len(written)
    finally:
        stop.set()
        writer.join()
    assert [backup.coins % 2 for backup in backups] == [0, 0, 0]
    assert before <= backups[0].coins <= backups[1].coins <= backups[2].coins <= after + 2
    assert [find_problems(Path(backup.path)) for backup in backups] == [[], [], []]
    assert User.objects.count() == 2 * len(written)


def test_the_copy_is_of_the_right_kind(data):
    assert listed(write_backup().path)["engine"] == ("sqlite" if connection.vendor == "sqlite" else "postgresql")


def test_a_backup_can_be_asked_for_as_a_job(data, alice):
    job = enqueue("backup", owner=alice)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.kind_label, job.done, job.total) == ("done", "Backup", 3, 3)
    assert find_problems(Path(job.result["path"])) == []
