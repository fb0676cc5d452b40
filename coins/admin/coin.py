"""Coins in the administration: written by the same services as everywhere, so version and history hold."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from coins.admin.served import change_of
from coins.field_spec import SECTIONS
from coins.fields import BY_NAME, FIELDS, in_section
from coins.filters.search import search_condition
from coins.models import Coin
from coins.services.edit import create_coin, edit_coin, restore_coins, trash_coins
from coinstack.curation import CuratorAdmin
from coinstack.exceptions import CoinStackError

RELATED = [spec.name for spec in FIELDS if spec.kind in {"term", "place"}]


def _by_section() -> list[tuple[str, Any]]:
    return [(title, {"fields": [spec.name for spec in in_section(key)]}) for key, title in SECTIONS.items()]


class CoinForm(forms.ModelForm):  # type: ignore[type-arg]
    """Carries the version it was opened at. `refused` is the services' answer to the first try."""

    opened_at = forms.IntegerField(widget=forms.HiddenInput, required=False)
    refused: CoinStackError | None = None

    class Meta:
        model = Coin
        fields = ["owner", "is_draft", *BY_NAME]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("opened_at", self.instance.version)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refused:
            told = {name: text for name, text in self.refused.fields.items() if name in self.fields}
            for name, text in told.items():
                self.add_error(name, text)
            self.add_error(None, self.refused.message)
        return cleaned


@admin.register(Coin)
class CoinAdmin(CuratorAdmin):
    form = CoinForm
    list_display = ["title", "owner", "category", "metal", "mint", "inventory_number", "deleted_at"]
    list_filter = [("deleted_at", admin.EmptyFieldListFilter), "is_draft", "category", "metal", "ownership_status"]
    list_select_related = ["owner"]
    search_fields = ["title_norm"]  # shows the box; what it finds is the search of the list page
    ordering = ["-pk"]
    raw_id_fields = ["owner", *RELATED]
    autocomplete_fields = ["tags"]
    actions = ["move_to_trash", "take_out_of_trash"]
    fieldsets = ((None, {"fields": ["owner", "is_draft", "opened_at"]}), *_by_section())

    def get_form(self, request: HttpRequest, obj: Coin | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "coin_refused", None)
        return form

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Coin], search_term: str
    ) -> tuple[QuerySet[Coin], bool]:
        return queryset.filter(search_condition(search_term)), False

    def get_readonly_fields(self, request: HttpRequest, obj: Coin | None = None) -> list[str]:
        return ["owner"] if obj else []

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the services refuse is told on the form, with everything that was typed."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except CoinStackError as refusal:
            request.coin_refused = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Coin, form: CoinForm, change: bool) -> None:
        names = [name for name in form.changed_data if name not in {"owner", "opened_at"}]
        values = {name: form.cleaned_data[name] for name in names}
        if not change:
            made = create_coin(owner=form.cleaned_data["owner"], values=values, change=change_of(request))
            obj.__dict__.update(made.__dict__)
        elif values:
            version = form.cleaned_data["opened_at"] or obj.version
            edit_coin(coin_id=obj.pk, version=version, values=values, change=change_of(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing: the services wrote the tags with the coin."""

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        return [f"{coin} (to the trash, for 30 days)" for coin in objs], {"coins": len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Coin) -> None:
        trash_coins(coins=[obj], change=change_of(request))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        messages.success(request, f"“{obj_display}” is in the trash.")
        return HttpResponseRedirect(reverse("admin:coins_coin_changelist"))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="Move to trash", permissions=["delete"])
    def move_to_trash(self, request: HttpRequest, coins: QuerySet[Coin]) -> None:
        count = trash_coins(coins=coins.filter(deleted_at__isnull=True), change=change_of(request))
        messages.success(request, f"{count} coins moved to the trash.")

    @admin.action(description="Take out of the trash", permissions=["change"])
    def take_out_of_trash(self, request: HttpRequest, coins: QuerySet[Coin]) -> None:
        try:
            count = restore_coins(coins=coins.filter(deleted_at__isnull=False), change=change_of(request))
        except CoinStackError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"{count} coins taken out of the trash.")
