from typing import Any

from coins.models import CoinImage
from coins.services.edit import edit_coin
from coins.services.history import Change, new_batch
from coins.tests.recipes import add_picture, make_domna
from coinstack.accounts.models import User
from coinstack.tests.access_matrix import Target, no_target, personal, private


def a_coin(owner: User) -> dict[str, Any]:
    return {"pk": make_domna(owner).pk}


def a_picture(owner: User) -> dict[str, Any]:
    return {"pk": add_picture(make_domna(owner)).pk}


def a_photographed_coin(owner: User) -> dict[str, Any]:
    return {"pk": add_picture(make_domna(owner)).coin_id}


def its_picture(name: str) -> Target:
    """Posted under a name: the picture of the coin that was made last."""
    return lambda owner: {name: CoinImage.objects.filter(coin__owner=owner).latest("pk").pk}


def a_save(owner: User, batch: str = "") -> dict[str, Any]:
    """A coin whose mint was edited, and the history row that tells it."""
    coin = make_domna(owner)
    change = Change(user=owner, batch=batch)
    edit_coin(coin_id=coin.pk, version=coin.version, values={"mint": "Laodicea"}, change=change)
    return {"pk": coin.pk, "history_id": coin.history.first().history_id}


def an_action(owner: User) -> dict[str, Any]:
    batch = new_batch()
    a_save(owner, batch)
    return {"batch": batch}


def posted_coin(owner: User) -> dict[str, Any]:
    return {"pks": make_domna(owner).pk}


def the_mint(owner: User) -> dict[str, Any]:
    return {"field": "mint"}


ACCESS = [
    personal("coins:list"),
    personal("coins:facets"),
    private("coins:quick_look", a_coin),
    private("coins:detail", a_coin),
    private("coins:position", a_coin),
    private("coins:history", a_coin),
    private("coins:restore_value", a_save, method="post", owner=302, data=the_mint),
    private("coins:image", a_picture),
    private("coins:photos", a_coin),
    private("coins:photo_main", a_photographed_coin, method="post", owner=302, data=its_picture("main")),
    private("coins:photo_order", a_photographed_coin, method="post", owner=302, data=its_picture("ids")),
    private("coins:photo_change", a_picture, method="post", owner=302, data=lambda owner: {"do": "left"}),
    private("coins:photo_edit", a_picture),
    private("coins:photo_split", a_picture),
    personal("coins:money", method="post", owner=302),
    personal("coins:trash"),
    private("coins:trash_coins", no_target, method="post", owner=302, data=posted_coin),
    private("coins:restore", no_target, method="post", owner=302, data=posted_coin),
    private("coins:purge", no_target, method="post", owner=302, data=posted_coin),
    private("coins:undo", an_action, method="post", owner=302),
    personal("coins:new"),
    personal("coins:quick_add"),
    personal("coins:autocomplete", lambda owner: {"field": "mint"}),
    personal("coins:echo", lambda owner: {"field": "weight_g"}),
    private("coins:edit_all", a_coin),
    private("coins:edit", lambda owner: {**a_coin(owner), "section": "physical"}),
    private("coins:similar", a_coin),
]
