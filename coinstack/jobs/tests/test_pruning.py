"""Rows of jobs go some months after the work ended; nothing that still tells something is lost with them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_q.models import OrmQ

from coins.models import ImportBatch
from coinstack.jobs.daily import queue_daily
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.pruning import BATCH_SIZE, DAYS_KEPT, expired_jobs, prune_jobs
from coinstack.jobs.runner import run
from collections_app.models import ImportSession

pytestmark = pytest.mark.django_db(transaction=True)


def ended(days_ago: float, **values) -> Job:
    moment = timezone.now() - timedelta(days=days_ago)
    values = {"kind": "polish", "state": JobState.DONE, "finished_at": moment, **values}
    return Job.objects.create(**values)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_ended_jobs_go_after_their_time(state):
    ended(DAYS_KEPT + 1, state=state)
    young = ended(DAYS_KEPT - 1, state=state)
    assert prune_jobs() == 1
    assert list(Job.objects.all()) == [young]


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
def test_a_job_that_has_not_ended_stays_however_old(state):
    Job.objects.create(kind="polish", state=state)
    Job.objects.update(created_at=timezone.now() - timedelta(days=1000))
    assert prune_jobs() == 0


def test_a_job_that_an_import_refers_to_stays(alice):
    told = [ended(DAYS_KEPT + 1, state=JobState.FAILED) for _ in range(3)]
    batch = ImportBatch.objects.create(owner=alice, file_name="coins.xlsx", format="spreadsheet", job=told[0])
    session = ImportSession.objects.create(owner=alice, file_name="coins.xlsx", size=1, job=told[1], check_job=told[2])
    ended(DAYS_KEPT + 1)
    assert prune_jobs() == 1
    batch.refresh_from_db()
    session.refresh_from_db()
    assert [batch.job, session.job, session.check_job] == told


def test_thousands_are_deleted_in_parts():
    moment = timezone.now() - timedelta(days=DAYS_KEPT + 1)
    Job.objects.bulk_create(
        Job(kind="polish", state=JobState.DONE, finished_at=moment) for _ in range(2 * BATCH_SIZE + 1)
    )
    assert prune_jobs() == 2 * BATCH_SIZE + 1
    assert not expired_jobs().exists()


def test_the_sweep_clears_away_once_a_day_what_is_over():
    assert queue_daily() == []
    ended(DAYS_KEPT + 1)
    assert [queue_daily(), queue_daily()] == [["clear_away"], []]
    run(OrmQ.objects.get().task["args"][0])
    assert Job.objects.get().result == {"jobs": 1, "sign_ins": 0}


def test_sign_ins_that_have_run_out_go_with_them():
    kept, gone = SessionStore(), SessionStore()
    kept.save()
    gone.set_expiry(timedelta(days=-1))
    gone.save()
    assert queue_daily() == ["clear_away"]
    run(Job.objects.get().pk)
    assert Job.objects.get().result == {"jobs": 0, "sign_ins": 1}
    assert Session.objects.get().pk == kept.session_key
