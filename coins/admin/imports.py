"""The import ledger: raw rows stay as they were read."""

from django.contrib import admin

from coins.models import ImportBatch, ImportRow
from coinstack.curation import ReadOnlyAdmin


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "owner", "format", "state", "rows_count", "created_count", "created_at"]
    list_filter = ["state", "format"]
    list_select_related = ["owner", "job"]
    search_fields = ["file_name"]


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    list_display = ["number", "batch", "result", "coin"]
    list_filter = ["result"]
    list_select_related = ["batch", "coin"]
    search_fields = ["row_hash"]
