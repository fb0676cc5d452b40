from django.urls import path

from coinstack.accounts import views

app_name = "accounts"

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("accounts/login/", views.sign_in, name="login"),
    path("accounts/logout/", views.sign_out, name="logout"),
    path("settings/preferences/", views.preferences, name="preferences"),
    path("settings/password/", views.password, name="password"),
    path("settings/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("settings/collectors/", views.collectors, name="collectors"),
]
