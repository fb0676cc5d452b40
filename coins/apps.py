from django.apps import AppConfig
from simple_history.signals import pre_create_historical_record


class CoinsConfig(AppConfig):
    name = "coins"
    verbose_name = "Coins"

    def ready(self) -> None:
        from coins.services.history import write_particulars  # noqa: PLC0415 - needs the models

        pre_create_historical_record.connect(write_particulars, dispatch_uid="coins.history")
