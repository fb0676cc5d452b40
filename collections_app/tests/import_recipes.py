"""Imports for tests, at every step of the wizard, made the way the pages make them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coinstack.accounts.models import User
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.runner import run
from collections_app.choices import WizardStep
from collections_app.models import ImportSession
from collections_app.services import wizard

THREE_COINS = """Ruler;Denomination;Metal;Mint;Date;Weight;Reference;Price;Shelf
Augustus;Denarius;Silver;Lugdunum;2 BC-AD 4;3,79;RIC I 207;384;upper
Alexander III;Tetradrachm;Silver;Babylon;325-323 BC;17,10;Price 3600;900;lower
Nero;As;Bronze;Rome;AD 65;heavy;RIC 306;60;lower
"""
HEAD = "Ruler,Denomination,Metal,Weight,Reference,Price,Link"
NERO = "Nero,Denarius,Silver,3.41,RIC 53,120,https://example.org/1"
GALBA = "Galba,As,AE,10.2,RIC 5,80,https://example.org/2"

# --- files


def upload(text: str = THREE_COINS, name: str = "coins.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def csv_upload(*rows: str, head: str = HEAD, name: str = "coins.csv") -> SimpleUploadedFile:
    return upload("\n".join([head, *rows]), name)


def uploaded(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


# --- sessions


def begin(owner: User, file: Any, *, pictures: Sequence[Any] = ()) -> ImportSession:
    """A session with its rows judged by the mapping that was guessed."""
    return _judged(wizard.start_session(owner, file, pictures=pictures))


def started(owner: User, text: str = THREE_COINS, name: str = "coins.csv") -> ImportSession:
    """At the step Map."""
    session = wizard.start_session(owner, upload(text, name))
    wizard.go_to(session, WizardStep.MAP)
    return session


def mapped(owner: User, text: str = THREE_COINS, name: str = "coins.csv") -> ImportSession:
    """At the step Check, its rows judged."""
    return _judged(started(owner, text, name))


def _judged(session: ImportSession) -> ImportSession:
    wizard.set_mapping(session, session.mapping)
    wizard.check(session)
    return session


def running(owner: User, text: str = THREE_COINS, name: str = "coins.csv", *, dry_run: bool = False) -> ImportSession:
    """At the step Run; no worker has taken the job yet."""
    session = mapped(owner, text, name)
    if dry_run:
        wizard.set_options(session, dry_run=True)
    wizard.start_run(session)
    return ImportSession.objects.get(pk=session.pk)


def finished(owner: User, text: str = THREE_COINS, name: str = "coins.csv", *, dry_run: bool = False) -> ImportSession:
    session = running(owner, text, name, dry_run=dry_run)
    work(session)
    return ImportSession.objects.get(pk=session.pk)


def imported(owner: User, *rows: str, **options: Any) -> ImportSession:
    """A whole import of rows under HEAD, from the file to the report."""
    session = begin(owner, csv_upload(*rows))
    if options:
        wizard.set_options(session, **options)
        wizard.check(session)
    run_session(session)
    return session


# --- what a worker does


def run_session(session: ImportSession) -> Job:
    job = work_off(wizard.start_run(session))
    session.refresh_from_db()
    return job


def work(session: ImportSession) -> None:
    """The job of a session that was started by its page."""
    work_off(Job.objects.get(pk=ImportSession.objects.values_list("job", flat=True).get(pk=session.pk)))


def work_off(job: Job) -> Job:
    """Do a queued job as a worker would, step by step."""
    for _ in range(100):
        run(job.pk)
        job.refresh_from_db()
        if job.state != JobState.QUEUED:
            return job
    raise AssertionError("The job never ends.")
