import signal
import subprocess
import sys
import time

import pytest

from coinstack.supervisor import Child


@pytest.mark.parametrize(
    ("restarts", "minutes_ago", "may"),
    [
        pytest.param(True, [], True, id="never yet"),
        pytest.param(True, [0, 1], True, id="twice of late"),
        pytest.param(True, [0, 1, 2], False, id="three times of late"),
        pytest.param(True, [0, 6, 7, 8], True, id="long ago does not count"),
        pytest.param(False, [], False, id="not one to start again"),
    ],
)
def test_a_child_is_started_again_only_so_often(restarts, minutes_ago, may):
    child = Child("worker", "qcluster", [], restarts=restarts)
    child.restarted_at = [time.monotonic() - 60 * minutes for minutes in minutes_ago]
    assert child.may_restart() == may


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise SystemExit(3)", "ended with exit code 3"),
        ("import os; os.kill(os.getpid(), 15)", f"was ended by signal {signal.SIGTERM.name}"),
    ],
    ids=["by itself", "by a signal"],
)
def test_how_a_child_ended_is_said(code, words):
    child = Child("worker", "qcluster", [])
    child.process = subprocess.Popen([sys.executable, "-c", code])
    child.process.wait()
    assert child.how_it_ended() == words
