import time

import pytest

from coinstack.jobs.tests.desk import REAL, Desk, made
from coinstack.tests.instance import running

pytestmark = pytest.mark.processes


@pytest.mark.slow
def test_a_killed_worker_costs_less_than_two_minutes(tmp_path_factory, migrated):
    data = made(migrated, tmp_path_factory, "unhurried")
    with running(data, **REAL):
        desk = Desk(data)
        job = desk.enqueue("stamp", items=10, seconds=0.4)
        desk.kill_worker_of(job)
        killed_at = time.monotonic()
        desk.wait_for(job, "done", 110)
        assert sorted(desk.stamps(job)) == list(range(10))
        assert time.monotonic() - killed_at < 100
