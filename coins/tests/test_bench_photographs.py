import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from coins.models import CoinImage
from coins.tests.photos import add_photo
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.commands import WrongUse
from coinstack.jobs.models import Job, JobState
from coinstack.tests.instance import CHECKOUT, environment, processes_of

pytestmark = pytest.mark.django_db(transaction=True)


def bench(*options: str) -> Any:
    out = StringIO()
    call_command("bench_photographs", *options, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("options", [["--count=0"], ["--megabytes=0"], ["--megabytes=36"]], ids=str)
def test_what_cannot_be_measured_is_refused(options: list[str]) -> None:
    with pytest.raises(WrongUse, match="--count is at least 1, --megabytes more than 0"):
        bench(*options)


def test_waiting_jobs_are_done_and_timed(alice: User) -> None:
    add_photo(make_domna(alice))
    told = bench("--derive")
    assert (told["seconds"] >= 0, told["peak_mb"] > 10) == (True, True)
    assert Job.objects.get().state == JobState.DONE
    assert CoinImage.objects.count() == 1


@pytest.mark.slow
@pytest.mark.processes
def test_small_run_measures_and_leaves_nothing_behind(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "bench_photographs", "--count=1", "--megabytes=5", "--json"],
        cwd=CHECKOUT,
        env=environment(tmp_path / "data", TMPDIR=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["photographs"], 3 < result["megabytes"] < 8) == (1, True)
    assert 40 < result["web_peak_mb"] < 300
    assert processes_of(tmp_path / "data") == {}
