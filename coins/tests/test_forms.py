"""Forms made from the table of fields: every field has a box, and boxes read what people write."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from catalog.models import Term, TermName
from coins.benchdata.adding import add_synthetic_coins
from coins.fields import BY_NAME
from coins.forms.echoes import ECHOES, Echo, echo
from coins.forms.layout import LEGENDS, OPEN, WIDE
from coins.forms.sections import EDIT_SECTIONS, SectionForm, section_form
from coins.forms.sheet import Reader, Sheet
from coins.models import Coin, Tag
from coins.plausibility import doubts_of
from coins.presenting.formats import Formats
from coins.services.history import Change
from coins.services.record import RecordEdit, save_record
from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.jobs.progress import SilentProgress
from coinstack.testing import SHARED_DATA, needs_shared_data
from collections_app.services.imports import ImportOptions, import_file

COMMA = Formats(decimal_comma=True)


def filled(section: str, coin: Coin | None = None, **boxes: str) -> SectionForm:
    """The section's form as a browser sends it: what stands in the boxes, with `boxes` typed over it."""
    base = coin or Coin()
    sheet = Sheet([section], base, Reader(Formats(), "EUR"))
    data = QueryDict(mutable=True)
    data.update({**{name: text for name, text in sheet.texts().items() if text}, **boxes})
    form = section_form(section)(data, coin=base, formats=Formats(), currency="EUR")
    form.is_valid()
    return form


def values_of(form: SectionForm) -> dict[str, Any]:
    assert form.errors == {}
    return dict(form.edit().values)


def test_every_field_has_one_box() -> None:
    boxes = Counter(
        name for section in EDIT_SECTIONS for name in section_form(section).base_fields if not name.endswith("_before")
    )
    assert [name for name, count in boxes.items() if count > 1] == []
    assert set(boxes) == {*BY_NAME, "references", "provenance"}


def test_layout_names_boxes_that_exist() -> None:
    assert {*BY_NAME, "references", "provenance"} >= OPEN | WIDE | LEGENDS
    assert set(ECHOES) <= {*BY_NAME, "provenance"}


@pytest.mark.parametrize("section", EDIT_SECTIONS)
def test_untouched_form_writes_nothing(alice: User, section: str) -> None:
    coin = Coin(
        owner=alice,
        date_text="",
        year_start=-44,
        year_end=-42,
        is_circa=True,
        weight_g=Decimal("3.790"),
        price=Decimal("1250.00"),
        currency="EUR",
        acquired_on=date(2011, 4, 14),
        obverse_description="Head right,\r\nlaureate",
        surface_issues=["scratch, deep", "porosity"],
        reign_start=-44,
        personal_notes=" as imported ",
    )
    form = filled(section, coin)
    assert form.errors == {}
    assert form.written == set()


def typed_by_nobody(coins: Iterable[Coin], formats: Formats) -> list[Any]:
    """What a page would save of coins whose boxes come back as they were shown."""
    found: list[Any] = []
    for coin in coins:
        reader = Reader(formats, "EUR")
        data = QueryDict(mutable=True)
        data.update({name: text for name, text in Sheet(list(EDIT_SECTIONS), coin, reader).texts().items() if text})
        sheet = Sheet(list(EDIT_SECTIONS), coin, reader, data)
        found += [] if sheet.is_valid() else list(sheet.errors())
        found += [sheet.edit()] if sheet.edit() != RecordEdit() else []
    return found


@pytest.mark.parametrize("formats", [Formats(), Formats("BCE/CE", decimal_comma=True)], ids=["BC", "BCE"])
def test_untouched_synthetic_coins_stay_as_they_are(alice: User, formats: Formats) -> None:
    add_synthetic_coins(owner=alice, count=120, progress=SilentProgress())
    assert typed_by_nobody(Coin.objects.for_detail(), formats) == []


@needs_shared_data
@pytest.mark.parametrize("formats", [Formats(), Formats("BCE/CE", decimal_comma=True)], ids=["BC", "BCE"])
def test_untouched_real_coins_stay_as_they_are(alice: User, formats: Formats) -> None:
    path = SHARED_DATA / "collections" / "collection-v1.xlsx"
    import_file(path=path, owner=alice, options=ImportOptions(), progress=SilentProgress())
    assert Coin.objects.count() == 110
    assert typed_by_nobody(Coin.objects.for_detail(), formats) == []


@pytest.mark.parametrize(
    ("section", "name", "text", "value"),
    [
        ("physical", "weight_g", "3,79", Decimal("3.79")),
        ("physical", "weight_g", "3.79 g", Decimal("3.79")),
        ("physical", "weight_g", "17,105", Decimal("17.105")),
        ("physical", "diameter_mm", "18,5 mm", Decimal("18.5")),
        ("physical", "die_axis_h", "6h", Decimal(6)),
        ("physical", "die_axis_h", "180°", Decimal(6)),
        ("physical", "die_axis_h", "↓", Decimal(6)),
        ("physical", "die_axis_h", "12:30", Decimal("0.5")),
        ("chronology", "reign_start", "44 BC", -44),
        ("chronology", "reign_start", "−44", -44),
        ("chronology", "reign_end", "AD 14", 14),
        ("chronology", "reign_end", "2nd century AD", 200),
        ("chronology", "reign_start", "2nd century AD", 101),
        ("acquisition", "acquired_on", "2011-04-14", date(2011, 4, 14)),
        ("acquisition", "acquired_on", "14 April 2011", date(2011, 4, 14)),
        ("acquisition", "acquired_on", "14.4.2011", date(2011, 4, 14)),
        ("acquisition", "shipping", "12,50", Decimal("12.50")),
        ("grading", "strike_grade", "4", 4),
        ("treatment", "off_center_pct", "15 %", 15),
        ("treatment", "surface_issues", "scratch, deep\n\nporosity", ["scratch, deep", "porosity"]),
        ("find", "find_latitude", "45,5", Decimal("45.5")),
        ("identity", "category", "greek", "greek"),
        ("identity", "is_mint_uncertain", "on", True),
        ("obverse", "obverse_legend", " ΑΛΕΞΑΝΔΡΟΥ ", "ΑΛΕΞΑΝΔΡΟΥ"),
    ],
)
def test_box_reads_what_people_write(section: str, name: str, text: str, value: Any) -> None:
    assert values_of(filled(section, **{name: text})) == {name: value}


@pytest.mark.parametrize(
    ("section", "name", "text", "part"),
    [
        ("physical", "weight_g", "heavy", "no weight"),
        ("physical", "weight_g", "-3", "greater than 0"),
        ("physical", "die_axis_h", "400°", "neither 0 to 12 hours"),
        ("physical", "weight_g", "9" * 300, "At most 200"),
        ("physical", "weight_g", "3\x00", "readable"),
        ("chronology", "reign_start", "soon", ""),
        ("chronology", "reign_start", "0", "year 0"),
        ("chronology", "reign_start", "99999", ""),
        ("acquisition", "acquired_on", "31.2.2011", "not a day"),
        ("acquisition", "price", "dear", "not one sum of money"),
        ("acquisition", "buyers_premium", "20%", "needs a price"),
        ("acquisition", "tax", "200%", "between 0 and 100"),
        ("acquisition", "currency", "shells of Tarsos", "three letters"),
        ("grading", "strike_grade", "6", "less than or equal to 5"),
        ("grading", "grading_state", "", "required"),
        ("identity", "category", "cheese", "not one of the available choices"),
        ("identity", "mint", "x" * 200, "at most 150"),
        ("identity", "mint", "Ro\x00me", "Null"),
        ("find", "find_latitude", "91", "less than or equal to 90"),
        ("storage", "storage_place", " / ".join("abcdef"), "5 deep"),
        ("storage", "tags", "x" * 70, "longer than 60"),
    ],
)
@pytest.mark.django_db
def test_unreadable_text_is_told_at_its_box(section: str, name: str, text: str, part: str) -> None:
    form = filled(section, **{name: text})
    assert set(form.errors) == {name}
    assert part in form.errors[name][0]


def test_doubtful_text_is_taken_with_a_remark() -> None:
    form = filled("physical", weight_g="c. 59 grains", die_axis_h="185")
    assert values_of(form) == {"weight_g": Decimal("3.82"), "die_axis_h": Decimal(6)}
    assert "Grains were converted" in " ".join(form.remarks["weight_g"])
    assert "read as degrees" in " ".join(form.remarks["die_axis_h"])


# --- the date


def test_one_date_box_fills_the_years() -> None:
    assert values_of(filled("chronology", date_text="c. 44–42 BC")) == {
        "date_text": "c. 44–42 BC",
        "year_start": -44,
        "year_end": -42,
        "is_circa": True,
        "dating_certainty": "NARROW",
    }


def test_years_set_by_hand_stand_beside_the_date() -> None:
    values = values_of(filled("chronology", date_text="year 12", year_start="AD 30", year_end="AD 31"))
    assert (values["date_text"], values["year_start"], values["year_end"]) == ("year 12", 30, 31)


def test_unreadable_date_is_kept_and_the_years_stay() -> None:
    coin = Coin(date_text="44 BC", year_start=-44, year_end=-44)
    form = filled("chronology", coin, date_text="when Caesar died")
    assert values_of(form) == {"date_text": "when Caesar died"}
    assert "kept as written" in " ".join(form.remarks["date_text"])


def test_emptied_date_box_empties_the_years() -> None:
    coin = Coin(date_text="c. 44 BC", year_start=-44, year_end=-44, is_circa=True, dating_certainty="NARROW")
    values = values_of(filled("chronology", coin, date_text=""))
    assert values == {
        "date_text": "",
        "year_start": None,
        "year_end": None,
        "is_circa": False,
        "dating_certainty": "",
    }


def test_date_box_shows_the_years_of_a_coin_without_words() -> None:
    coin = Coin(year_start=-44, year_end=-42)
    assert filled("chronology", coin).initial["date_text"] == "44–42 BC"


# --- money


def test_price_with_its_currency_and_shares() -> None:
    form = filled("acquisition", price="€ 1.000,00", buyers_premium="20 %", tax="7%", shipping="12,50")
    assert values_of(form) == {
        "price": Decimal("1000.00"),
        "currency": "EUR",
        "buyers_premium": Decimal("200.00"),
        "tax": Decimal("84.00"),
        "shipping": Decimal("12.50"),
    }


def test_price_without_currency_is_in_the_collectors_own() -> None:
    form = filled("acquisition", price="120")
    assert values_of(form) == {"price": Decimal("120.00"), "currency": "EUR"}
    assert "preferences" in form.remarks["currency"][0]


def test_share_counts_where_nothing_was_paid_so_far() -> None:
    coin = Coin(price=Decimal("100.00"), currency="EUR", buyers_premium=Decimal("0.00"), tax=Decimal("0.00"))
    form = filled("acquisition", coin, buyers_premium="20 %", tax="10 %")
    assert values_of(form) == {"buyers_premium": Decimal("20.00"), "tax": Decimal("12.00")}


def test_currency_typed_to_the_same_sum_is_taken() -> None:
    coin = Coin(price=Decimal("120.00"), currency="EUR")
    assert values_of(filled("acquisition", coin, price="120 USD")) == {"currency": "USD"}


def test_box_of_the_currency_counts_and_says_so() -> None:
    form = filled("acquisition", price="120 USD", currency="CHF")
    assert values_of(form) == {"price": Decimal("120.00"), "currency": "CHF"}
    assert "USD was typed with the sum" in form.remarks["price"][0]


@pytest.mark.parametrize("name", ["buyers_premium", "tax", "shipping"])
def test_sum_in_another_currency_is_refused(name: str) -> None:
    form = filled("acquisition", price="€ 100", **{name: "12 USD"})
    assert form.errors == {name: ["All that was paid is in one currency, here EUR."]}
    assert values_of(filled("acquisition", price="€ 100", **{name: "12 EUR"}))[name] == Decimal("12.00")


def test_currency_of_a_sum_beside_the_price_is_taken() -> None:
    assert values_of(filled("acquisition", shipping="12 USD")) == {"shipping": Decimal("12.00"), "currency": "USD"}


@pytest.mark.parametrize("currency", ["AUD", "CAD", "HKD", "NZD", "SGD"])
@pytest.mark.parametrize("name", ["price", "buyers_premium", "tax", "shipping"])
def test_bare_dollar_is_the_one_of_the_currencys_box(name: str, currency: str) -> None:
    coin = Coin(price=Decimal("100.00"), currency=currency)
    form = filled("acquisition", coin, **{name: "$ 120"})
    assert (values_of(form), form.remarks) == ({name: Decimal("120.00")}, {})


@pytest.mark.parametrize("typed", ["US$ 120", "120 USD", "120 dollars"])
def test_dollar_of_a_named_country_is_that_one(typed: str) -> None:
    coin = Coin(price=Decimal("100.00"), currency="AUD")
    assert values_of(filled("acquisition", coin, price=typed))["currency"] == "USD"
    assert set(filled("acquisition", coin, shipping=typed).errors) == {"shipping"}


@pytest.mark.parametrize("currency", ["", "EUR"])
def test_bare_dollar_is_the_us_one_elsewhere(currency: str) -> None:
    coin = Coin(price=Decimal("100.00"), currency=currency)
    assert values_of(filled("acquisition", coin, price="$120"))["currency"] == "USD"


def test_numbers_are_shown_with_the_collectors_decimal_sign() -> None:
    sheet = Sheet(
        ["physical", "acquisition"], Coin(weight_g=Decimal("3.790"), price=Decimal("12.50")), Reader(COMMA, "EUR")
    )
    assert (sheet.texts()["weight_g"], sheet.texts()["price"]) == ("3,79", "12,50")


# --- vocabulary


@pytest.mark.django_db
def test_term_is_found_by_any_of_its_names() -> None:
    nero = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    TermName.objects.create(term=nero, language="it", text="Nerone")
    assert values_of(filled("identity", issuer_term="NERONE")) == {"issuer_term": nero}
    assert "standard names" in filled("identity", issuer_term="Nobody").errors["issuer_term"][0]
    Term.objects.create(kind="mint", name="Nero", slug="nero-mint")
    assert values_of(filled("identity", issuer_term="Nero")) == {"issuer_term": nero}


@pytest.mark.django_db
def test_term_of_two_names_is_asked_back() -> None:
    for number in (1, 2):
        term = Term.objects.create(kind="issuer", name=f"Ptolemy {number}", slug=f"p{number}")
        TermName.objects.create(term=term, text="Ptolemy")
    assert "Ptolemy 1, Ptolemy 2" in filled("identity", issuer_term="ptolemy").errors["issuer_term"][0]


@pytest.mark.django_db
def test_term_that_stands_there_stays_whatever_else_bears_its_name() -> None:
    ours, other = (Term.objects.create(kind="mint", name="Heraclea", slug=slug) for slug in ("latmos", "pontus"))
    for coin in (Coin(mint_term=ours), Coin(mint_term=Term(name="Roma  –  Urbs", kind="mint"))):
        assert values_of(filled("identity", coin)) == {}
    ours.replaced_by = other
    ours.save()
    assert values_of(filled("identity", Coin(mint_term=ours), mint="Heraclea")) == {"mint": "Heraclea"}


@pytest.mark.django_db
def test_tag_whose_name_holds_a_separator_stays(alice: User) -> None:
    coin = make_coin(alice, tags=[Tag.objects.create(owner=alice, name=name) for name in ("a;b", "c, d")])
    assert filled("storage", coin).edit() == RecordEdit()


@pytest.mark.parametrize(
    ("box", "left"),
    [
        ("", []),
        ("a", ["a"]),
        ("c, d", ["c, d"]),
        ("e, c, d ;a;b", ["a;b", "c, d", "e"]),
        ("a;b, a", ["a", "a;b"]),
        ("b;c", ["b", "c"]),
    ],
)
@pytest.mark.django_db
def test_tag_whose_name_holds_a_separator_can_be_taken_away(alice: User, box: str, left: list[str]) -> None:
    coin = make_coin(alice, tags=[Tag.objects.create(owner=alice, name=name) for name in ("a;b", "c, d", "a")])
    save_record(coin=coin, version=1, edit=filled("storage", coin, tags=box).edit(), change=Change(user=alice))
    assert sorted(tag.name for tag in coin.tags.all()) == left


# --- what is said back


@pytest.mark.parametrize(
    ("name", "texts", "said"),
    [
        ("date_text", {"date_text": "c. 44–42 BC"}, Echo(("Reads as c. 44–42 BC (narrow)",))),
        ("date_text", {"date_text": ""}, Echo()),
        ("date_text", {"date_text": "BC 27-14", "issuer": "Augustus"}, "Reads as 27 BC–AD 14"),
        ("date_text", {"date_text": "AD 300", "reign_start": "AD 193", "reign_end": "AD 211"}, "outside the reign"),
        ("date_text", {"date_text": "long ago"}, "kept as written"),
        ("die_axis_h", {"die_axis_h": "↓"}, Echo(("6 h · 180°",))),
        ("weight_g", {"weight_g": "3,79"}, Echo(("3.79 g",))),
        ("weight_g", {"weight_g": "38", "denomination": "Denarius"}, "unusual for a coin called denarius"),
        ("weight_g", {"weight_g": "soup"}, "no weight"),
        ("grade", {"grade": "gVF"}, "Good VF"),
        ("grade", {"grade": "lovely"}, "kept as written"),
        ("year_start", {"year_start": "-44"}, Echo(("Reads as 44 BC",))),
        ("price", {"price": "100", "currency": "EUR", "buyers_premium": "20%", "shipping": "9"}, Echo(("All in: 129.00 EUR",))),
        ("price", {"shipping": "9"}, Echo()),
        ("price", {"price": "100", "tax": "much"}, Echo()),
        ("price", {"price": "dear"}, "not one sum of money"),
        ("provenance", {"provenance": "Ex Leu 7, 9 May 1973, lot 214"}, "Auction · Leu"),
    ],
)  # fmt: skip
def test_echo(name: str, texts: dict[str, str], said: Echo | str) -> None:
    found = echo(name, texts, Formats())
    if isinstance(said, Echo):
        assert found == said
    else:
        assert said in " ".join([*found.lines, *found.doubts])


@pytest.mark.parametrize("name", ECHOES)
@pytest.mark.parametrize("text", ["", "\x00\x07", "x" * 10_000, "🪙" * 300, "1e999", "−−", "\ud800", "%", "NaN"])
def test_echo_survives_anything(name: str, text: str) -> None:
    echo(name, {name: text, "currency": text, "tax": text, "denomination": text}, Formats())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"denomination": "Denarius", "weight_g": Decimal("3.4")}, None),
        ({"denomination": "AR Denar", "weight_g": Decimal("34")}, "weight_g"),
        ({"denomination": "Den. (fourrée)", "weight_g": Decimal("34")}, "weight_g"),
        ({"denomination": "Denarius.", "weight_g": Decimal("34")}, "weight_g"),
        ({"denomination": "Æ3", "weight_g": Decimal("30")}, "weight_g"),
        ({"denomination": "Something", "weight_g": Decimal("340")}, None),
        ({"diameter_mm": Decimal("190")}, "diameter_mm"),
        ({"year_start": 300, "year_end": 301, "reign_start": 193, "reign_end": 211}, "date_text"),
        ({"year_start": 212, "year_end": 212, "reign_start": 193, "reign_end": 211}, None),
        ({"date_text": "44 BC", "year_start": -43, "year_end": -43}, "date_text"),
        ({"grade": "lovely"}, "grade"),
        ({"grade": "VF"}, None),
        ({"acquired_on": date(2020, 1, 2), "disposed_on": date(2020, 1, 1)}, "disposed_on"),
    ],
)
def test_doubts(values: dict[str, Any], field: str | None) -> None:
    assert [doubt.field for doubt in doubts_of(values)] == ([field] if field else [])
