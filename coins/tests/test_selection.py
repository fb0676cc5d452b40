"""The bar under the list: what is ticked goes to the trash or into a file."""

from coins.models import Coin
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.testing import ClientFor


def test_every_row_and_card_can_be_ticked(alice: User, client_for: ClientFor) -> None:
    coins = [make_domna(alice), make_domna(alice)]
    for view in ("table", "grid"):
        page = client_for(alice).get(f"/coins/?view={view}").text
        for coin in coins:
            assert f'name="pks" value="{coin.pk}" form="selection" aria-label="Select Julia Domna, denarius"' in page


def test_ticked_coins_go_to_the_trash_and_the_way_leads_back(alice: User, client_for: ClientFor) -> None:
    coins = [make_domna(alice) for _ in range(3)]
    visitor = client_for(alice)
    page = visitor.get("/coins/?metal=silver&sort=-year&page=1")
    assert '<input type="hidden" name="next" value="/coins/?metal=silver&amp;sort=-year">' in page.text
    answer = visitor.post(
        "/coins/trash/add/", {"pks": [coins[0].pk, coins[2].pk], "next": "/coins/?metal=silver&sort=-year"}
    )
    assert answer["Location"] == "/coins/?metal=silver&sort=-year"
    assert [coin.pk for coin in Coin.objects.present()] == [coins[1].pk]


def test_empty_list_has_nothing_to_tick(alice: User, client_for: ClientFor) -> None:
    make_domna(alice)
    pages = [client_for(alice).get(f"/coins/?metal={metal}").text for metal in ("silver", "gold")]
    assert ['id="selection"' in page for page in pages] == [True, False]
