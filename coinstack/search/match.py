"""What was asked, as a subquery in the words of the database at hand."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Func

from coinstack.search.grammar import Asked, as_fts5, as_tsquery
from coinstack.search.registry import MOST_SOURCES, Source

INDEX = "search_index"  # SQLite: the full-text table; its rowid is the document's id
VECTOR = "vector"  # PostgreSQL: a column of the documents' table that the database fills itself
DOCUMENTS = "search_searchdocument"


class FoundIds(Func):
    """The ids of the source's rows that hold what is asked: `filter(pk__in=FoundIds(…))`."""

    output_field = BigIntegerField()

    def __init__(self, source: Source, asked: Asked, owner_id: int | None) -> None:
        super().__init__()
        self.source, self.asked, self.owner_id = source, asked, owner_id

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        if not self.asked:
            raise EmptyResultSet
        sql, parameters = self._in_sqlite() if connection.vendor == "sqlite" else self._in_postgresql()
        return f"({sql})", parameters

    def _in_sqlite(self) -> tuple[str, list[Any]]:
        """The row's id is part of the document's, so that none of many matches needs its document read."""
        found = f"SELECT rowid / {MOST_SOURCES} FROM {INDEX} WHERE {INDEX} MATCH %s AND rowid %% {MOST_SOURCES} = %s"  # noqa: S608
        parameters: list[Any] = [as_fts5(self.asked), self.source.number]
        if self.owner_id is None:
            return found, parameters
        owner = f"SELECT owner_id FROM {DOCUMENTS} WHERE id = {INDEX}.rowid"  # noqa: S608
        return f"{found} AND ({owner}) = %s", [*parameters, self.owner_id]

    def _in_postgresql(self) -> tuple[str, list[Any]]:
        found = f"SELECT row_id FROM {DOCUMENTS} WHERE source = %s AND {VECTOR} @@ to_tsquery('simple', %s)"  # noqa: S608
        parameters: list[Any] = [self.source.name, as_tsquery(self.asked)]
        if self.owner_id is None:
            return found, parameters
        return f"{found} AND owner_id = %s", [*parameters, self.owner_id]
