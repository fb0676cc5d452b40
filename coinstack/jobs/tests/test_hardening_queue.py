"""The queue runs what the program hands in, and nothing that somebody wrote into its tables."""

import pytest
from django.apps import apps
from django.contrib import admin
from django_q.conf import Conf

from coinstack.accounts.models import User
from coinstack.testing import ClientFor


def test_function_named_in_a_row_is_never_run() -> None:
    """A backup of a stranger's may bring such rows along."""
    assert Conf.SCHEDULER is False


def test_no_page_of_the_administration_writes_tasks() -> None:
    ours = {model._meta.label for model in admin.site._registry}
    assert {model._meta.label for model in apps.get_app_config("django_q").get_models()} & ours == set()


@pytest.mark.parametrize("page", ["schedule/add/", "ormq/", "failure/", "success/"])
def test_their_addresses_are_not_there_for_a_superuser(page: str, staff: User, client_for: ClientFor) -> None:
    assert client_for(staff).get(f"/admin/django_q/{page}").status_code == 404
