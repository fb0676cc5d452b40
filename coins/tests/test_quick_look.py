import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coins.models import Coin
from coins.pictures import tag_of
from coins.tests.recipes import add_picture, add_reference, make_coin, make_domna
from coinstack.accounts.models import Preferences, User

HTMX = {"HX-Request": "true"}


def test_facts_that_tell_a_coin_from_its_like(visitor: Client, alice: User) -> None:
    coin = make_domna(alice, inventory_number="A-7")
    add_reference(coin, "RIC IV.1 580")
    look = visitor.get(f"/coins/{coin.pk}/quick-look/?metal=silver&sort=-year").context["look"]
    assert dict(look.facts) == {
        "Issuer": "Septimius Severus",
        "Denomination": "Denarius",
        "Mint": "Rome",
        "Date": "AD 196–202",
        "Metal": "Silver",
        "Weight": "3.28 g",
        "Diameter": "18.5 mm",
        "Die axis": "6 h",
        "Grade": "VF",
        "References": "RIC IV.1 580",
        "Number": "A-7",
    }
    assert [side.legend for side in look.sides] == ["IVLIA AVGVSTA", "VENVS FELIX"]
    assert look.url == f"/coins/{coin.pk}/?metal=silver&sort=-year"


def test_nothing_known_is_nothing_shown(visitor: Client, alice: User) -> None:
    look = visitor.get(f"/coins/{make_coin(alice).pk}/quick-look/").context["look"]
    assert (look.facts, [side.image_url for side in look.sides]) == ([], ["", ""])


def test_fragment_for_the_list_and_page_for_everybody_else(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    picture = add_picture(coin)
    fragment = visitor.get(f"/coins/{coin.pk}/quick-look/", headers=HTMX).text
    assert fragment.lstrip().startswith('<aside class="look" id="quick-look"')
    assert f'src="/coins/images/{picture.pk}/?w=320&amp;v={tag_of(picture)}"' in fragment
    page = visitor.get(f"/coins/{coin.pk}/quick-look/?metal=silver").text
    assert "<html" in page
    assert '<a href="/coins/?metal=silver">Coins</a>' in page


@pytest.mark.parametrize("query", ["?colour=red", "?page=0", "?" + "&".join(f"x{n}=1" for n in range(1000))])
def test_odd_address_of_the_list_does_not_matter(visitor: Client, alice: User, query: str) -> None:
    assert visitor.get(f"/coins/{make_coin(alice).pk}/quick-look/{query}").status_code == 200


def test_trashed_coin_is_not_looked_at(visitor: Client, alice: User) -> None:
    coin = make_coin(alice)
    Coin.objects.filter(pk=coin.pk).update(deleted_at="2026-01-01T00:00:00Z")
    assert visitor.get(f"/coins/{coin.pk}/quick-look/").status_code == 404


def test_expired_session_leads_to_the_sign_in(alice: User) -> None:
    answer = Client().get(f"/coins/{make_coin(alice).pk}/quick-look/", headers=HTMX)
    assert answer["HX-Redirect"].startswith("/accounts/login/")


def test_the_same_few_queries_for_any_coin(visitor: Client, alice: User) -> None:
    Preferences.objects.create(owner=alice)
    coins = [make_domna(alice), make_domna(alice)]
    for number in range(3):
        add_reference(coins[1], f"RIC {number}")
        add_picture(coins[1])

    def queries(coin: Coin) -> int:
        with CaptureQueriesContext(connection) as captured:
            visitor.get(f"/coins/{coin.pk}/quick-look/", headers=HTMX)
        return len(captured)

    assert [queries(coin) for coin in coins] == [5, 5]
