from django.urls import path

from coinstack.accounts import token_views, views

app_name = "accounts"

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("accounts/login/", views.sign_in, name="login"),
    path("accounts/logout/", views.sign_out, name="logout"),
    path("settings/preferences/", views.preferences, name="preferences"),
    path("settings/password/", views.password, name="password"),
    path("settings/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("settings/tokens/", token_views.tokens, name="tokens"),
    path("settings/tokens/<int:pk>/revoke/", token_views.revoke, name="revoke_token"),
    path("settings/collectors/", views.collectors, name="collectors"),
]
