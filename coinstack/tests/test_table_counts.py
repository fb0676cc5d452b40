"""After much writing PostgreSQL knows how much there is."""

import pytest
from django.db import connection

from coinstack.search.models import SearchDocument
from coinstack.table_counts import count_anew


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans by its indexes alone")
def test_tables_count_what_was_written(db):
    count_anew(SearchDocument)
    before = _counted()
    SearchDocument.objects.bulk_create(SearchDocument(pk=pk, source="coin", row_id=pk) for pk in range(1, 41))
    count_anew(SearchDocument)
    assert (before, _counted()) == (0, 40)


def test_counting_needs_nothing_of_sqlite(db, django_assert_num_queries):
    with django_assert_num_queries(0 if connection.vendor == "sqlite" else 1):
        count_anew(SearchDocument)


def _counted() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [SearchDocument._meta.db_table])
        return int(cursor.fetchone()[0])
