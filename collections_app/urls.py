from django.urls import path

from collections_app.views import exporting

app_name = "collections"

urlpatterns = [
    path("coins/export/", exporting.export_coins, name="export"),
]
