"""How the database goes about a list: no query of the list of all coins reads the whole table."""

import pytest
from django.db import connection

from coins.benchdata import add_synthetic_coins
from coins.fields import FIELDS
from coins.filters import CoinFilters
from coins.query_plans import Plan, list_plans
from coinstack.jobs.progress import SilentProgress


@pytest.mark.usefixtures("planned_as_for_many")
def test_list_of_all_coins_never_reads_the_whole_table(alice):
    add_synthetic_coins(owner=alice, count=120, progress=SilentProgress())
    plans = list_plans(alice, CoinFilters())
    assert {plan.name for plan in plans} == {
        "figures",
        "ids of page 1",
        "ids of the last page",
        "coin before and after",
    }
    assert [plan for plan in plans if plan.scans_all_coins] == []


@pytest.mark.parametrize(
    ("step", "scans"),
    [
        ("SCAN coins_coin", True),
        ("SCAN coins_coin USING INDEX coins_metal", True),
        ("SCAN coins_coin USING COVERING INDEX coins_summed", False),
        ("SEARCH coins_coin USING INDEX coins_metal (owner_id=?)", False),
        ("SCAN coins_coinreference", False),
    ],
)
def test_full_scan_is_told_from_other_steps_of_sqlite(step, scans, monkeypatch):
    monkeypatch.setattr("django.db.connection.vendor", "sqlite")
    assert Plan("list", "SELECT 1", (step,)).scans_all_coins is scans


def test_empty_collection_has_plans_but_no_neighbours(alice):
    assert {plan.name for plan in list_plans(alice, CoinFilters())} == {"figures"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the table holds")
@pytest.mark.parametrize("name", [spec.name for spec in FIELDS if spec.facet and spec.kind in {"text", "choice"}])
def test_figures_under_a_filter_are_read_from_an_index_alone(alice, name):
    figures = list_plans(alice, CoinFilters.from_query(f"none={name}"))[0]
    assert [step for step in figures.steps if "COVERING INDEX" not in step] == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite asks its full-text table first")
@pytest.mark.usefixtures("planned_as_for_many")
def test_page_of_a_search_for_common_words_is_found_by_walking_the_coins(alice, monkeypatch):
    add_synthetic_coins(owner=alice, count=120, progress=SilentProgress())
    monkeypatch.setattr("coins.filters.sorting.SHORT", 0)
    page = next(plan for plan in list_plans(alice, CoinFilters(q="roman")) if plan.name == "ids of page 1")
    assert "search_row" in " ".join(page.steps)
