"""The shared vocabulary and catalogues, curated by staff."""

from django.contrib import admin

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
from coinstack.curation import CuratorAdmin


@admin.register(Term)
class TermAdmin(CuratorAdmin):
    list_display = ["name", "kind", "year_start", "year_end", "uri", "is_curated"]
    list_filter = ["kind", "is_curated", "source"]
    search_fields = ["name", "slug", "uri"]
    raw_id_fields = ["broader", "replaced_by"]


@admin.register(TermName)
class TermNameAdmin(CuratorAdmin):
    list_display = ["text", "language", "kind", "term"]
    list_filter = ["kind", "language"]
    list_select_related = ["term"]
    search_fields = ["text_norm"]
    raw_id_fields = ["term"]


@admin.register(CatalogSystem)
class CatalogSystemAdmin(CuratorAdmin):
    list_display = ["code", "title", "restarts_on", "publication_year"]
    search_fields = ["code", "title"]


@admin.register(CatalogType)
class CatalogTypeAdmin(CuratorAdmin):
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


@admin.register(TermRelation)
class TermRelationAdmin(CuratorAdmin):
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
class ConcordanceAdmin(CuratorAdmin):
    list_display = ["catalog_type", "group", "confidence", "source"]
    list_filter = ["source"]
    list_select_related = ["catalog_type"]
    search_fields = ["catalog_type__display"]
    raw_id_fields = ["catalog_type"]


@admin.register(ExternalLink)
class ExternalLinkAdmin(CuratorAdmin):
    list_display = ["catalog_type", "source", "url", "state", "last_synced_at"]
    list_filter = ["source", "state"]
    list_select_related = ["catalog_type"]
    search_fields = ["url", "external_id"]
    raw_id_fields = ["catalog_type"]


@admin.register(CatalogVersion)
class CatalogVersionAdmin(CuratorAdmin):
    list_display = ["name", "number", "changed_at"]
