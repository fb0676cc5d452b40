from django.apps import AppConfig
from simple_history.signals import pre_create_historical_record

from coinstack.backup.registry import register_count


class CoinsConfig(AppConfig):
    name = "coins"
    verbose_name = "Coins"

    def ready(self) -> None:
        from coins.models import Coin  # noqa: PLC0415 - models are ready only now
        from coins.services.history import write_particulars  # noqa: PLC0415

        register_count("coins", Coin.objects.present)
        pre_create_historical_record.connect(write_particulars, dispatch_uid="coins.history")
