"""Loads as jobs: in steps, stopped, cut off and gone on with."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from catalog.loaders.workbench import Workbench
from catalog.models import CatalogType, Term, TermName
from catalog.services import loading
from catalog.services.loading import bench_path, clear_left_behind, loading_folder
from catalog.services.loading_kinds import TYPES, VOCABULARY
from catalog.tests.load_samples import REGION, TYPE, rdf, write_folder, write_gzip
from coinstack.jobs.models import Job
from coinstack.jobs.progress import JobCancelled, SilentProgress
from coinstack.jobs.queue import cancel, enqueue
from coinstack.jobs.registry import Again, find_kind
from coinstack.jobs.runner import run
from coinstack.tests.instance import CHECKOUT, data_with, environment, heed_interrupt, manage

pytestmark = pytest.mark.django_db(transaction=True)


def many(folder: Path, count: int = 200) -> Path:
    parts = {f"{n:04}.rdf": REGION.replace("clovian_coast", f"region_{n:04}") for n in range(count)}
    return write_folder(folder / "concepts", parts)


def run_to_the_end(job: Job, most: int = 50) -> Job:
    for _ in range(most):
        run(job.pk)
        job.refresh_from_db()
        if not job.is_active:
            return job
    raise AssertionError(f"{job} is still {job.state} after {most} steps")


@pytest.fixture
def hasty(monkeypatch):
    """Steps that are over at once: each does one batch."""
    monkeypatch.setattr("catalog.services.loading_jobs.STEP_SECONDS", 1e-9)
    monkeypatch.setattr(loading, "_FILES_AT_ONCE", 50)


def test_a_load_is_done_in_steps(tmp_path, hasty):
    job = enqueue(VOCABULARY, path=str(many(tmp_path, 90)))
    states = []
    while job.is_active:
        run(job.pk)
        job.refresh_from_db()
        states.append(job.state)
    assert states.count("queued") > 90
    assert (job.state, job.result["created"], job.done, job.total) == ("done", 90, 180, 180)
    assert not bench_path(job).exists()


def test_types_are_loaded_by_a_job(tmp_path):
    path = write_gzip(tmp_path / "dump", rdf(TYPE))
    job = run_to_the_end(enqueue(TYPES, path=str(path), series="crro"))
    assert (job.state, job.result) == ("done", {"types": 1, "created": 1, "updated": 0, "skipped": 0})
    assert path.exists()


def test_an_uploaded_file_is_removed_after_its_load(tmp_path):
    path = write_gzip(tmp_path / "dump", rdf(TYPE))
    job = run_to_the_end(enqueue(TYPES, path=str(path), series="crro", remove=True))
    assert (job.state, CatalogType.objects.count(), path.exists()) == ("done", 1, False)


def test_a_file_that_is_refused_fails_the_job_with_its_reason(tmp_path):
    path = write_gzip(tmp_path / "dump", "nothing of use")
    job = run_to_the_end(enqueue(VOCABULARY, path=str(path), remove=True))
    assert job.state == "failed"
    assert "neither RDF" in job.error
    assert (path.exists(), bench_path(job).exists()) == (False, False)


def test_a_step_that_is_done_twice_writes_nothing_twice(tmp_path, hasty):
    """As after a kill between the writing of rows and the note of it."""
    job = enqueue(VOCABULARY, path=str(many(tmp_path)))
    while not Term.objects.exists():
        run(job.pk)
    with Workbench(bench_path(job)) as bench:
        bench.commit(after="")
    done = run_to_the_end(job, 600)
    assert done.state == "done"
    assert (Term.objects.count(), TermName.objects.count()) == (200, 200)


def test_a_load_whose_scratch_database_is_gone_begins_again(tmp_path, hasty):
    job = enqueue(VOCABULARY, path=str(many(tmp_path, 60)))
    while Term.objects.count() < 40:
        run(job.pk)
    bench_path(job).unlink()
    assert run_to_the_end(job, 600).state == "done"
    assert Term.objects.count() == 60


def test_a_cancelled_load_stops_and_keeps_what_it_wrote(tmp_path, hasty):
    job = enqueue(VOCABULARY, path=str(many(tmp_path)))
    while not Term.objects.exists():
        run(job.pk)
    cancel(job)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert 0 < Term.objects.count() < 200


class Stopped(SilentProgress):
    def check_cancelled(self) -> None:
        raise JobCancelled


def test_a_load_that_is_stopped_between_items_leaves_no_scratch_file(tmp_path):
    job = enqueue(VOCABULARY, path=str(many(tmp_path, 3)))
    with pytest.raises(JobCancelled):
        find_kind(VOCABULARY).handler(job, Stopped())
    assert not bench_path(job).exists()


def test_what_killed_loads_left_is_cleared_by_the_next(tmp_path):
    gone = loading_folder() / "job-999999.sqlite3"
    forgotten, fresh = loading_folder() / "upload-old", loading_folder() / "upload-new"
    gone.parent.mkdir(parents=True, exist_ok=True)
    for path in (gone, forgotten, fresh):
        path.write_bytes(b"")
    os.utime(forgotten, (time.time() - 7200,) * 2)
    run_to_the_end(enqueue(VOCABULARY, path=str(many(tmp_path, 2))))
    assert [path.exists() for path in (gone, forgotten, fresh)] == [False, False, True]


def test_an_upload_that_is_gone_when_it_is_looked_at_stops_nothing(tmp_path):
    loading_folder().mkdir(parents=True, exist_ok=True)
    gone = loading_folder() / "upload-gone"
    gone.symlink_to(tmp_path / "nowhere")
    clear_left_behind()
    gone.unlink()


def test_the_steps_of_one_load_follow_each_other(tmp_path, hasty):
    job = enqueue(VOCABULARY, path=str(many(tmp_path, 3)))
    first = find_kind(VOCABULARY).handler(job, SilentProgress())
    assert isinstance(first, Again)


@pytest.mark.slow
@pytest.mark.processes
def test_an_interrupted_command_is_simply_run_again(tmp_path, migrated):
    """Ctrl-C in the midst of the writing; the second run adds what was missing."""
    data, folder = data_with(migrated, tmp_path / "data"), many(tmp_path, 4000)
    command = [sys.executable, "manage.py", "load_vocabulary", str(folder), "--json"]
    with subprocess.Popen(
        command, cwd=CHECKOUT, env=environment(data), stdout=-1, stderr=-1, preexec_fn=heed_interrupt
    ) as process:
        wait_for_terms(data)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors.decode().splitlines()[-1]) == (130, "Interrupted.")
    assert list((data / "cache" / "loading").glob("*")) == []
    again = manage(data, "load_vocabulary", str(folder))
    assert "4,000 concepts" in again.stdout
    assert "4,000 terms added" not in again.stdout
    assert "4,000 concepts: 0 terms added, 0 updated" in manage(data, "load_vocabulary", str(folder)).stdout


def wait_for_terms(data: Path) -> None:
    with sqlite3.connect(f"file:{data / 'db.sqlite3'}?mode=ro", uri=True) as database:
        for _ in range(3000):
            if database.execute("SELECT COUNT(*) FROM catalog_term").fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("the load wrote nothing within half a minute")


def test_nothing_of_a_type_is_written_before_all_was_read(tmp_path):
    path = tmp_path / "dump"
    path.write_text(rdf(TYPE)[:-20])
    job = run_to_the_end(enqueue(TYPES, path=str(path), series="crro"))
    assert (job.state, CatalogType.objects.count()) == ("failed", 0)
