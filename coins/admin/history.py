"""History rows, to be read and never written."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from coins.models import Coin, CoinImage, CoinReference, ProvenanceEvent, StoragePlace, Tag
from coinstack.curation import ReadOnlyAdmin


class HistoryAdmin(ReadOnlyAdmin):
    list_display = ["id", "history_date", "history_user", "history_type", "history_change_reason", "history_source"]
    list_display_links = ["history_date"]
    list_filter = ["history_type", "history_source"]
    list_select_related = ["history_user"]
    search_fields = ["history_batch"]
    ordering = ["-history_id"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return admin.ModelAdmin.get_queryset(self, request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Related rows by their number alone: some of them are gone by now."""
        return [field.attname for field in self.opts.concrete_fields]


for model in (Coin, CoinReference, ProvenanceEvent, CoinImage, StoragePlace, Tag):
    admin.site.register(model.history.model, HistoryAdmin)
