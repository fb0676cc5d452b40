"""What the coin's own values will refuse is told by the check and the dry run, before anything is written."""

from pathlib import Path

import pytest

from coins.models import Coin
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from collections_app.services import foreseeing, wizard
from collections_app.services.import_mapping import layout_of
from collections_app.services.import_rows import draft_of
from collections_app.services.matching import known_coins
from collections_app.services.wizard_shapes import CheckRow
from collections_app.tests.import_recipes import begin, csv_upload, run_session
from collections_app.tests.whole_collections import read_in
from collections_app.tests.workbooks import write_csv

pytestmark = pytest.mark.django_db
HEAD = "Certificate,Ruler,Year start,Year end,Inventory no"
LATER = "C-1,Nero,80,,"  # the coin's own last year is 68


@pytest.fixture
def known(alice: User) -> Coin:
    return make_coin(alice, certification_number="C-1", issuer="Nero", year_start=54, year_end=68)


def judged(alice: User, *rows: str) -> dict[int, CheckRow]:
    session = begin(alice, csv_upload(*rows, head=HEAD))
    wizard.set_options(session, on_duplicate="update")
    return {row.number: row for row in wizard.check(session).rows}


def test_years_that_the_coins_own_do_not_allow(alice: User, known: Coin) -> None:
    row = judged(alice, LATER)[2]
    assert row.result == "problem"
    assert [cell.state for cell in row.cells if cell.message] == ["error"]


def test_number_that_another_coin_has(alice: User, known: Coin) -> None:
    make_coin(alice, inventory_number="A-1")
    row = judged(alice, "C-1,Nero,,,A-1")[2]
    assert row.result == "problem"
    assert "Another coin has this inventory number." in " ".join(cell.message for cell in row.cells)


def test_values_that_fit_are_no_problem(alice: User, known: Coin) -> None:
    assert judged(alice, "C-1,Nero,60,,A-2")[2].result == "update"


def test_row_is_held_against_the_row_before_it(alice: User, known: Coin) -> None:
    """The first row makes room for the second."""
    rows = judged(alice, "C-1,Nero,,90,", LATER)
    assert [row.result for row in rows.values()] == ["update", "update"]


def test_check_and_run_agree(alice: User, known: Coin) -> None:
    session = begin(alice, csv_upload(LATER, "C-1,Nero,60,,", head=HEAD))
    wizard.set_options(session, on_duplicate="update")
    foreseen = wizard.check(session).counters
    run_session(session)
    assert (foreseen.problem, foreseen.update) == (1, 1)
    counts = wizard.report(session).counts
    assert (counts.failed, counts.updated) == (1, 1)


@pytest.mark.parametrize(("row", "told"), [(LATER, "later"), ("C-9,Nero,80,70,", "later")], ids=["update", "new"])
def test_dry_run_foresees_it(tmp_path: Path, alice: User, known: Coin, row: str, told: str) -> None:
    path = write_csv(tmp_path / "a.csv", f"{HEAD}\n{row}\n")
    report = read_in(path, alice, dry_run=True, on_duplicate="update")
    assert (report.created, report.updated, report.skipped) == (0, 0, 1)
    assert [problem.severity for problem in report.problems if told in problem.message] == ["error"]


def test_row_is_held_against_a_row_far_before_it(alice: User, known: Coin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing, "MOST_COINS", 2)
    make_coin(alice, certification_number="C-2")
    make_coin(alice, certification_number="C-3")
    rows = ["C-1,Nero,,90,", "C-2,Galba,,,", "C-3,Otho,,,", LATER, "C-1,Nero,95,,"]
    foresight, found = foreseeing.Foresight(), []
    session = begin(alice, csv_upload(*rows, head=HEAD))
    drafts = [draft_of(row, layout_of(session)) for row in session.rows.order_by("number")]
    coins = known_coins(alice, drafts, batch=None)
    for draft in drafts:
        found.append(len(foresight.of_update(draft, coins[draft.row].coin_id)))
        assert len(foresight.coins) <= 2
    assert found == [0, 0, 0, 0, 1]
