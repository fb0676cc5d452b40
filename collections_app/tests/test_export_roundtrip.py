"""Export, wipe, import: the same collection again."""

import csv
import json
import resource
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from coins.models import Coin
from coins.services.history import Change
from coins.services.register import NewCoin, Shelves, register_coins
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.commands import WrongUse
from coinstack.exceptions import CoinStackError
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.exporters.files import write_export
from collections_app.exporters.formats import neutralised
from collections_app.importers.guarding import unguarded
from collections_app.importers.rows import Layout, draft_cells
from collections_app.importers.transforms import Transform
from collections_app.tests.random_coins import random_coins
from collections_app.tests.whole_collections import read_in, records, wipe
from collections_app.tests.workbooks import write_csv

pytestmark = pytest.mark.django_db


def export(path: Path, export_format: str, owner: str = "alice", **options: Any) -> None:
    call_command("export_collection", str(path), owner=owner, format=export_format, **options)


@needs_shared_data
def test_real_collection_survives_export_wipe_import(tmp_path: Path, alice: User) -> None:
    read_in(SHARED_DATA / "collections" / "collection-v1.xlsx", alice)
    before = records()
    export(tmp_path / "all.json", "json")
    wipe()
    report = read_in(tmp_path / "all.json", alice)
    assert (report.created, report.problems) == (110, report.problems)
    assert [problem for problem in report.problems if problem.row] == []
    assert records() == before


def test_every_kind_of_field_survives(tmp_path: Path, alice: User) -> None:
    full = NewCoin(
        {
            "title": "A title of my own",
            "issuer": "Ἀλέξανδρος",
            "metal": "silver",
            "weight_g": "17.205",
            "die_axis_h": "7.5",
            "year_start": -323,
            "year_end": -317,
            "is_circa": True,
            "acquired_on": "2011-04-14",
            "price": "1250.50",
            "currency": "EUR",
            "surface_issues": ["scratches", "light graffito, edge"],
            "personal_notes": "two\nlines, a “quote” and =1+1",
        },
        references=[{"text": " Price 4\xa0 var. ", "is_primary": True}, {"text": "SNG Cop 682", "order": 1}],
        provenance=[{"kind": "auction", "source_name": "Leu", "sale_number": "7", "premium_pct": "12.5"}],
        storage=("Cabinet 2", "Tray 5"),
        tags=("lion", "Löwe"),
    )
    register_coins(shelves=Shelves(alice), new=[full], change=Change(alice))
    before = records()
    export(tmp_path / "all.json", "json")
    wipe()
    read_in(tmp_path / "all.json", alice)
    assert records() == before
    assert before[0]["weight_g"] == 17.205
    assert before[0]["storage_place"] == ["Cabinet 2", "Tray 5"]


# What a table has no room for: of references and stations it holds the wording.
IN_WORDS = {"references": "text", "provenance": "raw_text"}


def in_words(record: dict[str, Any]) -> dict[str, Any]:
    return record | {name: [row.get(key, "") for row in record[name]] for name, key in IN_WORDS.items()}


@pytest.mark.parametrize("export_format", ["json", "csv", "xlsx"])
def test_collection_with_everything_in_it_survives(tmp_path: Path, alice: User, export_format: str) -> None:
    """Greek, formulas, guarded texts, BC years, prices of 0, separators in lists, space that is meant."""
    register_coins(shelves=Shelves(alice), new=random_coins(seed=7, count=60), change=Change(alice))
    before = records()
    export(tmp_path / f"all.{export_format}", export_format)
    wipe()
    report = read_in(tmp_path / f"all.{export_format}", alice)
    assert [problem.message for problem in report.problems if problem.row > 1] == []
    if export_format == "json":
        assert records() == before
    else:
        assert list(map(in_words, records())) == list(map(in_words, before))


def test_draft_is_a_draft_again(tmp_path: Path, alice: User) -> None:
    make_coin(alice, issuer="Nero", is_draft=True)
    make_coin(alice, issuer="Galba")
    export(tmp_path / "all.json", "json")
    wipe()
    read_in(tmp_path / "all.json", alice)
    assert dict(Coin.objects.values_list("issuer", "is_draft")) == {"Nero": True, "Galba": False}


@pytest.mark.parametrize("export_format", ["json", "csv", "xlsx"])
def test_price_without_a_currency_gets_none(tmp_path: Path, alice: User, export_format: str) -> None:
    make_coin(alice, issuer="Nero", price=12)
    export(tmp_path / f"all.{export_format}", export_format)
    wipe()
    read_in(tmp_path / f"all.{export_format}", alice)
    assert Coin.objects.get().currency == ""


def test_pictures_that_the_file_only_names_are_told(tmp_path: Path, alice: User) -> None:
    coin = {"issuer": "Nero", "images": [{"file": "a.jpg"}, {"file": "b.jpg"}]}
    path = tmp_path / "all.json"
    path.write_text(json.dumps({"format": "coinstack", "version": 1, "coins": [coin]}))
    told = [problem.message for problem in read_in(path, alice).problems if problem.column == "images"]
    assert told == ["The file names 2 pictures of this coin, and holds none; restore them from a backup."]


def test_edited_export_is_read_like_any_list(tmp_path: Path, alice: User) -> None:
    """Somebody writes into the exported table by hand: a comma, a unit, a word for the metal."""
    make_coin(alice, issuer="Nero", weight_g="3.41", metal="silver", acquired_on="2001-02-03")
    export(tmp_path / "all.csv", "csv")
    text = (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    changed = text.replace("3.41", '"3,45 g"').replace("silver", "AV").replace("2001-02-03", "March 98")
    wipe()
    read_in(write_csv(tmp_path / "edited.csv", changed), alice)
    coin = Coin.objects.get()
    assert (str(coin.weight_g), coin.metal, str(coin.acquired_on)) == ("3.450", "gold", "1998-03-01")


def test_price_of_nothing_survives(tmp_path: Path, alice: User) -> None:
    """A gift: its price is known, and 0."""
    read_in(write_csv(tmp_path / "a.csv", "Ruler,Price,Currency\nNero,0,EUR\n"), alice)
    for export_format in ("json", "csv", "xlsx"):
        export(tmp_path / f"all.{export_format}", export_format)
        wipe()
        read_in(tmp_path / f"all.{export_format}", alice)
        coin = Coin.objects.get()
        assert (coin.price, coin.currency, coin.is_circa) == (0, "EUR", False)


def test_reference_that_looks_like_a_formula_reads_back(tmp_path: Path, alice: User) -> None:
    read_in(write_csv(tmp_path / "a.csv", "Ruler,Reference\nNero,-- (unlisted)\n"), alice)
    export(tmp_path / "all.csv", "csv")
    wipe()
    read_in(tmp_path / "all.csv", alice)
    assert [each.text for each in Coin.objects.get().references.all()] == ["-- (unlisted)"]


def test_json_names_its_format(tmp_path: Path, alice: User) -> None:
    read_in(write_csv(tmp_path / "a.csv", "Ruler,Weight\nNero,3.41\n"), alice)
    export(tmp_path / "all.json", "json")
    content = json.loads((tmp_path / "all.json").read_text())
    assert (content["format"], content["version"], len(content["coins"])) == ("coinstack", 1, 1)
    assert content["coins"][0]["weight_g"] == 3.41


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-x", "@SUM(A1)", "\tx", "\rx", "'=1", "'007", "''007"])
def test_texts_that_look_like_formulas_are_guarded(text: str) -> None:
    assert neutralised(text) == f"'{text}"
    assert unguarded(neutralised(text)) == text


@pytest.mark.parametrize("text", ["Nero", "'Abd al-Malik", "'", "", "5"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert unguarded(text) == neutralised(text) == text


def test_csv_has_no_running_formula_and_reads_back(tmp_path: Path, alice: User) -> None:
    evil = '=HYPERLINK("http://x")'
    read_in(
        write_csv(
            tmp_path / "a.csv", f'Ruler;Mint;Weight;Year start\n"{evil.replace(chr(34), chr(34) * 2)}";-Rome;3,41;-44\n'
        ),
        alice,
    )
    export(tmp_path / "all.csv", "csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["issuer"] == f"'{evil}"
    assert (row["year_start"], row["weight_g"]) == ("-44", "3.41")
    before = records()
    wipe()
    read_in(tmp_path / "all.csv", alice)
    assert records() == before


def test_export_of_a_filter(tmp_path: Path, alice: User) -> None:
    read_in(write_csv(tmp_path / "a.csv", "Ruler,Metal\nNero,silver\nGalba,gold\n"), alice)
    export(tmp_path / "gold.json", "json", filter="metal=gold")
    assert [coin["issuer"] for coin in json.loads((tmp_path / "gold.json").read_text())["coins"]] == ["Galba"]


def test_unknown_filter_is_refused(tmp_path: Path, alice: User) -> None:
    with pytest.raises(WrongUse, match="colour"):
        export(tmp_path / "x.json", "json", filter="colour=red")
    assert list(tmp_path.iterdir()) == []


def test_export_holds_only_the_owners_coins(tmp_path: Path, alice: User, bob: User) -> None:
    read_in(write_csv(tmp_path / "a.csv", "Ruler,Metal\nNero,silver\n"), alice)
    make_coin(bob, issuer="Otho")
    export(tmp_path / "bob.json", "json", owner="bob")
    assert [coin["issuer"] for coin in json.loads((tmp_path / "bob.json").read_text())["coins"]] == ["Otho"]


def test_folder_that_cannot_be_written(tmp_path: Path, alice: User) -> None:
    with pytest.raises(CoinStackError, match="cannot be written"):
        export(tmp_path / "missing" / "all.json", "json")


def test_device_or_folder_is_never_replaced(tmp_path: Path, alice: User) -> None:
    with pytest.raises(CoinStackError, match="no regular file"):
        export(tmp_path, "json")
    assert tmp_path.is_dir()


def test_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    """A limit on file sizes stands for the full disk: the write fails in the middle."""
    path = tmp_path / "all.json"
    path.write_text("the old export")
    record = {"issuer": "x" * 10_000, "references": [], "provenance": []}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            write_export((record for _ in range(1000)), path, "json")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "the old export"
    assert list(tmp_path.iterdir()) == [path]


def own_csv(path: Path, **cells: str) -> Path:
    """A table headed like an export, with these cells and an issuer."""
    heads = ["obverse_legend_expanded", "certification_number", "year_start", "references", "provenance", "issuer"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*heads, *(name for name in cells if name not in heads)])
        writer.writeheader()
        writer.writerow({"issuer": "Nero", **cells})
    return path


def test_lists_and_lines_that_somebody_edited_in_an_export(tmp_path: Path, alice: User) -> None:
    cells = {"tags": "lion\nboar; ", "references": "RIC 5\r\nRSC 6", "storage_place": " > ", "currency": "€"}
    read_in(own_csv(tmp_path / "a.csv", price="5", **cells), alice)
    coin = Coin.objects.get()
    assert sorted(tag.name for tag in coin.tags.all()) == ["boar", "lion"]
    assert [row.text for row in coin.references.order_by("order")] == ["RIC 5", "RSC 6"]
    assert (coin.storage_place, coin.currency) == (None, "EUR")


def test_chosen_currency_holds_for_an_export_without_any(tmp_path: Path, alice: User) -> None:
    path = own_csv(tmp_path / "a.csv", price="5")
    read_in(path, alice, currency="CHF")
    assert Coin.objects.get().currency == "CHF"


def test_what_was_chosen_for_a_column_of_an_export_is_done(tmp_path: Path) -> None:
    headers = ("obverse_legend_expanded", "certification_number", "year_start", "references", "provenance", "weight_g")
    grains = {"weight_g": (Transform("unit", "grains"),)}
    draft = draft_cells(2, {"weight_g": "60"}, Layout(headers, {name: name for name in headers}, grains))
    assert draft.values["weight_g"] == Decimal("3.888")
