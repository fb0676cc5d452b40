"""Work that leaves a trace of every item and of every process that did it."""

import os
import signal
import time
from pathlib import Path

from django.conf import settings

from coinstack.jobs.registry import Again, job_kind

FOLDER = Path(settings.DATA_DIR) / "stamps"


@job_kind("stamp", label="Stamping")
def stamp(job, progress):
    """Write one file an item under the unique key (job, item): a repeat finds it and does nothing."""
    FOLDER.mkdir(exist_ok=True)
    progress.total(job.args["items"])
    for item in range(job.args["items"]):
        progress.check_cancelled()
        if _write_once(FOLDER / f"{job.pk}-{item}"):
            time.sleep(job.args["seconds"])
        progress.advance()
    return {"finished_by": os.getpid()}


@job_kind("stamp_in_steps", label="Stamping in steps", slow=True)
def stamp_in_steps(job, progress):
    FOLDER.mkdir(exist_ok=True)
    item = job.cursor.get("item", 0)
    _write_once(FOLDER / f"{job.pk}-{item}")
    progress.advance()
    return Again({"item": item + 1}) if item + 1 < job.args["items"] else {}


@job_kind("crash", label="Crashing")
def crash(job, progress):
    os.kill(os.getpid(), signal.SIGKILL)


def _write_once(path: Path) -> bool:
    try:
        with path.open("x") as file:
            file.write(str(os.getpid()))
    except FileExistsError:
        return False
    return True
