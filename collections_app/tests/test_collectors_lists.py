"""Lists as collectors of several countries keep them, read by the command and by the wizard alike."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coins.models import Coin
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from collections_app.services import wizard
from collections_app.tests.import_recipes import begin, run_session, uploaded
from collections_app.tests.whole_collections import read_in
from collections_app.tests.workbooks import write_csv, write_workbook

pytestmark = pytest.mark.django_db
Import = Callable[[Path], None]

GERMAN = """Münzsammlung K. Vollrath;;;;;;;;;;
;;;;;;;;;;
Lfd. Nr.;Münzherr;Nominal;Prägejahr;Metall;Gewicht (g);Ø (mm);Stempelst.;Gekauft am;Gekauft bei;Preis (DM)
1;Augustus;Denar;2 v. Chr. - 4 n. Chr.;AR;3,79;18,5;6;12.3.1998;Lanz, München;1.250,00
2;Trajan;Sesterz;103-111 n. Chr.;Æ;25,4;33 x 32;VII;März 98;Gorny & Mosch;380,-
;;;Summe;;29,19;;;;;1.630,00
"""


@pytest.fixture(params=["command", "wizard"])
def bring(request: pytest.FixtureRequest, alice: User) -> Import:
    def by_command(path: Path) -> None:
        read_in(path, alice)

    def by_wizard(path: Path) -> None:
        assert run_session(begin(alice, uploaded(path))).error == ""

    return by_command if request.param == "command" else by_wizard


def said(coin: Coin, *names: str) -> list[Any]:
    return [str(getattr(coin, name)) for name in names]


def test_german_list_of_marks_and_commas(tmp_path: Path, bring: Import) -> None:
    bring(write_csv(tmp_path / "sammlung.csv", GERMAN, "cp1252"))
    augustus, trajan = Coin.objects.order_by("inventory_sort")
    assert said(augustus, "weight_g", "diameter_mm", "price", "currency", "acquired_on", "source") == [
        *("3.790", "18.50", "1250.00", "DEM", "1998-03-12", "Lanz, München"),
    ]
    assert (augustus.year_start, augustus.year_end) == (-2, 4)
    assert said(trajan, "diameter_mm", "die_axis_h", "price", "acquired_on") == [
        *("33.00", "7.0", "380.00", "1998-03-01"),
    ]
    assert "33 x 32" in trajan.personal_notes
    assert "März 98" in trajan.personal_notes


def test_columns_of_works_keep_the_work(tmp_path: Path, bring: Import) -> None:
    rows = [["Ruler", "RIC", "RSC", "Other references"], ["Titus", 25, "357a", "BMC 72\nSear 2517"]]
    bring(write_workbook(tmp_path / "a.xlsx", rows))
    cited = [reference.text for reference in Coin.objects.get().references.order_by("order")]
    assert cited == ["RIC 25", "RSC 357a", "BMC 72", "Sear 2517"]


def test_days_in_the_order_that_the_column_betrays(tmp_path: Path, bring: Import) -> None:
    bring(write_csv(tmp_path / "a.csv", "No,Ruler,Date bought\n1,Nero,03/12/98\n2,Galba,25/12/98\n"))
    days = Coin.objects.order_by("pk").values_list("acquired_on", flat=True)
    assert list(days) == [date(1998, 12, 3), date(1998, 12, 25)]


def test_gift_is_a_price_of_nothing_and_an_unknown_krone_is_no_dollar(tmp_path: Path, bring: Import) -> None:
    bring(write_csv(tmp_path / "a.csv", "No;Ruler;Price\n1;Nero;gift\n2;Galba;2500 kr\n3;Otho;£85 + BP 20%\n"))
    nero, galba, otho = Coin.objects.order_by("inventory_sort")
    assert (nero.price, "gift" in nero.personal_notes) == (0, True)
    assert (galba.price, galba.currency) == (2500, "")
    assert (otho.total_cost, otho.currency) == (Decimal("102.00"), "GBP")


def test_heading_tells_the_currency(tmp_path: Path, alice: User) -> None:
    path = write_csv(tmp_path / "a.csv", "Empereur;Dénomination;Prix d'achat (€)\nNéron;As;85,50\n")
    session = begin(alice, uploaded(path))
    assert session.mapping["Prix d'achat (€)"]["transforms"] == [{"kind": "currency", "value": "EUR"}]
    assert wizard.check(session).warnings == ()
    report = read_in(path, alice, dry_run=True)
    assert [problem.message for problem in report.problems] == [
        "Currency: EUR, as the heading or the cells of the column tell."
    ]


def test_currencies_in_a_column_of_their_own(tmp_path: Path, bring: Import) -> None:
    rows = "1,Nero,50,€\n2,Galba,60,US Dollar\n3,Otho,70,kr\n4,Titus,£80,?\n"
    bring(write_csv(tmp_path / "a.csv", f"No,Ruler,Price,Currency\n{rows}"))
    nero, galba, otho, titus = Coin.objects.order_by("inventory_sort")
    assert [coin.currency for coin in (nero, galba, otho, titus)] == ["EUR", "USD", "", "GBP"]
    assert "Currency: kr" in otho.personal_notes


def test_prices_without_a_currency_beside_others_are_told(tmp_path: Path, alice: User) -> None:
    path = write_csv(tmp_path / "a.csv", "No,Ruler,Price,Currency\n1,Nero,50,EUR\n2,Galba,60,\n")
    report = read_in(path, alice)
    assert list(Coin.objects.order_by("inventory_sort").values_list("currency", flat=True)) == ["EUR", "USD"]
    assert any("no currency: 1. USD is assumed" in problem.message for problem in report.problems)


def test_currency_that_nobody_knows_takes_none_away(tmp_path: Path, alice: User) -> None:
    make_coin(alice, certification_number="C-1", issuer="Nero", price=5, currency="EUR")
    path = write_csv(tmp_path / "a.csv", "Certificate,Ruler,Metal,Currency\nC-1,Nero,AE,?\nC-2,Galba,AE,EUR\n")
    assert read_in(path, alice, on_duplicate="update").updated == 1
    assert Coin.objects.get(issuer="Nero").currency == "EUR"


@pytest.mark.parametrize(
    "table",
    [
        "Ruler,Currency,Price\nNero,NOK,2500 kr\n",
        "Ruler,Price,Currency\nNero,2500 kr,NOK\n",
        "Ruler,Price (NOK)\nNero,2500 kr\n",
    ],
    ids=["a column before", "a column behind", "the heading"],
)
def test_what_else_names_the_krone(tmp_path: Path, bring: Import, table: str) -> None:
    bring(write_csv(tmp_path / "a.csv", table))
    assert said(Coin.objects.get(), "price", "currency") == ["2500.00", "NOK"]
