"""The loads as jobs: a step for a worker, all steps in turn for a command."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from catalog.loaders.download import fetch_dump
from catalog.loaders.series import VOCABULARY_URL, Series, find_series
from catalog.services.loading import STEP_SECONDS, Load, clear_left_behind, loading_folder
from catalog.services.loading_types import TypeLoad
from catalog.services.loading_vocabulary import VocabularyLoad
from coinstack.exceptions import InputRefused
from coinstack.jobs.models import Job
from coinstack.jobs.progress import JobCancelled, Progress
from coinstack.jobs.registry import Again


def vocabulary_step(job: Job, progress: Progress) -> dict[str, Any] | Again:
    """One step of loading the vocabulary.

    `job.args` holds the "path" of a dump, with "remove" when it is only there for this job, or "download".
    """
    return _step(job, progress, VOCABULARY_URL, lambda path: VocabularyLoad(job, progress, path, STEP_SECONDS))


def types_step(job: Job, progress: Progress) -> dict[str, Any] | Again:
    """One step of loading types; `job.args` as of the vocabulary, and "series", the code of the catalogue."""
    series = known_series(job.args.get("series", ""))
    return _step(job, progress, series.url, lambda path: TypeLoad(job, progress, path, series, STEP_SECONDS))


def run_steps(step: Callable[[Job, Progress], dict[str, Any] | Again]) -> Callable[[Job, Progress], dict[str, Any]]:
    """All steps one after the other, for a command that does the work itself."""

    def work(job: Job, progress: Progress) -> dict[str, Any]:
        while isinstance(done := step(job, progress), Again):
            job.cursor = done.cursor
        return done

    return work


def known_series(code: str) -> Series:
    series = find_series(code)
    if series is None:
        raise InputRefused(f"No published catalogue is called “{code}”.", code="unknown_series")
    return series


def _step(job: Job, progress: Progress, url: str, load: Callable[[Path], Load]) -> dict[str, Any] | Again:
    clear_left_behind()
    path = Path(job.args["path"]) if job.args.get("path") else _downloaded(job, url)
    if not path.exists() and job.args.get("download"):
        fetch_dump(url, path, progress)
        return Again({"fetched": path.name})
    try:
        result = load(path).step()
    except (InputRefused, JobCancelled):
        _remove(job, path)
        raise
    if isinstance(result, dict):
        _remove(job, path)
    return result


def _downloaded(job: Job, url: str) -> Path:
    """One name for each address, so that a download that broke off is gone on with by the next job."""
    name = url.partition("://")[2].replace("/", "-")
    return loading_folder() / f"download-{name}"


def _remove(job: Job, path: Path) -> None:
    """Take away what was uploaded or fetched for this job; a file that a command was pointed at stays."""
    if job.args.get("download") or job.args.get("remove"):
        path.unlink(missing_ok=True)
