from typing import Any

from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.tests.access_matrix import personal, private


def a_coin(owner: User) -> dict[str, Any]:
    return {"pk": make_domna(owner).pk}


ACCESS = [
    personal("coins:list"),
    private("coins:detail", a_coin),
    private("coins:position", a_coin),
]
