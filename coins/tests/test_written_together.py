"""Three workers and two web processes write to the same coins: none is refused by the database, none loses a word.

`COINSTACK_TOGETHER_SECONDS=120 make test ARGS="coins/tests/test_written_together.py -rP"` is the long measurement.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html

from coinstack.testing import until
from coinstack.tests.instance import CHECKOUT, Instance, data_with, environment, running

pytestmark = [pytest.mark.processes, pytest.mark.slow]
SECONDS = int(os.environ.get("COINSTACK_TOGETHER_SECONDS", "8"))
JOBS = WEB_WRITERS = 3
SETTINGS = {"DJANGO_SETTINGS_MODULE": "coins.tests.writing.settings"}
PASSWORD = "nummis-novis-et-antiquis"
PREPARE = """
import django, json
django.setup()
from coins.services.edit import create_coin
from coins.services.history import Change
from coinstack.accounts.models import User
owner = User.objects.get(username="alice")
print(json.dumps([create_coin(owner=owner, values={"issuer": "Nero"}, change=Change(user=owner)).pk for _ in range(4)]))
"""
ENQUEUE = """
import django, json, sys
django.setup()
from coinstack.jobs.queue import enqueue
for _ in range(int(sys.argv[3])):
    enqueue("write_together", coins=json.loads(sys.argv[1]), seconds=int(sys.argv[2]))
"""
ASK = """
import django, json
django.setup()
from coins.models import Coin
from coinstack.jobs.models import Job
print(json.dumps({
    "coins": {coin.pk: [coin.version, coin.history.count(), coin.personal_notes, coin.attribution_notes] for coin in Coin.objects.all()},
    "jobs": [[job.state, job.result, job.error] for job in Job.objects.filter(kind="write_together")],
}))
"""


def python(data: Path, code: str, *words: str) -> str:
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment(data, **SETTINGS), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    folder = data_with(migrated, tmp_path_factory.mktemp("together") / "data")
    command = [sys.executable, "manage.py", "create_collector", "alice"]
    made = subprocess.run(
        command, cwd=CHECKOUT, env=environment(folder), input=PASSWORD, text=True, capture_output=True
    )
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def instance(data: Path) -> Iterator[Instance]:
    with running(data, **SETTINGS) as running_instance:
        yield running_instance


class Editor:
    """A browser that adds words to the personal notes of the coins, as its form was sent to it."""

    def __init__(self, address: str, name: str) -> None:
        # A connection each: one that is kept may be closed by the server in the moment in which it is used again.
        self.client = httpx.Client(
            base_url=address, timeout=30, follow_redirects=False, limits=httpx.Limits(max_keepalive_connections=0)
        )
        self.name, self.accepted, self.stale, self.odd = name, [], 0, []
        page = self.client.get("/accounts/login/")
        token = html.fromstring(page.text).forms[0].fields["csrfmiddlewaretoken"]
        form = {"username": "alice", "password": PASSWORD, "csrfmiddlewaretoken": token}
        assert self.client.post("/accounts/login/", data=form).status_code == 302

    def write(self, coins: list[int], seconds: float) -> None:
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            coin = random.choice(coins)
            path = f"/coins/{coin}/edit/texts/"
            page = html.fromstring(self.client.get(path).text)
            form = next(form for form in page.forms if "personal_notes" in form.fields)
            fields = {name: value for name, value in form.form_values() if name}
            word = f"{self.name}x{len(self.accepted)}"
            fields["personal_notes"] = f"{fields.get('personal_notes', '')} {word}"
            answer = self.client.post(path, data=fields)
            if answer.status_code == 302:
                self.accepted.append((coin, word))
            elif answer.status_code == 409:
                self.stale += 1
            else:
                self.odd.append((answer.status_code, answer.text[:300]))


def test_three_workers_and_two_web_processes_lose_nothing(data: Path, instance: Instance) -> None:
    coins = json.loads(python(data, PREPARE))
    editors = [Editor(instance.address, f"e{number}") for number in range(WEB_WRITERS)]
    python(data, ENQUEUE, json.dumps(coins), str(SECONDS), str(JOBS))
    threads = [threading.Thread(target=editor.write, args=(coins, SECONDS)) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    until(lambda: all(state == "done" for state, *_ in json.loads(python(data, ASK))["jobs"]), 60)
    found = json.loads(python(data, ASK))
    assert [(state, error) for state, _, error in found["jobs"]] == [("done", "")] * JOBS
    assert [editor.odd for editor in editors] == [[]] * WEB_WRITERS
    assert "locked" not in instance.output()
    by_web = [each for editor in editors for each in editor.accepted]
    by_jobs = [line.split() for path in (data / "accepted").iterdir() for line in path.read_text().splitlines()]
    words = {coin: (own.split(), others.split()) for coin, (_, _, own, others) in found["coins"].items()}
    assert sorted(by_web) == sorted((int(coin), word) for coin, (own, _) in words.items() for word in own)
    assert sorted(by_jobs) == sorted([coin, word] for coin, (_, others) in words.items() for word in others)
    writes = len(by_web) + len(by_jobs)
    assert sum(version - 1 for version, *_ in found["coins"].values()) == writes
    assert sum(rows - 1 for _, rows, *_ in found["coins"].values()) == writes
    assert by_web
    assert by_jobs
    stale = sum(editor.stale for editor in editors) + sum(result["stale"] for _, result, _ in found["jobs"])
    told = (
        f"{SECONDS} s: {len(by_web)} pages' and {len(by_jobs)} jobs' writes accepted, {stale} told that they were late"
    )
    print(told)  # noqa: T201 - a figure to be read with -rP
