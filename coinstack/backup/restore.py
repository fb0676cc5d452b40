"""The way back: a verified backup takes the place of the present state, which is kept as a backup first."""

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone
from django_q.models import OrmQ

from coinstack.backup.archive import check_space, write_backup
from coinstack.backup.databases import BackupProblem, database_bytes, engine, replace_database
from coinstack.backup.manifest import MEDIA, Manifest
from coinstack.backup.verify import copy_member, find_problems, read_manifest
from coinstack.folder_lock import FolderLock
from coinstack.jobs.models import Job, JobState
from coinstack.migration_state import MigrationState

BEFORE_RESTORE = "before-restore"
UNDER_WAY = "It was under way when the backup was made that has been restored since."


@dataclass(frozen=True)
class Restored:
    """`previous` is the backup of the state before, empty when there was nothing to keep."""

    previous: str
    needs_migrate: bool


def restore_backup(path: Path) -> Restored:
    """Put the backup in the place of database and photographs.

    Raises NotStarted while CoinStack runs on this data folder, and BackupProblem when the backup is damaged, made
    for another kind of database or by a newer CoinStack, or when the disk is too small. Nothing is changed then.
    """
    with FolderLock(settings.DATA_DIR, f"restoring {path.name}"):
        manifest = _checked(path)
        state = MigrationState.read()
        _refuse_what_does_not_fit(manifest, state)
        check_space(Path(settings.DATA_DIR), 2 * manifest.bytes + 2 * database_bytes())
        previous = "" if state.is_empty else write_backup(label=BEFORE_RESTORE).path
        with TemporaryDirectory(prefix="restore-", dir=settings.DATA_DIR) as workplace:
            _unpack(path, manifest, Path(workplace))
            replace_database(Path(workplace) / manifest.database)
            _replace_media(Path(workplace))
        current = MigrationState.read().is_current
        if current:
            _note_in_restored_database(path)
        return Restored(previous=previous, needs_migrate=not current)


def _checked(path: Path) -> Manifest:
    problems = find_problems(path)
    if problems:
        raise BackupProblem(" ".join(["The backup is not restored.", *problems]))
    with zipfile.ZipFile(path) as archive:
        return read_manifest(archive)


def _refuse_what_does_not_fit(manifest: Manifest, state: MigrationState) -> None:
    if manifest.engine != engine():
        raise BackupProblem(
            f"The backup holds a {manifest.engine} database, but CoinStack is set up for {engine()} (DATABASE_URL)."
        )
    unknown = state.unknown_among(set(manifest.migrations))
    if unknown:
        raise BackupProblem(
            f"The backup was made by a newer CoinStack (it has {unknown[0]}). Update the program: git pull"
        )


def _unpack(path: Path, manifest: Manifest, workplace: Path) -> None:
    """Write every listed file below `workplace`; the names were checked when the list was read."""
    (workplace / MEDIA).mkdir(mode=0o700)
    with zipfile.ZipFile(path) as archive:
        for name in manifest.files:
            target = workplace / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with target.open("wb") as file:
                problem = copy_member(archive, manifest, name, file)
            if problem:
                raise BackupProblem(f"The backup is not restored. {problem}")
            target.chmod(0o600)


def _replace_media(workplace: Path) -> None:
    live = Path(settings.MEDIA_ROOT)
    if live.exists():
        live.rename(workplace / "media-before")
    shutil.move(workplace / MEDIA, live)


def _note_in_restored_database(path: Path) -> None:
    """What was under way then is not taken up again; the restore itself is seen on the jobs page."""
    now = timezone.now()
    OrmQ.objects.all().delete()
    Job.objects.active().update(state=JobState.CANCELLED, error=UNDER_WAY, finished_at=now, updated_at=now)
    Job.objects.create(
        kind="restore",
        foreground=True,
        state=JobState.DONE,
        args={"file": path.name},
        started_at=now,
        finished_at=now,
    )
