"""Imports through the wizard's services, as the tests of its steps make them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coinstack.accounts.models import User
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.runner import run
from collections_app.models import ImportSession
from collections_app.services import wizard

HEAD = "Ruler,Denomination,Metal,Weight,Reference,Price,Link"
NERO = "Nero,Denarius,Silver,3.41,RIC 53,120,https://example.org/1"
GALBA = "Galba,As,AE,10.2,RIC 5,80,https://example.org/2"


def uploaded(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def csv_upload(*rows: str, head: str = HEAD, name: str = "coins.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([head, *rows]).encode())


def begin(owner: User, upload: Any, *, pictures: Sequence[Any] = ()) -> ImportSession:
    """A session with its rows judged by the mapping that was guessed."""
    session = wizard.start_session(owner, upload, pictures=pictures)
    wizard.set_mapping(session, session.mapping)
    wizard.check(session)
    return session


def work_off(job: Job) -> Job:
    """Do a queued job as a worker would, step by step."""
    for _ in range(100):
        run(job.pk)
        job.refresh_from_db()
        if job.state != JobState.QUEUED:
            return job
    raise AssertionError("The job never ends.")


def run_session(session: ImportSession) -> Job:
    job = work_off(wizard.start_run(session))
    session.refresh_from_db()
    return job


def imported(owner: User, *rows: str, **options: Any) -> ImportSession:
    """A whole import of rows under HEAD, from the file to the report."""
    session = begin(owner, csv_upload(*rows))
    if options:
        wizard.set_options(session, **options)
        wizard.check(session)
    run_session(session)
    return session
