from django.urls import path

from collections_app.views import exporting, import_checking, import_reading, import_running, importing

app_name = "collections"

urlpatterns = [
    path("coins/export/", exporting.export_coins, name="export"),
    path("import/", importing.import_start, name="import"),
    path("import/demo/", importing.import_demo, name="import_demo"),
    path("import/history/<int:pk>/undo/", import_running.import_undo_batch, name="import_undo_batch"),
    path("import/<int:pk>/discard/", importing.import_discard, name="import_discard"),
    path("import/<int:pk>/file/", import_reading.import_file, name="import_file"),
    path("import/<int:pk>/pictures/", import_reading.import_pictures, name="import_pictures"),
    path("import/<int:pk>/map/", import_reading.import_map, name="import_map"),
    path("import/<int:pk>/map/saved/", import_reading.import_saved, name="import_saved"),
    path("import/<int:pk>/check/", import_checking.import_check, name="import_check"),
    path("import/<int:pk>/options/", import_checking.import_options, name="import_options"),
    path("import/<int:pk>/rows/", import_checking.import_rows, name="import_rows"),
    path("import/<int:pk>/rows/<int:number>/", import_checking.import_row, name="import_row"),
    path("import/<int:pk>/rows/<int:number>/cell/", import_checking.import_cell, name="import_cell"),
    path("import/<int:pk>/rows/<int:number>/decide/", import_checking.import_decide, name="import_decide"),
    path("import/<int:pk>/run/", import_running.import_run, name="import_run"),
    path("import/<int:pk>/cancel/", import_running.import_cancel, name="import_cancel"),
    path("import/<int:pk>/report/", import_running.import_report, name="import_report"),
    path("import/<int:pk>/report/problems.csv", import_running.import_problems, name="import_problems"),
    path("import/<int:pk>/report/undo/", import_running.import_undo, name="import_undo"),
]
