from datetime import timedelta

import pytest
from django.utils import timezone

from coinstack.jobs.claims import Heartbeat
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import ClaimLost, JobCancelled, JobProgress
from coinstack.testing import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job() -> Job:
    return Job.objects.create(
        kind="polish", state=JobState.RUNNING, claim="mine", attempts=1, heartbeat_at=timezone.now()
    )


def stored(job: Job) -> tuple[int, int | None, str]:
    return Job.objects.values_list("done", "total", "message").get(pk=job.pk)


def test_a_thousand_items_within_a_second_are_not_a_thousand_writes(job, django_assert_num_queries):
    progress = JobProgress(job)
    with django_assert_num_queries(1):
        progress.total(1000)
        for _ in range(1000):
            progress.advance()
            progress.check_cancelled()
    assert (job.done, stored(job)) == (1000, (0, 1000, ""))


def test_after_a_second_the_row_is_written(job):
    progress = JobProgress(job)
    progress.advance(3, "denarii")
    assert stored(job) == (0, None, "")
    progress.written_at -= 1
    progress.advance(2, "aurei")
    assert stored(job) == (5, None, "aurei")


def test_a_long_message_is_cut_to_fit(job):
    progress = JobProgress(job)
    progress.written_at -= 1
    progress.advance(1, "x" * 500)
    assert stored(job)[2] == "x" * 300


def test_the_watcher_sees_every_item(job):
    seen = []
    progress = JobProgress(job, watcher=lambda *state: seen.append(state))
    progress.total(2)
    progress.advance(1, "a")
    progress.advance(1, "b")
    assert seen == [(1, 2, "a"), (2, 2, "b")]


def test_a_wish_to_cancel_is_heard(job):
    progress = JobProgress(job)
    Job.objects.update(cancel_requested=True)
    progress.checked_at -= 1
    with pytest.raises(JobCancelled):
        progress.check_cancelled()


@pytest.mark.parametrize("change", [{"claim": "another"}, {"state": "failed"}], ids=["taken over", "given up"])
def test_a_run_that_lost_its_job_hears_of_it(job, change):
    progress = JobProgress(job)
    Job.objects.update(**change)
    progress.checked_at -= 1
    with pytest.raises(ClaimLost):
        progress.check_cancelled()
    with pytest.raises(ClaimLost):
        progress.flush()


def test_the_heartbeat_signs_from_its_own_thread(job, monkeypatch):
    monkeypatch.setattr("coinstack.jobs.claims.HEARTBEAT_SECONDS", 0.02)
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=5))
    with Heartbeat(job) as beat:
        assert until(lambda: Job.objects.get().heartbeat_at > timezone.now() - timedelta(minutes=1))
    assert not beat.thread.is_alive()


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, None, None), (0, 0, None), (1, 3, 33), (3, 3, 100), (5, 3, 100)]
)
def test_percent(done, total, percent):
    assert Job(done=done, total=total).percent == percent


def test_the_words_of_a_job(kind):
    kind("polish", lambda job, progress: {}, label="Polishing", url=lambda job: f"/coins/?batch={job.result['batch']}")
    job = Job(pk=7, kind="polish", state="done", result={"batch": 3})
    assert (job.kind_label, job.state_label, job.result_url, str(job)) == (
        "Polishing",
        "Done",
        "/coins/?batch=3",
        "Polishing #7",
    )
    assert Job(kind="polish", state="running").result_url == ""
    assert Job(kind="gild_coins").kind_label == "Gild coins"
