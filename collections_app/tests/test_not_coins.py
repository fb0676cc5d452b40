"""Rows of a list that are no coins: sums at its end, sections, headings printed again."""

from pathlib import Path

import pytest

from coins.models import Coin
from coinstack.accounts.models import User
from collections_app.importers.not_coins import no_coin
from collections_app.services import wizard
from collections_app.tests.import_recipes import begin, uploaded
from collections_app.tests.whole_collections import read_in
from collections_app.tests.workbooks import write_workbook

pytestmark = pytest.mark.django_db
TARGETS = {"No": "inventory_number", "Ruler": "issuer", "Denomination": "denomination", "Price": "price"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    head = ["No", "Ruler", "Denomination", "Weight", "Price (USD)"]
    return write_workbook(
        tmp_path / "list.xlsx",
        [
            head,
            ["ROMAN IMPERIAL"],
            ["'007", "Nero", "As", "10.5", "55"],
            [2, "Galba", "Denarius", 3.2, 250],
            head,
            [3, "'Abd al-Malik", "Dirham", 2.9, "$ 60"],
            ["Total", None, None, None, 365],
            [None, "3 coins", None, "=AVERAGE(D3:D6)", "Ø 121.67"],
        ],
    )


def test_only_coins_become_coins(path: Path, alice: User) -> None:
    report = read_in(path, alice)
    assert (report.rows, report.created, report.skipped) == (7, 3, 4)
    numbers = Coin.objects.order_by("inventory_sort").values_list("inventory_number", "issuer", "currency")
    assert list(numbers) == [("2", "Galba", "USD"), ("3", "'Abd al-Malik", "USD"), ("007", "Nero", "USD")]
    told = {problem.row: problem.message for problem in report.problems if "no coin" in problem.message}
    assert {row: message[:22] for row, message in told.items()} == {
        2: "The row holds only a n",
        5: "The row repeats the he",
        7: "The row sums up others",
        8: "The row sums up others",
    }


def test_check_says_why_a_row_is_left_out(path: Path, alice: User) -> None:
    session = begin(alice, uploaded(path))
    rows = {row.number: row for row in wizard.check(session).rows}
    assert rows[7].result == "skip"
    assert rows[7].messages == ("The row sums up others (“Total”) and is no coin; not imported.",)


@pytest.mark.parametrize(
    "cells",
    [
        {"Ruler": "Total", "Denomination": "As"},
        {"Ruler": "Nero", "Price": 12},
        {"Ruler": "Nero", "Denomination": "Count"},
        {"Ruler": "Total"},
    ],
    ids=["a word beside it", "a ruler and a price", "a denomination of that name", "nothing to sum up"],
)
def test_a_coin_that_looks_like_a_sum_is_a_coin(cells: dict[str, object]) -> None:
    assert no_coin(cells, TARGETS) == ""


def test_a_lot_with_a_number_of_its_own_is_a_coin() -> None:
    assert no_coin({"No": 5, "Denomination": "3 coins", "Price": 25}, TARGETS) == ""
    assert "sums up" in no_coin({"No": "3 coins", "Price": 75}, TARGETS)
    assert "sums up" in no_coin({"No": 112, "Ruler": "Total", "Price": 7500}, TARGETS)


@pytest.mark.parametrize(
    ("text", "is_sum"),
    [("Total: 3 coins", True), ("Totaal 12", True), ("Σύνολο", True), ("Total Roman", False), ("Count Roger", False)],
)
def test_total_with_what_it_counts(text: str, is_sum: bool) -> None:
    assert bool(no_coin({"Ruler": text, "Price": 1360}, TARGETS)) == is_sum
