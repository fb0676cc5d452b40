"""Rows that the run refuses: each fails alone, and what was made for it is not used for the next."""

from pathlib import Path

import pytest

from coins.models import Coin, StoragePlace, Tag
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from collections_app.services import wizard
from collections_app.services.imports import ImportReport
from collections_app.services.undoing import undo_import
from collections_app.tests.import_recipes import begin, csv_upload, run_session
from collections_app.tests.whole_collections import read_in
from collections_app.tests.workbooks import write_csv

pytestmark = pytest.mark.django_db


def run(folder: Path, owner: User, text: str) -> ImportReport:
    return read_in(write_csv(folder / "a.csv", text), owner, currency="EUR", on_duplicate="update")


def test_places_made_for_a_refused_chunk_are_made_again(tmp_path: Path, alice: User) -> None:
    rows = "Ruler,Year start,Year end,Location\nGalba,68,69,Cabinet 2 / Tray 5\nNero,68,54,Cabinet 2 / Tray 6\n"
    report = run(tmp_path, alice, rows)
    assert (report.created, report.skipped) == (1, 1)
    assert str(Coin.objects.get().storage_place) == "Cabinet 2 › Tray 5"
    assert not StoragePlace.objects.filter(name="Tray 6").exists()


UPDATES = """Certificate,Ruler,Year start,Inventory no
C1,Nero,54,
C2,Galba,150,
C3,Otho,69,17
C4,Vitellius,69,
"""


@pytest.fixture
def four(alice: User) -> None:
    make_coin(alice, issuer="Nero", certification_number="C1")
    make_coin(alice, issuer="Galba", certification_number="C2", year_start=68, year_end=69)
    make_coin(alice, issuer="Otho", certification_number="C3")
    make_coin(alice, issuer="Hadrian", inventory_number="17")


def test_update_that_the_coins_rules_refuse_fails_alone(tmp_path: Path, alice: User, four: None) -> None:
    """The year contradicts the coin's own last one, the number is another coin's: neither can be seen in the row."""
    report = run(tmp_path, alice, UPDATES)
    assert (report.updated, report.created, report.skipped) == (1, 1, 2)
    told = {problem.row: problem.message for problem in report.problems if problem.severity == "error"}
    assert set(told) == {3, 4}
    assert all(message.startswith("Not updated. ") for message in told.values())
    years = {coin.issuer: coin.year_start for coin in Coin.objects.all()}
    assert years == {"Nero": 54, "Galba": 68, "Otho": None, "Hadrian": None, "Vitellius": 69}


@pytest.mark.parametrize(
    ("more", "left"),
    [("", []), ("C1,Nero,54,Safe / Tray 5,lion\n", ["Safe", "Tray 5", "lion"])],
    ids=["alone", "before a row that names them too"],
)
def test_refused_update_leaves_no_place_and_no_tag(
    tmp_path: Path, alice: User, four: None, more: str, left: list[str]
) -> None:
    row = "C2,Galba,150,Safe / Tray 5,lion\n"
    report = run(tmp_path, alice, f"Certificate,Ruler,Year start,Location,Tags\n{row}{more}")
    assert (report.updated, report.skipped) == (int(bool(more)), 1)
    names = [*StoragePlace.objects.values_list("name", flat=True), *Tag.objects.values_list("name", flat=True)]
    assert sorted(names) == left


def test_cost_that_is_too_large_is_told_by_its_label(tmp_path: Path, alice: User) -> None:
    report = run(tmp_path, alice, "Ruler,Price,Shipping\nNero,999999999999,1\n")
    [told] = [problem.message for problem in report.problems if problem.severity == "error"]
    assert told.startswith("Not imported. Total cost: ")


def test_undo_of_a_title_lets_it_follow_the_fields_again(tmp_path: Path, alice: User) -> None:
    coin = make_coin(alice, issuer="Nero", denomination="As", certification_number="C1")
    report = run(tmp_path, alice, "Certificate,Title\nC1,The burning of Rome\n")
    coin.refresh_from_db()
    assert (coin.title, coin.title_is_custom) == ("The burning of Rome", True)
    assert report.batch is not None
    undo_import(batch_id=report.batch.pk)
    coin.refresh_from_db()
    assert (coin.title, coin.title_is_custom) == ("Nero, as", False)


def test_refused_update_does_not_stop_the_wizards_run(alice: User, four: None) -> None:
    session = begin(alice, csv_upload(*UPDATES.splitlines()[1:], head=UPDATES.splitlines()[0]))
    wizard.set_options(session, on_duplicate="update")
    wizard.check(session)
    assert run_session(session).state == "done"
    counts = wizard.report(session).counts
    assert (counts.updated, counts.created, counts.failed) == (1, 1, 2)


def test_update_loses_no_note_that_was_written_meanwhile(tmp_path: Path, alice: User) -> None:
    """A column without a field is kept as a note; one for notes says what they are to be."""
    make_coin(
        alice, issuer="Nero", certification_number="C1", personal_notes="Seen in Basel.\nShelf: upper\nColour: greyish"
    )
    make_coin(alice, issuer="Galba", certification_number="C2", personal_notes="Seen in Basel.")
    run(tmp_path, alice, "Certificate,Ruler,Shelf,Colour\nC1,Nero,upper,grey\n")
    run(tmp_path, alice, "Certificate,Ruler,Notes,Colour\nC2,Galba,from the file,grey\n")
    notes = dict(Coin.objects.values_list("issuer", "personal_notes"))
    assert notes == {
        "Nero": "Seen in Basel.\nShelf: upper\nColour: greyish\nColour: grey",
        "Galba": "from the file\nColour: grey",
    }


def test_tags_of_a_row_are_added_to_the_coin_that_it_is_and_taken_back(tmp_path: Path, alice: User) -> None:
    coin = make_coin(alice, issuer="Nero", certification_number="C1")
    coin.tags.add(Tag.objects.create(owner=alice, name="Own"))
    report = run(tmp_path, alice, 'Certificate,Ruler,Tags\nC1,Nero,"own, lion"\n')
    assert (report.updated, sorted(tag.name for tag in coin.tags.all())) == (1, ["Own", "lion"])
    assert report.batch is not None
    undo_import(batch_id=report.batch.pk)
    assert [tag.name for tag in coin.tags.all()] == ["Own"]
