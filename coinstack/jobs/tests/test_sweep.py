import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ

from coinstack.jobs.daily import DUE, queue_daily
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.queue import enqueue
from coinstack.jobs.runner import run
from coinstack.jobs.sweep import Swept, queue_is_stalled, sweep
from coinstack.jobs.sweeper import Sweeper

pytestmark = pytest.mark.django_db(transaction=True)


def ago(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def running(**values) -> Job:
    values = {"kind": "polish", "attempts": 1, "claim": "old", "heartbeat_at": ago(90), "queued_at": ago(95), **values}
    return Job.objects.create(state=JobState.RUNNING, **values)


@pytest.fixture(autouse=True)
def polish(kind):
    kind("polish", lambda job, progress: {"coins": 1})
    kind("load", lambda job, progress: {}, slow=True)


def test_a_cut_off_job_is_queued_again_and_finishes():
    job = running()
    assert sweep() == Swept(queued=1)
    run(OrmQ.objects.get().task["args"][0])
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == ("done", 2, {"coins": 1})


class TestClockThatWasSetBack:
    """What was written down an hour from now was written before: nobody waits an hour for it."""

    def test_a_cut_off_job_is_queued_again(self):
        running(heartbeat_at=ago(-3600), queued_at=ago(-3605))
        assert sweep() == Swept(queued=1)

    def test_a_lost_entry_is_replaced(self):
        Job.objects.create(kind="polish", queued_at=ago(-3600))
        assert sweep() == Swept(queued=1)

    def test_a_queue_that_stands_still_is_noticed(self):
        Job.objects.create(kind="polish", state=JobState.DONE, finished_at=ago(-3600))
        Job.objects.create(kind="polish", queued_at=ago(-3600))
        assert queue_is_stalled()

    def test_a_slow_job_gets_its_turn(self):
        running(kind="load", heartbeat_at=ago(-3600))
        job = Job.objects.create(kind="load", queued_at=ago(-3600))
        assert sweep() == Swept(queued=1)
        run(job.pk)
        job.refresh_from_db()
        assert job.state == "done"

    def test_a_job_that_ended_before_it_began_took_no_time(self):
        assert Job(started_at=ago(0), finished_at=ago(3600)).seconds == 0

    def test_what_falls_due_every_day_is_queued(self, monkeypatch):
        monkeypatch.setitem(DUE, "polish", lambda: True)
        job = Job.objects.create(kind="polish", state=JobState.DONE)
        Job.objects.filter(pk=job.pk).update(created_at=ago(-3600))
        assert "polish" in queue_daily()
        assert "polish" not in queue_daily()


def test_a_job_with_a_sign_of_life_is_left_alone():
    running(heartbeat_at=ago(50))
    assert sweep() == Swept()


def test_sweeping_twice_queues_once():
    running()
    assert [sweep(), sweep()] == [Swept(queued=1), Swept()]


@pytest.mark.parametrize(
    ("values", "state", "reason"),
    [
        pytest.param({"attempts": 3}, "failed", "cut off 3 times", id="third time"),
        pytest.param({"cancel_requested": True}, "cancelled", "", id="cancelled meanwhile"),
        pytest.param({"foreground": True}, "failed", "command was stopped", id="a command that was killed"),
    ],
)
def test_a_job_without_hope_is_ended_with_a_reason(values, state, reason):
    job = running(**values)
    assert sweep() == Swept(ended=1)
    job.refresh_from_db()
    assert job.state == state
    assert reason in job.error
    assert job.finished_at
    assert not OrmQ.objects.exists()


def test_a_lost_entry_is_replaced():
    job = enqueue("polish")
    OrmQ.objects.all().delete()
    assert sweep() == Swept(), "it may be on its way to a worker"
    Job.objects.update(queued_at=ago(61))
    assert sweep() == Swept(queued=1)
    assert OrmQ.objects.get().task["args"] == (job.pk,)


def test_an_entry_that_a_dead_cluster_had_taken_counts_as_lost():
    enqueue("polish")
    OrmQ.objects.update(lock=timezone.now() + timedelta(minutes=20))
    Job.objects.update(queued_at=ago(61))
    assert sweep() == Swept(queued=1)


def test_jobs_are_looked_after_while_redis_does_not_answer(monkeypatch):
    """An error here would end the supervisor's thread that sweeps."""
    enqueue("polish")
    Job.objects.update(queued_at=ago(61))
    cut_off = running()
    monkeypatch.setattr(Conf, "ORM", None)
    monkeypatch.setattr(Conf, "REDIS", "redis://127.0.0.1:1/0")
    assert sweep() == Swept(queued=1)
    cut_off.refresh_from_db()
    assert cut_off.queued_at > ago(5)


def test_the_sweeper_outlives_a_folder_that_goes_while_it_looks(monkeypatch):
    asked = threading.Event()

    def is_due() -> bool:
        asked.set()
        raise FileNotFoundError("no such folder any more")

    monkeypatch.setitem(DUE, "polish", is_due)
    sweeper = Sweeper()
    sweeper.start()
    assert asked.wait(10)
    sweeper.thread.join(0.3)
    assert sweeper.thread.is_alive()
    sweeper.stop()


def test_a_long_queue_is_not_made_longer():
    enqueue("polish")
    Job.objects.update(queued_at=ago(600))
    assert sweep() == Swept()
    assert OrmQ.objects.count() == 1


def test_slow_jobs_wait_for_their_turn_without_entries():
    running(kind="load", heartbeat_at=ago(5))
    Job.objects.create(kind="load", queued_at=ago(300))
    assert sweep() == Swept()


def test_of_slow_jobs_nobody_woke_only_the_next_is_queued():
    first = Job.objects.create(kind="load", queued_at=ago(300))
    Job.objects.create(kind="load", queued_at=ago(200))
    assert sweep() == Swept(queued=1)
    assert OrmQ.objects.get().task["args"] == (first.pk,)


@pytest.mark.parametrize(
    ("others", "stalled"),
    [
        pytest.param([], True, id="nobody works"),
        pytest.param([{"state": "running", "heartbeat_at": 5}], False, id="a worker is busy"),
        pytest.param([{"state": "running", "heartbeat_at": 90}], True, id="the only busy worker died"),
        pytest.param([{"state": "done", "finished_at": 10}], False, id="something was finished just now"),
        pytest.param([{"state": "done", "finished_at": 100}], True, id="nothing finished for long"),
        pytest.param([{"state": "running", "heartbeat_at": 5, "foreground": True}], True, id="only a command works"),
    ],
)
def test_a_stalled_queue_is_noticed(others, stalled):
    Job.objects.create(kind="polish", queued_at=ago(50))
    for values in others:
        moments = {name: ago(value) for name, value in values.items() if name.endswith("_at")}
        Job.objects.create(kind="polish", **{**values, **moments})
    assert queue_is_stalled() == stalled


def test_a_fresh_queue_is_not_stalled():
    enqueue("polish")
    assert not queue_is_stalled()
