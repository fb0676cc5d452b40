from django.apps import AppConfig

from coinstack.navigation import NavEntry, register_nav


class CollectionsAppConfig(AppConfig):
    name = "collections_app"
    verbose_name = "Collections"

    def ready(self) -> None:
        from coins.filters import register_filter  # noqa: PLC0415 - models are ready only now
        from collections_app.filters import ImportKind  # noqa: PLC0415

        register_nav(NavEntry("Import", "collections:import", "import", place=30, area="collections"))
        register_filter("import", ImportKind("import", "Import"))
