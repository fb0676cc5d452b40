from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from coinstack.accounts.models import ApiToken, Preferences, User


@admin.register(User)
class CollectorAdmin(UserAdmin):  # type: ignore[type-arg]
    show_full_result_count = False


@admin.register(Preferences)
class PreferencesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["owner", "currency", "era", "decimal_comma", "density", "theme"]
    list_select_related = ["owner"]
    search_fields = ["owner__username"]
    show_full_result_count = False


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """To be looked at and deleted; a token is made by its owner, who alone sees the secret."""

    list_display = ["name", "prefix", "owner", "scope", "last_used_at", "revoked_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "prefix", "owner__username"]
    readonly_fields = ["owner", "name", "scope", "prefix", "created_at", "last_used_at", "revoked_at"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
