"""What browsers keep of a collector's pages, and addresses to come back to that are none."""

import pytest
from django.test import Client

from coins.tests.recipes import add_picture, make_domna
from coinstack.accounts.models import User
from coinstack.testing import PASSWORD, ClientFor
from coinstack.tests.api_client import Api

NO_PAGES = ["abc", "dashboard", "accounts:login", "coins/", "?page=2", "#here", "99999", "-inf", ".", "a b", "é"]


@pytest.mark.parametrize("page", ["/", "/coins/", "/coins/{pk}/", "/coins/trash/", "/settings/", "/jobs/", "/admin/"])
def test_back_button_shows_nothing_after_signing_out(page: str, staff: User, client_for: ClientFor) -> None:
    """A browser may bring a page back as it was, without asking, unless it was told to store none."""
    answer = client_for(staff).get(page.format(pk=make_domna(staff).pk))
    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].replace(",", "").split())


def test_fragment_is_not_stored_either(alice: User, client_for: ClientFor) -> None:
    answer = client_for(alice).get("/coins/", headers={"HX-Request": "true"})
    assert answer["Cache-Control"] == "private, no-store"


def test_pictures_and_what_programs_read_may_be_kept_and_asked_for_again(alice: User, client_for: ClientFor) -> None:
    picture = add_picture(make_domna(alice), width=400, height=300)
    shown = client_for(alice).get(f"/coins/images/{picture.pk}/")
    assert shown["Cache-Control"] == "private, max-age=3600"
    assert Api(alice).get("/coins").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("address", NO_PAGES)
def test_signing_in_leads_to_the_start_where_the_way_back_is_no_page(address: str, alice: User, client: Client) -> None:
    form = {"username": "alice", "password": PASSWORD, "next": address}
    assert client.post("/accounts/login/", form)["Location"] == "/"
    assert client.get("/accounts/login/", {"next": address})["Location"] == "/"


@pytest.mark.parametrize("address", NO_PAGES)
def test_action_leads_to_its_list_where_the_way_back_is_no_page(
    address: str, alice: User, client_for: ClientFor
) -> None:
    posted = client_for(alice).post("/coins/money/", {"next": address})
    sent = client_for(alice).post("/coins/money/", headers={"Referer": address.encode().decode("latin-1")})
    assert [posted["Location"], sent["Location"]] == ["/coins/", "/coins/"]
