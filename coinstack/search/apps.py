from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "coinstack.search"
    verbose_name = "Search"

    def ready(self) -> None:
        post_migrate.connect(index_what_was_there, sender=self, dispatch_uid="search.new_sources")


def index_what_was_there(**kwargs: Any) -> None:
    """Objects that are older than their source are indexed by the upgrade that brings it; `flush` empties the index."""
    from coinstack.search.index import forget_flushed, index_new_sources  # noqa: PLC0415 - models are ready only now

    forget_flushed()
    index_new_sources()
