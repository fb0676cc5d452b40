from django.apps import AppConfig

from coinstack.accounts.settings_sections import SettingsSection, register_settings_section


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        register_settings_section(
            SettingsSection(
                "Catalogues",
                "The vocabulary of rulers, mints and denominations, and the types of published catalogues.",
                [("Catalogues", "catalog:catalogues")],
                staff=True,
            )
        )
