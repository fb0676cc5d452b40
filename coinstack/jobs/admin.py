import django_q.admin  # noqa: F401 - registers its pages, which are taken away here
from django.contrib import admin
from django.http import HttpRequest
from django_q.models import Failure, OrmQ, Schedule, Success

from coinstack.curation import CuratorAdmin
from coinstack.jobs.models import Job

# Their forms take the name of any function and pickled values: a stolen session would be a shell on the machine.
admin.site.unregister([Failure, OrmQ, Schedule, Success])


@admin.register(Job)
class JobAdmin(CuratorAdmin):
    """To be looked at and deleted; what stands in a job's row belongs to the run that holds it."""

    list_display = ["pk", "kind", "owner", "state", "done", "total", "attempts", "created_at", "finished_at"]
    list_filter = ["state", "kind", "foreground"]
    list_select_related = ["owner"]
    search_fields = ["kind", "owner__username", "message"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False
