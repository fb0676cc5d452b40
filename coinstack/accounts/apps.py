from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "coinstack.accounts"
    verbose_name = "Accounts"
