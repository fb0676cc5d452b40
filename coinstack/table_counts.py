"""What PostgreSQL plans by, counted anew right after much was written and not within the minute it takes by itself."""

from django.db import connection, models


def count_anew(*written: type[models.Model]) -> None:
    """Count the tables of these models, in some tenths of a second whatever their size.

    Without it a first import is followed by lists that take seconds: the tables still count as empty.
    SQLite plans by its indexes alone: nothing is done there.
    """
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in written)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
