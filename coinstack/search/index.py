"""Keep the documents of all sources and ask them. What is written here is searchable when the transaction ends."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import connection, transaction

from coinstack.accounts.models import User
from coinstack.jobs.progress import Progress, SilentProgress
from coinstack.migration_state import MigrationState
from coinstack.search.grammar import read_query
from coinstack.search.match import INDEX, FoundIds
from coinstack.search.models import SearchDocument
from coinstack.search.registry import SOURCES, Document, Source
from coinstack.search.words import words_of

BATCH_SIZE = 300
# Stands between two texts, so that no phrase reaches over. A letter to both databases, and in nobody's texts.
BOUNDARY = "ǀ"

# PostgreSQL indexes no more than a megabyte of one document.
LONGEST_BODY = 200_000

_waiting: ContextVar[dict[str, set[int]] | None] = ContextVar("waiting", default=None)


def search_ids(source: str, query: str, *, owner: User | None = None) -> FoundIds:
    """Ids of the source's rows in which everything occurs that `query` asks for: `filter(pk__in=search_ids(…))`.

    Without `owner` those of all owners, for a caller that filters the rows by owner itself. A query without a
    letter or digit finds nothing.
    """
    found = SOURCES[source]
    return FoundIds(found, read_query(query, found.spellings), owner.pk if owner else None)


def index(source: str, ids: Iterable[int]) -> None:
    """Bring the documents of these rows up to date, in the caller's transaction; those of lost rows go.

    Call it after every write. What has not changed is not written again. Inside `indexed_together` it waits.
    """
    waiting = _waiting.get()
    if waiting is not None:
        waiting.setdefault(source, set()).update(ids)
        return
    wanted = iter(dict.fromkeys(ids))
    while batch := list(islice(wanted, BATCH_SIZE)):
        _index_batch(SOURCES[source], batch)


def remove(source: str, ids: Iterable[int]) -> None:
    """Forget the documents of these rows, whether the rows are still there or not."""
    wanted = iter(dict.fromkeys(ids))
    while batch := list(islice(wanted, BATCH_SIZE)):
        with transaction.atomic():
            _forget(_documents(SOURCES[source], batch))


@contextmanager
def indexed_together() -> Iterator[None]:
    """Index what the block writes once, at its end, however often it writes it. Enter it inside the transaction."""
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[str, set[int]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for source, ids in waiting.items():
        index(source, sorted(ids))


def rebuild(source: str, progress: Progress | None = None) -> int:
    """Make the full-text index anew and bring every document of the source up to date; returns their number.

    Searching goes on meanwhile. Other writers wait for the index itself, then for one batch at a time.
    """
    progress = progress or SilentProgress()
    if connection.vendor == "sqlite":
        _execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES (%s)", ["rebuild"])  # noqa: S608
    rows = SOURCES[source].rows().order_by("pk").values_list("pk", flat=True)
    progress.total(rows.count())
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH_SIZE]):
        progress.check_cancelled()
        index(source, batch)
        last = batch[-1]
        progress.advance(len(batch))
    lost = SearchDocument.objects.filter(source=source).exclude(row_id__in=SOURCES[source].rows().values("pk"))
    remove(source, list(lost.values_list("row_id", flat=True)))
    return SearchDocument.objects.filter(source=source).count()


def index_new_sources() -> None:
    """Index the rows of each source that has rows but no document yet, unless migrations are pending."""
    tables = set(connection.introspection.table_names())
    for source in SOURCES.values():
        if {SearchDocument._meta.db_table, source.rows().model._meta.db_table} <= tables and _is_new(source):
            rebuild(source.name)


def forget_flushed() -> None:
    """Empty SQLite's index when all documents are gone: `flush` takes the tables of models and leaves this one."""
    tables = {INDEX, SearchDocument._meta.db_table}
    if connection.vendor != "sqlite" or not tables <= set(connection.introspection.table_names()):
        return
    if not SearchDocument.objects.exists():
        _execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES (%s)", ["delete-all"])  # noqa: S608


def _is_new(source: Source) -> bool:
    has_documents = SearchDocument.objects.filter(source=source.name).exists()
    return not has_documents and source.rows().exists() and MigrationState.read().is_current


def _index_batch(source: Source, ids: Sequence[int]) -> None:
    with transaction.atomic():
        # Locked before the rows are read: of two writers at once the later one sees what the other wrote.
        known = {row.row_id: row for row in _documents(source, ids)}
        wanted = {row.row_id: row for row in (_row(source, document) for document in source.read(ids))}
        _forget([row for key, row in known.items() if key not in wanted])
        changed = {key: row for key, row in wanted.items() if not _says_the_same(known.get(key), row)}
        _take_out([row.pk for key, row in known.items() if key in changed])
        _write(list(changed.values()))


def _documents(source: Source, ids: Iterable[int]) -> list[SearchDocument]:
    keys = [source.document_id(pk) for pk in ids]
    return list(SearchDocument.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _row(source: Source, document: Document) -> SearchDocument:
    texts = (" ".join(words_of(text)) for text in document.texts if text)
    return SearchDocument(
        pk=source.document_id(document.row_id),
        source=source.name,
        row_id=document.row_id,
        owner_id=document.owner_id,
        title=" ".join(words_of(document.title)),
        body=f" {BOUNDARY} ".join(filter(None, texts))[:LONGEST_BODY],
    )


def _says_the_same(known: SearchDocument | None, row: SearchDocument) -> bool:
    return known is not None and (known.owner_id, known.title, known.body) == (row.owner_id, row.title, row.body)


def _forget(rows: Sequence[SearchDocument]) -> None:
    ids = [row.pk for row in rows]
    _take_out(ids)
    SearchDocument.objects.filter(pk__in=ids).delete()


def _write(rows: Sequence[SearchDocument]) -> None:
    SearchDocument.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["owner", "title", "body"],
    )
    if connection.vendor == "sqlite":
        _fill_index("(rowid, title, body) SELECT id, title, body", [row.pk for row in rows])


def _take_out(ids: Sequence[int]) -> None:
    """SQLite's index keeps no texts: it must be told what it held, before the documents change."""
    if connection.vendor == "sqlite":
        _fill_index(f"({INDEX}, rowid, title, body) SELECT 'delete', id, title, body", ids)


def _fill_index(what: str, ids: Sequence[int]) -> None:
    if ids:
        marks = ", ".join(["%s"] * len(ids))
        table = SearchDocument._meta.db_table
        _execute(f"INSERT INTO {INDEX} {what} FROM {table} WHERE id IN ({marks})", ids)


def _execute(statement: str, parameters: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
