"""The wish to stop: heard before the work, between two items, and between two steps."""

import pytest
from django.db import connection

from coinstack.jobs.claims import Outcome, claim, settle
from coinstack.jobs.models import JobState
from coinstack.jobs.queue import cancel, enqueue
from coinstack.jobs.registry import Again
from coinstack.jobs.runner import run

pytestmark = pytest.mark.django_db(transaction=True)


def nothing(job, progress):
    return {}


def test_a_waiting_job_is_cancelled_at_once(kind):
    kind("polish", nothing)
    job = enqueue("polish")
    cancel(job)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 0)


def test_a_running_job_stops_between_items(kind):
    done = []

    def handler(job, progress):
        for item in range(5):
            progress.check_cancelled()
            done.append(item)
            progress.advance()
            progress.checked_at = 0.0  # as if a second had passed
            if item == 1:
                cancel(job)
        return {}

    kind("polish", handler)
    job = enqueue("polish")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, done) == ("cancelled", 2, [0, 1])


def test_a_wish_that_meets_the_end_of_a_step_is_heard(kind):
    """The step ends between the two statements of the wish."""
    kind("polish", lambda job, progress: Again({"row": 1}))
    job, steps = enqueue("polish"), []
    claimed = claim(job.pk)

    def end_step_behind_the_first(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and not steps:
            steps.append(1)
            settle(claimed, Outcome(JobState.QUEUED, cursor={"row": 1}))
        return done

    with connection.execute_wrapper(end_step_behind_the_first):
        cancel(job)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 0)


def test_a_finished_job_stays_finished(kind):
    kind("polish", nothing)
    job = enqueue("polish")
    run(job.pk)
    cancel(job)
    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == ("done", False)
