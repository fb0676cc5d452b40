from django.contrib import admin

from coinstack.curation import ReadOnlyAdmin
from coinstack.search.models import SearchDocument


@admin.register(SearchDocument)
class SearchDocumentAdmin(ReadOnlyAdmin):
    list_display = ["source", "row_id", "owner", "title"]
    list_filter = ["source"]
    list_select_related = ["owner"]
