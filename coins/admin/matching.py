"""How words and references were understood: read here, decided on the pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from coins.models import ReferenceReading, VocabAssignment
from coinstack.curation import CuratorAdmin


class ReadHereAdmin(CuratorAdmin):
    """Only looked at; may be deleted, since the coin or the reference that a row hangs off takes it along."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(VocabAssignment)
class VocabAssignmentAdmin(ReadHereAdmin):
    list_display = ["raw_value", "field", "term", "method", "confidence", "state", "coin"]
    list_filter = ["state", "field", "method"]
    list_select_related = ["coin", "term"]
    search_fields = ["raw_value", "term__name"]


@admin.register(ReferenceReading)
class ReferenceReadingAdmin(ReadHereAdmin):
    list_display = ["display", "state", "catalog_type", "confidence", "text"]
    list_filter = ["state", "system"]
    list_select_related = ["catalog_type"]
    search_fields = ["display", "text"]
