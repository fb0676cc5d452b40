from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_delete
from simple_history.signals import pre_create_historical_record

from coinstack.backup.registry import register_count
from coinstack.navigation import END, NavEntry, register_counts, register_nav


class CoinsConfig(AppConfig):
    name = "coins"
    verbose_name = "Coins"

    def ready(self) -> None:
        from catalog.services.versions import TERMS, TYPES, register_listener  # noqa: PLC0415 - models are ready only now
        from coins.models import Coin  # noqa: PLC0415
        from coins.searching import register  # noqa: PLC0415
        from coins.services.history import write_particulars  # noqa: PLC0415
        from coins.services.readings_job import queue_all  # noqa: PLC0415
        from coins.services.trash import forget_collector  # noqa: PLC0415
        from coins.services.vocabulary_job import queue_matching  # noqa: PLC0415
        from coins.sidebar import count_coins  # noqa: PLC0415

        register_count("coins", Coin.objects.present)
        register_nav(NavEntry("Coins", "coins:list", "coins", place=20, area="coins", count="coins"))
        register_nav(
            NavEntry("Trash", "coins:trash", "trash", place=END + 10, count="trashed", hide_at_zero=True, wide=True)
        )
        register_counts(count_coins)
        register()
        register_listener(TERMS, queue_matching)
        register_listener(TYPES, queue_all)
        pre_create_historical_record.connect(write_particulars, dispatch_uid="coins.history")

        def forget_with_account(instance: Any, **_: Any) -> None:
            forget_collector(instance.pk)

        post_delete.connect(
            forget_with_account, sender=settings.AUTH_USER_MODEL, dispatch_uid="coins.leaving", weak=False
        )
