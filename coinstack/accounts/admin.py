from typing import cast

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.http import HttpRequest

from coinstack.accounts.forms import PreferencesForm
from coinstack.accounts.models import ApiToken, Preferences, User
from coinstack.accounts.services import reset_password, take_password_away
from coinstack.curation import CuratorAdmin


class CollectorPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """By the service that the command uses: whoever is in by the old password or by a token is shut out."""

    def save(self, commit: bool = True) -> User:
        collector = cast(User, self.user)
        if self.cleaned_data["set_usable_password"]:
            reset_password(collector=collector, password=self.cleaned_data["password1"])
        else:
            take_password_away(collector=collector)
        return collector


@admin.register(User)
class CollectorAdmin(UserAdmin):  # type: ignore[type-arg]
    change_password_form = CollectorPasswordForm
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody deletes their own account: every row that goes with it says in its history who deleted it."""
        return obj != request.user and super().has_delete_permission(request, obj)


@admin.register(Preferences)
class PreferencesAdmin(CuratorAdmin):
    form = PreferencesForm
    fields = ["owner", *PreferencesForm.Meta.fields, "list_view"]
    list_display = ["owner", "currency", "era", "decimal_comma", "density", "theme"]
    list_select_related = ["owner"]
    search_fields = ["owner__username"]
    raw_id_fields = ["owner"]


@admin.register(ApiToken)
class ApiTokenAdmin(CuratorAdmin):
    """To be looked at and deleted; a token is made by its owner, who alone sees the secret."""

    list_display = ["name", "prefix", "owner", "scope", "last_used_at", "revoked_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "prefix", "owner__username"]
    readonly_fields = ["prefix", "created_at", "last_used_at", "revoked_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return False
