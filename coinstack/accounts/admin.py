from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from coinstack.accounts.models import Preferences, User


@admin.register(User)
class CollectorAdmin(UserAdmin):  # type: ignore[type-arg]
    show_full_result_count = False


@admin.register(Preferences)
class PreferencesAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["owner", "currency", "era", "decimal_comma", "density", "theme"]
    list_select_related = ["owner"]
    search_fields = ["owner__username"]
    show_full_result_count = False
