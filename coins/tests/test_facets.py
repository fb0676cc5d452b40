from collections.abc import Mapping

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coins.benchdata import add_synthetic_coins
from coins.facets import NAMES, Bar, bars_over, count_facet, count_facets, offer_of, shape_of, state_of
from coins.filters import CoinFilters
from coins.models import Coin, StoragePlace, Tag
from coins.presenting import Formats
from coins.presenting.facets import Facet, FacetPanel, facet_panel
from coins.query_plans import explained
from coins.services.edit import edit_coin, trash_coins
from coins.services.history import Change
from coins.tests.recipes import make_coin, make_domna
from coinstack.accounts.models import Preferences, User
from coinstack.jobs.progress import SilentProgress
from coinstack.testing import ClientFor


@pytest.fixture
def cabinet(alice: User, bob: User) -> User:
    """Six coins of alice's in places and with tags; one of bob's that nobody else may count."""
    tray = StoragePlace.objects.create(
        owner=alice, name="Tray 5", parent=StoragePlace.objects.create(owner=alice, name="Cabinet 2")
    )
    tag = Tag.objects.create(owner=alice, name="Severans")
    make_domna(alice, storage_place=tray, tags=[tag])
    make_domna(alice, issuer="SEPTIMIVS SEVERVS", storage_place=tray.parent, tags=[tag])
    make_domna(alice, metal="gold", denomination="Aureus", mint="Rome")
    make_domna(alice, metal="gold", denomination="Aureus", mint="Emesa", issuer="Nero", year_start=54, year_end=68)
    make_domna(alice, metal="", mint="", issuer="Brutus", year_start=-43, year_end=-42, grade="vf")
    make_domna(alice, metal="copper", issuer="Nero", year_start=None, year_end=None, is_draft=True)
    make_domna(bob, metal="lead", tags=[Tag.objects.create(owner=bob, name="his")])
    return alice


def counted(owner: User, query: str, name: str) -> Mapping[str, int]:
    filters = CoinFilters.from_query(query)
    assert filters.problems == ()
    found = count_facets(owner, filters, NAMES, state_of(owner)).values.get(name, {})
    assert count_facet(owner, filters, name) == found
    return found


def panel_of(owner: User, query: str = "") -> FacetPanel:
    filters = CoinFilters.from_query(query)
    return facet_panel(owner, filters, state_of(owner), 0, Formats())


def facet(owner: User, name: str, query: str = "") -> Facet:
    return next(found for found in panel_of(owner, query).facets if found.name == name)


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("", "metal", {"silver": 2, "gold": 2, "copper": 1, "": 1}),
        ("", "mint", {"Rome": 4, "Emesa": 1, "": 1}),
        ("", "is_draft", {"0": 5, "1": 1}),
        ("metal=gold", "mint", {"Rome": 1, "Emesa": 1}),
        ("metal=gold", "metal", {"silver": 2, "gold": 2, "copper": 1, "": 1}),
        ("not_metal=gold", "metal", {"silver": 2, "gold": 2, "copper": 1, "": 1}),
        ("none=metal", "mint", {"": 1}),
        ("none=metal&metal=copper", "mint", {"": 1, "Rome": 1}),
        ("metal=gold&mint=Emesa", "metal", {"gold": 1}),
        ("metal=gold&mint=Emesa", "mint", {"Rome": 1, "Emesa": 1}),
        ("", "tags", {"Severans": 2, "": 4}),
        ("tags=Severans", "tags", {"Severans": 2, "": 4}),
        ("tags=Severans", "metal", {"silver": 2}),
        ("", "storage_place", {"Cabinet 2": 2, "Cabinet 2 › Tray 5": 1, "": 4}),
        ("metal=silver", "storage_place", {"Cabinet 2": 2, "Cabinet 2 › Tray 5": 1}),
        ("year_min=1&year_max=100", "metal", {"gold": 1}),
        ("weight_g_min=99", "metal", {}),
        ("mint=Nowhere", "metal", {}),
    ],
)
def test_counts(cabinet: User, query: str, name: str, expected: Mapping[str, int]) -> None:
    assert counted(cabinet, query, name) == expected


def test_spellings_that_one_filter_finds_are_one_value(cabinet: User) -> None:
    make_domna(cabinet)
    assert counted(cabinet, "", "issuer") == {"Septimius Severus": 4, "Nero": 2, "Brutus": 1}
    assert counted(cabinet, "", "grade") == {"VF": 7}
    assert Coin.objects.visible_to(cabinet).matching(CoinFilters.from_query("grade=VF")).count() == 7


@pytest.mark.parametrize("query", ["", "metal=gold", "year_min=-50&year_max=-1", "none=year", "issuer=Nero"])
def test_every_number_is_the_length_of_the_list_it_leads_to(cabinet: User, query: str) -> None:
    filters = CoinFilters.from_query(query)
    mine = Coin.objects.visible_to(cabinet).present()
    for name, values in count_facets(cabinet, filters, NAMES, state_of(cabinet)).values.items():
        for value, count in values.items():
            asked = f"{name}={value}" if value else f"none={name}"
            wanted = CoinFilters.from_query(f"{filters.without(name).to_query()}&{asked}".lstrip("&"))
            assert mine.matching(wanted).count() == count, asked


def test_words_for_yes_and_no_are_words_in_a_text(alice: User) -> None:
    make_coin(alice, mint="True", tags=[Tag.objects.create(owner=alice, name="false")])
    make_coin(alice, mint="True")
    assert counted(alice, "", "mint") == {"True": 2}
    assert counted(alice, "mint=true", "mint") == {"True": 2}
    assert counted(alice, "", "tags") == {"false": 1, "": 1}
    assert counted(alice, "is_draft=0", "is_draft") == {"0": 2}


def test_counts_follow_every_change(cabinet: User) -> None:
    change = Change(user=cabinet)
    assert counted(cabinet, "", "metal")["copper"] == 1
    coin = Coin.objects.get(metal="copper")
    edit_coin(coin_id=coin.pk, version=coin.version, values={"metal": "bronze"}, change=change)
    assert counted(cabinet, "", "metal") == {"silver": 2, "gold": 2, "bronze": 1, "": 1}
    trash_coins(coins=[coin], change=change)
    assert "bronze" not in counted(cabinet, "", "metal")
    tag = Tag.objects.get(name="Severans")
    tag.name = "Domus Severiana"
    tag.save()
    assert counted(cabinet, "", "tags") == {"Domus Severiana": 2, "": 3}
    tagged = tag.coins.first()
    edit_coin(coin_id=tagged.pk, version=tagged.version, values={"tags": []}, change=change)
    assert counted(cabinet, "", "tags") == {"Domus Severiana": 1, "": 4}


def test_counting_takes_two_queries_and_then_none(cabinet: User) -> None:
    filters = CoinFilters.from_query("metal=gold&mint=Rome&tags=Severans&year_min=1&q=domna")
    cache.clear()
    state = state_of(cabinet)
    with CaptureQueriesContext(connection) as first:
        count_facets(cabinet, filters, NAMES, state)
    with CaptureQueriesContext(connection) as again:
        count_facets(cabinet, filters, NAMES, state)
    assert (len(first), len(again)) == (2, 0)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads single columns of wide rows cheaply")
@pytest.mark.parametrize("query", ["", "metal=silver", "weight_g_min=1", "toning=x&none=mint", "q=hadrian"])
def test_pass_over_all_coins_reads_an_index_alone(alice: User, query: str) -> None:
    add_synthetic_coins(owner=alice, count=60, progress=SilentProgress())
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        count_facets(alice, CoinFilters.from_query(query), NAMES, state_of(alice))
    wide = next(entry["sql"] for entry in captured if '"portrait_relationship"' in entry["sql"])
    assert any("COVERING INDEX coins_counted" in step for step in explained(wide, ()))


@pytest.mark.parametrize(
    ("spans", "bars"),
    [
        ({}, []),
        ({(-44, -44): 3}, [Bar(-44, -44, 3)]),
        ({(-1, 1): 1, (1, 1): 2}, [Bar(-1, -1, 1), Bar(1, 1, 3)]),
        ({(-27, 14): 1, (14, 37): 1}, [Bar(-30, -26, 1), Bar(-25, -21, 1), Bar(-20, -16, 1), Bar(-15, -11, 1)]),
        ({(-500, -500): 1, (1453, 1453): 1}, [Bar(-500, -401, 1), Bar(-400, -301, 0)]),
    ],
    ids=["none", "one year", "across the turn", "fives", "a millennium and more"],
)
def test_bars(spans: dict[tuple[int, int], int], bars: list[Bar]) -> None:
    assert bars_over(spans)[: len(bars)] == bars
    assert len(bars_over(spans)) <= 24


def test_bars_meet_between_1_bc_and_ad_1() -> None:
    bars = bars_over({(-100, -100): 1, (100, 100): 1})
    assert [(bar.first, bar.last) for bar in bars if -15 < bar.first < 10] == [(-10, -1), (1, 10)]
    assert 0 not in {year for bar in bars for year in (bar.first, bar.last)}


def test_bars_lead_to_the_coins_they_count(cabinet: User) -> None:
    chart = panel_of(cabinet, "metal=gold&year_min=150").years
    chosen = [bar.is_chosen for bar in chart.bars]
    assert (chosen[0], chosen[-1]) == (False, True)
    for bar in chart.bars:
        if bar.url:
            found = Coin.objects.visible_to(cabinet).matching(CoinFilters.from_query(bar.url.partition("?")[2])).count()
            assert bar.label.endswith(f": {found} coin{'' if found == 1 else 's'}")
    assert (chart.years.low, chart.years.high, chart.undated) == ("AD 150", "", 0)


def test_value_that_no_coin_has_any_more_can_be_unticked(cabinet: User) -> None:
    values = {value.value: (value.count, value.state) for value in facet(cabinet, "mint", "mint=Atlantis").values}
    assert values == {"Rome": (4, ""), "Emesa": (1, ""), "Atlantis": (0, "on")}


def test_states_of_values(cabinet: User) -> None:
    found = facet(cabinet, "metal", "metal=gold&none=metal&not_metal=copper")
    assert {value.value: value.state for value in found.values} == {"gold": "on", "silver": "", "copper": "not"}
    assert (found.blank.state, found.blank.count, found.is_open) == ("on", 1, True)
    spelled = facet(cabinet, "issuer", "issuer=SEPTIMIVS severus")
    assert [value.label for value in spelled.values if value.state == "on"] == ["Septimius Severus"]
    place = facet(cabinet, "storage_place", "storage_place=cabinet 2 > tray 5")
    assert [value.label for value in place.values if value.state == "on"] == ["Cabinet 2 › Tray 5"]


def test_facets_of_use_are_offered_and_the_first_of_them_opened(cabinet: User) -> None:
    offer = offer_of(CoinFilters(), shape_of(cabinet, state_of(cabinet)))
    assert offer.opened == ("metal", "issuer", "denomination", "mint", "grade")
    assert offer.closed == ("storage_place", "tags", "is_draft")
    asked = CoinFilters.from_query("category=roman_imperial&none=hoard&weight_g_min=1&is_draft=0")
    offer = offer_of(asked, shape_of(cabinet, state_of(cabinet)))
    assert offer.opened == ("category", "metal", "issuer", "denomination", "mint", "is_draft", "hoard")
    assert offer.closed == ("grade", "storage_place", "tags")


def test_closed_facet_is_counted_when_it_is_opened(cabinet: User) -> None:
    closed = facet(cabinet, "tags")
    assert (closed.is_open, closed.values, closed.is_searched) == (False, [], True)
    assert facet(cabinet, "is_draft").is_searched is False
    opened = facet(cabinet, "tags", "none=tags")
    assert [(value.label, value.count) for value in opened.values] == [("Severans", 2)]


def test_open_facet_that_the_other_filters_leave_without_a_choice_is_left_out(cabinet: User) -> None:
    assert "issuer" not in {found.name for found in panel_of(cabinet, "mint=Emesa").facets}


def test_new_value_makes_a_facet_of_use(cabinet: User) -> None:
    assert "region" not in offer_of(CoinFilters(), shape_of(cabinet, state_of(cabinet))).opened
    make_coin(cabinet, region="Lycia", category="greek")
    offer = offer_of(CoinFilters(), shape_of(cabinet, state_of(cabinet)))
    assert "category" in offer.opened
    assert "region" in offer.closed


def test_long_facets_are_cut_and_searched(alice: User) -> None:
    for number in range(14):
        make_coin(alice, mint=f"Mint {number:02}")
    make_coin(alice, mint="Mint 13")
    found = facet(alice, "mint", "mint=Mint 07")
    assert [value.label for value in found.values] == [
        "Mint 13",
        "Mint 00",
        "Mint 01",
        "Mint 02",
        "Mint 03",
        "Mint 04",
        "Mint 07",
    ]
    assert (found.more, found.is_searched, found.url) == (7, True, "/coins/facets/?mint=Mint+07&facet=mint")


def test_panel_sends_along_what_it_has_no_fields_for(cabinet: User) -> None:
    query = "q=domna&metal=gold&year_min=1&none=year&is_fine_style=0&weight_g_min=1&year=14&none=weight_g&sort=-year"
    kept = panel_of(cabinet, f"{query}&category=greek&view=grid&size=large&per_page=25&page=3").kept
    assert dict(kept) == {
        "q": "domna",
        "is_fine_style": "0",
        "year": "14",
        "none": "weight_g",
        "sort": "-year",
        "view": "grid",
        "size": "large",
        "per_page": "25",
    }


# --- pages


@pytest.fixture
def visitor(cabinet: User, client_for: ClientFor) -> Client:
    return client_for(cabinet)


def test_panel_stands_beside_the_list(visitor: Client) -> None:
    page = visitor.get("/coins/?metal=gold").context["page"]
    assert (page.panel_url, page.panel.count, page.panel.clear_url) == ("", "2", "/coins/")


def test_large_collections_get_the_panel_after_the_list(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coins.presenting.listing.MOST_COUNTED_INLINE", 5)
    page = visitor.get("/coins/?metal=gold&page=1")
    assert (page.context["page"].panel, page.context["page"].panel_url) == (None, "/coins/facets/?metal=gold")
    assert '<a href="/coins/facets/?metal=gold">Filters</a>' in page.text
    fragment = visitor.get("/coins/facets/?metal=gold", headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<aside class="facets" id="facets"')
    whole = visitor.get("/coins/facets/?metal=gold").text
    assert "<html" in whole
    assert 'name="metal" value="gold" checked' in whole


def test_all_values_of_one_facet(visitor: Client) -> None:
    fragment = visitor.get("/coins/facets/?facet=issuer&find=sever", headers={"HX-Request": "true"})
    assert [value.label for value in fragment.context["facet"].values] == ["Septimius Severus"]
    assert "<html" not in fragment.text
    whole = visitor.get("/coins/facets/?facet=issuer&metal=gold&find=nobody").text
    assert "Nothing matches “nobody”." in whole
    assert '<input type="hidden" name="metal" value="gold">' in whole


def test_single_facet_never_shows_more_than_a_page_can_hold(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coins.presenting.facets.MOST_FOUND", 2)
    found = visitor.get("/coins/facets/?facet=issuer").context["facet"]
    assert (len(found.values), found.more) == (2, 1)


def test_value_that_is_asked_for_is_among_those_that_a_page_holds(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coins.presenting.facets.MOST_FOUND", 1)
    found = visitor.get("/coins/facets/?facet=issuer&issuer=Brutus").context["facet"]
    assert [(value.label, value.state) for value in found.values] == [("Septimius Severus", ""), ("Brutus", "on")]
    assert found.more == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("facet=nonsense", 404),
        ("facet=personal_notes", 404),
        ("facet=%00", 404),
        ("facet=mint&find=%00%ff" + "x" * 10_000, 200),
        ("facet=mint&facet=metal", 200),
        ("colour=red&" + "&".join(f"junk{number}=1" for number in range(1000)), 200),
        ("q=" + "x" * 10_000, 200),
        ("mint=" + "x" * 10_000, 200),
    ],
    ids=["unknown", "no facet", "nul", "long search", "twice", "1000 parameters", "long words", "long value"],
)
def test_bad_addresses_are_answered(visitor: Client, query: str, status: int) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        assert visitor.get(f"/coins/facets/?{query}", headers=headers).status_code == status


@pytest.mark.parametrize(
    "path", ["/coins/facets/?", "/coins/facets/?facet=issuer", "/coins/facets/?metal=gold&year_min=1"]
)
def test_the_same_few_queries_however_many_coins_are_counted(cabinet: User, client_for: ClientFor, path: str) -> None:
    Preferences.objects.create(owner=cabinet)
    visitor = client_for(cabinet)

    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(path).status_code == 200
        return len(captured)

    few = queries()
    for number in range(3):
        make_domna(cabinet, mint=f"Mint {number}", tags=[Tag.objects.create(owner=cabinet, name=f"tag {number}")])
    assert queries() == few
    assert few <= 10
