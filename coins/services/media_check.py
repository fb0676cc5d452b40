"""Whether every picture has its file, and every file its picture."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from coins.models import CoinImage
from coins.pictures import cache_folder, forget_folder
from coins.services.picture_files import FOLDER
from coinstack.jobs.progress import Progress

# A file younger than this may belong to an upload that is not finished.
SECONDS_IN_WORK = 3600


def check_media(progress: Progress, *, remove_orphans: bool = False) -> dict[str, Any]:
    """Find records whose file is lost, and files and folders of made pictures that belong to no record.

    A picture that was removed can be brought back while its history says so: its file is no orphan. Nothing is deleted
    without `remove_orphans`. Returns plain JSON, as `docs/commands.md` tells it.
    """
    rows = list(CoinImage.objects.order_by("pk").values("pk", "coin_id", "coin__owner__username", "file"))
    progress.total(len(rows))
    lost = []
    for row in rows:
        progress.check_cancelled()
        if not Path(default_storage.path(row["file"])).is_file():
            lost.append(row)
        progress.advance()
    orphans = list(_orphans())
    stale = list(_stale())
    if remove_orphans:
        for path in [*orphans, *stale]:
            _delete(path)
    return {
        "pictures": len(rows),
        "lost": [
            {"picture": row["pk"], "coin": row["coin_id"], "owner": row["coin__owner__username"], "file": row["file"]}
            for row in lost
        ],
        **_told(orphans, stale, remove_orphans),
    }


def _told(orphans: list[Path], stale: list[Path], removed: bool) -> dict[str, Any]:
    media = Path(settings.MEDIA_ROOT)
    return {
        "orphaned": [path.relative_to(media).as_posix() for path in orphans],
        "made_of_nothing": len(stale),
        "removed": len(orphans) + len(stale) if removed else 0,
    }


def _orphans() -> Iterator[Path]:
    media = Path(settings.MEDIA_ROOT)
    oldest = time.time() - SECONDS_IN_WORK
    files = sorted(path for path in (media / FOLDER).rglob("*") if path.is_file())
    # Named after they were found: whatever was uploaded meanwhile is in the list of names.
    named = _named()
    for path in files:
        if path.relative_to(media).as_posix() not in named and _is_older(path, oldest):
            yield path


def _is_older(path: Path, moment: float) -> bool:
    """False for a file that is gone by now, as that of an upload that was just finished."""
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:
        return False


def _named() -> set[str]:
    return {
        *CoinImage.objects.values_list("file", flat=True),
        *CoinImage.history.values_list("file", flat=True).distinct(),
    }


def _stale() -> Iterator[Path]:
    """Folders of pictures made of an original that no record and no history names, or laid out as they once were."""
    known = {
        cache_folder(name, sha256)
        for rows in (CoinImage.objects, CoinImage.history)
        for name, sha256 in rows.values_list("file", "sha256").distinct()
    }
    shelves = Path(settings.DATA_DIR) / "cache" / "pictures"
    for shelf in sorted(shelves.glob("*")):
        if len(shelf.name) == 2:
            yield from (folder for folder in sorted(shelf.iterdir()) if folder not in known)
        else:
            yield shelf


def _delete(path: Path) -> None:
    if path.is_dir():
        forget_folder(path)
    else:
        path.unlink(missing_ok=True)
