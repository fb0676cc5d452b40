"""What every history row remembers besides the values: which batch wrote it and where the values came from."""

from django.db import models


class ChangeOrigin(models.Model):
    """`history_batch` groups the rows of one import, bulk edit or enrichment, so that it can be undone as one."""

    history_batch = models.CharField(max_length=64, blank=True, default="", db_index=True)
    history_source = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        abstract = True


class CoinChangeOrigin(ChangeOrigin):
    """The tags by name, where a save changed them: links are no columns of the coin, and a tag may be gone by now.

    Both are empty where the tags stayed.
    """

    tags_before: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    tags_after: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True
