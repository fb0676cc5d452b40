"""What hangs off a coin: references, provenance, pictures."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from coins.models import CoinImage, CoinReference, ProvenanceEvent
from coins.services.history import Change
from coins.services.picture_files import Measures, measure
from coinstack.curation import CuratorAdmin
from coinstack.exceptions import InputRefused


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


class CoinImageForm(forms.ModelForm):  # type: ignore[type-arg]
    """Takes pictures only, and knows their size."""

    measures: Measures | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            try:
                self.measures = measure(file)
            except InputRefused as refusal:
                raise ValidationError(refusal.message) from refusal
        return file


@admin.register(CoinImage)
class CoinImageAdmin(ChildAdmin):
    form = CoinImageForm
    list_display = ["kind", "coin", "is_primary", "width", "height"]
    list_filter = ["kind", "is_primary"]
    search_fields = ["sha256"]
    readonly_fields = ["width", "height", "sha256", "perceptual_hash", "derived"]

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        if form.measures:
            for name, value in asdict(form.measures).items():
                setattr(obj, name, value)
        super().save_model(request, obj, form, change)
