from datetime import date
from decimal import Decimal

import pytest

from coins.facets import Bar, bars_over
from coins.filters import CoinFilters
from coins.presenting import Formats
from coins.presenting.sliders import Slider, day_slider, number_slider, price_slider, year_slider
from coins.presenting.year_chart import measured_range

WEIGHTS = {"finest": Decimal("0.01"), "formats": Formats()}


def weights(least: str, greatest: str, **asked: str) -> Slider:
    found = number_slider(Decimal(least), Decimal(greatest), asked=asked, **WEIGHTS)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("least", "greatest", "second", "ends", "stops"),
    [
        ("3.21", "3.86", "3.22", ("3.21", "3.86"), 66),
        ("0.55", "31.92", "1", ("0.5", "32"), 64),
        ("2", "10", "2.1", ("2", "10"), 81),
    ],
)
def test_stops_are_round_and_few(least: str, greatest: str, second: str, ends: tuple[str, str], stops: int) -> None:
    slider = weights(least, greatest)
    assert (slider.texts[1], (slider.texts[0], slider.texts[-1]), len(slider.texts)) == (second, ends, stops)
    assert (slider.low, slider.high) == (0, slider.last)


@pytest.mark.parametrize(
    ("asked", "low", "high"),
    [
        ({}, "2", "10"),
        ({"min": "3.25"}, "3.2", "10"),
        ({"max": "3.25"}, "2", "3.3"),
        ({"min": "3.2", "max": "3.2"}, "3.2", "3.2"),
        ({"min": "0.5", "max": "400"}, "2", "10"),
        ({"min": "50"}, "10", "10"),
    ],
)
def test_thumbs_stand_beside_what_is_asked(asked: dict[str, str], low: str, high: str) -> None:
    slider = weights("2", "10", **asked)
    assert (slider.low_text, slider.high_text) == (low, high)


def test_no_slider_where_all_are_the_same() -> None:
    assert number_slider(Decimal("3.2"), Decimal("3.2"), asked={}, **WEIGHTS) is None  # type: ignore[arg-type]
    assert day_slider(date(2024, 3, 1), date(2024, 3, 31), asked={}) is None
    assert year_slider([], asked={}, formats=Formats()) is None


def test_stops_are_typed_as_the_collector_does() -> None:
    found = price_slider(Decimal(1), Decimal("1.9"), asked={}, formats=Formats(decimal_comma=True))
    assert found is not None
    assert found.stops == "1|1,2|1,5|2"


@pytest.mark.parametrize(
    ("least", "greatest", "stops"),
    [
        ("0", "3", "0|1.2|1.5|2|2.5|3"),
        ("0.5", "1.2", "0|1.2"),
        ("7", "14", "6|8|10|12|15"),
        ("95", "1234", "80|100|120|150|200|250|300|400|500|600|800|1000|1200|1500"),
    ],
)
def test_prices_climb(least: str, greatest: str, stops: str) -> None:
    slider = price_slider(Decimal(least), Decimal(greatest), asked={}, formats=Formats())
    assert slider is not None
    assert slider.stops == stops


def test_hidden_prices_have_no_slider() -> None:
    extent = (Decimal(80), Decimal(900))
    assert measured_range("price", extent, CoinFilters(), Formats()).slider is not None
    assert measured_range("price", extent, CoinFilters(), Formats(hides_money=True)).slider is None


def test_days_are_months_or_years() -> None:
    short = day_slider(date(2023, 11, 9), date(2024, 2, 1), asked={"min": "2023-12-01", "max": "2024-01-31"})
    assert short == Slider(["2023-11", "2023-12", "2024-01", "2024-02"], 1, 2)
    long = day_slider(date(1996, 1, 1), date(2024, 12, 23), asked={"max": "2010-12-31"})
    assert long is not None
    assert (long.texts[0], long.texts[-1], long.high_text) == ("1996", "2024", "2010")


@pytest.mark.parametrize(
    ("bars", "stops"),
    [
        ([Bar(-2, -1, 1), Bar(1, 2, 1)], "2 BC|1 BC|AD 1|AD 2"),
        ([Bar(-20, -1, 1), Bar(1, 20, 1)], "20 BC|18 BC|16 BC|14 BC|12 BC|10 BC|8 BC|6 BC|4 BC|2 BC|AD 1|AD 2|AD 4"),
        ([Bar(101, 150, 1), Bar(151, 200, 1)], "AD 100|AD 105|AD 110|AD 115"),
        ([Bar(-100, -51, 1)], "100 BC|95 BC|90 BC|85 BC|80 BC|75 BC|70 BC|65 BC|60 BC|55 BC|50 BC"),
    ],
    ids=["every year", "both eras", "AD", "BC"],
)
def test_years_are_round_and_never_0(bars: list[Bar], stops: str) -> None:
    slider = year_slider(bars, asked={}, formats=Formats())
    assert slider is not None
    assert slider.stops.startswith(stops)


@pytest.mark.parametrize("first", [-650, -120, -3, 1, 97])
@pytest.mark.parametrize("span", [1, 7, 60, 400, 1900])
def test_years_end_where_the_bars_do(first: int, span: int) -> None:
    bars = bars_over({(first, first): 1, (first + span + (first + span == 0),) * 2: 1})
    years = year_slider(bars, asked={"min": str(bars[-1].first)}, formats=Formats(notation="BC/AD"))
    assert years is not None
    read = [int(text.split()[0]) * -1 if text.endswith("BC") else int(text.split()[1]) for text in years.texts]
    assert read == sorted(set(read))
    assert 0 not in read
    assert (read[0] <= bars[0].first, read[-1] >= bars[-1].last) == (True, True)
    assert read[years.low] <= bars[-1].first
