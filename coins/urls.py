from django.urls import path

from coins.views import detail, listing

app_name = "coins"

urlpatterns = [
    path("", listing.coin_list, name="list"),
    path("<int:pk>/", detail.coin_detail, name="detail"),
    path("<int:pk>/position/", detail.coin_position, name="position"),
]
