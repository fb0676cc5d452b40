"""Settings for real workers in tests: the real ones, one more app, and clocks that the environment may speed up."""

import os

from coinstack.settings import *  # noqa: F403
from coinstack.settings import INSTALLED_APPS as PRODUCTION_APPS

INSTALLED_APPS = [*PRODUCTION_APPS, "coinstack.jobs.tests.stamping"]

if "TEST_CLOCK" in os.environ:
    # Workers that were started again get the last of these to come up, on a machine that is busy with other tests.
    JOB_HEARTBEAT_SECONDS, JOB_STALE_SECONDS, JOB_SWEEP_SECONDS, JOB_STALLED_SECONDS = 0.5, 5, 1, 15
