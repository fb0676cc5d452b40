"""The types of a published catalogue: `load_types` and the job of the same name."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.loaders.facts import Document, Fact
from catalog.loaders.forms import TABLE
from catalog.loaders.kinds import TYPE
from catalog.loaders.series import Series
from catalog.loaders.sources import Source
from catalog.loaders.type_series import is_type, read_type, type_key
from catalog.loaders.type_tables import read_type_table
from catalog.loaders.workbench import Workbench
from catalog.services.loading import Load, read_source
from catalog.services.loading_type_rows import TypeWriter
from catalog.services.versions import TYPES
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress


class TypeLoad(Load):
    """One round for the rows; a second one only finds the successors of replaced types."""

    rounds = 2
    batch = 250
    version = TYPES

    def __init__(self, job: Job, progress: Progress, path: Path, series: Series, seconds: float | None = None) -> None:
        super().__init__(job, progress, path, seconds)
        self.series = series
        self.nothing_found = f"There are no types of {series.title} in {{name}}."
        self.writer: TypeWriter | None = None

    def facts(self, source: Source, form: str) -> Iterator[Fact]:
        return read_type_table(source) if form == TABLE else read_source(source, form)

    def is_ours(self, fact: Fact) -> bool:
        if fact.predicate != "type" or fact.value != TYPE:
            return False
        key = type_key(fact.subject)
        return key is not None and key.system in self.series.systems

    def write(self, bench: Workbench, documents: list[Document], done: dict[str, Any]) -> None:
        self.writer = self.writer or TypeWriter(self.series)
        types = [document for document in documents if is_type(document)]
        rows = [row for document in types if (row := read_type(document)) and row.key.system in self.series.systems]
        if done["round"]:
            self.writer.write_successors([row for row in rows if row.replaced_by], bench.successor)
            return
        written = self.writer.write(rows)
        counts = Counter(types=len(rows), skipped=len(types) - len(rows), **written)
        for name, count in counts.items():
            done[name] = done.get(name, 0) + count

    def result(self, bench: Workbench, done: dict[str, Any]) -> dict[str, Any]:
        unread = len(bench.skipped())
        return {
            "types": done.get("types", 0),
            "created": done.get("created", 0),
            "updated": done.get("updated", 0),
            "skipped": done.get("skipped", 0) + unread,
        }
