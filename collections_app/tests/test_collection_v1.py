"""The real collector's spreadsheet: what comes of it, fact by fact."""

from collections import Counter
from pathlib import Path

import pytest

from coins.models import Coin, CoinReference, ImportBatch, ProvenanceEvent, StoragePlace
from coins.services.edit import edit_coin
from coins.services.history import Change
from coinstack.accounts.models import User
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.services.imports import ImportReport
from collections_app.services.undoing import undo_import
from collections_app.tests.whole_collections import read_in

pytestmark = [needs_shared_data, pytest.mark.django_db]
SPREADSHEET: Path = SHARED_DATA / "collections" / "collection-v1.xlsx"


def run_import(owner: User, **options: object) -> ImportReport:
    return read_in(SPREADSHEET, owner, **options)


@pytest.fixture
def report(alice: User) -> ImportReport:
    return run_import(alice)


def filled(name: str) -> int:
    empty = {"": 1, None: 1}
    return sum(value not in empty for value in Coin.objects.values_list(name, flat=True))


def test_every_row_is_a_coin_or_a_stub_that_is_told(report: ImportReport) -> None:
    assert (report.rows, report.created, report.skipped, report.duplicates) == (117, 110, 7, 0)
    stubs = [
        problem for problem in report.problems if problem.severity == "info" and "only a number" in problem.message
    ]
    assert len(stubs) == 7
    assert Coin.objects.count() == 110


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("issuer", 110),
        ("denomination", 110),
        ("metal", 110),
        ("price", 110),
        ("source", 110),
        ("source_url", 110),
        ("category", 110),
        ("script", 110),
        ("weight_g", 90),
        ("mint", 96),
        ("reign_start", 110),
        ("portrait_subject", 108),
        ("grade", 73),
        ("inventory_number", 110),
    ],
)
def test_filled_fields(report: ImportReport, name: str, count: int) -> None:
    assert filled(name) == count


def test_diameters_are_the_86_measured_ones(report: ImportReport) -> None:
    assert filled("diameter_mm") == 86


def test_coin_dates_stand_apart_from_reigns(report: ImportReport) -> None:
    dated = Coin.objects.exclude(date_text="")
    assert dated.count() == 50
    assert all(coin.year_start is not None or coin.year_end is not None for coin in dated)
    only_reign = Coin.objects.filter(date_text="")
    assert not only_reign.exclude(year_start=None, year_end=None).exists()
    assert all(coin.dated_from == coin.reign_start for coin in only_reign)


def test_slabs(report: ImportReport) -> None:
    slabs = Coin.objects.filter(grading_state="slabbed")
    assert slabs.count() == 13
    assert slabs.exclude(strike_grade=None).exclude(surface_grade=None).count() == 6
    assert Coin.objects.exclude(grade="").count() == 73


def test_grade_typo_is_kept_and_told_not_guessed(report: ImportReport) -> None:
    nerva = Coin.objects.get(issuer="Nerva")
    assert (nerva.grade, nerva.strike_grade, nerva.surface_grade) == ("VF", 4, 3)
    assert "FV" in nerva.personal_notes
    assert any(problem.column == "NGC Grade" and "FV" in problem.value for problem in report.problems)


def test_doubtful_grade_keeps_its_question_mark(report: ImportReport) -> None:
    assert Coin.objects.filter(grade="XF?").count() == 2
    assert any(problem.value == "XF?" for problem in report.problems)


def test_references_are_kept_verbatim(report: ImportReport) -> None:
    texts = set(CoinReference.objects.values_list("text", flat=True))
    assert CoinReference.objects.count() == 72
    assert "\xa0RPC I 1701a" in texts
    assert "RIC V.1#\u202f13c" in texts
    assert not CoinReference.objects.filter(needs_review=False).exists()


def test_pedigrees_become_events_and_a_parallel_stays_a_note(report: ImportReport) -> None:
    assert ProvenanceEvent.objects.values("coin").distinct().count() == 6
    assert 9 <= ProvenanceEvent.objects.count() <= 11
    pius = Coin.objects.get(personal_notes__contains="Harlan J. Berk, Sale 227")
    assert not pius.provenance.exists()


def test_storage_codes_are_a_tree(report: ImportReport) -> None:
    place = StoragePlace.objects.get(path_text="Velv2 › 5 › 1")
    assert place.coins.get().issuer == "Tiberius"
    assert StoragePlace.objects.get(path_text="SlabBox1").coins.count() == 15
    assert Coin.objects.filter(storage_place=None).count() == 0


def test_stray_columns_are_notes(report: ImportReport) -> None:
    assert list(report.source.unmapped) == ["column C", "column AA"]
    assert Coin.objects.filter(personal_notes__contains="column C: ").count() == 5
    assert Coin.objects.filter(personal_notes__contains="column AA: ").count() == 1


def test_uncertain_mint_is_marked_and_kept_as_written(report: ImportReport) -> None:
    uncertain = set(Coin.objects.filter(is_mint_uncertain=True).values_list("mint", flat=True))
    assert {"Rome?", "Samosata or Antioch"} <= uncertain


def test_categories(report: ImportReport) -> None:
    counts = Counter(Coin.objects.values_list("category", flat=True))
    assert counts == {"roman_imperial": 102, "roman_provincial": 7, "roman_republic": 1}


def test_currency_is_assumed_and_told(report: ImportReport) -> None:
    assert set(Coin.objects.values_list("currency", flat=True)) == {"USD"}
    assert any("assumed" in problem.message for problem in report.problems)


def test_second_import_adds_nothing(report: ImportReport, alice: User) -> None:
    again = run_import(alice)
    assert (again.created, again.duplicates, again.skipped) == (0, 110, 117)
    assert Coin.objects.count() == 110


def test_another_collector_imports_the_same_file_for_himself(report: ImportReport, bob: User) -> None:
    assert run_import(bob).created == 110


def test_dry_run_tells_the_same_and_writes_nothing(alice: User) -> None:
    report = run_import(alice, dry_run=True)
    assert (report.rows, report.created, report.skipped) == (117, 110, 7)
    assert not Coin.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not StoragePlace.objects.exists()


def test_undo_removes_all_and_the_same_file_creates_them_again(report: ImportReport, alice: User) -> None:
    undone = undo_import(batch_id=report.batch.pk)
    assert (undone.removed, undone.kept) == (110, [])
    assert Coin.objects.present().count() == 0
    assert run_import(alice).created == 110


def test_undo_keeps_what_was_edited_since_and_names_it(report: ImportReport, alice: User) -> None:
    coin = Coin.objects.get(issuer="Nerva")
    edit_coin(coin_id=coin.pk, version=coin.version, values={"toning": "Grey"}, change=Change(user=alice))
    undone = undo_import(batch_id=report.batch.pk)
    assert undone.removed == 109
    assert undone.as_json()["kept_because_edited"] == 1
    assert undone.as_json()["kept"] == [{"coin": coin.pk, "title": coin.title}]
    assert Coin.objects.present().get() == coin


def test_history_knows_batch_and_source(report: ImportReport, alice: User) -> None:
    first = Coin.objects.get(issuer="Nerva").history.get()
    assert (first.history_batch, first.history_source) == (f"import:{report.batch.pk}", "import")
    assert first.history_user == alice
    assert "collection-v1.xlsx" in first.history_change_reason
