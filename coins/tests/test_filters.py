from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Q
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from coins.fields import FIELDS
from coins.filters import CoinFilters, Condition, FilterKind, find_filter, register_filter
from coins.filters.reading import MOST_CONDITIONS, MOST_PROBLEMS, MOST_VALUES
from coins.models import Coin, StoragePlace, Tag
from coins.presenting import Formats
from coins.tests.recipes import add_reference, make_coin, make_domna
from coinstack.accounts.models import User

CABINET = {
    "domna": {"weight_g": "3.28", "year_start": 196, "year_end": 202, "moneyer": "", "acquired_on": "2024-03-14"},
    "augustus": {
        "issuer": "Augustus",
        "portrait_subject": "Augustus",
        "denomination": "As",
        "mint": "Lugdunum",
        "metal": "copper",
        "weight_g": "10.9",
        "year_start": -10,
        "year_end": 14,
        "moneyer": "",
        "is_fine_style": True,
        "acquired_on": "2023-12-31",
    },
    "brutus": {
        "issuer": "Roman Republic",
        "portrait_subject": "",
        "mint": "",
        "metal": "silver",
        "weight_g": None,
        "year_start": -54,
        "year_end": -54,
        "moneyer": "Q. Servilius Caepio (M. Junius) Brutus",
        "obverse_legend": "LIBERTAS",
    },
    "athens": {
        "issuer": "Athens",
        "portrait_subject": "Athena",
        "denomination": "Tetradrachm",
        "mint": "Athens",
        "metal": "",
        "year_start": None,
        "year_end": None,
        "obverse_legend": "",
        "reverse_legend": "ΑΘΕ",
        "is_draft": True,
    },
    "nero": {"issuer": "Nero", "portrait_subject": "", "metal": "gold", "year_start": None, "year_end": None}
    | {"reign_start": 54, "reign_end": 68},
}


@pytest.fixture
def cabinet(alice: User) -> dict[int, str]:
    """Five coins of alice's by id; the inventory number is the name used in the tests."""
    return {make_domna(alice, inventory_number=name, **values).pk: name for name, values in CABINET.items()}


def found(cabinet: dict[int, str], query: str) -> set[str]:
    filters = CoinFilters.from_query(query)
    assert filters.problems == ()
    return {cabinet[coin.pk] for coin in Coin.objects.matching(filters)}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"domna", "augustus", "brutus", "athens", "nero"}),
        ("metal=gold", {"nero"}),
        ("metal=Gold&metal=copper", {"nero", "augustus"}),
        ("metal=silver&mint=rome", {"domna"}),
        ("not_metal=silver", {"augustus", "athens", "nero"}),
        ("not_metal=silver&not_metal=gold", {"augustus", "athens"}),
        ("none=metal", {"athens"}),
        ("none=mint&metal=silver", {"brutus"}),
        ("none=mint&mint=Lugdunum", {"brutus", "augustus"}),
        ("none=metal&not_metal=silver", {"athens"}),
        ("none=year", {"athens"}),
        ("none=weight_g", {"brutus"}),
        ("none=obverse_description&metal=gold", {"nero"}),
        ("none=surface_issues&metal=gold", {"nero"}),
        ("issuer=AVGVSTVS", {"augustus"}),
        ("issuer=  augustus ", {"augustus"}),
        ("metal=&issuer=Nero", {"nero"}),
        ("moneyer=q. servilius caepio (m. junius) brutus", {"brutus"}),
        ("not_moneyer=someone", {"domna", "augustus", "brutus", "athens", "nero"}),
        ("weight_g_min=3.28&weight_g_max=10", {"domna", "athens", "nero"}),
        ("weight_g=10,90", {"augustus"}),
        ("not_weight_g=10.9&metal=silver", {"domna", "brutus"}),
        ("year_min=-50&year_max=50", {"augustus"}),
        ("year_max=50 BC", {"brutus"}),
        ("year_min=60", {"nero", "domna"}),
        ("year_min=2nd century AD", {"domna"}),
        ("year=14", {"augustus"}),
        ("year=-54&year=60", {"brutus", "nero"}),
        ("year_start_min=1", {"domna"}),
        ("year_start=54 BC", {"brutus"}),
        ("reign_start=54", {"nero"}),
        ("is_fine_style=yes", {"augustus"}),
        ("is_draft=1", {"athens"}),
        ("is_draft=0&is_fine_style=off&metal=silver", {"domna", "brutus"}),
        ("acquired_on=2024-03-14&issuer=augustus", set()),
        ("acquired_on_max=2023", {"augustus"}),
        ("acquired_on_min=2024-03&acquired_on_max=2024-03", {"domna"}),
        ("q=domna", {"domna"}),
        ("q=IVLIA den", {"domna", "nero"}),
        ("q=αθε", {"athens"}),
        ("q=BRUT", {"brutus"}),
        ("q=100%", set()),
        ("tags=anything", set()),
        ("issuer_term=augustus", set()),
        ("storage_place=Cabinet", set()),
    ],
)
def test_query_finds(cabinet: dict[int, str], query: str, names: set[str]) -> None:
    assert found(cabinet, query) == names


def test_search_reads_references_too(cabinet: dict[int, str]) -> None:
    nero = Coin.objects.get(inventory_number="nero")
    add_reference(nero, "RIC I² Nero 44")
    add_reference(nero, "Calicó 402")
    assert found(cabinet, "q=ric 44 calico") == {"nero"}


def test_missing_rows_are_found_by_none(cabinet: dict[int, str]) -> None:
    add_reference(Coin.objects.get(inventory_number="nero"), "RIC 44")
    assert found(cabinet, "none=references") == {"domna", "augustus", "brutus", "athens"}
    assert len(found(cabinet, "none=provenance&none=images&none=tags")) == 5


def test_storage_place_includes_the_places_inside(alice: User) -> None:
    cabinet = StoragePlace.objects.create(owner=alice, name="Cabinet 2")
    tray = StoragePlace.objects.create(owner=alice, name="Tray 5", parent=cabinet)
    other = StoragePlace.objects.create(owner=alice, name="Cabinet 20")
    names = {make_coin(alice, storage_place=place).pk: place.name for place in (cabinet, tray, other)}
    assert found(names, "storage_place=cabinet 2") == {"Cabinet 2", "Tray 5"}
    assert found(names, "storage_place=Cabinet 2 > Tray 5") == {"Tray 5"}
    assert found(names, "storage_place=Cabinet 2 › Tray 5") == {"Tray 5"}
    assert found(names, "storage_place=tray 5") == {"Tray 5"}
    assert found(names, "not_storage_place=tray 5") == {"Cabinet 2", "Cabinet 20"}
    assert found(names, "none=storage_place") == set()


def test_tags_are_those_of_the_owner(alice: User, bob: User) -> None:
    tags = [Tag.objects.create(owner=owner, name="Severan") for owner in (alice, bob)]
    names = {make_coin(alice, tags=tags[:1]).pk: "alice's", make_coin(bob, tags=tags[1:]).pk: "bob's"}
    names[make_coin(alice).pk] = "untagged"
    assert found(names, "tags=severan") == {"alice's", "bob's"}
    assert found(names, "not_tags=severan") == {"untagged"}
    mine = Coin.objects.visible_to(alice).matching(CoinFilters.from_query("tags=SEVERAN"))
    assert [names[coin.pk] for coin in mine] == ["alice's"]


def test_not_a_vocabulary_match_includes_the_unmatched(alice: User) -> None:
    coin = make_coin(alice, issuer="Nobody")
    assert found({coin.pk: "nobody"}, "not_issuer_term=augustus") == {"nobody"}


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("colour=red", "There is no filter “colour”."),
        ("owner=2", "There is no filter “owner”."),
        ("metal=cheese", "“Metal” has no value “cheese”."),
        ("none=cheese", "There is no field “cheese” that could be blank."),
        ("none=is_circa", "“Circa” is yes or no and never blank."),
        ("is_circa=maybe", "“Circa” is yes or no, not “maybe”."),
        ("weight_g=heavy", "“Weight” is a number, not “heavy”."),
        ("weight_g_min=NaN", "“Weight” is a number, not “NaN”."),
        ("weight_g_min=1e999999999", "“Weight” is a number, not “1e999999999”."),
        ("weight_g_min=123456789", "“Weight” is never as large as “123456789”."),
        ("weight_g_min=3.2801", "“Weight” has at most 3 decimals."),
        ("weight_g_min=3&weight_g_min=4", "“weight_g_min” is given 2 times; the first counts."),
        ("metal_min=3", "“Metal” has no range."),
        ("personal_notes=x", "“Personal notes” can only be asked for being blank: none=personal_notes."),
        ("references=RIC", "“References” can only be asked for being blank: none=references."),
        ("year_min=0", "“Date”: there is no year 0; write 1 BC or AD 1."),
        ("year_min=soon", "“Date” is a year such as -44, 44 BC or AD 14, not “soon”."),
        ("year_min=99999", "“Date”: 99999 lies outside 3000 BC to AD 2100."),
        ("year_start=1st century BC", "“Struck from” is one year, not “1st century BC”."),
        ("strike_grade=99999999999999999999", "“Strike” is never as large as “99999999999999999999”."),
        ("acquired_on=2024", "“Acquired” is one day such as 2024-03-14, not “2024”."),
        ("acquired_on_min=2024-13", "“Acquired” is a day such as 2024-03-14, not “2024-13”."),
        ("acquired_on=yesterday", "“Acquired” is a day such as 2024-03-14, not “yesterday”."),
        ("sort=cheese", "Coins cannot be sorted by “cheese”."),
        ("sort=personal_notes", "Coins cannot be sorted by “personal_notes”."),
        ("sort=--issuer", "Coins cannot be sorted by “--issuer”."),
        ("sort=issuer,-issuer", "A name to sort by is given twice; the first counts."),
        ("page=0", "A page is a whole number from 1 to 1,000,000, not “0”."),
        ("page=two", "A page is a whole number from 1 to 1,000,000, not “two”."),
        ("page=99999999999999999999", "A page is a whole number from 1 to 1,000,000, not “99999999999999999999”."),
        ("per_page=251", "The number of coins on a page is a whole number from 1 to 250, not “251”."),
        ("size=huge", "Cards are small or large, not “huge”."),
        ("view=globe", "A list is shown as table or grid, not as “globe”."),
        ("metal=a%00b", "“ab” contains characters that nobody can type."),
        ("issuer=%ED%A0%80", "“\ufffd\ufffd\ufffd” contains characters that nobody can type."),
        ("q=" + "a " * 13, "A search takes at most 12 words."),
        ("issuer=" + "x" * 10_000, f"“{'x' * 39}…” is too long: a value has at most 200 characters."),
        ("x" * 10_000 + "=1", f"There is no filter “{'x' * 39}…”."),
        ("%00=1", "There is no filter “”."),
    ],
)
def test_unreadable_parts_are_told(query: str, problem: str) -> None:
    filters = CoinFilters.from_query(query)
    assert filters.problems == (problem,)


def test_readable_parts_survive_the_unreadable_ones() -> None:
    filters = CoinFilters.from_query("metal=silver&metal=cheese&colour=red&sort=year,cheese&page=0&per_page=25")
    assert filters.conditions == (Condition("metal", "is", ("silver",)),)
    assert (filters.sort, filters.page, filters.per_page) == (("year",), 1, 25)
    assert len(filters.problems) == 4


def test_floods_are_cut_and_told(db: None) -> None:
    names = "&".join(f"unknown{number}=1" for number in range(1000))
    values = "&".join(f"issuer=Ruler {number}" for number in range(1000))
    blanks = "&".join(f"none={spec.name}" for spec in FIELDS if spec.kind != "flag")
    assert len(CoinFilters.from_query(names).problems) == MOST_PROBLEMS + 1
    many = CoinFilters.from_query(values)
    assert len(many.conditions[0].values) == MOST_VALUES
    assert len(many.problems) == 1
    wide = CoinFilters.from_query(blanks)
    assert len(wide.conditions) == MOST_CONDITIONS
    assert wide.problems
    for filters in (many, wide, CoinFilters.from_query("&".join(f"moneyer={number}" for number in range(100)))):
        assert list(Coin.objects.matching(filters)) == []


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_every_field_can_be_asked_for_being_blank(db: None, spec: object) -> None:
    filters = CoinFilters.from_query(f"none={spec.name}")
    assert bool(filters.problems) == (spec.kind == "flag")
    assert list(Coin.objects.matching(filters)) == []


def test_defaults_are_not_written() -> None:
    assert CoinFilters.from_query("page=1&per_page=50&view=&sort=&q=").to_query() == ""


TEXTS = st.one_of(
    st.sampled_from(["silver", "Gold", "3,2", "-44", "44 BC", "2024-03-14", "2024", "1", "0", "yes", "rome", "grid"]),
    st.text(max_size=40),
    st.integers().map(str),
    st.floats().map(str),
)
NAMES = st.one_of(
    st.sampled_from(["q", "sort", "page", "per_page", "view", "none", "year", "references"]),
    st.sampled_from([spec.name for spec in FIELDS]),
    st.sampled_from([spec.name for spec in FIELDS]).map(lambda name: f"not_{name}"),
    st.tuples(
        st.sampled_from(["year", *(s.name for s in FIELDS if s.is_range)]), st.sampled_from(["_min", "_max"])
    ).map("".join),
    st.text(max_size=20),
)


@given(st.lists(st.tuples(NAMES, TEXTS), max_size=12))
def test_address_says_the_same_after_a_round_trip(pairs: list[tuple[str, str]]) -> None:
    parameters = QueryDict(mutable=True)
    for name, value in pairs:
        parameters.appendlist(name, value)
    filters = CoinFilters.from_querydict(parameters)
    again = CoinFilters.from_query(filters.to_query())
    assert again == filters
    assert again.problems == ()
    assert filters.query is not None
    assert [label for label, _ in filters.chips(Formats())] == [label for label, _ in again.chips(Formats())]


@pytest.mark.parametrize(
    ("query", "formats", "labels"),
    [
        ("metal=silver&metal=gold", Formats(), ["Metal: Silver or Gold"]),
        ("none=metal&metal=silver&not_metal=gold", Formats(), ["Metal: blank or Silver", "Metal: not Gold"]),
        ("not_mint=Rome&none=mint", Formats(), ["Mint: not Rome", "Mint: blank"]),
        ("year_min=-50&year_max=400", Formats(), ["Date: 50 BC to AD 400"]),
        ("year_min=-50", Formats("BCE/CE"), ["Date: from 50 BCE"]),
        ("weight_g_min=3.2", Formats(decimal_comma=True), ["Weight: from 3,2 g"]),
        ("q=julia&is_draft=1", Formats(), ["Search: julia", "Draft: yes"]),
        ("acquired_on_max=2023", Formats(), ["Acquired: up to 31 December 2023"]),
    ],
)
def test_chips_say_what_is_asked(query: str, formats: Formats, labels: list[str]) -> None:
    assert [label for label, _ in CoinFilters.from_query(query).chips(formats)] == labels


def test_chip_takes_only_itself_away() -> None:
    filters = CoinFilters.from_query("q=julia&metal=silver&year_min=-50&year_max=50&sort=-year&page=3&view=grid")
    rests = [rest.to_query() for _, rest in filters.chips(Formats())]
    assert rests == [
        "metal=silver&year_min=-50&year_max=50&sort=-year&view=grid",
        "q=julia&year_min=-50&year_max=50&sort=-year&view=grid",
        "q=julia&metal=silver&sort=-year&view=grid",
    ]
    assert filters.cleared().to_query() == "sort=-year&view=grid"


class HeavierThan(FilterKind):
    def read(self, text: str) -> str:
        return str(Decimal(text))

    def matching(self, values: tuple[str, ...]) -> Q:
        return Q(weight_g__gt=min(map(Decimal, values)))


def test_upper_app_registers_a_filter(cabinet: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coins.filters.registry._registered", {})
    assert CoinFilters.from_query("heavier=9").problems == ("There is no filter “heavier”.",)
    register_filter("heavier", HeavierThan("heavier", "Heavier than"))
    assert found(cabinet, "heavier=9") == {"augustus"}
    assert find_filter("heavier") is not None
    for taken in ("heavier", "metal", "year", "page"):
        with pytest.raises(ValueError, match="exists already"):
            register_filter(taken, HeavierThan(taken, "x"))


def test_last_day_of_the_last_month() -> None:
    filters = CoinFilters.from_query("acquired_on_max=9999")
    assert filters.conditions[0].values == (date.max.isoformat(),)
