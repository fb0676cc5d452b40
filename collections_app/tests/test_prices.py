"""Prices with what stands beside them."""

from decimal import Decimal

import pytest

from collections_app.importers.prices import read_currency, read_price


def codes(problems: tuple[str, ...]) -> list[str]:
    return [problem.partition(":")[0] for problem in problems]


@pytest.mark.parametrize(
    ("text", "amount", "currency", "told"),
    [
        ("NZ$ 120", "120", "NZD", []),
        ("EUR 1.250,00", "1250", "EUR", []),
        ("1'250 CHF", "1250", "CHF", []),
        ("$45.00 (incl. shipping)", "45", "USD", ["remark"]),
        ("£95 inc p&p", "95", "GBP", ["remark"]),
        ("125 €/Stk", "125", "EUR", ["remark"]),
        ("$ 85.00 + 5.00 shipping", "85", "USD", ["remark"]),
        ("85 + 20%", "85", "", ["remark"]),
        ("gift", "0", "", ["nothing_paid"]),
        ("f 150,00", "150", "NLG", []),
        ("150 gulden", "150", "NLG", []),
        ("20.000 δρχ.", "20000", "GRD", []),
        ("500 FB", "500", "BEF", []),
        ("350 FF", "350", "FRF", []),
        ("350 F", "350", "", ["ambiguous_currency"]),
        ("$310 shipped", "310", "USD", ["remark"]),
        ("L. 180.000", "180000", "ITL", []),
        ("aprox. 40", "40", "", ["approximate"]),
        ("περ. 300 €", "300", "EUR", ["approximate"]),
        ("Geschenk", "0", "", ["nothing_paid"]),
    ],
)
def test_price(text: str, amount: str, currency: str, told: list[str]) -> None:
    price = read_price(text)
    assert (price.amount, price.currency, codes(price.problems)) == (Decimal(amount), currency, told)


@pytest.mark.parametrize("text", ["£85 + BP 20%", "£85 + 20% BP", "£85 + buyer's premium 20%"])
def test_stated_premium_is_reckoned(text: str) -> None:
    price = read_price(text)
    assert (price.amount, price.premium, price.currency) == (85, Decimal("17.00"), "GBP")
    assert codes(price.problems) == ["remark", "premium"]


@pytest.mark.parametrize("text", ["lot of 5: $100", "2 for $50", "£12/10/-", "12-15", "swap", "R 500", "$1.2k", "tbc"])
def test_no_single_sum(text: str) -> None:
    price = read_price(text)
    assert price.amount is None
    assert price.problems


@pytest.mark.parametrize(
    ("text", "code"),
    [("€", "EUR"), ("eur", "EUR"), ("US dollar", "USD"), ("DM", "DEM"), ("Swiss Franc", "CHF"), ("kr", ""), ("x", "")],
)
def test_currency(text: str, code: str) -> None:
    assert read_currency(text) == code
