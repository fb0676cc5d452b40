"""A collector's storage places and tags."""

from django.contrib import admin

from coins.models import StoragePlace, Tag
from coinstack.curation import CuratorAdmin


@admin.register(StoragePlace)
class StoragePlaceAdmin(CuratorAdmin):
    list_display = ["path_text", "owner"]
    list_select_related = ["owner"]
    search_fields = ["path_norm"]
    raw_id_fields = ["owner", "parent"]


@admin.register(Tag)
class TagAdmin(CuratorAdmin):
    list_display = ["name", "owner"]
    list_select_related = ["owner"]
    search_fields = ["name_norm"]
    raw_id_fields = ["owner"]
