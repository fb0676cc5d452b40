"""How every management command speaks: one JSON document, sentences for what failed, exit codes."""

import io
import json
import os
import pty
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import OperationalError

from coinstack.commands import JsonCommand, WrongUse, read_lines
from coinstack.exceptions import InputRefused
from coinstack.terminal import ProgressBar, bar_text


class Weigh(JsonCommand):
    """Answers with what it was given, or fails as told."""

    raised: BaseException | None = None

    def add_arguments(self, parser):
        parser.add_argument("coin")
        parser.add_argument("--grams", type=float)

    def run(self, **options):
        if self.raised:
            raise self.raised
        return {"coin": options["coin"], "weight_g": options["grams"]}

    def render(self, result):
        return f"{result['coin']}: {result['weight_g']} g"

    def exit_status(self, result):
        return 1 if result["weight_g"] == 0 else 0


def called(*words: str, raised: BaseException | None = None) -> int:
    """Run the command as the command line does; returns the exit code."""
    command = Weigh()
    command.raised = raised
    try:
        command.run_from_argv(["manage.py", "weigh", *words])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_json_is_one_document_on_stdout(capsys):
    assert called("δραχμή", "--grams", "4.3", "--json") == 0
    out, err = capsys.readouterr()
    assert (out, err) == ('{"coin": "δραχμή", "weight_g": 4.3}\n', "")


def test_without_json_a_person_can_read_it(capsys):
    assert called("as", "--grams", "10") == 0
    assert capsys.readouterr().out == "as: 10.0 g\n"


@pytest.mark.parametrize(
    ("raised", "code", "error"),
    [
        pytest.param(InputRefused("No such file."), 1, {"code": "refused", "message": "No such file."}, id="failed"),
        pytest.param(WrongUse("Give a file."), 2, {"code": "wrong_use", "message": "Give a file."}, id="wrong use"),
        pytest.param(
            OperationalError("no such table: coins_coin"),
            1,
            {
                "code": "database",
                "message": "The database is not set up or not up to date (no such table: coins_coin). "
                "Run `manage.py migrate` first.",
            },
            id="before migrate",
        ),
        pytest.param(
            OperationalError("table jobs_job has no column named done_before"),
            1,
            {
                "code": "database",
                "message": "The database is not set up or not up to date "
                "(table jobs_job has no column named done_before). Run `manage.py migrate` first.",
            },
            id="restored from an older version",
        ),
        pytest.param(
            OperationalError('connection to server at "db", port 5432 failed: FATAL:  database "coins" does not exist'),
            1,
            {
                "code": "database",
                "message": 'The database of DATABASE_URL cannot be opened: database "coins" does not exist.',
            },
            id="no such database",
        ),
    ],
)
def test_a_failure_is_a_sentence_and_an_exit_code(raised, code, error, capsys):
    assert called("as", "--json", raised=raised) == code
    out, err = capsys.readouterr()
    assert (json.loads(out), err) == ({"error": error}, error["message"] + "\n")


def test_a_failure_without_json_leaves_stdout_empty(capsys):
    assert called("as", raised=InputRefused("No such file.")) == 1
    assert capsys.readouterr() == ("", "No such file.\n")


def test_a_result_that_means_no(capsys):
    assert called("as", "--grams", "0", "--json") == 1
    assert json.loads(capsys.readouterr().out) == {"coin": "as", "weight_g": 0.0}


def test_an_interrupt_is_no_traceback(capsys):
    assert called("as", raised=KeyboardInterrupt()) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")


@pytest.mark.parametrize("words", [[], ["as", "--grams", "heavy"], ["as", "--colour"]], ids=str)
def test_wrong_use_is_exit_code_2(words, capsys):
    assert called(*words) == 2
    out, err = capsys.readouterr()
    assert (out, "usage: manage.py weigh" in err) == ("", True)


def test_wrong_use_is_told_in_json_too(capsys):
    assert called("as", "--colour", "--json") == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error == {"code": "wrong_use", "message": "unrecognized arguments: --colour"}


def test_call_command_passes_the_reason_on():
    command = Weigh()
    command.raised = InputRefused("No such file.")
    with pytest.raises(InputRefused, match="No such file"):
        call_command(command, "as")


def test_call_command_writes_where_it_is_told():
    out = io.StringIO()
    call_command(Weigh(), "as", grams=3.0, json=True, stdout=out)
    assert json.loads(out.getvalue()) == {"coin": "as", "weight_g": 3.0}


class TestLinesOfStandardInput:
    @pytest.fixture
    def typed(self, monkeypatch):
        def type_in(raw: bytes) -> list[str]:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
            return read_lines()

        return type_in

    @pytest.mark.parametrize(
        ("raw", "lines"),
        [
            pytest.param("", [], id="nothing"),
            pytest.param("\n", [""], id="one blank line"),
            pytest.param("RIC 207", ["RIC 207"], id="no newline at the end"),
            pytest.param("RIC 207\n", ["RIC 207"], id="newline at the end"),
            pytest.param("a\n\nb\n\n", ["a", "", "b", ""], id="blank lines count"),
            pytest.param(" a \t\n", [" a \t"], id="nothing stripped"),
            pytest.param("a\rb\r\n", ["a\rb\r"], id="carriage returns stay"),
            pytest.param(
                "a\u00a0b\u202fc\u2028d\u0085e\x0cf\n", ["a\u00a0b\u202fc\u2028d\u0085e\x0cf"], id="odd spaces"
            ),
        ],
    )
    def test_lines(self, typed, raw, lines):
        assert typed(raw.encode()) == lines

    def test_bytes_that_are_not_utf8_name_their_line(self, typed):
        with pytest.raises(WrongUse, match=r"Line 2 of standard input is not UTF-8 \(byte 0xe9 at position 4\)"):
            typed(b"good\ncaf\xe9\n")


class TestProgressBar:
    @pytest.mark.parametrize(
        ("done", "total", "text"),
        [
            (0, 4, "[..............................] 0/4 coins"),
            (2, 4, "[###############...............] 2/4 coins"),
            (9, 4, "[##############################] 9/4 coins"),
            (3, None, "3 coins"),
        ],
    )
    def test_text(self, done, total, text):
        assert bar_text(done, total, "coins") == text

    def test_nothing_is_drawn_into_a_file(self):
        file = io.StringIO()
        bar = ProgressBar(file)
        bar(1, 1, "coins")
        bar.close()
        assert file.getvalue() == ""

    def test_on_a_terminal_it_is_drawn_and_closed(self):
        reader, writer = pty.openpty()
        with os.fdopen(writer, "w") as terminal, os.fdopen(reader, "rb", buffering=0) as screen:
            bar = ProgressBar(terminal)
            bar(1, 1, "coins")
            bar.close()
            shown = ""
            while not shown.endswith("\n"):
                shown += screen.read(200).decode()
            assert shown == f"\r\x1b[K[{'#' * 30}] 1/1 coins\r\n"


@pytest.mark.processes
def test_a_reader_that_leaves_early_is_no_traceback():
    code = (
        "import django; django.setup(); from coinstack.tests.test_commands import Weigh;"
        "Weigh().run_from_argv(['manage.py', 'weigh', 'x' * 1_000_000])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        # An empty PYTHONUNBUFFERED buffers: unbuffered, Python does not notice a write cut short.
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "coinstack.settings", "PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.stdout.read(10)
    process.stdout.close()
    assert (process.wait(30), process.stderr.read()) == (1, "")
    process.stderr.close()
