"""The sidebar: lines that apps register, with their numbers, for whom they are."""

import pytest
from lxml import html

from coins.tests.recipes import make_coin
from coinstack.accounts.models import User
from coinstack.navigation import ENTRIES, NavEntry, register_nav
from coinstack.testing import ClientFor


def lines(page: bytes) -> dict[str, str]:
    """Label and number of every line."""
    shown = {}
    for line in html.fromstring(page).xpath("//a[contains(@class, 'nav__item')]"):
        number = line.xpath("span[contains(@class, 'nav__count')]")
        shown[line.get("title")] = number[0].text if number else ""
    return shown


def test_number_of_coins_stands_beside_them(alice: User, bob: User, client_for: ClientFor) -> None:
    make_coin(alice, issuer="Nero")
    make_coin(alice, issuer="Otho")
    make_coin(bob, issuer="Galba")
    assert lines(client_for(alice).get("/").content)["Coins"] == "2"
    assert lines(client_for(bob).get("/").content)["Coins"] == "1"


def test_staff_see_more(alice: User, staff: User, client_for: ClientFor) -> None:
    more = set(lines(client_for(staff).get("/").content)) - set(lines(client_for(alice).get("/").content))
    assert more == {"Collectors", "Administration"}


@pytest.mark.parametrize(
    ("address", "current"),
    [("/", {"Home": "page"}), ("/coins/", {"Coins": "page"}), ("/settings/", {"Settings": "page"})],
)
def test_where_one_is_is_marked(address: str, current: dict[str, str], alice: User, client_for: ClientFor) -> None:
    items = html.fromstring(client_for(alice).get(address).content).xpath("//nav[@class='sidebar']//a[@aria-current]")
    assert {item.get("title"): item.get("aria-current") for item in items} == current


def test_coin_page_belongs_to_the_coins(alice: User, client_for: ClientFor) -> None:
    page = html.fromstring(client_for(alice).get(f"/coins/{make_coin(alice, issuer='Nero').pk}/").content)
    assert [item.get("title") for item in page.xpath("//nav[@class='sidebar']//a[@aria-current='true']")] == ["Coins"]


def test_trash_is_shown_while_something_lies_in_it(alice: User, client_for: ClientFor) -> None:
    coin = make_coin(alice, issuer="Nero")
    assert "Trash" not in lines(client_for(alice).get("/").content)
    client_for(alice).post("/coins/trash/add/", {"pks": coin.pk})
    shown = lines(client_for(alice).get("/coins/trash/").content)
    assert (shown["Coins"], shown["Trash"]) == ("0", "1")


def test_fragment_asks_for_no_numbers(alice: User, client_for: ClientFor) -> None:
    coin = make_coin(alice, issuer="Nero")
    fragment = client_for(alice).get(f"/coins/{coin.pk}/position/", headers={"HX-Request": "true"})
    assert (fragment.status_code, b"nav__item" in fragment.content) == (200, False)


def test_address_is_registered_once() -> None:
    with pytest.raises(ValueError, match="in the sidebar already"):
        register_nav(NavEntry("Again", next(iter(ENTRIES)), "home", place=1))
