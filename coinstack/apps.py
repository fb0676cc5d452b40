from django.apps import AppConfig

from coinstack.navigation import END, NavEntry, register_nav


class CoinStackConfig(AppConfig):
    name = "coinstack"
    verbose_name = "CoinStack"

    def ready(self) -> None:
        from coinstack import checks  # noqa: F401, PLC0415 - registers the system checks

        register_nav(NavEntry("Home", "dashboard", "home", place=10))
        register_nav(NavEntry("Jobs", "jobs:list", "jobs", place=800, area="jobs"))
        register_nav(NavEntry("Collectors", "accounts:collectors", "users", place=END + 20, staff=True, wide=True))
        register_nav(NavEntry("Administration", "admin:index", "admin", place=END + 30, staff=True, wide=True))
        register_nav(NavEntry("Settings", "settings", "settings", place=END + 90))
