"""The shared vocabulary and catalogues, curated by staff."""

from django.contrib import admin

from catalog.models import CatalogSystem, CatalogType, Term, TermName
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
