import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Words come folded and divided by one space; to SQLite's "ascii" every other letter is a letter.
SQLITE_INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(
    title, body,
    content='search_searchdocument', content_rowid='id',
    tokenize='ascii', prefix='2 3'
)
"""
POSTGRESQL_INDEX = """
ALTER TABLE search_searchdocument ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title || ' ǀ ' || body)) STORED;
CREATE INDEX search_searchdocument_vector ON search_searchdocument USING gin (vector);
"""


def make_index(apps, schema_editor):
    schema_editor.execute(SQLITE_INDEX if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_INDEX)


def drop_index(apps, schema_editor):
    """PostgreSQL's goes with the table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=30)),
                ("row_id", models.BigIntegerField()),
                ("title", models.TextField(blank=True, default="")),
                ("body", models.TextField(blank=True, default="")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunPython(make_index, drop_index),
    ]
