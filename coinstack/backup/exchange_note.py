"""What a restore writes down in the data folder while it exchanges database and photographs.

The two cannot be exchanged in one step. Nothing starts while the note says that only one of them may be; and it
waits until the database is up to date when that is of an older version.
"""

import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from coinstack.folder_lock import NotStarted
from coinstack.jobs.models import Job, JobState

BEGUN, COMPLETE = "begun", "complete"
UNDER_WAY = "It was under way when the backup was made that has been restored since."


def begin_exchange(backup: Path) -> None:
    _write(BEGUN, backup)


def complete_exchange(backup: Path) -> None:
    _write(COMPLETE, backup)


def exchange_has_begun() -> bool:
    return _read()[0] not in {"", COMPLETE}


def forget_exchange() -> None:
    _note().unlink(missing_ok=True)


def refuse_half_restored() -> None:
    """Raises NotStarted when database and photographs may be of different days."""
    if exchange_has_begun():
        raise NotStarted(
            "A restore was cut off in the middle: the photographs may not be those of the database. "
            f"Put the backup back once more: manage.py restore {_read()[1] or 'PATH'}"
        )


def settle_restored() -> None:
    """After a restore: what was under way in the backup is not taken up again, and the jobs page tells of it.

    Call when the database is up to date.
    """
    state, name = _read()
    if state != COMPLETE:
        return
    now = timezone.now()
    with transaction.atomic():
        OrmQ.objects.all().delete()
        Job.objects.active().update(state=JobState.CANCELLED, error=UNDER_WAY, finished_at=now, updated_at=now)
        Job.objects.create(
            kind="restore",
            foreground=True,
            state=JobState.DONE,
            args={"file": Path(name).name},
            started_at=now,
            finished_at=now,
        )
    forget_exchange()


def _note() -> Path:
    return Path(settings.DATA_DIR) / "restoring"


def _write(state: str, backup: Path) -> None:
    """On the disk, together with all that was written before, when this returns."""
    _note().write_text(f"{state}\n{backup}\n", encoding="utf-8", errors="surrogateescape")
    os.sync()


def _read() -> tuple[str, str]:
    """The state and the backup's path; two empty texts where nothing is noted down."""
    try:
        text = _note().read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return "", ""
    state, _, backup = text.strip().partition("\n")
    return state or BEGUN, backup
