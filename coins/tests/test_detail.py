from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Term
from coins.models import Coin, CoinImage, ImportBatch, ImportRow, StoragePlace, Tag
from coins.presenting import Formats
from coins.presenting.axis import Axis, axis_shown
from coins.presenting.detail import CoinPage
from coins.presenting.photographs import picture_url
from coins.services.edit import edit_coin, trash_coins
from coins.services.history import Change
from coins.tests.recipes import add_picture, add_provenance, add_reference, make_coin, make_domna
from coinstack.accounts.models import Preferences, User

MOST_QUERIES = 16


def page_of(visitor: Client, coin: Coin, query: str = "") -> CoinPage:
    response = visitor.get(f"/coins/{coin.pk}/?{query}")
    assert response.status_code == 200
    return response.context["page"]


def facts(page: CoinPage) -> dict[str, str]:
    """Label → "value unit (note)" of every fact."""
    return {
        item.label: f"{item.value} {item.unit} {f'({item.note})' if item.note else ''}".strip()
        for section in page.sections
        for item in section.items
    }


def test_somebody_elses_coin_is_not_here(visitor: Client, bob: User) -> None:
    for coin in (make_coin(bob), make_coin(bob, deleted_at=timezone.now())):
        for page in ("", "position/", "history/"):
            assert visitor.get(f"/coins/{coin.pk}/{page}").status_code == 404
    assert visitor.get("/coins/99999999999999999999999/").status_code == 404


def test_coin_in_the_trash_says_so(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    with time_machine.travel(datetime(2024, 3, 14, 9, 5, tzinfo=UTC), tick=False):
        trash_coins(coins=[coin], change=Change(user=alice))
    shown = visitor.get(f"/coins/{coin.pk}/?metal=silver")
    assert shown.status_code == 200
    for part in (
        "Julia Domna, denarius",
        "In the trash since 14 Mar 2024, 09:05",
        "until 13 Apr 2024, 09:05",
        "Restore",
    ):
        assert part in shown.text
    for page in ("position/", "history/"):
        assert visitor.get(f"/coins/{coin.pk}/{page}").status_code == 404


def test_facts_stand_in_sections_without_the_empty_ones(visitor: Client, alice: User) -> None:
    page = page_of(visitor, make_coin(alice, metal="silver", weight_g="3.79", diameter_mm="19"))
    filled = [section for section in page.sections if section.items]
    assert [(section.key, [item.key for item in section.items]) for section in filled] == [
        ("identity", ["issue_status"]),
        ("physical", ["metal", "weight_g", "diameter_mm"]),
        ("grading", ["grading_state"]),
        ("acquisition", ["ownership_status"]),
    ]
    assert facts(page) == {
        "Status of the issue": "Official",
        "Metal": "Silver",
        "Weight": "3.79 g",
        "Diameter": "19 mm",
        "Holder": "Raw",
        "Ownership": "Owned",
    }
    fuller = page_of(visitor, make_coin(alice, metal="silver", thickness_mm="2", is_plated=True))
    assert fuller.empty_count == page.empty_count + 1
    assert page.empty_count > 60
    empty = {section.key: section.empty for section in page.sections}
    assert page.empty_count == sum(map(len, empty.values()))
    assert {"Struck", "Reign"} <= set(empty["chronology"])
    assert "Weight" not in empty["physical"]
    assert "Hoard" in empty["find"]


def test_facts_of_every_kind(visitor: Client, alice: User) -> None:
    severus = Term.objects.create(kind="issuer", name="Septimius Severus", slug="s", year_start=193, year_end=211)
    rome = Term.objects.create(kind="mint", name="Roma", slug="roma")
    page = page_of(
        visitor,
        make_domna(
            alice,
            issuer_term=severus,
            mint_term=rome,
            dynasty_term=Term.objects.create(kind="dynasty", name="Severan", slug="severan"),
            is_circa=True,
            reign_start=193,
            reign_end=211,
            era_year=5,
            strike_grade=5,
            off_center_pct=15,
            surface_issues=["scratches", "porosity"],
            price="1234.5",
            currency="EUR",
            acquired_on="2024-03-14",
            find_latitude="51.75",
            find_longitude="-1.25",
            is_fine_style=True,
            personal_notes="First line.\nSecond line.",
        ),
    )
    shown = facts(page)
    assert shown["Issuer"] == "Septimius Severus  (AD 193–211)"
    assert shown["Mint"] == "Rome  (Roma)"
    assert shown["Dynasty"] == "Severan"
    assert (shown["Struck"], shown["Reign"], shown["Year of the era"]) == ("c. AD 196–202", "AD 193–211", "5")
    assert (shown["Strike"], shown["Off centre by"]) == ("5/5", "15 %")
    assert shown["Surface"] == "scratches, porosity"
    assert (shown["Price"], shown["Acquired"]) == ("1,234.50 EUR", "14 March 2024")
    assert shown["Find coordinates"] == "51.75° N, 1.25° W"
    assert shown["Fine Style"] == "Yes"
    assert shown["Personal notes"] == "First line.\nSecond line."
    assert (page.obverse.legend, page.reverse.legend) == ("IVLIA AVGVSTA", "VENVS FELIX")
    assert not {"Obverse legend", "Currency", "Circa", "Struck until", "Title"} & set(shown)


def test_vocabulary_match_without_text_stands_for_it(visitor: Client, alice: User) -> None:
    rome = Term.objects.create(kind="mint", name="Roma", slug="roma")
    assert facts(page_of(visitor, make_coin(alice, mint_term=rome)))["Mint"] == "Roma"


def test_reign_is_called_a_reign(visitor: Client, alice: User) -> None:
    page = page_of(visitor, make_coin(alice, mint="Rome", reign_start=193, reign_end=211, inventory_number="A-1"))
    assert page.head.subtitle == "Rome · reign AD 193–211 · no. A-1"
    assert facts(page)["Reign"] == "AD 193–211"
    assert "Struck" not in facts(page)


def test_preferences_rule_the_notation(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice, era="BCE/CE", decimal_comma=True)
    shown = facts(page_of(visitor, make_coin(alice, year_start=-44, year_end=-42, weight_g="3.795")))
    assert (shown["Struck"], shown["Weight"]) == ("44–42 BCE", "3,795 g")


@pytest.mark.parametrize(
    ("hours", "axis"),
    [
        ("6", Axis("180", "6 h · 180°")),
        ("12", Axis("0", "12 h · 0°")),
        ("0.5", Axis("15", "0.5 h · 15°")),
        ("7.5", Axis("225", "7.5 h · 225°")),
    ],
)
def test_axis(hours: str, axis: Axis) -> None:
    assert axis_shown(Decimal(hours), Formats()) == axis


def test_coin_without_an_axis_shows_no_clock(visitor: Client, alice: User) -> None:
    assert page_of(visitor, make_coin(alice)).axis is None


def test_references_are_verbatim_and_in_order(visitor: Client, alice: User) -> None:
    coin = make_coin(alice)
    add_reference(coin, "R.I.C. IV/1,  580 var.", order=1, needs_review=False, note="bust left", page="170")
    add_reference(coin, "RSC 198", order=0, is_primary=True, confidence="probable", side="both", is_plate_coin=True)
    page = page_of(visitor, coin)
    assert [(row.text, row.is_primary, row.needs_review, row.note) for row in page.references] == [
        ("RSC 198", True, True, "Both sides; probable; this coin illustrated"),
        ("R.I.C. IV/1,  580 var.", False, False, "p. 170; bust left"),
    ]
    assert page.head.subtitle == "RSC 198"


def test_provenance_tells_each_station(visitor: Client, alice: User) -> None:
    coin = make_coin(alice)
    add_provenance(
        coin,
        kind="auction",
        strength="documented",
        source_name="CNG",
        sale_name="Triton XX",
        lot_number="318",
        date_text="10 January 2017",
        hammer_price=Decimal(450),
        premium_pct=Decimal(20),
        currency="USD",
    )
    add_provenance(coin, kind="hoard", order=1, notes="found before 1920")
    assert [
        (row.title, row.detail, row.strength_label, row.date_text) for row in page_of(visitor, coin).provenance
    ] == [
        ("CNG, Triton XX", "Auction, lot 318, hammer 450.00 USD, 20 % premium", "Documented", "10 January 2017"),
        ("Hoard or find", "found before 1920", "", ""),
    ]


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://example.org/lot/7?a=1&b=2", True),
        ("http://example.org/", True),
        ("example.org/lot/7", False),
        ("javascript:alert(1)", False),
    ],
)
def test_address_of_the_web_is_a_link(visitor: Client, alice: User, link: str, leads: bool) -> None:
    coin = make_coin(alice, source_url=link)
    facts = {fact.key: fact for section in page_of(visitor, coin).sections for fact in section.items}
    assert (facts["source_url"].value, facts["source_url"].url) == (link, link if leads else "")
    html = visitor.get(f"/coins/{coin.pk}/").text
    assert ('target="_blank" rel="noopener noreferrer"' in html) is leads


def test_place_tags_draft_and_what_the_import_noticed(visitor: Client, alice: User) -> None:
    cabinet = StoragePlace.objects.create(owner=alice, name="Cabinet 2")
    tray = StoragePlace.objects.create(owner=alice, name="Tray 5", parent=cabinet)
    tags = [Tag.objects.create(owner=alice, name=name) for name in ("Severan", "ladies")]
    coin = make_coin(alice, storage_place=tray, tags=tags, is_draft=True)
    batch = ImportBatch.objects.create(owner=alice, format="spreadsheet", file_name="x.xlsx", file_sha256="x")
    problems = [{"row": 1, "column": "Weight", "value": "3,28 g", "message": "read as 3.28", "severity": "info"}]
    ImportRow.objects.create(batch=batch, number=1, row_hash="x", result="created", coin=coin, problems=problems)
    page = page_of(visitor, coin)
    assert (page.storage_path, page.tags, page.head.is_draft) == ("Cabinet 2 › Tray 5", ["ladies", "Severan"], True)
    assert page.problems == ["Weight: read as 3.28"]


def test_previous_and_next_follow_the_list(visitor: Client, alice: User) -> None:
    coins = {title: make_coin(alice, title=title, metal=metal) for title, metal in
             (("a", "gold"), ("b", "silver"), ("c", "gold"), ("d", "gold"))}  # fmt: skip
    page = page_of(visitor, coins["c"], "metal=gold&sort=-title&view=grid&page=1")
    assert page.head.way.previous_url == f"/coins/{coins['d'].pk}/?metal=gold&sort=-title&view=grid"
    assert page.head.way.next_url == f"/coins/{coins['a'].pk}/?metal=gold&sort=-title&view=grid"
    assert page.head.way.list_url == "/coins/?metal=gold&sort=-title&view=grid"
    assert page.head.way.position_url == f"/coins/{coins['c'].pk}/position/?metal=gold&sort=-title&view=grid"
    assert page_of(visitor, coins["a"], "metal=gold&sort=-title").head.way.next_url == ""
    assert page_of(visitor, coins["a"]).head.way.previous_url == ""


def test_position_in_the_list(visitor: Client, alice: User, bob: User) -> None:
    make_coin(bob, metal="gold")
    coins = [make_coin(alice, title=str(number), metal="gold") for number in range(3)]
    other = make_coin(alice, metal="silver")

    def position(coin: Coin, query: str) -> str:
        return visitor.get(f"/coins/{coin.pk}/position/?{query}").text

    assert position(coins[0], "metal=gold&sort=-title") == "3 of 3"
    assert position(coins[0], "") == "1 of 4"
    assert position(other, "metal=gold") == "Not in this list"


def test_unreadable_list_is_told(visitor: Client, alice: User) -> None:
    page = page_of(visitor, make_coin(alice), "colour=red&page=0")
    assert len(page.head.way.address_problems) == 2
    assert page.head.way.list_url == "/coins/"


def test_the_same_few_queries_however_much_hangs_off(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice)
    terms = [Term.objects.create(kind="issuer", name=str(number), slug=str(number)) for number in range(3)]
    places = [StoragePlace.objects.create(owner=alice, name=str(number)) for number in range(3)]

    def queries(rows: int) -> int:
        coin = make_domna(alice)
        for number in range(rows):
            add_reference(coin, "RIC 1", order=number)
            add_provenance(coin, order=number)
            add_picture(coin, order=number)
            version = Coin.objects.get(pk=coin.pk).version
            values = {"issuer_term": terms[number], "storage_place": places[number], "weight_g": 1 + number}
            edit_coin(coin_id=coin.pk, version=version, values=values, change=Change(user=alice))
        with CaptureQueriesContext(connection) as captured:
            page_of(visitor, coin, "sort=-year,issuer&metal=silver")
        return len(captured)

    few = queries(1)
    assert few == queries(3)
    assert few <= MOST_QUERIES


def test_pictures_of_both_sides_and_the_rest(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    edge, first, second = (add_picture(coin, kind) for kind in ("edge", "obverse", "obverse"))
    reverse = add_picture(coin, "reverse", is_primary=True)
    CoinImage.objects.filter(pk=first.pk).update(order=5)
    page = page_of(visitor, coin)
    assert (page.obverse.photograph.url, page.reverse.photograph.url) == (picture_url(second), picture_url(reverse))
    assert page.obverse.photograph.large_url == picture_url(second, 1280)
    assert page.obverse.photograph.label == "Obverse of Julia Domna, denarius"
    assert [shown.url for shown in page.photographs] == [picture_url(image) for image in (edge, first)]


def test_coin_without_pictures_shows_discs(visitor: Client, alice: User) -> None:
    page = page_of(visitor, make_domna(alice))
    assert (page.obverse.photograph, page.reverse.photograph, page.photographs) == (None, None, [])


def test_tabs_and_actions_keep_the_list(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    head = page_of(visitor, coin, "metal=silver").head
    address = f"/coins/{coin.pk}/"
    assert [(tab.label, tab.url, tab.current) for tab in head.tabs] == [
        ("Overview", f"{address}?metal=silver", True),
        ("Photographs", f"{address}photos/?metal=silver", False),
        ("History", f"{address}history/?metal=silver", False),
    ]
    assert (head.edit_url, head.similar_url) == (f"{address}edit/?metal=silver", f"{address}similar/?metal=silver")
    page = page_of(visitor, coin, "metal=silver")
    assert {section.edit_url for section in page.sections} <= {
        f"{address}edit/{section.key}/?metal=silver" for section in page.sections
    }
    for url in (*(section.edit_url for section in page.sections), *page.edit_urls.values(), head.similar_url):
        assert visitor.get(url).status_code == 200, url


def test_status_is_told_where_the_coin_is_not_simply_owned(visitor: Client, alice: User) -> None:
    assert page_of(visitor, make_coin(alice)).head.status == ""
    assert page_of(visitor, make_coin(alice, ownership_status="sold")).head.status == "Sold"


AMOUNTS = ("1,234.50", "12.00", "7.50", "99.00", "450.00")


def test_hidden_money_is_not_in_the_page(visitor: Client, alice: User) -> None:
    amounts = {"price": "1234.5", "currency": "EUR", "buyers_premium": "12", "shipping": "7.5", "disposal_price": "99"}
    coin = make_domna(alice, **amounts)
    add_provenance(coin, source_name="CNG", hammer_price=Decimal(450), currency="USD")
    shown = visitor.get(f"/coins/{coin.pk}/").text
    assert [amount for amount in AMOUNTS if amount not in shown] == []
    answer = visitor.post("/coins/money/", {"hidden": "1"}, headers={"referer": f"http://testserver/coins/{coin.pk}/"})
    assert answer["Location"] == f"/coins/{coin.pk}/"
    hidden = visitor.get(f"/coins/{coin.pk}/").text
    assert [amount for amount in AMOUNTS if amount in hidden] == []
    assert "•••" in hidden
    visitor.post("/coins/money/", {"hidden": "0"})
    assert "1,234.50 EUR" in visitor.get(f"/coins/{coin.pk}/").text


def test_citation_is_one_line_of_the_text_as_typed(visitor: Client, alice: User) -> None:
    coin = make_coin(alice)
    add_reference(coin, "RIC IV/1\n 580  var.")
    (reference,) = page_of(visitor, coin).references
    assert (reference.text, reference.citation) == ("RIC IV/1\n 580  var.", "RIC IV/1 580 var.")


@pytest.mark.parametrize(
    ("stations", "line"),
    [
        ([], ""),
        ([{"kind": "unknown", "notes": "bought long ago"}], ""),
        (
            [
                {"kind": "auction", "source_name": "Leu", "sale_number": "7", "date_text": "9 May 1973", "lot_number": "214"},
                {"kind": "collection", "source_name": "Hess collection"},
                {"kind": "hoard", "source_name": "the Reka Devnia hoard", "date_text": "1929"},
            ],
            "Ex Leu 7 (9 May 1973), lot 214; ex Hess collection; from the Reka Devnia hoard (1929)",
        ),
        ([{"kind": "acquisition", "source_name": "a dealer", "date_text": "2011"}], "Acquired from a dealer (2011)"),
        ([{"kind": "auction", "date_text": "1931"}], "Ex 1931"),
    ],
    ids=["none", "unnamed", "chain", "acquired", "only a date"],
)  # fmt: skip
def test_provenance_as_a_catalogue_prints_it(
    visitor: Client, alice: User, stations: list[dict[str, str]], line: str
) -> None:
    coin = make_coin(alice)
    for order, columns in enumerate(stations):
        add_provenance(coin, order=order, **columns)
    assert page_of(visitor, coin).pedigree == line
