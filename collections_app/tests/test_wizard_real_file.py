"""The real collector's spreadsheet through the wizard: the same collection as the command makes of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coins.models import Coin, CoinReference, ProvenanceEvent
from coinstack.accounts.models import User
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.models import ImportSession, SessionRow
from collections_app.services import wizard
from collections_app.tests.import_recipes import begin, run_session, uploaded
from collections_app.tests.whole_collections import read_in, records, wipe

pytestmark = [needs_shared_data, pytest.mark.django_db]
SPREADSHEET = SHARED_DATA / "collections" / "collection-v1.xlsx"


@pytest.fixture
def session(alice: User) -> ImportSession:
    return begin(alice, uploaded(SPREADSHEET))


def test_detection(session: ImportSession) -> None:
    found = wizard.detection_of(session)
    assert (found.format, found.sheet, found.header_row, found.rows) == ("xlsx", "Sheet1", 1, 117)
    assert found.confidence >= 0.9
    assert "Row 1 holds the headings" in " ".join(found.reasons)


def test_check_counts_and_pages_cost_the_same(session: ImportSession) -> None:
    page = wizard.check(session)
    assert (page.counters.new, page.counters.skip, page.counters.total) == (110, 7, 117)
    assert (len(page.rows), page.count, page.pages) == (50, 117, 3)
    costs = []
    for per_page in (5, 100):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            wizard.check(ImportSession.objects.get(pk=session.pk), per_page=per_page)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 8


def test_same_coins_as_the_command(session: ImportSession, bob: User) -> None:
    job = run_session(session)
    assert (job.state, job.error) == ("done", "")
    report = wizard.report(session)
    assert (report.state, report.counts.created, report.counts.skipped) == ("done", 110, 7)
    through_wizard = records()
    wipe()
    read_in(SPREADSHEET, bob)
    assert records() == through_wizard
    assert (CoinReference.objects.count(), ProvenanceEvent.objects.values("coin").distinct().count()) == (72, 6)


def test_nothing_is_left_of_the_session_but_its_report(session: ImportSession) -> None:
    run_session(session)
    assert session.is_finished
    assert not session.folder_path.exists()
    assert not SessionRow.objects.exists()
    assert list(ImportSession.objects.values_list("step", flat=True)) == ["report"]


def test_same_file_again_adds_nothing(session: ImportSession, alice: User) -> None:
    run_session(session)
    again = begin(alice, uploaded(SPREADSHEET))
    counters = wizard.check(again).counters
    assert (counters.new, counters.duplicate, counters.skip) == (0, 110, 7)
    run_session(again)
    assert wizard.report(again).counts.created == 0
    assert Coin.objects.count() == 110


def test_undo_removes_all(session: ImportSession) -> None:
    run_session(session)
    undone = wizard.undo(session)
    assert (undone.removed, undone.kept) == (110, [])
    assert wizard.report(session).state == "undone"
