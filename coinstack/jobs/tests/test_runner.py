"""Taking a job, running it, and how it can end. Real rows, real transactions, several threads where it matters."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.brokers import get_broker
from django_q.exceptions import TimeoutException
from django_q.models import OrmQ

from coinstack.exceptions import InputRefused
from coinstack.jobs.claims import TOO_LONG, UNEXPECTED, claim
from coinstack.jobs.daily import DUE
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.queue import cancel, enqueue, queue_is_empty
from coinstack.jobs.registry import KINDS, Again, Later
from coinstack.jobs.runner import run

pytestmark = pytest.mark.django_db(transaction=True)


def silent_for(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def queued_ids() -> list[int]:
    return sorted(row.task["args"][0] for row in OrmQ.objects.all())


def nothing(job, progress):
    return {}


def test_enqueue_makes_a_row_and_an_entry_with_nothing_but_the_id(kind, alice):
    kind("polish", nothing)
    job = enqueue("polish", owner=alice, coin=7)
    entry = OrmQ.objects.get().task
    assert (entry["func"], entry["args"], entry["kwargs"]) == ("coinstack.jobs.runner.run", (job.pk,), {})
    assert (job.owner, job.args, job.state) == (alice, {"coin": 7}, "queued")


def test_enqueue_waits_for_the_commit(kind):
    kind("polish", nothing)
    with transaction.atomic():
        enqueue("polish")
        assert queue_is_empty()
    assert not queue_is_empty()


def test_enqueue_in_a_transaction_that_fails_leaves_nothing(kind):
    kind("polish", nothing)
    with transaction.atomic():
        enqueue("polish")
        transaction.set_rollback(True)
    assert (Job.objects.count(), queue_is_empty()) == (0, True)


def test_enqueue_refuses_a_kind_nobody_registered():
    with pytest.raises(LookupError, match="gild"):
        enqueue("gild")


def test_run_gives_the_handler_its_row_and_keeps_the_result(kind):
    kind("polish", lambda job, progress: {"polished": job.args["coins"]})
    job = enqueue("polish", coins=3)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts, job.error) == ("done", {"polished": 3}, 1, "")
    assert job.started_at <= job.finished_at


def test_a_second_delivery_does_nothing(kind):
    runs = []
    kind("polish", lambda job, progress: runs.append(job.pk) or {})
    job = enqueue("polish")
    run(job.pk)
    run(job.pk)
    assert runs == [job.pk]


def test_run_of_a_deleted_job_does_nothing():
    run(4711)
    assert not Job.objects.exists()


def test_of_many_claims_at_once_exactly_one_wins(kind):
    kind("polish", nothing)
    job = enqueue("polish")
    start, won = threading.Barrier(6), []

    def try_it():
        start.wait()
        if claim(job.pk):
            won.append(threading.get_ident())
        connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    job.refresh_from_db()
    assert (len(won), job.attempts) == (1, 1)


@pytest.mark.parametrize(
    ("raised", "state", "error"),
    [
        pytest.param(InputRefused("The file is empty."), "failed", "The file is empty.", id="a reason to act on"),
        pytest.param(ZeroDivisionError("secret detail"), "failed", UNEXPECTED, id="a fault of ours"),
        pytest.param(TimeoutException("900"), "failed", TOO_LONG, id="the time limit of the queue"),
    ],
)
def test_what_a_handler_raises_ends_on_the_row(kind, raised, state, error, caplog):
    def handler(job, progress):
        raise raised

    kind("polish", handler)
    job = enqueue("polish")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (state, error)
    assert isinstance(raised, InputRefused) or str(raised) in caplog.text


def test_an_unknown_kind_fails_with_its_name():
    job = Job.objects.create(kind="gild")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, "gild" in job.error) == ("failed", True)


class TestSteps:
    def test_a_step_is_followed_by_the_next_with_its_cursor(self, kind):
        def handler(job, progress):
            progress.total(5)
            row = job.cursor.get("row", 0)
            progress.advance(2 if row < 4 else 1)
            return Again({"row": row + 2}) if row < 4 else {"last": row}

        kind("polish", handler)
        job = enqueue("polish")
        states = []
        for _ in range(3):
            run(job.pk)
            job.refresh_from_db()
            states.append((job.state, job.cursor.get("row"), job.done, job.attempts))
        assert states == [("queued", 2, 2, 0), ("queued", 4, 4, 0), ("done", 4, 5, 1)]
        assert (job.total, job.result) == (5, {"last": 4})

    def test_each_step_has_its_own_queue_entry(self, kind):
        kind("polish", lambda job, progress: Again({"row": 1}))
        job = enqueue("polish")
        OrmQ.objects.all().delete()
        run(job.pk)
        assert queued_ids() == [job.pk]

    def test_a_wish_to_cancel_during_a_step_ends_the_job_between_steps(self, kind):
        def handler(job, progress):
            cancel(job)
            return Again({"row": 1})

        kind("polish", handler)
        job = enqueue("polish")
        run(job.pk)
        job.refresh_from_db()
        assert job.state == "cancelled"


class TestTakeover:
    @pytest.mark.parametrize(
        ("silence", "attempts", "taken"),
        [
            pytest.param(59, 1, False, id="alive a minute ago"),
            pytest.param(61, 1, True, id="silent for more than a minute"),
            pytest.param(61, 2, True, id="third try"),
            pytest.param(61, 3, False, id="no fourth try"),
            pytest.param(-30, 1, False, id="signed just before the clock was set back a little"),
            pytest.param(-3600, 1, True, id="signed before the clock was set back an hour"),
        ],
    )
    def test_a_running_job_is_taken_over_only_when_silent(self, kind, silence, attempts, taken):
        kind("polish", nothing)
        job = Job.objects.create(
            kind="polish", state=JobState.RUNNING, heartbeat_at=silent_for(silence), attempts=attempts, claim="old"
        )
        assert (claim(job.pk) is not None) == taken
        job.refresh_from_db()
        assert job.attempts == attempts + taken

    def test_a_commands_own_job_is_never_taken_over(self, kind):
        kind("polish", nothing)
        job = Job.objects.create(
            kind="polish", state=JobState.RUNNING, heartbeat_at=silent_for(600), attempts=1, foreground=True
        )
        assert claim(job.pk) is None

    def test_a_run_that_wakes_up_late_writes_nothing(self, kind):
        """The laptop slept: another run took the job over and finished it."""

        def handler(job, progress):
            if job.attempts == 1:
                Job.objects.filter(pk=job.pk).update(heartbeat_at=silent_for(61))
                run(job.pk)
                return {"by": "the first run"}
            return {"by": "the second run"}

        kind("polish", handler)
        job = enqueue("polish")
        run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.result, job.attempts) == ("done", {"by": "the second run"}, 2)


class TestSlowKinds:
    def test_only_one_runs_at_a_time_and_the_next_gets_its_turn(self, kind):
        seen = []

        def handler(job, progress):
            run(second.pk)
            second.refresh_from_db()
            seen.append((second.state, second.attempts))
            OrmQ.objects.all().delete()
            return {}

        kind("load", handler, slow=True)
        kind("export", nothing, slow=True)
        first, second = enqueue("load"), enqueue("export")
        run(first.pk)
        assert seen == [("queued", 0)]
        assert queued_ids() == [second.pk]
        run(second.pk)
        second.refresh_from_db()
        assert second.state == "done"

    def test_quick_jobs_run_beside_a_slow_one(self, kind):
        kind("load", lambda job, progress: run(quick.pk) or {}, slow=True)
        kind("polish", nothing)
        slow, quick = enqueue("load"), enqueue("polish")
        run(slow.pk)
        quick.refresh_from_db()
        assert quick.state == "done"

    def test_steps_of_two_slow_jobs_take_turns_and_both_finish(self, kind):
        kind("load", lambda job, progress: {} if job.cursor else Again({"row": 1}), slow=True)
        first, second = enqueue("load"), enqueue("load")
        order = []
        while entry := OrmQ.objects.order_by("pk").first():
            job_id = entry.task["args"][0]
            entry.delete()
            before = Job.objects.get(pk=job_id).state
            run(job_id)
            if before == "queued":
                order.append(job_id)
        assert order[:2] == [first.pk, second.pk]
        assert sorted(order) == [first.pk, first.pk, second.pk, second.pk]

    def test_a_dead_slow_job_blocks_nobody(self, kind):
        kind("load", nothing, slow=True)
        Job.objects.create(kind="load", state=JobState.RUNNING, heartbeat_at=silent_for(61), attempts=1)
        job = enqueue("load")
        run(job.pk)
        job.refresh_from_db()
        assert job.state == "done"

    def test_of_two_slow_jobs_claimed_at_once_one_waits(self, kind):
        kind("load", nothing, slow=True)
        ids = [enqueue("load").pk for _ in range(4)]
        start, won = threading.Barrier(4), []

        def try_it(job_id):
            start.wait()
            if claim(job_id):
                won.append(job_id)
            connection.close()

        threads = [threading.Thread(target=try_it, args=[job_id]) for job_id in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1


def test_what_is_imported_later_is_there():
    """Nothing else reads these paths before there is such a job."""
    later = [each for each in (*(kind.handler for kind in KINDS.values()), *DUE.values()) if isinstance(each, Later)]
    assert all(callable(import_string(each.path)) for each in later)
    assert later


def test_the_queue_is_the_database():
    assert get_broker().info().startswith("ORM")
