"""How words and references were understood: read here, decided on the pages."""

from django.contrib import admin

from coins.models import ReferenceReading, VocabAssignment
from coinstack.curation import CuratorAdmin


@admin.register(VocabAssignment)
class VocabAssignmentAdmin(CuratorAdmin):
    list_display = ["raw_value", "field", "term", "method", "confidence", "state", "coin"]
    list_filter = ["state", "field", "method"]
    list_select_related = ["coin", "term"]
    search_fields = ["raw_value", "term__name"]
    raw_id_fields = ["coin", "term", "decided_by"]


@admin.register(ReferenceReading)
class ReferenceReadingAdmin(CuratorAdmin):
    list_display = ["display", "state", "catalog_type", "confidence", "text"]
    list_filter = ["state", "system"]
    list_select_related = ["catalog_type"]
    search_fields = ["display", "text"]
    raw_id_fields = ["reference", "catalog_type"]
