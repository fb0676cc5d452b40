from typing import Any

from coinstack.accounts.models import User
from coinstack.accounts.tokens import issue_token
from coinstack.tests.access_matrix import Access, anyone, personal, private, staff_only


def a_token(owner: User) -> dict[str, Any]:
    return {"pk": issue_token(owner=owner, name="script")[0].pk}


ACCESS = [
    Access("accounts:login", owner=302, other=302, staff=302, nobody=200),
    anyone("accounts:setup", answer=404),
    personal("accounts:logout", method="post", owner=302),
    personal("accounts:preferences", method="post", owner=200),
    personal("accounts:password"),
    personal("accounts:sign_out_everywhere", method="post", owner=302),
    personal("accounts:tokens"),
    private("accounts:revoke_token", a_token, method="post", owner=302),
    staff_only("accounts:collectors"),
    staff_only("accounts:collectors", method="post"),
]
