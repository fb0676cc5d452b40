from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from coinstack.jobs.models import Job

if TYPE_CHECKING:
    JobModelAdmin = admin.ModelAdmin[Job]
else:
    JobModelAdmin = admin.ModelAdmin


@admin.register(Job)
class JobAdmin(JobModelAdmin):
    """For reading only: a job's row belongs to the run that holds it."""

    list_display = ["pk", "kind", "owner", "state", "done", "total", "attempts", "created_at", "finished_at"]
    list_filter = ["state", "kind", "foreground"]
    list_select_related = ["owner"]
    search_fields = ["kind", "owner__username", "message"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False
