"""Measuring: a run of its own on a small collection, what it refuses, and what its figures mean."""

import json
import subprocess
import sys

import pytest
from django.core.management import call_command

from coins.benchdata import add_synthetic_coins
from coinstack.commands import WrongUse
from coinstack.jobs.progress import SilentProgress
from coinstack.tests.instance import CHECKOUT, environment, processes_of
from collections_app.benchmark.pages import list_budget_ms, pages
from collections_app.benchmark.workbook import write_workbook
from collections_app.importers.spreadsheet import read_spreadsheet
from collections_app.tests.whole_collections import read_in


def add(owner, count):
    add_synthetic_coins(owner=owner, count=count, progress=SilentProgress())


@pytest.mark.slow
@pytest.mark.processes
def test_small_run_measures_what_is_asked_for_and_leaves_nothing_behind(tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "bench",
            "--sizes=30",
            "--requests=1",
            "--import-rows=30",
            "--only=page 1",
            "--json",
        ],
        cwd=CHECKOUT,
        env=environment(tmp_path / "data", TMPDIR=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert [(size["coins"], size["growth"]["coins"]) for size in result["sizes"]] == [(30, 30)]
    names = [page["name"] for page in result["sizes"][0]["pages"]]
    assert "list, all coins, page 1" in names
    assert [name for name in names if "page 1" not in name] == []
    assert all(page["p95_ms"] > 0 for size in result["sizes"] for page in size["pages"])
    limits = {page["name"]: page["limit_ms"] for page in result["sizes"][0]["pages"]}
    assert (
        0
        < limits["list, all coins, page 1"]
        < result["sizes"][0]["pages"][names.index("list, all coins, page 1")]["p95_ms"]
    )
    assert result["import"]["created"] == 30
    assert list(tmp_path.glob("coinstack-bench-*")) == []
    assert processes_of(tmp_path / "data") == {}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["--sizes=many"], id="sizes that are no numbers"),
        pytest.param(["--sizes=0"], id="no coins"),
        pytest.param(["--sizes=10,,20"], id="a size left out"),
        pytest.param(["--requests=0"], id="no requests"),
        pytest.param(["--import-rows=-1"], id="fewer rows than none"),
    ],
)
def test_command_refuses(words):
    with pytest.raises(WrongUse):
        call_command("bench", *words)


def test_a_database_with_accounts_is_left_alone(alice):
    with pytest.raises(WrongUse, match="empty database"):
        call_command("bench", "--here", "--sizes=10")
    assert not alice.coins.exists()


def test_pages_cover_every_sortable_column_both_ways_and_at_both_ends_and_are_there(alice, client_for):
    add(alice, 60)
    found = list(pages(alice, 60))
    client = client_for(alice)
    assert {client.get(page.paths[0]).status_code for page in found if page.paths} == {200}
    by_weight = {path for page in found if page.group == "list by weight_g" for path in page.paths}
    assert by_weight >= {
        "/coins/?sort=weight_g",
        "/coins/?sort=-weight_g",
        "/coins/?sort=weight_g&page=2",
        "/coins/?metal=silver&sort=-weight_g",
    }
    assert len({page.name for page in found}) == len(found)


@pytest.mark.parametrize(("coins", "budget"), [(50, 150), (1_000, 150), (20_000, 200), (20_001, 300), (500_000, 300)])
def test_budget_of_a_list_follows_its_size(coins, budget):
    assert list_budget_ms(coins) == budget


def test_workbook_is_one_that_the_importer_understands(alice, tmp_path):
    path = tmp_path / "coins.xlsx"
    write_workbook(path, 40)
    assert read_spreadsheet(path).count == 40
    report = read_in(path, alice).as_json()
    assert (report["rows"], report["created"], report["unmapped"]) == (40, 40, [])
    assert [problem for problem in report["problems"] if problem["severity"] == "error"] == []
