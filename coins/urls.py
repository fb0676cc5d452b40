from django.urls import path, re_path

from coins.views import (
    adding,
    autocomplete,
    detail,
    editing,
    facets,
    images,
    listing,
    money,
    quick_look,
    restoring,
    trash,
    undo,
)

app_name = "coins"

urlpatterns = [
    path("", listing.coin_list, name="list"),
    path("facets/", facets.facets, name="facets"),
    path("<int:pk>/quick-look/", quick_look.quick_look, name="quick_look"),
    path("<int:pk>/", detail.coin_detail, name="detail"),
    path("<int:pk>/history/", detail.coin_history, name="history"),
    path("<int:pk>/history/<int:history_id>/restore/", restoring.restore_value, name="restore_value"),
    path("images/<int:pk>/", images.coin_image, name="image"),
    path("money/", money.toggle_money, name="money"),
    path("trash/", trash.trash, name="trash"),
    path("trash/add/", trash.trash_coins, name="trash_coins"),
    path("trash/restore/", trash.restore, name="restore"),
    path("trash/purge/", trash.purge, name="purge"),
    re_path(r"^undo/(?P<batch>web:[0-9a-f]{32}(?:~[0-9]{1,4})?)/$", undo.undo_batch, name="undo"),
    path("new/", adding.new_coin, name="new"),
    path("quick-add/", adding.quick_add, name="quick_add"),
    path("autocomplete/<slug:field>/", autocomplete.autocomplete, name="autocomplete"),
    path("echo/<slug:field>/", autocomplete.echo_of, name="echo"),
    path("<int:pk>/edit/", editing.edit_all, name="edit_all"),
    path("<int:pk>/edit/<slug:section>/", editing.edit_section, name="edit"),
    path("<int:pk>/similar/", adding.similar, name="similar"),
    path("<int:pk>/position/", detail.coin_position, name="position"),
]
