from django.apps import AppConfig


class CoinStackConfig(AppConfig):
    name = "coinstack"
    verbose_name = "CoinStack"

    def ready(self) -> None:
        from coinstack import checks  # noqa: F401, PLC0415 - registers the system checks
