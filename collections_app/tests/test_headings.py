"""Headings as collectors write them beyond the names of fields: abbreviations, sides, works, what the cells betray."""

from collections import Counter

import pytest

from coins.field_spec import words
from coins.fields import BY_NAME, COMPOSITES_BY_NAME
from coinstack.text import fold_key
from collections_app.importers.columns import guess_columns, guess_heading
from collections_app.importers.headings import LESS_PLAIN, MORE


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Lfd. Nr.", "inventory_number"),
        ("N°", "inventory_number"),
        ("#", "inventory_number"),
        ("Coin #", "inventory_number"),
        ("Coin", ""),
        ("Autorité émettrice", "issuer"),
        ("City/Mint", "mint"),
        ("Ø (mm)", "diameter_mm"),
        ("Stempelst.", "die_axis_h"),
        ("Gekauft am", "acquired_on"),
        ("Date Bought", "acquired_on"),
        ("Acquistato da", "source"),
        ("Lieu d'achat", "source"),
        ("Price Paid", "price"),
        ("Prezzo pagato €", "price"),
        ("Cost w/ shipping", ""),
        ("Hammer", "price"),
        ("Qualité", "grade"),
        ("Vassoio", "storage_place"),
        ("NGC Cert #", "certification_number"),
        ("NGC", "slab_grade"),
        ("Avers-Legende", "obverse_legend"),
        ("Titulature avers", "obverse_legend"),
        ("Descrizione D/", "obverse_description"),
        ("Rev Design", "reverse_description"),
        ("Obverse and reverse description", ""),
        ("RSC", "references"),
        ("Cohen #", "references"),
        ("Sammlung", ""),
        ("Count", ""),
        ("Start", ""),
        ("Stück", ""),
        ("Costs", "price"),
        ("Ex", ""),
        ("Issued", "date"),
        ("Grader", "grade_service"),
        ("Date (from)", "year_start"),
        ("Date (to)", "year_end"),
        ("Link of Auction", "source_url"),
        ("Link of Reference", ""),
        ("Link of Photo", ""),
    ],
)
def test_heading(heading: str, target: str) -> None:
    assert guess_heading(heading).target == target


def test_targets_of_the_further_headings_exist() -> None:
    assert {*MORE, *LESS_PLAIN} <= {*BY_NAME, *COMPOSITES_BY_NAME}


def test_no_further_heading_means_two_fields() -> None:
    means = Counter(
        key for listed in (*MORE.values(), *LESS_PLAIN.values()) for key in {fold_key(word) for word in words(listed)}
    )
    assert [heading for heading, count in means.items() if count > 1] == []


@pytest.mark.parametrize(
    ("headers", "targets"),
    [
        (["Hammer", "Fees", "Total paid"], ["price", "buyers_premium", ""]),
        (["Total paid", "Ruler"], ["price", "issuer"]),
        (["RIC", "RSC", "Other references"], ["references"] * 3),
        (["Période", "Zeit", "Date"], ["", "", "date"]),
    ],
    ids=["the hammer price before all", "all when nothing else is a price", "every column of references", "the date"],
)
def test_columns_beside_each_other(headers: list[str], targets: list[str]) -> None:
    assert [guess.target for guess in guess_columns(headers)] == targets


@pytest.mark.parametrize(
    ("heading", "texts", "target"),
    [
        ("Date", ["1999-05-03", "12.3.1998"], "acquired_on"),
        ("Date", ["AD 65-66", "1652"], "date"),
        ("Module", ["21 mm", "22,5"], "diameter_mm"),
        ("Module", ["Æ3", "AE2"], "module"),
        ("Monnaie", ["EUR", "€"], "currency"),
        ("Monnaie", ["Denier", "As"], "denomination"),
        ("Monnaie", ["Denier de Néron, tête laurée"], ""),
    ],
)
def test_what_the_cells_betray(heading: str, texts: list[str], target: str) -> None:
    assert guess_columns([heading], {heading: texts})[0].target == target
