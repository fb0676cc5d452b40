"""Facts set down in a file of their own and sorted, so that a dump of any size and order is read at constant memory."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from catalog.loaders.facts import NAMELESS, Document, Fact, document_of, gather

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS fact (document TEXT, subject TEXT, predicate TEXT, value TEXT, language TEXT);
CREATE TABLE IF NOT EXISTS skipped (file TEXT, reason TEXT);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
"""
_LINKS: Final = frozenset({"hasMembership", "location", "birth", "death", "hasObverse", "hasReverse"})
_MOST_LINKED: Final = 200


class Workbench:
    """A scratch database of one load. What is added counts once `commit` was called, together with the state."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.connection = sqlite3.connect(path)
        # After a power cut the load begins again, so nothing waits for the disk; a killed process loses nothing.
        self.connection.execute("PRAGMA synchronous=OFF")
        self.connection.execute("PRAGMA cache_size=-32768")
        self.connection.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.connection.close()

    def discard(self) -> None:
        self.connection.close()
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            path.unlink(missing_ok=True)

    def add(self, facts: Iterable[Fact]) -> int:
        before = self.connection.total_changes
        self.connection.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?)", ((document_of(fact.subject), *fact) for fact in facts)
        )
        return self.connection.total_changes - before

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is added within counts as a whole or, when something is raised, not at all."""
        self.connection.execute("SAVEPOINT whole")
        try:
            yield
        except BaseException:  # cleaned up after an interrupt, too, and raised again
            self.connection.execute("ROLLBACK TO whole")
            raise
        finally:
            self.connection.execute("RELEASE whole")

    def skip(self, file: str, reason: str) -> None:
        self.connection.execute("INSERT INTO skipped VALUES (?, ?)", (file, reason))

    def skipped(self) -> list[dict[str, str]]:
        rows = self.connection.execute("SELECT file, reason FROM skipped GROUP BY file, reason ORDER BY MIN(rowid)")
        return [{"file": file, "reason": reason} for file, reason in rows]

    def state(self) -> dict[str, Any]:
        return {name: json.loads(value) for name, value in self.connection.execute("SELECT name, value FROM state")}

    def commit(self, **state: Any) -> None:
        rows = [(name, json.dumps(value)) for name, value in state.items()]
        self.connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", rows)
        self.connection.commit()

    def sort(self) -> int:
        """Call when all facts are there; returns the number of documents."""
        self.connection.execute("CREATE INDEX IF NOT EXISTS fact_document ON fact (document)")
        self.connection.commit()
        query = "SELECT COUNT(DISTINCT document) FROM fact WHERE document NOT LIKE ?"
        return int(self.connection.execute(query, (f"{NAMELESS}%",)).fetchone()[0])

    def documents(self, after: str, count: int) -> list[Document]:
        """The next `count` documents by address; at most some hundred at once."""
        query = (
            "SELECT DISTINCT document FROM fact WHERE document > ? AND document NOT LIKE ? ORDER BY document LIMIT ?"
        )
        found = [row[0] for row in self.connection.execute(query, (after, f"{NAMELESS}%", count))]
        return list(gather(self._facts(found)))

    def _facts(self, documents: list[str]) -> Iterator[Fact]:
        marks = ",".join("?" * len(documents))
        query = f"""
            SELECT subject, predicate, value, language FROM fact WHERE document IN ({marks}) ORDER BY document, rowid
        """  # noqa: S608 - nothing but question marks
        for row in self.connection.execute(query, documents):
            fact = Fact(*row)
            yield fact
            if fact.predicate in _LINKS and fact.value.startswith(NAMELESS):
                yield from self._nameless(fact)

    def _nameless(self, link: Fact) -> Iterator[Fact]:
        """What a node without an address says, told as a part of the document that leads to it."""
        query = "SELECT subject, predicate, value, language FROM fact WHERE document = ? ORDER BY rowid LIMIT ?"
        part = f"{document_of(link.subject)}#{link.value}"
        yield Fact(link.subject, link.predicate, part)
        for _, predicate, value, language in self.connection.execute(query, (link.value, _MOST_LINKED)):
            yield Fact(part, predicate, value, language)

    def successor(self, uri: str) -> str:
        """Where the chain of replacements that begins at an address ends; the address itself without one."""
        seen = {uri}
        while (row := self._replacement(uri)) and row not in seen:
            seen.add(row)
            uri = row
        return uri

    def _replacement(self, uri: str) -> str:
        query = "SELECT value FROM fact WHERE document = ? AND predicate = 'isReplacedBy' ORDER BY rowid LIMIT 1"
        row = self.connection.execute(query, (uri,)).fetchone()
        return document_of(row[0]) if row else ""
