"""Synthetic coins: the same every time, allowed by every rule of the record, and as uneven as a real collection."""

import io
import json
from collections import Counter

import pytest
from django.core.management import call_command

from catalog.models import CatalogType
from coins.benchdata import add_synthetic_coins, synthetic_coins
from coins.benchdata.authorities import AUTHORITIES
from coins.benchdata.coinages import COINAGES
from coins.choices import Category, Metal
from coins.fields import BY_NAME
from coins.models import Coin, CoinReference, ProvenanceEvent, StoragePlace, Tag
from coins.services.history import changed_fields
from coinstack.commands import WrongUse
from coinstack.exceptions import NotFound
from coinstack.jobs.models import Job, JobState
from coinstack.jobs.progress import SilentProgress

MANY = list(synthetic_coins(1, 2000))


def add(owner, count):
    return add_synthetic_coins(owner=owner, count=count, progress=SilentProgress())


def test_a_number_gives_the_same_coin_wherever_the_row_is_entered():
    assert list(synthetic_coins(7, 3)) == list(synthetic_coins(1, 9))[6:]


def test_values_are_fields_of_the_record():
    assert {name for coin in MANY for name in coin.values} <= set(BY_NAME)


def test_tables_agree_with_each_other_and_with_the_choices():
    assert {authority.coinage for authority in AUTHORITIES} == set(COINAGES)
    for coinage in COINAGES.values():
        assert coinage.category in Category.values
        assert coinage.denominations
        assert coinage.obverses
        assert coinage.reverses
        assert {denomination.metal for denomination in coinage.denominations} <= set(Metal.values)


@pytest.mark.parametrize("measure", ["weight_g", "diameter_mm", "die_axis_h"])
def test_about_one_measure_in_seven_is_unknown(measure):
    unknown = sum(measure not in coin.values for coin in MANY) / len(MANY)
    assert 0.12 < unknown < 0.18


def test_collection_is_as_uneven_as_a_real_one():
    issuers = Counter(coin.values["issuer"] for coin in MANY)
    years = [coin.values["year_start"] for coin in MANY if "year_start" in coin.values]
    assert len(issuers) > 80
    assert issuers.most_common(1)[0][1] > 20 * min(issuers.values())
    assert min(years) < -400
    assert max(years) > 1000
    assert 0 not in years


def test_coins_are_written_with_everything_that_belongs_to_them(alice):
    assert add(alice, 60)["coins"] == 60
    coins = Coin.objects.visible_to(alice).present()
    assert coins.count() == 60
    assert all(coin.title and coin.title_norm and not coin.title_is_custom for coin in coins)
    assert CoinReference.objects.filter(coin__owner=alice, is_primary=True).count() > 40
    assert ProvenanceEvent.objects.filter(coin__owner=alice).exists()
    assert StoragePlace.objects.filter(owner=alice, parent__parent__isnull=False).exists()
    assert Tag.objects.filter(owner=alice, coins__isnull=False).exists()
    assert not CatalogType.objects.exists()


def test_every_new_row_has_one_history_row_that_says_the_same(alice):
    add(alice, 30)
    for model in (Coin, CoinReference, ProvenanceEvent):
        rows = model.objects.order_by("pk")
        histories = model.history.filter(history_user=alice).order_by("history_id")
        assert [history.id for history in histories] == [row.pk for row in rows]
        for row, history in zip(rows, histories, strict=True):
            assert changed_fields(history, row) == []
            assert (history.history_type, history.history_user, history.history_source) == ("+", alice, "bench")
            assert history.history_date >= row.created_at


def test_two_calls_give_the_same_coins_as_one(alice, bob):
    add(alice, 15)
    add(alice, 10)
    add(bob, 25)
    facts = ("inventory_number", "title", "weight_g", "year_start", "price", "storage_place__path_text")
    assert list(alice.coins.order_by("pk").values_list(*facts)) == list(bob.coins.order_by("pk").values_list(*facts))


def test_numbering_passes_over_the_collectors_own_numbers(alice):
    add(alice, 2)
    alice.coins.filter(inventory_number="SYN-0000001").update(inventory_number="SYN-unlike")
    add(alice, 1)
    numbers = set(alice.coins.values_list("inventory_number", flat=True))
    assert numbers == {"SYN-unlike", "SYN-0000002", "SYN-0000003"}


def test_command_tells_how_many_and_how_long_and_leaves_a_job(alice):
    out = io.StringIO()
    call_command("bench_data", "12", "--owner", "Alice", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert set(told) == {"coins", "seconds"}
    assert told["coins"] == 12
    assert alice.coins.count() == 12
    job = Job.objects.get()
    assert (job.state, job.owner, job.done, job.total) == (JobState.DONE, alice, 12, 12)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        pytest.param(["0", "--owner", "alice"], WrongUse, id="nothing to add"),
        pytest.param(["-5", "--owner", "alice"], WrongUse, id="fewer than nothing"),
        pytest.param(["5", "--owner", "nobody"], NotFound, id="unknown collector"),
    ],
)
def test_command_refuses(alice, words, refusal):
    with pytest.raises(refusal):
        call_command("bench_data", *words)
    assert not Coin.objects.exists()
