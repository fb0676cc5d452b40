from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coins.physical import parse_die_axis, parse_money, parse_size_mm, parse_weight_g


def codes(problems: tuple[str, ...]) -> list[str]:
    return [problem.partition(":")[0] for problem in problems]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("3.79 g", "3.79"),
        ("3,79 g", "3.79"),
        ("3.79", "3.79"),
        ("3,79", "3.79"),
        ("16,8 g", "16.8"),
        ("3.79 gm", "3.79"),
        ("4.43 grs", "4.43"),
        ("8.53 g.", "8.53"),
        (".85 g", "0.85"),
        ("17mm, 3.79 g, 3h", "3.79"),
        ("3.79g/17mm/h3", "3.79"),
        ("Gewicht: 3,79 g", "3.79"),
        ("1,234 g", "1.234"),
        ("1.234,5 g", "1234.5"),
        ("850 mg", "0.85"),
        ("12.345678 g", "12.346"),
        ("3·45", "3.45"),
        ("3.9 (g)", "3.9"),
    ],
)
def test_weight(text, weight):
    assert parse_weight_g(text) == (Decimal(weight), ())


@pytest.mark.parametrize(
    ("text", "weight", "problem"),
    [
        ("58.5 grains", "3.79", "converted"),
        ("ca. 3.5 g", "3.5", "approximate"),
        ("3.79?", "3.79", "approximate"),
        ("3.9 (holed)", "3.9", "remark"),
        ("60 (grains)", "3.89", "converted"),
        ("-3.79 g", None, "not_positive"),
        ("0", None, "not_positive"),
        ("3.4-3.6 g", None, "range"),
        ("3.79 g / 3.80 g", None, "several"),
        ("99999 g", None, "implausible"),
        ("heavy", None, "unreadable"),
        ("nan", None, "unreadable"),
        ("19 3.79 g", None, "unreadable"),
        ("9" * 100_000, None, "unreadable"),
    ],
)
def test_weight_with_a_problem(text, weight, problem):
    value, problems = parse_weight_g(text)
    assert (value, codes(problems)) == (weight and Decimal(weight), [problem])


def test_refused_weight_says_why():
    assert parse_weight_g("-3.79 g")[1] == ("not_positive: a weight of -3.79 is impossible; it must be greater than 0",)


@pytest.mark.parametrize(
    ("text", "decimal_comma", "weight"),
    [("1,234", True, "1.234"), ("1,234", False, "1234"), ("3,79", False, "3.79"), ("3.79", True, "3.79")],
)
def test_decimal_comma_of_the_source(text, decimal_comma, weight):
    assert parse_weight_g(text, decimal_comma)[0] == Decimal(weight)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("17mm", "17"),
        ("17,5 mm", "17.5"),
        ("26.8", "26.8"),
        ("1.8 cm", "18"),
        ("Ø 18 mm", "18"),
        ("ø19mm", "19"),
        ("Ø 18", "18"),
        ("3.79 g, 17mm", "17"),
    ],
)
def test_size(text, size):
    assert parse_size_mm(text) == (Decimal(size), ())


@pytest.mark.parametrize(
    ("text", "size", "problem"),
    [
        ("21x19 mm", "21", "two_sizes"),
        ("19 × 21", "21", "two_sizes"),
        ('0.75"', "19", "converted"),
        ("19/18", "19", "two_sizes"),
        ("18.0 by 16.5", "18", "two_sizes"),
        ("3/4 inch", None, "unreadable"),
        ("3/4", None, "unreadable"),
        ("17-18 mm", None, "range"),
        ("21 x 19 x 3 mm", None, "unreadable"),
        ("500 mm", None, "implausible"),
        ("-17", None, "not_positive"),
    ],
)
def test_size_with_a_problem(text, size, problem):
    value, problems = parse_size_mm(text)
    assert (value, codes(problems)) == (size and Decimal(size), [problem])


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("6h", "6"),
        ("6 h.", "6"),
        ("h6", "6"),
        ("6", "6"),
        ("06:00", "6"),
        ("6 o'clock", "6"),
        ("6 Uhr", "6"),
        ("VI", "6"),
        ("xii h", "12"),
        ("Axis: 6h", "6"),
        ("180°", "6"),
        ("↓", "6"),
        ("↑↓", "6"),
        ("coin alignment", "6"),
        ("12h", "12"),
        ("0", "12"),
        ("24", "12"),
        ("360°", "12"),
        ("↑", "12"),
        ("↑ ↑", "12"),
        ("medal alignment", "12"),
        ("45°", "1.5"),
        ("↖", "10.5"),
        ("6.5", "6.5"),
        ("6,5 h", "6.5"),
        ("6:30", "6.5"),
        ("12:30", "0.5"),
    ],
)
def test_die_axis(text, hours):
    assert parse_die_axis(text) == (Decimal(hours), ())


@pytest.mark.parametrize(
    ("text", "hours", "problem"),
    [
        ("180", "6", "assumed"),
        ("350°", "11.5", "rounded"),
        ("1.7h", "1.5", "rounded"),
        ("13", None, "out_of_range"),
        ("370°", None, "out_of_range"),
        ("-6", None, "out_of_range"),
        ("up", None, "unreadable"),
        ("↓↑", None, "unreadable"),
        ("6-7h", None, "unreadable"),
    ],
)
def test_die_axis_with_a_problem(text, hours, problem):
    value, problems = parse_die_axis(text)
    assert (value, codes(problems)) == (hours and Decimal(hours), [problem])


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("384", "384", None),
        ("2160.0", "2160.0", None),
        ("€ 1.250,00", "1250.00", "EUR"),
        ("1.250 EUR", "1250", "EUR"),
        ("120,- EUR", "120", "EUR"),
        ("1.250.000 EUR", "1250000", "EUR"),
        ("1 234,56 €", "1234.56", "EUR"),
        ("US$ 1,020.50", "1020.50", "USD"),
        ("$1,900", "1900", "USD"),
        ("$ 30 000", "30000", "USD"),
        ("CHF 1'200", "1200", "CHF"),
        ("3’000 Swiss francs", "3000", "CHF"),
        ("Fr. 1'250.-", "1250", "CHF"),
        ("£1,200", "1200", "GBP"),
        ("100 SEK", "100", "SEK"),
        ("DM 120,-", "120", "DEM"),
        ("200,-", "200", None),
        ("12,5", "12.5", None),
        ("0.125 EUR", "0.125", "EUR"),
        ("NZ$ 120", "120", "NZD"),
        ("S$ 50", "50", "SGD"),
        ("NT$900", "900", "TWD"),
        ("$75 AUD", "75", "AUD"),
        ("US$ 75", "75", "USD"),
        ("250 öS", "250", "ATS"),
        ("Pta 5.000", "5000", "ESP"),
        ("60 BEF", "60", "BEF"),
        ("C $150", "150", "CAD"),
        ("ca$150", "150", "CAD"),
    ],
)
def test_money(text, amount, currency):
    assert parse_money(text) == (Decimal(amount), currency, ())


@pytest.mark.parametrize(
    ("text", "amount", "problem"),
    [
        ("ca. 100 EUR", "100", "approximate"),
        ("ca $150", "150", "approximate"),
        ("c $150", "150", "approximate"),
        ("100 kr", "100", "ambiguous_currency"),
        ("-50", None, "negative"),
        ("100-150 EUR", None, "unreadable"),
        ("12 XYZ", None, "unreadable"),
        ("GBP 12 USD 3", None, "unreadable"),
        ("EUR", None, "unreadable"),
        ("a lot", None, "unreadable"),
    ],
)
def test_money_with_a_problem(text, amount, problem):
    value, _, problems = parse_money(text)
    assert (value, codes(problems)) == (amount and Decimal(amount), [problem])


@pytest.mark.parametrize("text", ["", "  ", "-", "?"])
def test_nothing_written_is_no_problem(text):
    assert parse_weight_g(text) == parse_size_mm(text) == parse_die_axis(text) == (None, ())
    assert parse_money(text) == (None, None, ())


@given(
    st.one_of(st.text(), st.text(alphabet="0123456789.,' -+gmhx°$€kr/\"?")),
    st.sampled_from([None, True, False]),
)
def test_any_text_is_read_without_error(text, decimal_comma):
    weight, size = parse_weight_g(text, decimal_comma)[0], parse_size_mm(text, decimal_comma)[0]
    axis, amount = parse_die_axis(text)[0], parse_money(text)[0]
    assert weight is None or 0 < weight <= 5000
    assert size is None or 0 < size <= 300
    assert axis is None or (Decimal("0.5") <= axis <= 12 and axis * 2 % 1 == 0)
    assert amount is None or amount >= 0
