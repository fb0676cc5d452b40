"""Backup, change, restore: everything is as it was, and the state in between is kept."""

import hashlib
import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django_q.models import OrmQ

from coinstack.accounts.models import User
from coinstack.backup.archive import write_backup
from coinstack.backup.databases import BackupProblem
from coinstack.backup.restore import restore_backup
from coinstack.backup.verify import find_problems
from coinstack.folder_lock import FolderLock, NotStarted
from coinstack.jobs.models import Job
from coinstack.jobs.queue import enqueue
from coinstack.startup import prepare_database
from coinstack.testing import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite's own files")


def media(data: Path) -> dict[str, bytes]:
    return media_below(data / "media")


def media_below(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def collectors() -> list[str]:
    return sorted(User.objects.values_list("username", flat=True))


def change_everything(data: Path) -> None:
    User.objects.filter(username="alice").delete()
    User.objects.create_user("charlie")
    (data / "media" / "coins" / "aureus.webp").write_bytes(b"lead")
    (data / "media" / "new.webp").write_bytes(b"new")
    (data / "media" / "coins" / "δραχμή.webp").unlink()


def test_everything_is_as_it_was(data, alice, bob):
    before = media(data)
    backup = Path(write_backup().path)
    change_everything(data)
    restored = restore_backup(backup)
    assert (collectors(), media(data)) == (["alice", "bob"], before)
    assert not restored.needs_migrate
    assert User.objects.get(username="alice").check_password(PASSWORD)


def test_photographs_on_a_disk_of_their_own_stay_there(data, alice, tmp_path):
    (data / "media").rename(tmp_path / "disk")
    (data / "media").symlink_to(tmp_path / "disk")
    before = media(data)
    backup = Path(write_backup().path)
    change_everything(data)
    restore_backup(backup)
    assert (data / "media").is_symlink()
    assert media(data) == before == media_below(tmp_path / "disk")


@pytest.fixture
def other_disk(settings, data) -> Iterator[Path]:
    """Where the photographs lie: a file system in memory, other than the one of the data folder."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    if not memory.is_dir() or memory.stat().st_dev == data.stat().st_dev:
        pytest.skip("this machine has no second file system to write to")
    with TemporaryDirectory(dir=memory) as folder:
        settings.MEDIA_ROOT = Path(folder)
        shutil.copytree(data / "media", folder, dirs_exist_ok=True)
        yield Path(folder)


def test_photographs_on_another_disk_are_exchanged(other_disk, data, alice):
    before = media_below(other_disk)
    backup = Path(write_backup().path)
    (other_disk / "new.webp").write_bytes(b"new")
    previous = Path(restore_backup(backup).previous)
    assert media_below(other_disk) == before
    with zipfile.ZipFile(previous) as archive:
        assert "media/new.webp" in archive.namelist()


@pytest.mark.parametrize(("on_data_disk", "on_other_disk"), [(250, 1000), (1000, 5)], ids=["data", "photographs"])
def test_room_on_both_disks_is_asked_for_before_anything_is_replaced(
    other_disk, data, alice, monkeypatch, on_data_disk, on_other_disk
):
    """The 150 MB of photographs that are there are kept twice on the data disk: in the backup, and as they are."""
    backup = Path(write_backup().path)
    with (other_disk / "large.tif").open("wb") as file:
        file.truncate(150_000_000)
    free = {data: on_data_disk, other_disk: on_other_disk}
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free[folder] * 1_000_000))
    User.objects.create_user("charlie")
    with pytest.raises(BackupProblem, match=f"not enough space in {data if on_data_disk < 1000 else other_disk}: "):
        restore_backup(backup)
    assert (collectors(), (other_disk / "large.tif").exists()) == (["alice", "charlie"], True)
    assert list((data / "backups").iterdir()) == [backup]


def test_the_state_before_is_kept_and_can_be_had_back(data, alice, bob):
    backup = Path(write_backup().path)
    change_everything(data)
    previous = Path(restore_backup(backup).previous)
    assert previous.name.endswith("-before-restore.zip")
    assert find_problems(previous) == []
    restore_backup(previous)
    assert collectors() == ["bob", "charlie"]
    assert media(data) == {"aureus.webp": b"lead", "new.webp": b"new"}


def test_new_rows_can_be_written_afterwards(data, alice):
    backup = Path(write_backup().path)
    restore_backup(backup)
    assert User.objects.create_user("dora").pk > alice.pk


def test_what_was_under_way_is_not_taken_up_again(data, kind):
    kind("polish", lambda job, progress: {})
    enqueue("polish")
    backup = Path(write_backup().path)
    restore_backup(backup)
    jobs = {job.kind: job for job in Job.objects.all()}
    assert (jobs["polish"].state, jobs["restore"].state) == ("cancelled", "done")
    assert "under way when the backup was made" in jobs["polish"].error
    assert not OrmQ.objects.exists()


def test_a_damaged_backup_changes_nothing(data, alice):
    backup = Path(write_backup().path)
    backup.write_bytes(backup.read_bytes()[:-100])
    with pytest.raises(BackupProblem, match="not restored"):
        restore_backup(backup)
    assert collectors() == ["alice"]
    assert len(list((data / "backups").iterdir())) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"migrations": [["coins", "9999_future"]]}, "made by a newer CoinStack"),
        ({"engine": "other"}, "names no database"),
    ],
    ids=["of a newer version", "of an unknown database"],
)
def test_a_backup_that_does_not_fit_changes_nothing(data, alice, change, words):
    backup = Path(write_backup().path)
    packed_anew(backup, change)
    with pytest.raises(BackupProblem, match=words):
        restore_backup(backup)
    assert collectors() == ["alice"]


def packed_anew(backup: Path, change: dict) -> None:
    """The backup with other words in its list of contents."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["manifest.json"] = json.dumps({**json.loads(files["manifest.json"]), **change}).encode()
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def test_of_a_backup_of_an_older_version_nothing_is_taken_up_again_either(data, kind):
    kind("polish", lambda job, progress: {})
    enqueue("polish")
    call_command("migrate", "jobs", "0001", verbosity=0)
    try:
        backup = Path(write_backup().path)
    finally:
        call_command("migrate", "jobs", verbosity=0)
    assert restore_backup(backup).needs_migrate
    prepare_database(print)
    assert sorted(Job.objects.values_list("kind", "state")) == [("polish", "cancelled"), ("restore", "done")]
    assert not OrmQ.objects.exists()


def test_files_that_get_in_each_others_way_change_nothing(data, alice):
    backup, odd = Path(write_backup().path), data / "media" / "coins"
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("media/coins", b"x")
    entry = {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    with zipfile.ZipFile(backup) as archive:
        files = json.loads(archive.read("manifest.json"))["files"]
    packed_anew(backup, {"files": {**files, "media/coins": entry}})
    with pytest.raises(BackupProblem, match="Nothing was changed"):
        restore_backup(backup)
    assert (collectors(), odd.is_dir(), len(media(data))) == (["alice"], True, 2)


def test_it_is_refused_while_the_folder_is_in_use(data):
    backup = Path(write_backup().path)
    with FolderLock(data, "http://127.0.0.1:8000"), pytest.raises(NotStarted, match=r"http://127\.0\.0\.1:8000"):
        restore_backup(backup)


@only_sqlite
def test_it_is_refused_while_another_program_has_the_database_open(data, alice):
    backup = Path(write_backup().path)
    opened, done = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(connection.settings_dict["NAME"])
        other.execute("SELECT count(*) FROM accounts_user").fetchone()
        opened.set()
        done.wait(30)
        other.close()

    holder = threading.Thread(target=hold)
    holder.start()
    opened.wait(10)
    try:
        with pytest.raises(BackupProblem, match="Another program has the database open"):
            restore_backup(backup)
    finally:
        done.set()
        holder.join()
    assert collectors() == ["alice"]


@only_sqlite
@pytest.mark.parametrize(
    "damage", [slice(0, 5000), slice(8192, 300_000)], ids=["not a database any more", "pages in the middle"]
)
def test_a_ruined_database_can_be_replaced(data, alice, damage):
    """The first thing a backup is for. What is left of the file is set aside all the same."""
    backup = Path(write_backup().path)
    connection.close()
    live = Path(connection.settings_dict["NAME"])
    content = bytearray(live.read_bytes())
    content[damage] = b"\xff" * len(content[damage])
    live.write_bytes(content)
    previous = Path(restore_backup(backup).previous)
    assert (collectors(), len(media(data))) == (["alice"], 2)
    assert (previous / live.name).read_bytes() == content
    assert (previous / "media" / "coins" / "aureus.webp").exists()


class TestCommands:
    def test_backup_verify_restore(self, data, counted, alice, capsys):
        call_command("backup", json=True)
        made = json.loads(capsys.readouterr().out)
        assert (set(made), made["coins"], made["files"]) == ({"path", "bytes", "sha256", "coins", "files"}, 1, 2)
        call_command("verify_backup", made["path"], json=True)
        assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}
        change_everything(data)
        call_command("restore", made["path"], json=True)
        restored = json.loads(capsys.readouterr().out)
        assert restored["restored"] == made["path"]
        assert Path(restored["previous"]).exists()
        assert collectors() == ["alice"]

    def test_verify_of_a_damaged_one_exits_with_1(self, data, tmp_path, capsys):
        (tmp_path / "x.zip").write_bytes(b"PK")
        with pytest.raises(SystemExit) as end:
            call_command("verify_backup", str(tmp_path / "x.zip"), json=True)
        assert (end.value.code, json.loads(capsys.readouterr().out)["ok"]) == (1, False)

    def test_backups_are_jobs_and_kept_in_number(self, data, capsys):
        for _ in range(3):
            call_command("backup", keep=2)
        assert len(list((data / "backups").iterdir())) == 2
        assert list(Job.objects.values_list("kind", "state", "foreground")) == [("backup", "done", True)] * 3
        assert "sha256" in capsys.readouterr().out
