"""One load of published data, in steps that a job repeats until all is done: fetch, read, write, tie together.

What was read waits in a scratch database beside the data, so that a step that was cut off is simply done again: rows
that are there already are found by their address and not written twice.
"""

import re
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from catalog.loaders.facts import Document, Fact
from catalog.loaders.forms import RDF_XML, TABLE, form_of
from catalog.loaders.rdftext import read_rdf_text
from catalog.loaders.rdfxml import read_rdf_xml
from catalog.loaders.sources import LARGEST_DUMP, Source, SourceUnreadable, count_sources, open_sources
from catalog.loaders.workbench import Workbench
from catalog.services.versions import announce
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import JobCancelled, Progress
from coinstack.jobs.registry import Again

STEP_SECONDS: Final = 30.0
_FILES_AT_ONCE: Final = 500
_FACTS_AT_ONCE: Final = 5000
_UPLOAD_WAITS_S: Final = 3600
# So many bytes without a statement that is looked for are enough to see that the file is of something else.
_HOPELESS: Final = 64 << 20


class Load(ABC):
    """Reads a dump at `path` into rows. Subclasses say what a document becomes."""

    def __init__(self, job: Job, progress: Progress, path: Path, seconds: float | None = None) -> None:
        self.job, self.progress, self.path = job, progress, path
        self.until = time.monotonic() + seconds if seconds else None

    rounds: int
    """How often all documents are gone through."""
    batch: int
    """How many documents are written in one transaction."""

    @abstractmethod
    def facts(self, source: Source, form: str) -> Iterator[Fact]:
        """The facts of a file; raises SourceUnreadable."""

    @abstractmethod
    def is_ours(self, fact: Fact) -> bool:
        """Whether a statement shows that the file is of the kind that is looked for."""

    @abstractmethod
    def write(self, bench: Workbench, documents: list[Document], done: dict[str, Any]) -> None:
        """Write some documents in the round `done["round"]` and count them in `done`."""

    @abstractmethod
    def result(self, bench: Workbench, done: dict[str, Any]) -> dict[str, Any]:
        """What the finished load answers."""

    version: str
    """Whose age grows with the load: TERMS or TYPES."""
    nothing_found: str
    """What to say of a file without anything for us."""

    def step(self) -> dict[str, Any] | Again:
        """Go on for as long as a step may last; everything that was done is kept."""
        with Workbench(bench_path(self.job)) as bench:
            try:
                return self._step(bench)
            except (CoinStackError, JobCancelled, KeyboardInterrupt):
                bench.discard()
                raise
            except sqlite3.OperationalError as error:
                bench.discard()
                folder = loading_folder()
                raise CoinStackError(f"There is no room to sort what was read, in {folder}: {error}.") from error

    def _step(self, bench: Workbench) -> dict[str, Any] | Again:
        done = {"round": -1, "read": 0, "facts": 0, "ours": 0, "after": "", **bench.state()}
        while done["round"] < self.rounds:
            if done["round"] < 0:
                self._read(bench, done)
            else:
                self._write(bench, done)
            if self._is_time_up() and done["round"] < self.rounds:
                return Again({"round": done["round"], "after": done["after"]})
        result = self.result(bench, done)
        bench.discard()
        if any(done.get(name) for name in ("created", "updated", "names")):
            announce(self.version)
        return result

    def _is_time_up(self) -> bool:
        return self.until is not None and time.monotonic() > self.until

    def _read(self, bench: Workbench, done: dict[str, Any]) -> None:
        """Files one after the other; what was read stands when some hundred are through, or when time is up."""
        many = count_sources(self.path)
        for source in open_sources(self.path, skip=done["read"]):
            self.progress.check_cancelled()
            self._read_file(bench, source, done)
            done["read"] += 1
            if done["read"] % _FILES_AT_ONCE == 0 or self._is_time_up():
                bench.commit(**done)
                self.progress.advance(0, f"Reading file {done['read']:,}{f' of {many:,}' if many else ''}")
                if self._is_time_up():
                    return
        if not done["ours"]:
            self._refuse(bench)
        done |= {"round": 0, "documents": bench.sort()}
        bench.commit(**done)
        self.progress.total(done["documents"] * self.rounds)

    def _read_file(self, bench: Workbench, source: Source, done: dict[str, Any]) -> None:
        """A file among many that cannot be read is passed over and named; a dump that is one file has to be whole."""
        try:
            with bench.whole():
                self._take_facts(bench, source, done)
        except SourceUnreadable as problem:
            if source.is_alone:
                raise
            bench.skip(source.name, problem.message)

    def _take_facts(self, bench: Workbench, source: Source, done: dict[str, Any]) -> None:
        nothing_found = self.nothing_found.format(name=source.name)
        source.stream.limit(_HOPELESS, nothing_found)
        for facts in self._in_batches(self.facts(source, form_of(source))):
            done["facts"] += bench.add(facts)
            done["ours"] += sum(map(self.is_ours, facts))
            if done["ours"]:
                source.stream.limit(LARGEST_DUMP)
            if source.is_alone:
                self.progress.advance(0, f"Reading {source.name}: {done['facts']:,} statements")
            self.progress.check_cancelled()

    def _in_batches(self, facts: Iterator[Fact]) -> Iterator[list[Fact]]:
        waiting: list[Fact] = []
        for fact in facts:
            waiting.append(fact)
            if len(waiting) >= _FACTS_AT_ONCE:
                yield waiting
                waiting = []
        yield waiting

    def _refuse(self, bench: Workbench) -> None:
        """Nothing for us in the whole dump: say why."""
        skipped = bench.skipped()
        first = f" First reason: {skipped[0]['reason']}" if skipped else ""
        raise SourceUnreadable(self.nothing_found.format(name=self.path.name) + first)

    def _write(self, bench: Workbench, done: dict[str, Any]) -> None:
        while documents := bench.documents(done["after"], self.batch):
            self.progress.check_cancelled()
            self.write(bench, documents, done)
            done["after"] = documents[-1].uri
            bench.commit(**done)
            self.progress.advance(len(documents))
            if self._is_time_up():
                return
        done |= {"round": done["round"] + 1, "after": ""}
        bench.commit(**done)


def read_source(source: Source, form: str) -> Iterator[Fact]:
    """The facts of RDF in any form; raises SourceUnreadable."""
    if form == TABLE:
        raise SourceUnreadable(f"{source.name} is a table, not RDF.")
    return read_rdf_xml(source) if form == RDF_XML else read_rdf_text(source, form)


def bench_path(job: Job) -> Path:
    return loading_folder() / f"job-{job.pk}.sqlite3"


def loading_folder() -> Path:
    """Where dumps and scratch databases wait while they are loaded."""
    return Path(settings.DATA_DIR) / "cache" / "loading"


def clear_left_behind() -> None:
    """Remove the scratch databases and the uploads of loads that were killed and given up."""
    jobs = Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    active = {job.pk: str(job.args.get("path", "")) for job in jobs.only("args")}
    for path in loading_folder().glob("job-*.sqlite3*"):
        match = re.match(r"job-(\d+)\.", path.name)
        if match and int(match[1]) not in active:
            path.unlink(missing_ok=True)
    for path in loading_folder().glob("upload-*"):
        if str(path) not in active.values() and _is_forgotten(path):
            path.unlink(missing_ok=True)


def _is_forgotten(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _UPLOAD_WAITS_S
    except FileNotFoundError:  # another process cleared it meanwhile
        return False
