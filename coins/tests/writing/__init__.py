from django.apps import AppConfig


class WritingConfig(AppConfig):
    """A job kind that only the test of many writers knows."""

    name = "coins.tests.writing"
