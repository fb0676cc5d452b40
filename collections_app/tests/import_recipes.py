"""Imports for tests, at every step of the wizard, made the way the pages make them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from coinstack.accounts.models import User
from coinstack.jobs.models import Job
from coinstack.jobs.runner import run
from collections_app.choices import WizardStep
from collections_app.models import ImportSession
from collections_app.services.wizard import check, columns_of, go_to, set_mapping, set_options, start_run, start_session

THREE_COINS = """Ruler;Denomination;Metal;Mint;Date;Weight;Reference;Price;Shelf
Augustus;Denarius;Silver;Lugdunum;2 BC-AD 4;3,79;RIC I 207;384;upper
Alexander III;Tetradrachm;Silver;Babylon;325-323 BC;17,10;Price 3600;900;lower
Nero;As;Bronze;Rome;AD 65;heavy;RIC 306;60;lower
"""


def upload(text: str = THREE_COINS, name: str = "coins.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def started(owner: User, text: str = THREE_COINS, name: str = "coins.csv") -> ImportSession:
    """At the step Map."""
    session = start_session(owner, upload(text, name))
    go_to(session, WizardStep.MAP)
    return session


def mapped(owner: User, text: str = THREE_COINS, name: str = "coins.csv") -> ImportSession:
    """At the step Check, its rows judged."""
    session = started(owner, text, name)
    set_mapping(
        session,
        {
            column.header: {"target": column.target, "transforms": list(column.transforms)}
            for column in columns_of(session)
        },
    )
    check(session)
    return session


def running(owner: User, text: str = THREE_COINS, name: str = "coins.csv", *, dry_run: bool = False) -> ImportSession:
    """At the step Run; no worker has taken the job yet."""
    session = mapped(owner, text, name)
    if dry_run:
        set_options(session, dry_run=True)
    start_run(session)
    return ImportSession.objects.get(pk=session.pk)


def finished(owner: User, text: str = THREE_COINS, name: str = "coins.csv", *, dry_run: bool = False) -> ImportSession:
    session = running(owner, text, name, dry_run=dry_run)
    work(session)
    return ImportSession.objects.get(pk=session.pk)


def work(session: ImportSession) -> None:
    """What a worker does: the job of the session, step after step."""
    job_id = ImportSession.objects.values_list("job", flat=True).get(pk=session.pk)
    while Job.objects.active().filter(pk=job_id).exists():
        run(job_id)
