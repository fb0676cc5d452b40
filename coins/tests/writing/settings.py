"""The real settings with a third worker and the job kind of this test."""

from coinstack.settings import *  # noqa: F403
from coinstack.settings import INSTALLED_APPS as PRODUCTION_APPS
from coinstack.settings import Q_CLUSTER as PRODUCTION_CLUSTER

INSTALLED_APPS = [*PRODUCTION_APPS, "coins.tests.writing"]
Q_CLUSTER = {**PRODUCTION_CLUSTER, "workers": 3, "queue_limit": 3}
