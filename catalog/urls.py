from django.urls import path

from catalog.views import catalogues

app_name = "catalog"

urlpatterns = [
    path("settings/catalogues/", catalogues.catalogue_list, name="catalogues"),
    path("settings/catalogues/vocabulary/", catalogues.vocabulary_load, name="load_vocabulary"),
    path("settings/catalogues/types/", catalogues.types_load, name="load_types"),
]
