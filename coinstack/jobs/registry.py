"""The kinds of jobs there are: each app's `tasks.py` registers its own, all are imported when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from coinstack.jobs.models import Job
    from coinstack.jobs.progress import Progress


@dataclass(frozen=True)
class Again:
    """What a handler returns when one step is done and more is left: the job is queued again with this cursor."""

    cursor: dict[str, Any]


Handler = Callable[["Job", "Progress"], "dict[str, Any] | Again"]
ResultUrl = Callable[["Job"], str]


@dataclass(frozen=True)
class JobKind:
    name: str
    label: str
    handler: Handler
    slow: bool
    url: ResultUrl | None


@dataclass(frozen=True)
class Later:
    """The function at a dotted path, imported when it is called: for one whose module takes long to import.

    Every command imports all `tasks.py`, and hardly any has such a job to do.
    """

    path: str

    def __call__(self, *arguments: Any) -> Any:
        return import_string(self.path)(*arguments)


KINDS: dict[str, JobKind] = {}


def job_kind(
    name: str, *, label: str, slow: bool = False, url: ResultUrl | None = None
) -> Callable[[Handler], Handler]:
    """Register `handler(job, progress) -> result dict | Again` under `name`.

    `slow` kinds take turns: at most one of them runs at a time. `url(job)` leads to the page of the finished work.
    A handler may run twice for the same rows after a crash, so each item is written under a unique key.
    """

    def register(handler: Handler) -> Handler:
        if name in KINDS:
            raise ValueError(f"The job kind {name!r} is registered twice.")
        KINDS[name] = JobKind(name, label, handler, slow, url)
        return handler

    return register


def find_kind(name: str) -> JobKind | None:
    return KINDS.get(name)


def slow_kinds() -> list[str]:
    return [kind.name for kind in KINDS.values() if kind.slow]
