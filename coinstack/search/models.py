"""The one table that is searched."""

from django.conf import settings
from django.db import models


class SearchDocument(models.Model):
    """Folded words of one row. The full-text index over them is made by the migration, one kind a database.

    The id is made of the row's id and the source (`Source.document_id`). Written only by
    `coinstack/search/index.py`. There is no foreign key to the owner's row: a document goes with its row.
    """

    id = models.BigIntegerField(primary_key=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        blank=True,
        related_name="+",
    )
    source = models.CharField(max_length=30)
    row_id = models.BigIntegerField()
    title = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["pk"]
        # For PostgreSQL: a page of a search for common words is found by walking the rows in their order.
        indexes = [models.Index(fields=["source", "row_id"], name="search_row")]

    def __str__(self) -> str:
        return f"{self.source} {self.row_id}"
