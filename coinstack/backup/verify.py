"""Is a backup whole? Nothing in it is believed before its hash is checked."""

import shutil
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.conf import settings

from coinstack.archives import UNREADABLE
from coinstack.backup.archive import copy_hashed, forget_unfinished
from coinstack.backup.databases import sqlite_problems
from coinstack.backup.manifest import NAME, Manifest, ManifestProblem
from coinstack.jobs.progress import Progress, SilentProgress

WORKPLACE = "verify-"
MANIFEST_LIMIT = 200 * 1024 * 1024
POSTGRES_MAGIC = b"PGDMP"


class Discard:
    """Takes bytes and forgets them."""

    def write(self, chunk: bytes) -> int:
        return len(chunk)


def find_problems(path: Path, progress: Progress | None = None) -> list[str]:
    """Return what is wrong with a backup, in sentences; an empty list means it can be restored."""
    progress = progress or SilentProgress()
    if not path.is_file():
        return [f"There is no file {path}."]
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive)
            progress.total(len(manifest.files) + 1)
            problems = _listing_problems(archive, manifest) or _file_problems(archive, manifest, progress)
            return problems or _database_problems(archive, manifest)
    except ManifestProblem as error:
        return [f"{path.name} cannot be used: {error}."]
    except UNREADABLE as error:
        return [f"{path.name} is not a whole zip file; it may be cut off or damaged ({error})."]


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Raises ManifestProblem when the archive holds no list, or none this program can follow."""
    try:
        info = archive.getinfo(NAME)
    except KeyError as error:
        raise ManifestProblem("it is not a CoinStack backup (it holds no list of contents)") from error
    if info.file_size > MANIFEST_LIMIT:
        raise ManifestProblem("its list of contents is too large")
    try:
        return Manifest.from_json(archive.read(info).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ManifestProblem("its list of contents cannot be read") from error


def copy_member(archive: zipfile.ZipFile, manifest: Manifest, name: str, target: "IO[bytes] | Discard") -> str:
    """Copy one file out of the backup; returns what is wrong with it, empty when size and hash agree."""
    listed = manifest.files[name]
    try:
        with archive.open(name) as source:
            found = copy_hashed(source, target, limit=listed.bytes)
    except UNREADABLE as error:
        return f"{name} is damaged ({error})."
    return "" if found == listed else f"{name} is not what was backed up: its size or hash differs."


def _listing_problems(archive: zipfile.ZipFile, manifest: Manifest) -> list[str]:
    present = Counter(archive.namelist())
    listed = {*manifest.files, NAME}
    return [
        *(f"{name} is missing." for name in sorted(listed - set(present))),
        *(f"{name} is not in the list of contents." for name in sorted(set(present) - listed)),
        *(f"{name} is there more than once." for name, times in sorted(present.items()) if times > 1),
    ]


def _file_problems(archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> list[str]:
    problems = []
    for name in manifest.files:
        progress.check_cancelled()
        problem = copy_member(archive, manifest, name, Discard())
        if problem:
            problems.append(problem)
        progress.advance()
    return problems


def _database_problems(archive: zipfile.ZipFile, manifest: Manifest) -> list[str]:
    if manifest.engine == "postgresql":
        with archive.open(manifest.database) as file:
            return [] if file.read(5) == POSTGRES_MAGIC else [f"{manifest.database} is no PostgreSQL dump."]
    forget_unfinished(Path(settings.DATA_DIR), WORKPLACE)
    if shutil.disk_usage(settings.DATA_DIR).free < manifest.files[manifest.database].bytes:
        return [f"There is not enough space in {settings.DATA_DIR} to look into the database."]
    with TemporaryDirectory(prefix=WORKPLACE, dir=settings.DATA_DIR) as folder:
        return sqlite_problems(Path(archive.extract(manifest.database, folder)))
