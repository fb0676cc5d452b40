"""A load that somebody asks for on a page: the file put aside, the job queued; and what was loaded so far."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Count

from catalog.loaders.series import SERIES
from catalog.loaders.sources import LARGEST_DUMP
from catalog.models import CatalogSystem, CatalogType, Term, TermName
from catalog.services.loading import loading_folder
from catalog.services.loading_kinds import TYPES, VOCABULARY
from coinstack.exceptions import InputRefused
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.queue import enqueue
from coinstack.uploads import not_written


@dataclass(frozen=True, slots=True)
class Loaded:
    """One line of what is there: `count` types or terms; `when` the last load of it ended, as far as is known."""

    title: str
    count: int
    detail: str
    when: datetime | None

    @property
    def entries(self) -> str:
        return f"{self.count:,}"


def request_load(kind: str, *, upload: "File[Any] | None" = None, series: str = "") -> Job:
    """Queue a load of an uploaded file, or of the published dump. Raises InputRefused while another one is going on."""
    if Job.objects.active().filter(kind=kind).exists():
        raise InputRefused("A load of this kind is going on already; wait for it, or stop it.", code="busy")
    if upload is None and settings.OFFLINE:
        raise InputRefused("COINSTACK_OFFLINE is on: nothing is downloaded. Give a file.", code="offline")
    args: dict[str, Any] = {"path": str(_put_aside(upload)), "remove": True} if upload else {"download": True}
    if series:
        args["series"] = series
    with transaction.atomic():
        return enqueue(kind, **args)


def _put_aside(upload: "File[Any]") -> Path:
    if upload.size > LARGEST_DUMP:
        raise InputRefused(f"The file is larger than {LARGEST_DUMP >> 20:,} MB; no dump of the field is so large.")
    path = loading_folder() / f"upload-{uuid.uuid4().hex}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            _copy(upload, target)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise not_written(error) from error
    return path


def _copy(upload: "File[Any]", target: IO[bytes]) -> None:
    for chunk in upload.chunks():
        target.write(chunk)


def current_jobs() -> list[Job]:
    """The loads that wait or run, and the last of each kind that did not end well."""
    shown = []
    for kind in (VOCABULARY, TYPES):
        latest = Job.objects.filter(kind=kind, owner=None).first()
        if latest and latest.state != JobState.DONE:
            shown.append(latest)
    return shown


def loaded_vocabulary() -> Loaded:
    names = f"{TermName.objects.count():,} names in all languages"
    return Loaded("Vocabulary", Term.objects.count(), names, _last(VOCABULARY))


def loaded_types() -> list[Loaded]:
    """One line for each work of reference that types are there of, and for each catalogue that could be loaded."""
    counts = dict(CatalogType.objects.order_by().values_list("system").annotate(Count("pk")))
    loadable = {system: series for series in SERIES.values() for system in series.systems}
    lines = []
    for system in CatalogSystem.objects.order_by("code"):
        series, count = loadable.get(system.code), counts.get(system.pk, 0)
        if series or count:
            detail = series.title if series else "references and the starter types"
            lines.append(Loaded(system.title, count, detail, _last(TYPES, series=series.code) if series else None))
    return lines


def _last(kind: str, **args: str) -> datetime | None:
    wanted = {f"args__{name}": value for name, value in args.items()}
    done = Job.objects.filter(kind=kind, state=JobState.DONE, **wanted).order_by("-finished_at")
    return done.values_list("finished_at", flat=True).first()
