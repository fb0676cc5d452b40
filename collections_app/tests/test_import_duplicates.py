"""What happens to rows that are coins already: skip, update or create; and the way back from an update."""

from pathlib import Path

import pytest

from coins.models import Coin, ImportRow
from coins.services.edit import edit_coin, trash_coins
from coins.services.history import Change
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError, NotFound
from coinstack.jobs.progress import JobCancelled, SilentProgress
from collections_app.services import imports, undoing
from collections_app.services.import_report import edited_since
from collections_app.services.imports import ImportOptions, ImportReport, import_file
from collections_app.services.undoing import undo_import
from collections_app.tests.whole_collections import read_in
from collections_app.tests.workbooks import write_csv

pytestmark = pytest.mark.django_db
HEAD = "Ruler,Denomination,Weight,Link,Certificate,Reference,Notes"


def run(path: Path, owner: User, *rows: str, rule: imports.OnDuplicate = "skip") -> ImportReport:
    write_csv(path, "\n".join([HEAD, *rows]))
    return read_in(path, owner, currency="EUR", on_duplicate=rule)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coins.csv"


def test_group_lot_in_one_file_is_no_duplicate(path: Path, alice: User) -> None:
    same = "Probus,Antoninianus,3.06,https://example.org/lot/1,,,"
    assert run(path, alice, same, same).created == 2


@pytest.mark.parametrize(
    "second",
    [
        "Nero,Denarius,3.41,https://example.org/lot/1,,RIC 53,the same with a remark",
        "Someone,As,,,NGC-777,,the same holder",
    ],
    ids=["link+issuer+weight", "certificate"],
)
def test_changed_row_of_a_known_coin_is_recognised(path: Path, alice: User, second: str) -> None:
    run(path, alice, "Nero,Denarius,3.41,https://example.org/lot/1,NGC-777,RIC 53,")
    report = run(path, alice, second)
    assert (report.created, report.duplicates) == (0, 1)


@pytest.mark.parametrize(
    "second",
    [
        "Nero,Denarius,3.39,https://example.org/lot/1,,RIC 53,",
        "Galba,Denarius,3.41,https://example.org/lot/1,,RIC 53,",
        "Nero,Denarius,3.41,https://example.org/lot/2,,RIC 53,",
    ],
    ids=["other weight", "other issuer", "other link"],
)
def test_another_coin_of_the_lot_is_new(path: Path, alice: User, second: str) -> None:
    run(path, alice, "Nero,Denarius,3.41,https://example.org/lot/1,,RIC 53,")
    assert run(path, alice, second).created == 1


def test_coin_in_the_trash_is_not_known(path: Path, alice: User) -> None:
    row = "Nero,Denarius,3.41,https://example.org/lot/1,,RIC 53,"
    run(path, alice, row)
    trash_coins(coins=Coin.objects.all(), change=Change(alice))
    assert run(path, alice, row).created == 1


def test_create_makes_a_second_coin(path: Path, alice: User) -> None:
    row = "Nero,Denarius,3.41,https://example.org/lot/1,,RIC 53,"
    run(path, alice, row)
    assert run(path, alice, row, rule="create").created == 1
    assert Coin.objects.count() == 2


def test_update_writes_over_what_differs_and_keeps_what_the_row_leaves_blank(path: Path, alice: User) -> None:
    run(path, alice, "Nero,Denarius,3.41,https://example.org/lot/1,C1,RIC 53,old")
    report = run(path, alice, "Nero,Aureus,,,C1,RIC 53; RSC 119,", rule="update")
    assert (report.created, report.updated) == (0, 1)
    coin = Coin.objects.get()
    assert (coin.denomination, str(coin.weight_g), coin.personal_notes, coin.version) == ("Aureus", "3.410", "old", 2)
    assert [reference.text for reference in coin.references.all()] == ["RIC 53", "RIC 53; RSC 119"]
    assert coin.references.filter(is_primary=True).count() == 1


def test_undo_of_an_update_gives_the_former_values_back(path: Path, alice: User) -> None:
    run(path, alice, "Nero,Denarius,3.41,https://example.org/lot/1,C1,RIC 53,old")
    report = run(path, alice, "Nero,Aureus,7.25,,C1,RIC 54,new", rule="update")
    undone = undo_import(batch_id=report.batch.pk)
    coin = Coin.objects.get()
    assert (undone.removed, undone.restored, undone.kept) == (0, 1, [])
    assert (coin.denomination, str(coin.weight_g), coin.personal_notes) == ("Denarius", "3.410", "old")
    assert [reference.text for reference in coin.references.all()] == ["RIC 53"]
    assert coin.deleted_at is None


def test_undo_of_an_update_keeps_a_coin_edited_since(path: Path, alice: User) -> None:
    run(path, alice, "Nero,Denarius,3.41,,C1,RIC 53,old")
    report = run(path, alice, "Nero,Aureus,7.25,,C1,RIC 53,new", rule="update")
    coin = Coin.objects.get()
    edit_coin(coin_id=coin.pk, version=coin.version, values={"toning": "grey"}, change=Change(alice))
    assert undo_import(batch_id=report.batch.pk).kept == [coin]
    assert Coin.objects.get().denomination == "Aureus"


FOUR_ROWS = (
    "Nero,Aureus,,,C1,RIC 54,",
    "Nero,,7.25,,C1,,new",
    "Nero,Quinarius,,,C1,RIC 55,",
    "Nero,As,1.50,,C1,,newer",
)


@pytest.mark.parametrize("chunk", [300, 3, 1])
def test_undo_takes_back_what_several_rows_of_a_file_did_to_a_coin(
    path: Path, alice: User, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "CHUNK", chunk)
    run(path, alice, "Nero,Denarius,3.41,,C1,RIC 53,old")
    report = run(path, alice, *FOUR_ROWS, rule="update")
    assert (report.updated, Coin.objects.get().denomination) == (4, "As")
    assert report.batch is not None
    assert edited_since(report.batch) == []
    undone = undo_import(batch_id=report.batch.pk)
    coin = Coin.objects.get()
    assert (undone.removed, undone.restored, undone.kept) == (0, 1, [])
    assert (coin.denomination, str(coin.weight_g), coin.personal_notes) == ("Denarius", "3.410", "old")
    assert [reference.text for reference in coin.references.all()] == ["RIC 53"]


class EditedAfterTheFirstChunk(SilentProgress):
    def __init__(self, owner: User) -> None:
        self.change = Change(owner)

    def advance(self, count: int = 1, message: str = "") -> None:
        coin = Coin.objects.get()
        if not coin.toning:
            edited = {"denomination": "Sestertius", "toning": "grey"}
            edit_coin(coin_id=coin.pk, version=coin.version, values=edited, change=self.change)


def test_undo_keeps_what_was_edited_between_two_rows(path: Path, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run(path, alice, "Nero,Denarius,3.41,,C1,RIC 53,old")
    monkeypatch.setattr(imports, "CHUNK", 1)
    write_csv(path, "\n".join([HEAD, "Nero,Aureus,,,C1,,", "Nero,,7.25,,C1,,", "Nero,,7.50,,C1,,"]))
    options = ImportOptions(currency="EUR", on_duplicate="update")
    report = import_file(path=path, owner=alice, options=options, progress=EditedAfterTheFirstChunk(alice))
    assert report.batch is not None
    undo_import(batch_id=report.batch.pk)
    coin = Coin.objects.get()
    assert (coin.denomination, coin.toning, str(coin.weight_g)) == ("Sestertius", "grey", "3.410")


def test_undo_of_an_update_whose_former_number_another_coin_has(path: Path, alice: User) -> None:
    """The one coin is kept as it is; the others are taken back all the same."""
    nero, galba = (
        make_coin(alice, issuer=issuer, certification_number=certificate, inventory_number=number)
        for issuer, certificate, number in (("Nero", "C1", "17"), ("Galba", "C2", "18"))
    )
    head = "Certificate,Ruler,Inventory no"
    write_csv(path, f"{head}\nC1,Nero,27\nC2,Galba,28\n")
    report = read_in(path, alice, currency="EUR", on_duplicate="update")
    make_coin(alice, issuer="Otho", inventory_number="17")
    assert report.batch is not None
    undone = undo_import(batch_id=report.batch.pk)
    assert (undone.restored, undone.kept) == (1, [nero])
    numbers = dict(Coin.objects.values_list("issuer", "inventory_number"))
    assert numbers == {"Nero": "27", "Galba": "18", "Otho": "17"}
    assert galba.pk not in {coin.pk for coin in undone.kept}


def test_undo_twice_and_of_nothing(path: Path, alice: User) -> None:
    report = run(path, alice, "Nero,Denarius,3.41,,,,")
    undo_import(batch_id=report.batch.pk)
    with pytest.raises(CoinStackError, match="undone already"):
        undo_import(batch_id=report.batch.pk)
    with pytest.raises(NotFound):
        undo_import(batch_id=report.batch.pk + 1)


class CancelledAfter(SilentProgress):
    """Somebody presses cancel once `chunks` of the file are done."""

    def __init__(self, chunks: int) -> None:
        self.left = chunks

    def check_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise JobCancelled


def test_cancel_keeps_whole_chunks_that_can_be_undone_or_continued(path: Path, alice: User) -> None:
    rows = [f"Nero,Denarius,3.{index:03},https://example.org/{index},,," for index in range(imports.CHUNK + 50)]
    write_csv(path, "\n".join([HEAD, *rows]))
    options = ImportOptions(currency="EUR")
    with pytest.raises(JobCancelled):
        import_file(path=path, owner=alice, options=options, progress=CancelledAfter(1))
    assert Coin.objects.count() == imports.CHUNK == ImportRow.objects.count()
    again = read_in(path, alice, currency="EUR")
    assert (again.created, again.duplicates) == (50, imports.CHUNK)
