"""Real workers that are killed: the work is finished all the same, and every item is done exactly once."""

import json
import os
import signal
from pathlib import Path

import pytest

from coinstack.jobs.tests.desk import FAST, Desk, made
from coinstack.testing import until
from coinstack.tests.instance import processes_of, running

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def desk(tmp_path_factory, migrated):
    """Workers with fast clocks: silence counts as death after 5 seconds instead of 60."""
    data = made(migrated, tmp_path_factory, "workers")
    with running(data, **FAST):
        yield Desk(data)


def test_a_killed_worker_loses_nothing(desk):
    job = desk.enqueue("stamp", items=20, seconds=0.2)
    killed = desk.kill_worker_of(job)
    row = desk.wait_for(job, "done")
    stamps = desk.stamps(job)
    assert sorted(stamps) == list(range(20))
    assert killed in stamps.values()
    assert json.loads(row["result"])["finished_by"] not in {killed, None}
    assert (row["attempts"], row["done"], row["total"]) == (2, 20, 20)


def test_a_job_that_kills_its_worker_every_time_is_given_up(desk):
    job = desk.enqueue("crash")
    row = desk.wait_for(job, "failed")
    assert row["attempts"] == 3
    assert "cut off 3 times" in row["error"]


def test_a_job_in_steps_goes_through_the_queue_for_each(desk):
    job = desk.enqueue("stamp_in_steps", items=4)
    row = desk.wait_for(job, "done")
    assert (sorted(desk.stamps(job)), row["done"]) == ([0, 1, 2, 3], 4)


def test_idle_workers_killed_while_they_wait_do_not_block_the_queue(desk):
    """They hold the lock of the cluster's queue: without a new cluster nobody would ever get work again."""
    for pid in _idle_workers(desk.data):
        os.kill(pid, signal.SIGKILL)
    job = desk.enqueue("stamp", items=3, seconds=0)
    desk.wait_for(job, "done")
    assert sorted(desk.stamps(job)) == [0, 1, 2]


def test_when_everything_is_killed_the_next_start_takes_the_work_up(tmp_path_factory, migrated):
    data = made(migrated, tmp_path_factory, "restarted")
    desk = Desk(data)
    with running(data, **FAST):
        jobs = [desk.enqueue("stamp", items=10, seconds=0.2) for _ in range(5)]
        assert until(lambda: len(desk.stamps(jobs[0])) >= 3)
    with running(data, **FAST):
        for job in jobs:
            desk.wait_for(job, "done")
            assert sorted(desk.stamps(job)) == list(range(10))


def _idle_workers(data: Path) -> list[int]:
    """The processes below the cluster's guard: workers, and those that hand work in and out."""
    cluster = [pid for pid, command in processes_of(data).items() if "qcluster" in command]
    parents = {
        pid: int((Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[1]) for pid in cluster
    }
    guard = next(pid for pid in cluster if parents[pid] in cluster and pid in parents.values())
    return [pid for pid in cluster if parents[pid] == guard]
