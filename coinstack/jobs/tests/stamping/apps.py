from django.apps import AppConfig


class StampingConfig(AppConfig):
    """Job kinds that only the tests with real workers know."""

    name = "coinstack.jobs.tests.stamping"
