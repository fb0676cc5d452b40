"""The columns of the list. Upper apps add theirs when they start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coins.models import Coin
from coins.presenting import Formats
from coins.presenting.cards import dates_text, grams, paid, plain_number, reference_text

Texts = Callable[[Sequence[Coin], Formats], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `texts` writes all cells of a page at once, so that what it looks up is one query.

    `sort` is the name to sort by, empty where the column has no order.
    """

    key: str
    label: str
    texts: Texts
    sort: str = ""
    numeric: bool = False


def each(text: Callable[[Coin, Formats], str]) -> Texts:
    """The cells of a column that needs nothing but its own coin."""
    return lambda coins, formats: [text(coin, formats) for coin in coins]


def register_column(column: Column) -> None:
    """Append a column to the list. Called from an AppConfig.ready(); raises ValueError when its key is taken."""
    if any(column.key == other.key for other in _columns):
        raise ValueError(f"The column {column.key!r} exists already.")
    _columns.append(column)


def list_columns() -> tuple[Column, ...]:
    return tuple(_columns)


_columns = [
    Column("issuer", "Issuer", each(lambda coin, formats: coin.issuer or str(coin)), sort="issuer"),
    Column(
        "denomination", "Denomination", each(lambda coin, formats: coin.denomination or coin.module), "denomination"
    ),
    Column("metal", "Metal", each(lambda coin, formats: coin.get_metal_display()), "metal"),
    Column("mint", "Mint", each(lambda coin, formats: coin.mint), "mint"),
    Column("year", "Date", each(dates_text), "year"),
    Column("weight_g", "Weight g", each(lambda coin, formats: grams(coin.weight_g, formats)), "weight_g", True),
    Column(
        "diameter_mm", "Ø mm", each(lambda coin, formats: plain_number(coin.diameter_mm, formats)), "diameter_mm", True
    ),
    Column(
        "die_axis_h", "Axis h", each(lambda coin, formats: plain_number(coin.die_axis_h, formats)), "die_axis_h", True
    ),
    Column("reference", "Reference", each(lambda coin, formats: reference_text(coin))),
    Column("grade", "Grade", each(lambda coin, formats: coin.grade), "grade"),
    Column("price", "Paid", each(paid), "price", True),
]
