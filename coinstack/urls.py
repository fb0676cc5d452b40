"""The composition root of the pages: every app's addresses, in one place."""

from django.contrib import admin
from django.urls import include, path

from coinstack import views
from coinstack.accounts.views import settings_page
from coinstack.api import ROOT, api
from coinstack.styleguide import styleguide
from collections_app.views.dashboard import dashboard

urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("settings/", settings_page, name="settings"),
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("coinstack.accounts.urls")),
    path("jobs/", include("coinstack.jobs.urls")),
    path("", include("catalog.urls")),
    path("", include("collections_app.urls")),
    path("coins/", include("coins.urls")),
    path(ROOT[1:], api.urls),
    path("admin/", admin.site.urls),
]

handler400 = "coinstack.views.bad_request"
handler403 = "coinstack.views.permission_denied"
handler404 = "coinstack.views.not_found"
handler500 = "coinstack.views.server_error"
