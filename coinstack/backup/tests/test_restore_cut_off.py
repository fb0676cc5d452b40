"""Somebody pulls the plug, or the disk fills up, between the exchange of the database and of the photographs."""

import errno
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from coinstack.backup.archive import list_backups, write_backup
from coinstack.backup.databases import BackupProblem
from coinstack.backup.restore import restore_backup
from coinstack.backup.tests.test_restore import change_everything, collectors, media, only_sqlite
from coinstack.folder_lock import NotStarted
from coinstack.startup import prepare_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]


@pytest.fixture
def half_restored(data, alice, bob, monkeypatch) -> Path:
    backup = Path(write_backup().path)
    change_everything(data)
    with monkeypatch.context() as patch:
        move = shutil.move

        def full(source, target):
            if target == data / "media":
                raise OSError(errno.ENOSPC, "No space left on device", str(target))
            return move(source, target)

        patch.setattr(shutil, "move", full)
        with pytest.raises(BackupProblem, match=r"No space left on device.*restore it again"):
            restore_backup(backup)
    return backup


def test_nothing_starts_on_half_of_a_restore(half_restored):
    with pytest.raises(NotStarted, match=re.escape(f"manage.py restore {half_restored}")):
        prepare_database(print)


def test_restoring_again_completes_it(data, half_restored):
    restore_backup(half_restored)
    assert (collectors(), sorted(media(data))) == (["alice", "bob"], ["aureus.webp", "δραχμή.webp"])
    prepare_database(print)
    assert {path.name for path in data.iterdir()} == {"backups", "media", "up.lock"}


def test_the_state_before_is_kept_all_the_same(data, half_restored):
    [previous] = list_backups("before-restore")
    restore_backup(previous)
    assert (collectors(), sorted(media(data))) == (["bob", "charlie"], ["aureus.webp", "new.webp"])


@only_sqlite
def test_second_try_that_is_refused_does_not_make_it_whole(data, half_restored):
    assert collectors() == ["alice", "bob"]
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM accounts_user").fetchone()
        with pytest.raises(BackupProblem, match="Another program has the database open"):
            restore_backup(half_restored)
    with pytest.raises(NotStarted):
        prepare_database(print)
