from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coins.models import Coin
from coins.presenting.listing import CoinListPage
from coins.presenting.photographs import picture_url
from coins.tests.recipes import add_picture, add_reference, make_coin, make_domna
from coinstack.accounts.models import Preferences, User

MOST_QUERIES = 12


def page_of(visitor: Client, query: str = "", **headers: str) -> CoinListPage:
    response = visitor.get(f"/coins/?{query}", headers=headers)
    assert response.status_code == 200
    return response.context["page"]


def titles(page: CoinListPage) -> list[str]:
    return [row.coin.title for row in page.rows]


def test_no_coin_at_all(visitor: Client) -> None:
    page = page_of(visitor)
    assert (page.empty, page.count, page.total, page.rows, page.chips) == ("none", 0, 0, [], [])
    assert (page.pager.number, page.pager.pages, page.pager.first_row, page.pager.last_row) == (1, 1, 0, 0)


def test_own_coins_that_are_not_in_the_trash(visitor: Client, alice: User, bob: User) -> None:
    make_coin(alice, title="mine")
    make_coin(alice, title="in the trash", deleted_at=timezone.now())
    make_coin(bob, title="his")
    page = page_of(visitor)
    assert (titles(page), page.count, page.total, page.empty) == (["mine"], 1, 1, "")


@pytest.mark.parametrize("view", ["table", "grid"])
def test_the_same_few_queries_however_many_coins(visitor: Client, alice: User, view: str) -> None:
    Preferences.objects.create(owner=alice, list_view=view)

    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(visitor, query)
        return len(captured)

    def add(count: int) -> None:
        for _ in range(count):
            coin = make_domna(alice)
            add_reference(coin, "RIC 1")
            add_picture(coin)

    asked = [
        f"view={view}",
        f"view={view}&sort=-year,issuer&metal=silver&year_min=1&none=storage_place",
        f"view={view}&q=domna&tags=x",
    ]
    add(1)
    few = [queries(query) for query in asked]
    add(2)
    assert [queries(query) for query in asked] == few
    assert max(few) <= MOST_QUERIES


def test_filtered_page_has_chips_and_remembers_the_whole(visitor: Client, alice: User) -> None:
    make_coin(alice, metal="gold", title="gold")
    make_coin(alice, metal="silver", title="silver")
    page = page_of(visitor, "metal=gold&sort=-year&view=grid")
    assert (titles(page), page.count, page.total) == (["gold"], 1, 2)
    assert [(chip.label, chip.remove_url) for chip in page.chips] == [("Metal: Gold", "/coins/?sort=-year&view=grid")]
    assert page.clear_url == "/coins/?sort=-year&view=grid"
    assert {choice.value: choice.url for choice in page.views} == {
        "table": "/coins/?metal=gold&sort=-year&view=table",
        "grid": "/coins/?metal=gold&sort=-year&view=grid",
        "large": "/coins/?metal=gold&sort=-year&view=grid&size=large",
    }


def test_no_coin_passes_the_filter(visitor: Client, alice: User) -> None:
    make_coin(alice)
    page = page_of(visitor, "mint=Nowhere")
    assert (page.empty, page.count, page.total) == ("filtered", 0, 1)
    assert page.clear_url == "/coins/"


@pytest.mark.parametrize(
    ("query", "shown", "problems"),
    [
        ("colour=red&metal=gold", ["gold"], ["There is no filter “colour”."]),
        ("page=0", ["gold", "silver"], ["A page is a whole number from 1 to 1,000,000, not “0”."]),
        ("page=999999", ["gold", "silver"], ["There is no page 999999; this is the last one."]),
        ("per_page=1&page=3", ["silver"], ["There is no page 3; this is the last one."]),
        ("metal=%00&sort=%00", ["gold", "silver"], ["“” contains characters that nobody can type."]),
        (
            "weight_g_min=" + "9" * 500,
            ["gold", "silver"],
            [f"“{'9' * 39}…” is too long: a value has at most 200 characters."],
        ),
    ],
)
def test_problems_stand_on_the_page(
    visitor: Client, alice: User, query: str, shown: list[str], problems: list[str]
) -> None:
    make_coin(alice, metal="gold", title="gold")
    make_coin(alice, metal="silver", title="silver")
    page = page_of(visitor, query)
    assert (titles(page), page.problems) == (shown, problems)
    assert page.problems[0] in visitor.get(f"/coins/?{query}").text


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"junk{number}=%ff%fe" for number in range(1000)),
        "&".join("issuer=" + "ά" * 100 for _ in range(50)),
        "q=" + "%25" * 150 + "&" + "&".join(f"none={name}" for name in ("mint", "tags", "surface_issues")),
        "sort=" + ",".join(["issuer"] * 50),
        "year_min=-3000&year_max=2100&year_start=-44&die_axis_h=6,0&off_center_pct=5",
        "q=%ED%A0%80%F0%9F%AA%99",
    ],
    ids=["1000 parameters", "long values", "wildcards", "repeated sort", "everything typed", "surrogates"],
)
def test_no_address_breaks_the_page(visitor: Client, alice: User, query: str) -> None:
    make_domna(alice)
    page_of(visitor, query)


def test_more_parameters_than_a_form_may_send_are_a_bad_request(visitor: Client) -> None:
    assert visitor.get("/coins/?" + "&".join(f"x{number}=1" for number in range(3000))).status_code == 400


def test_pages(visitor: Client, alice: User) -> None:
    for number in range(7):
        make_coin(alice, title=f"coin {number}")
    page = page_of(visitor, "per_page=3&page=2&sort=title")
    assert titles(page) == ["coin 3", "coin 4", "coin 5"]
    pager = page.pager
    assert (pager.number, pager.pages, pager.first_row, pager.last_row) == (2, 3, 4, 6)
    assert pager.previous_url == pager.first_url == "/coins/?sort=title&per_page=3"
    assert pager.next_url == pager.last_url == "/coins/?sort=title&per_page=3&page=3"
    last = page_of(visitor, "per_page=3&page=3&sort=title")
    assert (titles(last), last.pager.next_url, last.pager.last_url) == (["coin 6"], "", "")


def test_column_heads_sort_and_turn_round(visitor: Client, alice: User) -> None:
    make_coin(alice)

    def head(query: str) -> tuple[str, str]:
        column = next(column for column in page_of(visitor, query).columns if column.key == "year")
        return column.direction, column.sort_url

    assert head("metal=&page=1") == ("", "/coins/?sort=year")
    assert head("sort=year&view=table") == ("ascending", "/coins/?sort=-year&view=table")
    assert head("sort=-year") == ("descending", "/coins/?sort=year")
    assert head("sort=issuer,year") == ("ascending", "/coins/?sort=year")
    reference = next(column for column in page_of(visitor).columns if column.key == "reference")
    assert (reference.sort_url, reference.direction) == ("", "")


@pytest.mark.parametrize(
    ("sort", "added", "place", "announced"),
    [
        ("", "year", 0, None),
        ("issuer", "issuer,year", 0, "Issuer, A–Z"),
        ("year", "-year", 1, "Date, oldest first"),
        ("issuer,-year", "issuer,year", 2, "Issuer, A–Z, then Date, latest first"),
    ],
)
def test_further_key_of_the_order(
    visitor: Client, alice: User, sort: str, added: str, place: int, announced: str | None
) -> None:
    make_coin(alice)
    page = page_of(visitor, f"sort={sort}")
    head = next(column for column in page.columns if column.key == "year")
    assert (parse_qs(urlsplit(head.add_url).query)["sort"], head.place) == ([added], place)
    assert [choice.label for choice in page.sorts if choice.is_chosen] == [announced or "As recorded"]


@pytest.mark.parametrize(
    ("query", "view", "remembered"),
    [
        ("", "table", "table"),
        ("view=grid", "grid", "grid"),
        ("view=grid&size=large", "large", "large"),
        ("view=grid&size=small", "grid", "grid"),
        ("size=large", "large", "large"),
        ("view=table&size=large", "table", "table"),
    ],
)
def test_view_is_in_the_address_and_remembered(
    visitor: Client, alice: User, query: str, view: str, remembered: str
) -> None:
    make_coin(alice)
    assert page_of(visitor, query).view == view
    assert page_of(visitor).view == remembered
    assert page_of(visitor, "metal=").view == remembered


def test_page_sizes(visitor: Client, alice: User) -> None:
    make_coin(alice)
    sizes = page_of(visitor, "per_page=30").page_sizes
    assert [(choice.value, choice.is_chosen) for choice in sizes] == [
        ("25", False),
        ("30", True),
        ("50", False),
        ("100", False),
        ("250", False),
    ]


def test_pictures_have_fixed_boxes_and_say_what_they_show(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    reverse = add_picture(coin, kind="reverse")
    both = add_picture(coin, kind="combined", is_primary=True)
    row = page_of(visitor).rows[0]
    assert (row.obverse_url, row.reverse_url) == (picture_url(both, 96), picture_url(reverse, 96))
    card = visitor.get("/coins/?view=grid").text
    assert 'alt="Julia Domna, denarius, obverse" width="320" height="320" loading="lazy"' in card


def test_htmx_address_is_without_empty_fields(visitor: Client, alice: User) -> None:
    make_domna(alice)
    answer = visitor.get("/coins/?metal=silver&weight_g_min=&weight_g_max=&sort=", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == "/coins/?metal=silver"


def test_every_link_keeps_the_filter(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    page = page_of(visitor, "metal=silver&q=domna&sort=-year")
    address = urlsplit(page.rows[0].url)
    assert address.path == f"/coins/{coin.pk}/"
    assert parse_qs(address.query) == {"q": ["domna"], "metal": ["silver"], "sort": ["-year"]}
    for column in page.columns:
        if column.sort_url:
            assert QueryDict(urlsplit(column.sort_url).query).getlist("metal") == ["silver"]


def test_summary_says_what_it_rests_on(visitor: Client, alice: User) -> None:
    make_domna(alice, price="1000", currency="EUR", weight_g="3")
    make_domna(alice, price="200.50", currency="EUR", weight_g="4")
    assert page_of(visitor).summary == ["2 coins", "paid 1,200.50 EUR", "mean weight 3.50 g"]
    make_domna(alice, price="10", currency="USD", weight_g=None)
    make_domna(alice, price=None, weight_g=None)
    assert page_of(visitor).summary == [
        "4 coins",
        "paid 1,200.50 EUR + 10.00 USD for 3 of 4",
        "mean weight 3.50 g, 2 of 4 weighed",
    ]
    assert page_of(visitor, "none=price").summary == ["1 coin"]


def test_preferences_rule_the_notation(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice, era="BCE/CE", decimal_comma=True)
    make_domna(alice, year_start=-44, year_end=-44, price="1000", currency="EUR")
    page = page_of(visitor, "year_max=-1")
    texts = {cell.key: cell.text for cell in page.rows[0].cells}
    assert (texts["year"], texts["weight_g"], texts["price"]) == ("44 BCE", "3,28", "1.000,00 EUR")
    assert page.chips[0].label == "Date: up to 1 BCE"


def test_htmx_gets_the_table_alone_and_the_history_the_page(visitor: Client, alice: User) -> None:
    make_domna(alice)

    def answer(**headers: str) -> str:
        return visitor.get("/coins/", headers=headers).text

    fragment = answer(**{"HX-Request": "true"})
    assert 'id="coin-table"' in fragment
    assert "<html" not in fragment
    for headers in (
        {},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    ):
        assert "<html" in answer(**headers)


def test_list_is_only_looked_at(visitor: Client) -> None:
    assert visitor.post("/coins/").status_code == 405


def test_text_of_coins_is_escaped(visitor: Client, alice: User) -> None:
    make_coin(alice, issuer="<script>alert(1)</script>")
    for query in ("view=table", "view=grid", "q=<script>alert(1)</script>"):
        page = visitor.get(f"/coins/?{query}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_coins_of_a_page_are_read_narrow(visitor: Client, alice: User) -> None:
    make_domna(alice)
    with CaptureQueriesContext(connection) as captured:
        page_of(visitor)
    wide = [query["sql"] for query in captured if '"personal_notes"' in query["sql"]]
    assert wide == []
    assert Coin.objects.count() == 1
