"""The shared vocabulary and catalogues, curated by staff. What a curator corrected stays when data are loaded again."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from catalog.choices import CURATOR
from catalog.models import (
    CatalogSystem,
    CatalogType,
    CatalogVersion,
    Concordance,
    ExternalLink,
    Term,
    TermMatchCache,
    TermName,
    TermRelation,
)
from catalog.services.curating import find_by_its_name, keep_from_loads
from catalog.services.versions import TERMS, TYPES, raise_version
from coinstack.curation import CuratorAdmin, SharedAdmin


class VersionedAdmin(SharedAdmin):
    """What is kept in memory of terms or types (`version` says of which) has to learn of every change."""

    version: str

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        raise_version(self.version)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        raise_version(self.version)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():  # unlike the pages for one row, the action for ticked rows opens none
            super().delete_queryset(request, queryset)
            raise_version(self.version)


class PartOfTermAdmin(VersionedAdmin):
    """Names and ties: a load would bring back what was changed or taken away, were the term not marked."""

    version = TERMS

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            keep_from_loads({obj.term_id, form.initial["term"]})

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        keep_from_loads({obj.term_id})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        term_ids = set(queryset.values_list("term_id", flat=True))
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            keep_from_loads(term_ids)


@admin.register(Term)
class TermAdmin(VersionedAdmin):
    version = TERMS
    list_display = ["name", "kind", "year_start", "year_end", "uri", "is_curated"]
    list_filter = ["kind", "is_curated", "source"]
    search_fields = ["name", "slug", "uri"]
    raw_id_fields = ["broader", "replaced_by"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and form.changed_data and "is_curated" not in form.changed_data:
            obj.is_curated = True
        super().save_model(request, obj, form, change)
        find_by_its_name(obj)


@admin.register(TermName)
class TermNameAdmin(PartOfTermAdmin):
    list_display = ["text", "language", "kind", "term"]
    list_filter = ["kind", "language"]
    list_select_related = ["term"]
    search_fields = ["text_norm"]
    raw_id_fields = ["term"]


@admin.register(CatalogSystem)
class CatalogSystemAdmin(SharedAdmin):
    list_display = ["code", "title", "restarts_on", "publication_year"]
    search_fields = ["code", "title"]


@admin.register(CatalogType)
class CatalogTypeAdmin(VersionedAdmin):
    version = TYPES
    list_display = ["display", "system", "issuer", "mint", "denomination", "year_start", "year_end"]
    list_filter = ["system", "source"]
    list_select_related = ["system", "issuer", "mint", "denomination"]
    search_fields = ["display", "uri"]
    raw_id_fields = [
        "authority",
        "issuer",
        "mint",
        "denomination",
        "material",
        "region",
        "obverse_portrait",
        "reverse_portrait",
        "replaced_by",
    ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if (form.changed_data or not change) and "source" not in form.changed_data:
            obj.source = CURATOR
        super().save_model(request, obj, form, change)


@admin.register(TermRelation)
class TermRelationAdmin(PartOfTermAdmin):
    list_display = ["term", "kind", "target", "year_start", "year_end"]
    list_filter = ["kind", "source"]
    list_select_related = ["term", "target"]
    search_fields = ["term__name", "target__name"]
    raw_id_fields = ["term", "target"]


@admin.register(TermMatchCache)
class TermMatchCacheAdmin(CuratorAdmin):
    list_display = ["key", "expires_at"]
    search_fields = ["key"]


@admin.register(Concordance)
class ConcordanceAdmin(SharedAdmin):
    list_display = ["catalog_type", "group", "confidence", "source"]
    list_filter = ["source"]
    list_select_related = ["catalog_type"]
    search_fields = ["catalog_type__display"]
    raw_id_fields = ["catalog_type"]


@admin.register(ExternalLink)
class ExternalLinkAdmin(SharedAdmin):
    list_display = ["catalog_type", "source", "url", "state", "last_synced_at"]
    list_filter = ["source", "state"]
    list_select_related = ["catalog_type"]
    search_fields = ["url", "external_id"]
    raw_id_fields = ["catalog_type"]


@admin.register(CatalogVersion)
class CatalogVersionAdmin(CuratorAdmin):
    list_display = ["name", "number", "changed_at"]
