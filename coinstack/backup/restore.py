"""The way back: a verified backup takes the place of the present state, which is kept as a backup first."""

import logging
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.utils import timezone

from coinstack.backup.archive import backup_folder, check_space, forget_unfinished, media_files, write_backup
from coinstack.backup.databases import (
    BackupProblem,
    DatabaseDamaged,
    database_bytes,
    engine,
    replace_database,
    sqlite_path,
)
from coinstack.backup.exchange_note import (
    begin_exchange,
    complete_exchange,
    exchange_has_begun,
    forget_exchange,
    settle_restored,
)
from coinstack.backup.manifest import MEDIA, Manifest
from coinstack.backup.verify import copy_member, find_problems, read_manifest
from coinstack.folder_lock import FolderLock
from coinstack.migration_state import MigrationState, unknown_migrations

logger = logging.getLogger(__name__)

BEFORE_RESTORE = "before-restore"
WORKPLACE = "restore-"
LOST_AND_FOUND = "lost+found"  # of the file system, in the root of a disk: nobody but root may move it


@dataclass(frozen=True)
class Restored:
    """`previous` is where the state before is kept, empty when there was nothing to keep."""

    previous: str
    needs_migrate: bool


def restore_backup(path: Path) -> Restored:
    """Put the backup in the place of database and photographs.

    Raises NotStarted while CoinStack runs on this data folder, and BackupProblem when the backup is damaged, made
    for another kind of database or by a newer CoinStack, or when the disk is too small. Nothing is changed then. Cut
    off between database and photographs, it can be done again, and nothing starts before that.
    """
    with FolderLock(settings.DATA_DIR, f"restoring {path.name}"):
        manifest = _checked(path)
        _refuse_what_does_not_fit(manifest)
        try:
            _check_room(manifest)
            previous = _keep_present_state()
            with TemporaryDirectory(prefix=WORKPLACE, dir=settings.DATA_DIR) as workplace:
                _unpack(path, manifest, Path(workplace))
                _exchange(path, Path(workplace), manifest)
        except OSError as error:
            raise BackupProblem(_told(error)) from error
        forget_unfinished(Path(settings.DATA_DIR), WORKPLACE)
        current = MigrationState.read().is_current
        if current:
            settle_restored()
        return Restored(previous=previous, needs_migrate=not current)


def _exchange(path: Path, workplace: Path, manifest: Manifest) -> None:
    is_half_done = exchange_has_begun()  # by an earlier restore
    begin_exchange(path)
    try:
        replace_database(workplace / manifest.database)
    except BackupProblem:
        if not is_half_done:
            forget_exchange()  # the database is replaced whole or not at all
        raise
    _replace_media(workplace)
    complete_exchange(path)


def _told(error: OSError) -> str:
    reason = f"{error.strerror}: {error.filename}" if error.strerror else str(error)
    is_begun = exchange_has_begun()
    left = "Part of it is in its place already: restore it again." if is_begun else "Nothing was changed."
    return f"The backup is not restored. {reason}. {left}"


def _checked(path: Path) -> Manifest:
    problems = find_problems(path)
    if problems:
        raise BackupProblem(" ".join(["The backup is not restored.", *problems]))
    with zipfile.ZipFile(path) as archive:
        return read_manifest(archive)


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.engine != engine():
        raise BackupProblem(
            f"The backup holds a {manifest.engine} database, but CoinStack is set up for {engine()} (DATABASE_URL)."
        )
    unknown = unknown_migrations(manifest.migrations)
    if unknown:
        raise BackupProblem(
            f"The backup was made by a newer CoinStack (it has {unknown[0]}). Update the program: git pull"
        )


def _check_room(manifest: Manifest) -> None:
    """Photographs on a disk of their own are copied, not moved: the present ones to the data folder, then the others.

    The backup of the present state holds the present ones too.
    """
    data, media = Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT)
    present = sum(size for _, size in media_files())
    is_elsewhere = media.exists() and media.stat().st_dev != data.stat().st_dev
    check_space(data, 2 * manifest.bytes + 2 * database_bytes() + (2 if is_elsewhere else 1) * present)
    if is_elsewhere:
        check_space(media, max(0, manifest.bytes - present))


def _keep_present_state() -> str:
    """Return where it is kept: a backup; the bare files when the database is beyond reading; empty for none."""
    try:
        return "" if MigrationState.read().is_empty else write_backup(label=BEFORE_RESTORE).path
    except OperationalError:
        raise
    except (DatabaseDamaged, DatabaseError) as error:
        logger.warning("The present database cannot be backed up, its files are set aside: %s", error)
        return str(_set_aside())


def _set_aside() -> Path:
    folder = backup_folder() / f"damaged-{timezone.now():%Y%m%d-%H%M%S}"
    folder.mkdir(mode=0o700, parents=True)
    live = sqlite_path()
    for path in live.parent.glob(f"{live.name}*"):
        shutil.copy2(path, folder)
    if Path(settings.MEDIA_ROOT).exists():
        shutil.copytree(settings.MEDIA_ROOT, folder / MEDIA)
    return folder


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
    """Exchange what is in the folder, not the folder: it may be a disk of its own, or a link to one."""
    live, before = Path(settings.MEDIA_ROOT), workplace / "media-before"
    live.mkdir(mode=0o700, parents=True, exist_ok=True)
    before.mkdir(mode=0o700)
    for source, target in ((live, before), (workplace / MEDIA, live)):
        for path in list(source.iterdir()):
            if path.name != LOST_AND_FOUND:
                shutil.move(path, target)
