"""Imports under way, for looking at."""

from django.contrib import admin

from coinstack.curation import CuratorAdmin, ReadOnlyAdmin
from collections_app.models import ImportSession, SavedMapping, SessionRow


@admin.register(ImportSession)
class ImportSessionAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "owner", "format", "step", "updated_at", "finished_at"]
    list_filter = ["step", "format"]
    list_select_related = ["owner"]
    search_fields = ["file_name", "owner__username"]


@admin.register(SessionRow)
class SessionRowAdmin(ReadOnlyAdmin):
    list_display = ["number", "session", "outcome", "decision", "needs_attention"]
    list_filter = ["outcome"]
    list_select_related = ["session"]
    search_fields = ["session__file_name"]


@admin.register(SavedMapping)
class SavedMappingAdmin(CuratorAdmin):
    list_display = ["name", "owner", "used_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__username"]
    raw_id_fields = ["owner"]
