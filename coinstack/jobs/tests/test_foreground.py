"""Commands do their work in their own process; the row says how it went."""

import os
import signal

import pytest
from django_q.models import OrmQ

from coinstack.exceptions import CoinStackError, InputRefused
from coinstack.jobs.claims import UNEXPECTED
from coinstack.jobs.foreground import run_here
from coinstack.jobs.models import Job
from coinstack.jobs.queue import cancel

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_work_runs_here_and_needs_no_worker(alice):
    seen = []

    def work(job, progress):
        progress.total(2)
        progress.advance(2)
        seen.append((job.state, job.foreground, os.getpid()))
        return {"coins": 2}

    result = run_here("polish", owner=alice, args={"path": "a.xlsx"}, work=work)
    job = Job.objects.get()
    assert (result, seen) == ({"coins": 2}, [("running", True, os.getpid())])
    assert (job.state, job.owner, job.args, job.result, job.done, job.total) == (
        "done",
        alice,
        {"path": "a.xlsx"},
        {"coins": 2},
        2,
        2,
    )
    assert not OrmQ.objects.exists()


@pytest.mark.parametrize(
    ("raised", "state", "error"),
    [
        pytest.param(InputRefused("No such file."), "failed", "No such file.", id="a reason to act on"),
        pytest.param(ZeroDivisionError(), "failed", UNEXPECTED, id="a fault of ours"),
        pytest.param(KeyboardInterrupt(), "cancelled", "", id="Ctrl-C"),
    ],
)
def test_what_the_work_raises_ends_the_row_and_reaches_the_caller(raised, state, error):
    def work(job, progress):
        raise raised

    with pytest.raises(type(raised)):
        run_here("polish", work=work)
    assert Job.objects.values_list("state", "error").get() == (state, error)


def test_a_termination_signal_ends_the_row_as_cancelled():
    def work(job, progress):
        signal.raise_signal(signal.SIGTERM)
        return {}

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        run_here("polish", work=work)
    assert Job.objects.get().state == "cancelled"
    assert signal.getsignal(signal.SIGTERM) == before


def test_it_can_be_cancelled_on_the_jobs_page():
    def work(job, progress):
        cancel(job)
        progress.checked_at = 0.0
        progress.check_cancelled()
        return {}

    with pytest.raises(CoinStackError, match="Cancelled"):
        run_here("polish", work=work)
    assert Job.objects.get().state == "cancelled"


def test_a_command_given_up_as_dead_says_so():
    def work(job, progress):
        Job.objects.update(state="failed")
        progress.flush()
        return {}

    with pytest.raises(CoinStackError, match="given up"):
        run_here("polish", work=work)
