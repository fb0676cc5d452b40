"""Starting and stopping, with real processes: nothing is left behind, and every refusal says why."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys

import pytest

from coinstack.testing import until
from coinstack.tests.instance import CHECKOUT, Instance, data_with, environment, kill_all, manage, running

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, migrated):
    """A database that is up to date and has the starter data."""
    data = data_with(migrated, tmp_path_factory.mktemp("seeded") / "data")
    done = manage(data, "seed")
    assert done.returncode == 0, done.stderr
    return data / "db.sqlite3"


@pytest.fixture
def data(seeded, tmp_path):
    """A folder of its own with a copy of that database."""
    return data_with(seeded, tmp_path / "data")


@pytest.fixture(scope="module")
def instance(tmp_path_factory, migrated):
    """One that runs while others try to start beside it. Its database lacked a migration when it started."""
    data = data_with(migrated, tmp_path_factory.mktemp("instance") / "data")
    assert manage(data, "migrate", "sessions", "zero", "--verbosity=0").returncode == 0
    with running(data) as one:
        yield one


def refused(data, **more: str) -> str:
    """Start where it must fail; returns its only line."""
    done = manage(data, "up", **more)
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr.strip()


def test_it_serves_and_keeps_the_database_as_it_was_before_the_upgrade(instance):
    assert instance.get("/healthz") == 200
    assert [path.name.split("-", 3)[3] for path in (instance.data / "backups").iterdir()] == ["before-upgrade.zip"]
    assert "brought up to date" in instance.output()


def test_with_demo_coins_it_tells_how_to_sign_in(data):
    with running(data, [sys.executable, "manage.py", "up", "--demo"]) as one:
        assert "demo coins: sign in as demo with the password" in one.output()


def test_a_second_one_on_the_same_folder_is_refused(instance):
    line = refused(instance.data)
    assert f"Process {instance.process.pid} uses the data folder {instance.data} already" in line
    assert instance.address in line


def test_a_busy_port_is_refused(instance, data):
    port = int(instance.address.rsplit(":", 1)[1])
    line = refused(data, PORT=str(port))
    assert line.endswith(f"make run PORT={port + 1}")
    assert f"Port {port} on 127.0.0.1 is in use" in line


def test_restoring_under_a_running_instance_is_refused(instance):
    backup = next((instance.data / "backups").iterdir())
    done = manage(instance.data, "restore", str(backup))
    assert (done.returncode, "uses the data folder" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        pytest.param({"PORT": "eighty"}, 2, "PORT='eighty' is no port number", id="port is a word"),
        pytest.param({"PORT": "65536"}, 2, "PORT='65536' is no port number", id="port too high"),
        pytest.param({"HOST": "192.0.2.1"}, 1, "HOST=192.0.2.1 PORT=0 cannot be used", id="address of another machine"),
        pytest.param({"HOST": "no such host"}, 1, "HOST=no such host is no address", id="no address"),
        pytest.param({"HOST": "coins..lan"}, 1, "HOST=coins..lan is no address", id="no name"),
        pytest.param(
            {"COINSTACK_BASE_URL": "https://coins.example.org"}, 1, "COINSTACK_DEBUG is on while", id="unsafe settings"
        ),
        pytest.param({"COINSTACK_DEBUG": "maybe"}, 2, "neither on", id="odd switch"),
        pytest.param({"DATABASE_URL": "postgres://127.0.0.1:1/x"}, 1, "the database cannot be used", id="no server"),
    ],
)
def test_odd_surroundings_are_named(data, more, code, words):
    done = manage(data, "up", **more)
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    done = manage(tmp_path / "file" / "data", "up")
    assert (done.returncode, "cannot be made" in done.stderr) == (2, True)


def test_a_disk_that_takes_no_more(data):
    """Stands for a full disk: the kernel refuses every file above 16 KB."""
    done = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=CHECKOUT,
        env=environment(data),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, f"The data folder {data} cannot be written" in done.stderr) == (1, True)
    assert len(done.stderr.splitlines()) == 1


def test_a_database_of_a_newer_version_is_refused(data):
    with sqlite3.connect(data / "db.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('coins', '9999_future', '2030-01-01')"
        )
    assert "made by a newer CoinStack (it has coins.9999_future)" in refused(data)


def test_a_damaged_database_is_no_traceback(data):
    (data / "db.sqlite3").write_bytes(b"\xff" * 10_000)
    assert "the database is damaged (file is not a database). Put a backup back" in refused(data)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_it_stops_with_nothing_left_even_when_interrupts_were_ignored(data, number):
    with running(data, ignore_interrupt=True) as one:
        assert until(lambda: len(one.processes()) >= 9), one.processes()
        assert one.stop(number) == 0
        assert one.processes() == {}


def test_an_interrupt_before_it_is_ready_stops_it_too(tmp_path):
    one, database = Instance(tmp_path / "data", ignore_interrupt=True), tmp_path / "data" / "db.sqlite3"
    assert until(lambda: database.exists() and database.stat().st_size > 0), "the database is being made"
    assert one.stop(signal.SIGINT) == 1
    assert one.output().splitlines()[-1] == "CoinStack: stopped before it was ready."
    assert one.processes() == {}


def test_killed_hard_it_leaves_nothing_either(data):
    with running(data) as one:
        os.kill(one.process.pid, signal.SIGKILL)
        one.process.wait()
        assert until(lambda: not one.processes(), 15), one.processes()


def test_an_interrupt_that_reaches_only_make_stops_it(data, tmp_path):
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"run:\n\t@exec {sys.executable} manage.py up\n")
    with running(data, ["make", "--file", str(makefile), "run"]) as one:
        one.process.send_signal(signal.SIGINT)
        one.process.wait(timeout=15)
        assert until(lambda: not one.processes(), 15), one.processes()


def test_when_the_web_server_dies_it_stops_and_says_so(data):
    with running(data) as one:
        web = min(pid for pid, command in one.processes().items() if "gunicorn" in command)
        os.kill(web, signal.SIGKILL)
        assert one.process.wait(timeout=15) == 1
        assert "The web server was ended by signal SIGKILL" in one.output()
        assert one.processes() == {}


def test_when_the_worker_dies_it_is_started_again(data):
    with running(data) as one:
        workers = {pid for pid, command in one.processes().items() if "qcluster" in command}
        os.kill(min(workers), signal.SIGKILL)
        assert until(lambda: "The worker was ended by signal SIGKILL and is started again" in one.output())
        assert until(lambda: sum("qcluster" in command for command in one.processes().values()) >= 5)
        assert not workers & set(one.processes())
        assert one.get("/healthz") == 200


def test_a_code_is_shown_only_where_others_can_reach_the_page(data):
    with running(data, HOST="0.0.0.0") as one:  # noqa: S104 - the very point
        assert until(lambda: "asks for this code: " in one.output())
    with running(data) as one:
        assert "asks for this code: " not in one.output()


def test_of_two_started_at_once_one_runs(data):
    both = [Instance(data), Instance(data, log="second")]
    try:
        assert until(lambda: any(one.process.poll() is not None for one in both))
        loser, winner = sorted(both, key=lambda one: one.process.poll() is None)
        assert "uses the data folder" in loser.output()
        winner.wait_until_up()
    finally:
        kill_all(data)
        for one in both:
            one.process.wait()
