"""Nomisma's concepts into the vocabulary: `load_vocabulary` and the job of the same name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from catalog.loaders.facts import Document, Fact
from catalog.loaders.nomisma_rdf import (
    NOMISMA,
    is_concept,
    read_concept,
    read_kind,
    read_ties,
    reason_left_out,
)
from catalog.loaders.sources import Source
from catalog.loaders.workbench import Workbench
from catalog.services.loading import Load, read_source
from catalog.services.loading_terms import Slugs, Written, write_terms
from catalog.services.loading_ties import Tree, write_ties
from catalog.services.versions import TERMS
from coinstack.jobs.models import Job
from coinstack.jobs.progress import Progress

_COUNTS: Final = ("concepts", "created", "updated", "names")


class VocabularyLoad(Load):
    """Two rounds: the terms with their names, then what ties them to each other."""

    rounds = 2
    batch = 40
    version = TERMS
    nothing_found = "There are no Nomisma concepts in {name}."

    def __init__(self, job: Job, progress: Progress, path: Path, seconds: float | None = None) -> None:
        super().__init__(job, progress, path, seconds)
        self.slugs: Slugs | None = None
        self.tree: Tree | None = None

    def facts(self, source: Source, form: str) -> Iterator[Fact]:
        for fact in read_source(source, form):
            yield fact
            if not source.is_alone and fact.predicate == "type" and "#" not in fact.subject:
                yield Fact(fact.subject, "file", source.name)

    def is_ours(self, fact: Fact) -> bool:
        return fact.predicate == "type" and fact.subject.partition("://")[2].startswith("nomisma.org/id/")

    def write(self, bench: Workbench, documents: list[Document], done: dict[str, Any]) -> None:
        concepts = [document for document in documents if is_concept(document)]
        if done["round"] == 0:
            self._write_terms(bench, concepts, done)
        else:
            self._write_ties(bench, concepts, done)

    def _write_terms(self, bench: Workbench, documents: list[Document], done: dict[str, Any]) -> None:
        done.setdefault("started", timezone.now().isoformat())
        left_out: dict[str, list[Any]] = done.setdefault("left_out", {})
        concepts = []
        for document in documents:
            kind = read_kind(document)
            if kind is None:
                first = left_out.setdefault(reason_left_out(document), [_file(document), 0])
                first[1] += 1
            elif concept := read_concept(document, kind):
                concepts.append(concept)
                for problem in concept.problems:
                    bench.skip(_file(document), f"loaded without {problem}")
            else:
                bench.skip(_file(document), "a concept without a name")
        self.slugs = self.slugs or Slugs()
        written = write_terms(concepts, self.slugs)
        _count(done, written, len(documents))

    def _write_ties(self, bench: Workbench, documents: list[Document], done: dict[str, Any]) -> None:
        self.tree = self.tree or Tree()
        ties = [read_ties(document) for document in documents if read_kind(document)]
        touched = write_ties(ties, bench.successor, self.tree)
        # Those that this load has written before count already.
        done["updated"] += sum(before.isoformat() < done["started"] for before in touched.values())

    def result(self, bench: Workbench, done: dict[str, Any]) -> dict[str, Any]:
        left_out = [
            {"file": f"{file} and {count - 1:,} more" if count > 1 else file, "reason": f"not a term: {reason}"}
            for reason, (file, count) in sorted(done.get("left_out", {}).items())
        ]
        return {**{name: done.get(name, 0) for name in _COUNTS}, "skipped": [*bench.skipped(), *left_out]}


def _file(document: Document) -> str:
    return document.first("file") or document.uri.removeprefix(NOMISMA)


def _count(done: dict[str, Any], written: Written, concepts: int) -> None:
    counts = {"concepts": concepts, "created": written.created, "updated": written.updated, "names": written.names}
    for name, count in counts.items():
        done[name] = done.get(name, 0) + count
