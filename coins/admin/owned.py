"""A collector's storage places and tags."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from coins.admin.served import ServedAdmin, change_of
from coins.models import StoragePlace, Tag
from coins.services.owned_rows import tag_named
from coins.services.shelving import change_place, make_place, remove_place, remove_tag, rename_tag


class StoragePlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        parent, owner = cleaned.get("parent"), cleaned.get("owner")
        if parent and owner and parent.owner_id != owner.pk:
            self.add_error("parent", "This place is another collector's.")
        return cleaned


@admin.register(StoragePlace)
class StoragePlaceAdmin(ServedAdmin):
    form = StoragePlaceForm
    list_display = ["path_text", "owner"]
    list_select_related = ["owner"]
    search_fields = ["path_norm"]
    raw_id_fields = ["owner", "parent"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["owner", "parent"] if obj else []

    def save_model(self, request: HttpRequest, obj: StoragePlace, form: Any, change: bool) -> None:
        name, notes = form.cleaned_data["name"], form.cleaned_data["notes"]
        if change:
            change_place(obj, name=name, notes=notes, change=change_of(request))
        else:
            path = [*(obj.parent.path if obj.parent else ()), name]
            obj.pk = make_place(owner=obj.owner, path=path, notes=notes, change=change_of(request)).pk

    def delete_model(self, request: HttpRequest, obj: StoragePlace) -> None:
        remove_place(obj, change_of(request))


@admin.register(Tag)
class TagAdmin(ServedAdmin):
    list_display = ["name", "owner"]
    list_select_related = ["owner"]
    search_fields = ["name_norm"]
    raw_id_fields = ["owner"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["owner"] if obj else []

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        name = form.cleaned_data["name"]
        if change:
            rename_tag(obj, name, change_of(request))
        else:
            obj.pk = tag_named(name, obj.owner_id, change_of(request)).pk

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        remove_tag(obj, change_of(request))
