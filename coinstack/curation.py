"""Bases of the administration pages: for whom they are, and related rows read with the row, not one query for each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.db.models import Field, ForeignKey, JSONField, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from coinstack.text import fold


class KnownRelatedWidget(ForeignKeyRawIdWidget):
    """Shows the related row's name from what was read with the row, instead of asking for it again."""

    known: tuple[int, str, str] | None = None

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        if self.known and str(value) == str(self.known[0]):
            return self.known[1], self.known[2]
        label, url = super().label_and_url_for_value(value)
        return str(label), str(url)


class JsonBox(forms.JSONField):
    """An emptied box gives what `empty` makes, a list or an object: the column takes no null."""

    def __init__(self, *, empty: Callable[[], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty = empty

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return self.empty() if found is None else found


class CuratorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """List `raw_id_fields` for every link into a large table, and `list_select_related` for every link in the list.

    What is searched in `*_norm` columns alone is folded as they are.
    """

    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        is_one = bool(request.resolver_match and "object_id" in request.resolver_match.kwargs)
        links = [column.name for column in self.opts.concrete_fields if column.is_relation]
        return rows.select_related(*links) if is_one and links else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        is_folded = all(str(name).endswith("_norm") for name in self.search_fields)
        return super().get_search_results(request, queryset, fold(search_term) if is_folded else search_term)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in self.raw_id_fields:
            related = getattr(obj, name, None)
            if related is not None and name in form.base_fields:
                options = related._meta
                address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[related.pk])
                form.base_fields[name].widget.known = (related.pk, str(related), address)
        return form

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, JSONField) and not db_field.null:
            kwargs["form_class"] = partial(JsonBox, empty=db_field.get_default)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.raw_id_fields:
            kwargs["widget"] = KnownRelatedWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SharedAdmin(CuratorAdmin):
    """For what all collectors share: all staff may curate it, whoever gave them permissions or did not.

    The other tables hold what belongs to collectors, or keep the program running: they are the superuser's.
    """

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_curator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_curator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_curator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_curator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_curator(request)


def is_curator(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_staff


class ReadOnlyAdmin(CuratorAdmin):
    """For tables that are only looked at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
