"""Pictures: written through the same services as on the coin's own pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from coins.admin.served import ServedAdmin, change_of
from coins.models import CoinImage
from coins.services import photographs
from coins.services.history import Change
from coins.services.picture_files import judge
from coinstack.exceptions import InputRefused

CHANGEABLE = ("kind", "order", "source_url", "row_source", "annotations")
KEPT = (
    "coin",
    "stored_as",
    "file_name",
    "rotation",
    "crop_circle",
    "crop_shape",
    "width",
    "height",
    "sha256",
    "perceptual_hash",
)


class CoinImageForm(forms.ModelForm):  # type: ignore[type-arg]
    """Takes pictures only. A coin's primary picture changes by making another one primary."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            judge(file)
        except InputRefused as refusal:
            raise ValidationError(refusal.message) from refusal
        return file

    def clean_is_primary(self) -> bool:
        is_primary: bool = self.cleaned_data["is_primary"]
        if self.instance.pk and self.initial.get("is_primary") and not is_primary:
            raise ValidationError("Make another picture of this coin the primary one instead.")
        return is_primary


@admin.register(CoinImage)
class CoinImageAdmin(ServedAdmin):
    form = CoinImageForm
    list_display = ["kind", "coin", "is_primary", "width", "height", "file_name"]
    list_filter = ["kind", "is_primary"]
    list_select_related = ["coin"]
    search_fields = ["sha256"]
    raw_id_fields = ["coin"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["coin", "file", "kind", "row_source"]
        return ["coin", "is_primary", *CHANGEABLE, *KEPT[1:]]

    @admin.display(description="Stored as")
    def stored_as(self, obj: CoinImage) -> str:
        """The name alone: no address leads into the folder of media."""
        return str(obj.file)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return KEPT if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            self._edit(obj, form, change_of(request))
        else:
            self._add(obj, form.cleaned_data, change_of(request))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        photographs.remove(obj, change=change_of(request))

    def _add(self, obj: Any, given: dict[str, Any], change: Change) -> None:
        added = photographs.add_photographs(
            given["coin"], [given["file"]], change=change, kind=given["kind"], source=given["row_source"]
        )
        if added.refused:
            raise InputRefused(added.refused[0].message)
        obj.pk = added.images[0].pk
        obj.refresh_from_db()

    def _edit(self, obj: Any, form: Any, change: Change) -> None:
        values = {name: form.cleaned_data[name] for name in CHANGEABLE if name in form.changed_data}
        photographs.describe(obj, values, change=change)
        if "is_primary" in form.changed_data:
            photographs.set_primary(obj, change=change)
