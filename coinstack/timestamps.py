"""The two columns that every model has."""

from django.db import models


class Timestamped(models.Model):
    created_at = models.DateTimeField("added", auto_now_add=True)
    updated_at = models.DateTimeField("changed", auto_now=True)

    class Meta:
        abstract = True
