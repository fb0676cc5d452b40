"""Coins to try things on: only where there are none, and gone again as an import is undone."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from coins.models import Coin, CoinReference, ProvenanceEvent
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User
from coinstack.exceptions import CoinStackError
from coinstack.jobs.models import Job
from coinstack.testing import ClientFor
from collections_app.services.demo import add_demo_coins
from collections_app.services.undoing import undo_import

pytestmark = pytest.mark.django_db


def make_demo() -> dict[str, Any]:
    out = io.StringIO()
    call_command("make_demo", "--json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def test_demo_coins_show_every_part_of_a_record(alice: User) -> None:
    report = add_demo_coins(owner=alice)
    coins = Coin.objects.visible_to(alice).present()
    assert (report.created, report.problems) == (coins.count(), [])
    assert coins.count() >= 40
    assert {"greek", "roman_republic", "roman_imperial", "roman_provincial", "byzantine"} <= set(
        coins.values_list("category", flat=True)
    )
    assert CoinReference.objects.visible_to(alice).count() >= 40
    assert ProvenanceEvent.objects.visible_to(alice).count() >= 12
    assert coins.filter(year_start__lt=0).exists()
    assert coins.filter(storage_place__isnull=False).exists()
    assert coins.filter(tags__isnull=False).exists()


def test_they_go_as_an_import_goes_and_can_come_again(alice: User) -> None:
    batch = add_demo_coins(owner=alice).batch
    assert batch is not None
    undo_import(batch_id=batch.pk, user=alice)
    assert not Coin.objects.visible_to(alice).present().exists()
    assert add_demo_coins(owner=alice).created == batch.created_count


def test_they_never_mix_with_a_collectors_own(alice: User) -> None:
    make_domna(alice)
    with pytest.raises(CoinStackError, match="empty collection only"):
        add_demo_coins(owner=alice)
    assert Coin.objects.count() == 1


def test_others_coins_do_not_matter_to_mine(alice: User, bob: User) -> None:
    make_domna(bob)
    assert add_demo_coins(owner=alice).created > 0


def test_the_empty_list_and_the_empty_dashboard_offer_them(alice: User, client_for: ClientFor) -> None:
    visitor = client_for(alice)
    for page in ("/", "/coins/"):
        assert "/import/demo/" in visitor.get(page).text
    answer = visitor.post("/import/demo/", follow=True)
    assert "demo coins to try things on" in answer.text
    assert "/import/demo/" not in answer.text
    assert "empty collection only" in visitor.post("/import/demo/", follow=True).text


def test_offer_works_with_csrf_checks(alice: User) -> None:
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(alice)
    form = visitor.get("/coins/").text.split('action="/import/demo/"')[1]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert visitor.post("/import/demo/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_command_makes_the_account_and_tells_its_password_once() -> None:
    made = make_demo()
    owner = User.objects.get()
    assert (made["username"], owner.check_password(made["password"])) == ("demo", True)
    assert owner.is_superuser
    assert made["coins"] == owner.coins.count() > 0
    assert made["password"] not in json.dumps(list(Job.objects.values("args", "result")))
    assert make_demo() == {**made, "password": None}


def test_beside_other_accounts_the_demo_may_do_no_more_than_they(alice: User) -> None:
    make_demo()
    demo = User.objects.get(username="demo")
    assert (demo.is_staff, demo.is_superuser, demo.coins.exists()) == (False, False, True)


def test_command_refuses_where_somebody_has_coins(alice: User) -> None:
    make_domna(alice)
    with pytest.raises(CoinStackError, match="coins here already"):
        make_demo()
    assert list(User.objects.values_list("username", flat=True)) == ["alice"]
    assert not CoinReference.objects.filter(coin__owner__username="demo").exists()
