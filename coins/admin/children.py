"""What hangs off a coin: references and provenance."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from coins.models import CoinReference, ProvenanceEvent
from coins.services.history import Change
from coinstack.curation import CuratorAdmin


class ChildAdmin(CuratorAdmin):
    """Each save says in the history that it came from here."""

    list_select_related = ["coin"]
    raw_id_fields = ["coin"]
    actions = None

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        Change(user=request.user, source="administration").mark(obj)  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)


@admin.register(CoinReference)
class CoinReferenceAdmin(ChildAdmin):
    list_display = ["text", "coin", "is_primary", "needs_review", "confidence"]
    list_filter = ["needs_review", "is_primary", "row_source"]
    search_fields = ["text_norm"]
    raw_id_fields = ["coin", "catalog_type"]


@admin.register(ProvenanceEvent)
class ProvenanceEventAdmin(ChildAdmin):
    list_display = ["__str__", "coin", "kind", "strength", "date_text"]
    list_filter = ["kind", "strength"]
    search_fields = ["source_name", "sale_name", "raw_text"]
    raw_id_fields = ["coin", "house"]
