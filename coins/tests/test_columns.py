from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from coins import columns
from coins.columns import Column, each, list_columns, register_column
from coins.filters import CoinFilters
from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.cards import card_of, disc_text
from coins.tests.recipes import add_reference, make_coin, make_domna
from coinstack.accounts.models import User

PLAIN = Formats()
COMMA = Formats("BCE/CE", decimal_comma=True)


def cells(coin: Coin, formats: Formats = PLAIN) -> dict[str, str]:
    listed = Coin.objects.for_list().get(pk=coin.pk)
    return {column.key: column.texts([listed], formats)[0] for column in list_columns()}


def test_row_of_a_full_record(alice: User) -> None:
    coin = make_domna(alice, price="1234.5", currency="EUR")
    add_reference(coin, "RSC 198", order=1)
    add_reference(coin, "RIC IV.1 580", order=2, is_primary=True)
    assert cells(coin) == {
        "issuer": "Septimius Severus",
        "denomination": "Denarius",
        "metal": "Silver",
        "mint": "Rome",
        "year": "AD 196–202",
        "weight_g": "3.28",
        "diameter_mm": "18.5",
        "die_axis_h": "6",
        "reference": "RIC IV.1 580",
        "grade": "VF",
        "price": "1,234.50 EUR",
    }


def test_row_in_another_notation(alice: User) -> None:
    row = cells(make_domna(alice, year_start=-44, year_end=-44, price="1234.5", currency="EUR"), COMMA)
    assert (row["year"], row["weight_g"], row["diameter_mm"], row["price"]) == (
        "44 BCE",
        "3,28",
        "18,5",
        "1.234,50 EUR",
    )


def test_row_of_an_empty_record(alice: User) -> None:
    coin = make_coin(alice)
    row = cells(coin)
    assert row.pop("issuer") == f"Coin {coin.pk}"
    assert set(row.values()) == {""}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"year_start": 193, "year_end": 211}, "AD 193–211"),
        ({"year_start": -27, "year_end": 14, "is_circa": True}, "c. 27 BC–AD 14"),
        ({"year_end": 340}, "before AD 340"),
        ({"reign_start": 193, "reign_end": 211}, "reign AD 193–211"),
        ({"reign_start": 193, "reign_end": 211, "year_start": 196, "year_end": 196}, "AD 196"),
        ({"reign_start": 193, "date_text": "after the victory"}, "reign after AD 193"),
        ({"date_text": "late Severan"}, "late Severan"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_date_never_passes_a_reign_off_as_a_year(alice: User, values: dict[str, object], text: str) -> None:
    assert card_of(make_coin(alice, **values), Formats()).dates_text == text


@pytest.mark.parametrize(
    ("denomination", "text"),
    [
        ("Denarius", "Den"),
        ("As", "As"),
        ("AE3", "AE3"),
        ("AE 3", "AE3"),
        ("Obol", "Obol"),
        ("Follis", "Fol"),
        ("tetradrachm", "4 Dr"),
        ("Antoninianus", "Ant"),
        ("1/2 siliqua", "Sil"),
        ("hemiobol uncertain", "Hem"),
        ("Æ 25", "Æ25"),
        ("", ""),
        ("???", "???"),
    ],
)
def test_disc_shows_a_few_letters(denomination: str, text: str) -> None:
    assert disc_text(Coin(denomination=denomination)) == text


@pytest.mark.parametrize(
    ("value", "places", "plain", "comma"),
    [
        (Decimal("3.790"), 2, "3.79", "3,79"),
        (Decimal("3.795"), 2, "3.795", "3,795"),
        (Decimal("4"), 2, "4.00", "4,00"),
        (Decimal("19.00"), 0, "19", "19"),
        (Decimal("100"), 0, "100", "100"),
        (Decimal("-1.25000"), 0, "-1.25", "-1,25"),
        (6, 0, "6", "6"),
    ],
)
def test_numbers(value: Decimal, places: int, plain: str, comma: str) -> None:
    assert Formats().number(value, places=places) == plain
    assert COMMA.number(value, places=places) == comma


def test_money_counts_and_days() -> None:
    assert Formats().money(Decimal("21480.5"), "EUR") == "21,480.50 EUR"
    assert Formats().money(Decimal("12"), "") == "12.00"
    assert COMMA.count(21480) == "21.480"
    assert Formats().day(date(2024, 3, 14)) == "14 March 2024"
    assert Formats().moment(datetime(2024, 3, 14, 9, 5, tzinfo=UTC)) == "14 Mar 2024, 09:05"


def test_every_column_sorts_by_a_known_name() -> None:
    names = [column.sort for column in list_columns() if column.sort]
    assert CoinFilters.from_query(f"sort={','.join(names[:6])}").problems == ()
    assert CoinFilters.from_query(f"sort={','.join(names[6:])}").problems == ()


def test_upper_app_registers_a_column(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_columns", list(list_columns()))

    def lengths(coins: Sequence[Coin], formats: Formats) -> list[str]:
        return [str(len(coin.title)) for coin in coins]

    register_column(Column("length", "Length", lengths))
    assert cells(make_coin(alice, title="Nero"))["length"] == "4"
    with pytest.raises(ValueError, match="exists already"):
        register_column(Column("length", "Length", each(lambda coin, formats: "")))
