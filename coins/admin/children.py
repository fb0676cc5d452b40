"""What hangs off a coin: references and provenance."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from coins.admin.served import ServedAdmin, change_of
from coins.models import CoinReference, ProvenanceEvent
from coins.services.child_rows import (
    add_events,
    add_reference,
    change_event,
    change_reference,
    remove_event,
    remove_reference,
)


class ChildAdmin(ServedAdmin):
    """A row stays with its coin."""

    list_select_related = ["coin"]
    raw_id_fields = ["coin"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["coin"] if obj else []


@admin.register(CoinReference)
class CoinReferenceAdmin(ChildAdmin):
    list_display = ["text", "coin", "is_primary", "needs_review", "confidence"]
    list_filter = ["needs_review", "is_primary", "row_source"]
    search_fields = ["text_norm"]
    raw_id_fields = ["coin", "catalog_type"]

    def save_model(self, request: HttpRequest, obj: CoinReference, form: Any, change: bool) -> None:
        if change:
            change_reference(obj, _typed(form), change_of(request))
        else:
            obj.pk = add_reference(obj.coin, _typed(form), change_of(request)).pk

    def delete_model(self, request: HttpRequest, obj: CoinReference) -> None:
        remove_reference(obj, change_of(request))


@admin.register(ProvenanceEvent)
class ProvenanceEventAdmin(ChildAdmin):
    list_display = ["__str__", "coin", "kind", "strength", "date_text"]
    list_filter = ["kind", "strength"]
    search_fields = ["source_name", "sale_name", "raw_text"]
    raw_id_fields = ["coin", "house"]

    def save_model(self, request: HttpRequest, obj: ProvenanceEvent, form: Any, change: bool) -> None:
        if change:
            change_event(obj, _typed(form), change_of(request))
        else:
            [added] = add_events(obj.coin, [_typed(form)], change_of(request))
            obj.pk = added.pk

    def delete_model(self, request: HttpRequest, obj: ProvenanceEvent) -> None:
        remove_event(obj, change_of(request))


def _typed(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in form.changed_data if name != "coin"}
