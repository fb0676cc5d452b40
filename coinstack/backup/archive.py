"""Making a backup: a snapshot of the database, the photographs, and a list with a hash for each file."""

import hashlib
import logging
import os
import re
import shutil
import stat
import time
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils import timezone

from coinstack.backup.databases import BackupProblem, database_bytes, engine, snapshot
from coinstack.backup.manifest import DATABASE_NAMES, NAME, Entry, Manifest, is_media_name, media_name
from coinstack.exceptions import NotFound
from coinstack.jobs.progress import Progress, SilentProgress
from coinstack.migration_state import MigrationState

logger = logging.getLogger(__name__)

CHUNK = 1024 * 1024
SPARE_BYTES = 10 * 1024 * 1024
WORKPLACE = ".making-"
LEFT_BEHIND = timedelta(days=1)
BACKUP_NAME = re.compile(
    r"coinstack-(?P<stamp>\d{8}-\d{6})(?:-(?P<number>\d+))?(?:-(?P<label>[a-z]+(?:-[a-z]+)*))?\.zip"
)


@dataclass(frozen=True)
class Backup:
    """A finished backup. `files` counts the photographs and other media, the database not among them."""

    path: str
    bytes: int
    sha256: str
    coins: int
    files: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def backup_folder() -> Path:
    return Path(settings.DATA_DIR) / "backups"


def write_backup(*, label: str = "", progress: Progress | None = None) -> Backup:
    """Write a backup into the data folder while CoinStack goes on running.

    `label` becomes part of the file's name. Raises BackupProblem when there is not enough space, or when the
    database cannot be copied; nothing half-made is left behind.
    """
    progress = progress or SilentProgress()
    folder = backup_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_space(folder, 2 * database_bytes() + sum(size for _, size in media_files()))
        forget_unfinished(folder, WORKPLACE)
        with TemporaryDirectory(prefix=WORKPLACE, dir=folder) as workplace:
            part = Path(workplace) / "backup.zip"
            manifest = _pack(part, Path(workplace), progress)
            target = _move_into_place(part, folder, label)
    except OSError as error:
        raise BackupProblem(f"The backup could not be written to {folder}: {error.strerror}.") from error
    return Backup(
        path=str(target),
        bytes=target.stat().st_size,
        sha256=file_sha256(target),
        coins=manifest.counts.get("coins", 0),
        files=manifest.media_count,
    )


def list_backups(label: str | None = None) -> list[Path]:
    """Return the backups in the data folder, oldest first; `label` "" means those made without one.

    One with a later stamp than now was made before the clock was set back: it is older than all others.
    """
    now, found = _stamp(), []
    for path in backup_folder().glob("coinstack-*.zip"):
        name = BACKUP_NAME.fullmatch(path.name)
        if name and (label is None or (name["label"] or "") == label):
            found.append((name["stamp"] <= now, name["stamp"], int(name["number"] or 1), path))
    return [path for *_, path in sorted(found)]


def find_backup(name: str = "") -> Path:
    """The backup of that name in the data folder; the newest one for "". Raises NotFound."""
    found = [path for path in list_backups() if name in {"", path.name}]
    if not found:
        raise NotFound(f"There is no backup called {name[:80]!r}." if name else "There is no backup yet.")
    return found[-1]


def prune_backups(keep: int, *, label: str = "") -> list[Path]:
    """Remove all but the newest `keep` backups of this label; returns those removed."""
    removed = list_backups(label)[:-keep]
    for path in removed:
        path.unlink(missing_ok=True)  # another backup may prune at the same time
    return removed


def check_space(folder: Path, needed: int) -> None:
    """Raises BackupProblem when the disk of `folder` has less than `needed` bytes to spare."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise BackupProblem(
            f"There is not enough space in {folder}: about {_megabytes(needed + SPARE_BYTES)} are needed, "
            f"{_megabytes(free)} are free.",
            code="no_space",
        )


def forget_unfinished(folder: Path, prefix: str) -> None:
    """Remove workplaces that were not touched for a day: whoever made them was killed, and they are large."""
    for left in folder.glob(f"{prefix}*"):
        if left.is_dir() and left.stat().st_mtime < time.time() - LEFT_BEHIND.total_seconds():
            shutil.rmtree(left, ignore_errors=True)


def media_files() -> Iterator[tuple[Path, int]]:
    """Yield every regular file below the media folder with its size; one that is deleted meanwhile is left out."""
    for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        try:
            told = path.lstat()
        except FileNotFoundError:
            continue
        if stat.S_ISREG(told.st_mode):
            yield path, told.st_size


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(part: Path, workplace: Path, progress: Progress) -> Manifest:
    name = DATABASE_NAMES[engine()]
    copy = workplace / name
    # The database first: every photograph that the copy speaks of is listed then, and later ones do no harm.
    counts = snapshot(copy)
    media = [path for path, _ in media_files()]
    progress.total(len(media) + 1)
    manifest = Manifest(
        coinstack=program_version(),
        created=timezone.now().isoformat(timespec="seconds"),
        engine=engine(),
        database=name,
        migrations=sorted(MigrationState.read().applied),
        counts=counts,
    )
    with zipfile.ZipFile(part, "w", allowZip64=True) as archive:
        manifest.files[name] = _add(archive, name, copy, zipfile.ZIP_DEFLATED)
        copy.unlink()
        progress.advance(1, "database")
        for path in media:
            progress.check_cancelled()
            _add_media(archive, manifest, path)
            progress.advance(1, "photographs")
        archive.writestr(zipfile.ZipInfo(NAME, _zip_time()), manifest.to_json())
    return manifest


def _add_media(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    name = media_name(PurePosixPath(path.relative_to(settings.MEDIA_ROOT)))
    if not is_media_name(name):
        logger.warning("%r is left out of the backup, which cannot keep such a name; rename it.", name)
        return
    try:
        # Photographs are compressed already.
        manifest.files[name] = _add(archive, name, path, zipfile.ZIP_STORED)
    except FileNotFoundError:
        logger.info("%s was deleted while the backup was made; it is left out.", path)


def _add(archive: zipfile.ZipFile, name: str, path: Path, compression: int) -> Entry:
    info = zipfile.ZipInfo(name, _zip_time())
    info.compress_type = compression
    info.external_attr = 0o600 << 16
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        return copy_hashed(source, target)


def copy_hashed(source: Any, target: Any, limit: int | None = None) -> Entry:
    """Copy a stream; returns its size and hash. Stops one chunk after `limit` bytes."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
        if limit is not None and size > limit:
            break
    return Entry(bytes=size, sha256=digest.hexdigest())


def _move_into_place(part: Path, folder: Path, label: str) -> Path:
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.chmod(0o600)
    stamp = _stamp()
    ending = f"-{label}.zip" if label else ".zip"
    for number in range(1, 1000):
        target = folder / f"coinstack-{stamp}{f'-{number}' if number > 1 else ''}{ending}"
        try:
            target.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return part.replace(target)
    raise BackupProblem(f"There are too many backups of {stamp}.")


def _stamp() -> str:
    return timezone.now().strftime("%Y%m%d-%H%M%S")


def program_version() -> str:
    with (Path(settings.BASE_DIR) / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _zip_time() -> tuple[int, int, int, int, int, int]:
    return timezone.now().timetuple()[:6]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
