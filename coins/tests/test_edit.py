"""One way to write a coin: nothing is lost, nothing is written twice, and the history tells the truth."""

import ast
import threading
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Term
from coins.models import Coin, StoragePlace, Tag
from coins.services.edit import (
    StaleEdit,
    create_coin,
    edit_coin,
    edit_many,
    fields_changed_since,
    restore_coins,
    trash_coins,
)
from coins.services.history import Change, changed_fields
from coins.services.record import RecordEdit, save_record
from coins.services.trash import purge_coins, restore_what_fits
from coins.tests.recipes import make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.exceptions import InputRefused, NotFound


def save(coin: Coin, owner: User, version: int = 1, **values: Any) -> Any:
    change = Change(user=owner, reason="checked")
    return edit_coin(coin_id=coin.pk, version=version, values=values, change=change)


def stored(coin: Coin) -> Coin:
    return Coin.objects.get(pk=coin.pk)


def told(coin: Coin) -> list[set[str]]:
    """The fields that each save changed according to the history, oldest first."""
    rows = list(coin.history.order_by("history_id"))
    return [set(changed_fields(older, newer)) for older, newer in pairwise(rows)]


def test_new_coin_follows_from_its_values(alice: User) -> None:
    coin = stored(make_domna(alice, price="70", shipping="2.50", currency="EUR", inventory_number="A-9"))
    assert coin.title == "Julia Domna, denarius"
    assert (coin.issuer_norm, coin.title_norm) == ("septimius seuerus", "iulia domna, denarius")
    assert (coin.dated_from, coin.dated_to, coin.total_cost) == (196, 202, Decimal("72.50"))
    assert coin.inventory_sort == "a-00000009"
    assert coin.grade_rank is not None
    row = coin.history.get()
    assert (row.history_type, row.version, row.history_user, row.history_source) == ("+", 1, alice, "typed")


def test_edit_writes_what_changed_and_what_follows(alice: User) -> None:
    coin = make_domna(alice)
    saved = save(coin, alice, issuer="Caracalla", portrait_subject="", mint="Rome", year_end=217)
    assert set(saved.changed) == {"issuer", "portrait_subject", "year_end"}
    now = stored(coin)
    assert (now.version, now.title, now.title_norm, now.dated_to) == (
        2,
        "Caracalla, denarius",
        "caracalla, denarius",
        217,
    )
    assert told(coin) == [{"issuer", "portrait_subject", "year_end", "title"}]
    assert coin.history.first().history_change_reason == "checked"


def test_values_that_the_coin_has_already_write_no_history(alice: User) -> None:
    coin = make_domna(alice)
    assert save(coin, alice, weight_g=Decimal("3.280"), metal="silver").changed == ()
    assert coin.history.count() == 1


def test_two_tabs_with_different_sections_are_both_kept(alice: User) -> None:
    coin = make_domna(alice)
    save(coin, alice, version=1, weight_g="3.30")
    second = save(coin, alice, version=1, mint="Laodicea")
    assert (second.changed, second.meanwhile) == (("mint",), ("weight_g",))
    now = stored(coin)
    assert (now.weight_g, now.mint, now.version) == (Decimal("3.300"), "Laodicea", 3)
    assert told(coin) == [{"weight_g"}, {"mint"}]


def test_two_tabs_with_the_same_field_meet(alice: User) -> None:
    coin = make_domna(alice)
    save(coin, alice, version=1, weight_g="3.30", mint="Emesa")
    with pytest.raises(StaleEdit) as refusal:
        save(coin, alice, version=1, weight_g="3.40", grade="EF")
    assert (refusal.value.theirs, refusal.value.mine) == ({"weight_g": Decimal("3.300")}, {"weight_g": Decimal("3.40")})
    assert refusal.value.message == "This coin was changed meanwhile in: Weight. Compare the two values and save again."
    now = stored(coin)
    assert (now.weight_g, now.grade, now.version) == (Decimal("3.300"), "VF", 2)
    assert told(coin) == [{"weight_g", "mint"}]


def test_same_value_on_both_sides_is_no_conflict(alice: User) -> None:
    coin = make_domna(alice)
    save(coin, alice, version=1, weight_g="3.30")
    second = save(coin, alice, version=1, weight_g=Decimal("3.300"), grade="EF")
    assert second.changed == ("grade",)
    assert told(coin) == [{"weight_g"}, {"grade"}]


def test_change_taken_back_meanwhile_is_no_conflict(alice: User) -> None:
    coin = make_domna(alice)
    save(coin, alice, version=1, weight_g="3.30")
    save(coin, alice, version=2, weight_g="3.28")
    assert save(coin, alice, version=1, weight_g="3.40").changed == ("weight_g",)


def test_form_that_repeats_every_value_undoes_nothing(alice: User) -> None:
    nero = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    coin = make_domna(alice)
    whole_form = {"weight_g": "3.28", "mint": "Rome", "grade": "EF", "issuer_term": None}
    save(coin, alice, version=1, weight_g="3.30", issuer_term=nero)
    second = save(coin, alice, version=1, **whole_form)
    assert (second.changed, set(second.meanwhile)) == (("grade",), {"weight_g", "issuer_term"})
    now = stored(coin)
    assert (now.weight_g, now.issuer_term, now.grade) == (Decimal("3.300"), nero, "EF")


def test_coin_that_was_deleted_for_good_meanwhile(alice: User) -> None:
    coin = make_domna(alice)
    Coin.objects.filter(pk=coin.pk).delete()
    with pytest.raises(NotFound, match="gone"):
        save(coin, alice, mint="Laodicea")
    with pytest.raises(NotFound, match="gone"):
        save_record(coin=coin, version=1, edit=RecordEdit({"mint": "Laodicea"}), change=Change(user=alice))


def test_links_are_compared_by_row(alice: User) -> None:
    nero, galba = (Term.objects.create(kind="issuer", name=name, slug=name) for name in ("nero", "galba"))
    coin = make_domna(alice, issuer_term=nero)
    save(coin, alice, version=1, issuer_term=galba)
    assert save(coin, alice, version=1, issuer_term=galba).changed == ()
    with pytest.raises(StaleEdit):
        save(coin, alice, version=1, issuer_term=None)
    assert save(coin, alice, version=1, issuer_term=nero).changed == ()
    assert stored(coin).issuer_term == galba


def test_pruned_history_asks_rather_than_overwrites(alice: User) -> None:
    coin = make_domna(alice)
    save(coin, alice, version=1, weight_g="3.30")
    coin.history.filter(version=1).delete()
    assert "mint" in fields_changed_since(stored(coin), 1)
    with pytest.raises(StaleEdit):
        save(coin, alice, version=1, mint="Laodicea")


@pytest.mark.parametrize(
    ("relationship", "title"),
    [
        ("deity", "Corinth, stater"),
        ("personification", "Corinth, stater"),
        ("divus", "Athena, stater"),
        ("", "Athena, stater"),
    ],
)
def test_gods_and_personifications_leave_the_title_to_whoever_struck_the_coin(
    alice: User, relationship: str, title: str
) -> None:
    coin = make_domna(
        alice,
        issuer="Corinth",
        portrait_subject="Athena",
        portrait_relationship=relationship,
        denomination="Stater",
    )
    assert stored(coin).title == title


def test_title_typed_by_hand_stays_until_it_is_emptied(alice: User) -> None:
    coin = make_domna(alice, title="The first one")
    save(coin, alice, issuer="Caracalla")
    assert stored(coin).title == "The first one"
    save(coin, alice, version=2, title="")
    assert (stored(coin).title, stored(coin).title_is_custom) == ("Julia Domna, denarius", False)


def test_tags_are_written_with_the_coin(alice: User) -> None:
    first, second = (Tag.objects.create(owner=alice, name=name) for name in ("first", "second"))
    coin = make_coin(alice, tags=[first])
    assert save(coin, alice, tags=[second, first]).changed == ("tags",)
    assert set(coin.tags.all()) == {first, second}
    assert save(coin, alice, version=2, tags=[first, second]).changed == ()


@pytest.mark.parametrize(
    ("values", "fields", "part"),
    [
        ({"weight_g": "heavy"}, {"weight_g"}, "must be a decimal"),
        ({"weight_g": "-1", "diameter_mm": "0"}, {"weight_g", "diameter_mm"}, "greater than or equal"),
        ({"year_start": 0}, {"year_start"}, "There is no year 0"),
        ({"year_start": "soon"}, {"year_start"}, "must be an integer"),
        ({"year_start": 300, "year_end": 200}, {"year_start", "year_end"}, "first year is later than its last"),
        ({"year_start": 300}, {"year_start"}, "first year is later than its last"),
        ({"reign_end": 10, "reign_start": 20}, {"reign_start", "reign_end"}, "reign's first year"),
        ({"die_axis_h": "13"}, {"die_axis_h"}, "less than or equal to 12"),
        ({"strike_grade": 6}, {"strike_grade"}, "less than or equal to 5"),
        ({"price": "-3"}, {"price"}, "greater than or equal to 0"),
        ({"metal": "cheese"}, {"metal"}, "not a valid choice"),
        ({"mint": "x" * 200}, {"mint"}, "at most 150 characters"),
        ({"mint": "Ro\x00me"}, {"mint"}, "NUL"),
        ({"surface_issues": ["scra\x00tches"]}, {"surface_issues"}, "NUL"),
        ({"price": "999999999999", "shipping": "1"}, {"price"}, "more than can be kept"),
        ({"inventory_number": "taken"}, {"inventory_number"}, "Another coin has this inventory number"),
        ({"colour": "red"}, {"colour"}, "A coin has no field colour."),
    ],
)
def test_wrong_values_are_refused_with_their_fields(
    alice: User, values: dict[str, Any], fields: set[str], part: str
) -> None:
    make_coin(alice, inventory_number="taken")
    coin = make_domna(alice)
    with pytest.raises(InputRefused) as refusal:
        save(coin, alice, **values)
    assert set(refusal.value.fields) == fields
    assert part in refusal.value.message
    with pytest.raises(InputRefused) as refusal:
        make_domna(alice, **values)
    assert set(refusal.value.fields) >= fields
    assert part in refusal.value.message
    assert (Coin.objects.count(), stored(coin).version, coin.history.count()) == (2, 1, 1)


def test_list_of_something_else_than_texts_is_survived(alice: User) -> None:
    coin = make_coin(alice, surface_issues=[1])
    save(coin, alice, surface_issues=[2, "porosity"])
    assert stored(coin).surface_issues == [2, "porosity"]


@pytest.mark.parametrize("name", ["owner", "version", "id", "title_norm", "dated_from", "created_at"])
def test_columns_of_the_system_are_refused(alice: User, name: str) -> None:
    coin = make_coin(alice)
    with pytest.raises(InputRefused, match=f"A coin has no field {name}."):
        edit_coin(coin_id=coin.pk, version=1, values={name: 1}, change=Change(user=alice))


def test_everything_wrong_is_told_at_once(alice: User) -> None:
    with pytest.raises(InputRefused) as refusal:
        make_coin(alice, weight_g="heavy", metal="cheese", year_start="soon")
    assert set(refusal.value.fields) == {"weight_g", "metal", "year_start"}


def test_nothing_is_empty_text(alice: User) -> None:
    coin = make_coin(alice, mint=None, surface_issues=None, is_circa=None, weight_g=None)
    assert (coin.mint, coin.surface_issues, coin.is_circa, coin.weight_g) == ("", [], False, None)


def test_another_collectors_place_and_tag_are_refused(alice: User, bob: User) -> None:
    place, tag = StoragePlace.objects.create(owner=bob, name="Safe"), Tag.objects.create(owner=bob, name="secret")
    coin = make_coin(alice)
    for write in (
        lambda: make_coin(alice, storage_place=place, tags=[tag]),
        lambda: save(coin, alice, storage_place=place, tags=[tag]),
    ):
        with pytest.raises(InputRefused) as refusal:
            write()
        assert set(refusal.value.fields) == {"storage_place", "tags"}
    with pytest.raises(InputRefused):
        edit_many(coins=[coin], values={"storage_place": place}, change=Change(user=alice))
    assert stored(coin).storage_place is None


def test_bulk_edit_keeps_what_others_changed(alice: User) -> None:
    coins = [make_domna(alice, inventory_number=str(number)) for number in range(3)]
    save(coins[0], alice, weight_g="9.99")
    change = Change(user=alice, reason="moved", source="bulk", batch="b-1")
    assert edit_many(coins=coins, values={"mint": "Ostia"}, change=change) == 3
    assert [stored(coin).mint for coin in coins] == ["Ostia"] * 3
    assert [stored(coin).mint_norm for coin in coins] == ["ostia"] * 3
    assert stored(coins[0]).weight_g == Decimal("9.990")
    assert [stored(coin).version for coin in coins] == [3, 2, 2]
    assert told(coins[0]) == [{"weight_g"}, {"mint"}]
    rows = [coin.history.first() for coin in coins]
    assert {(row.history_batch, row.history_source, row.history_change_reason) for row in rows} == {
        ("b-1", "bulk", "moved")
    }
    assert {row.history_user for row in rows} == {alice}


def test_bulk_edit_is_seen_by_an_open_form(alice: User) -> None:
    coin = make_domna(alice)
    edit_many(coins=[coin], values={"mint": "Ostia"}, change=Change(user=alice))
    with pytest.raises(StaleEdit):
        save(coin, alice, version=1, mint="Laodicea")
    assert save(coin, alice, version=1, grade="EF").meanwhile == ("mint",)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"inventory_number": "same"}, {"inventory_number"}),
        ({"year_end": 100}, {"year_end"}),
        ({"reign_start": 0}, {"reign_start"}),
        ({"tags": []}, {"tags"}),
    ],
    ids=lambda value: next(iter(value)),
)
def test_bulk_edit_that_breaks_a_rule_writes_nothing(alice: User, values: dict[str, Any], fields: set[str]) -> None:
    coins = [make_domna(alice), make_domna(alice)]
    with pytest.raises(InputRefused) as refusal:
        edit_many(coins=coins, values=values, change=Change(user=alice))
    assert set(refusal.value.fields) == fields
    assert [stored(coin).version for coin in coins] == [1, 1]


def test_bulk_edit_costs_the_same_for_more_coins(alice: User) -> None:
    def queries(coins: list[Coin]) -> int:
        with CaptureQueriesContext(connection) as captured:
            edit_many(coins=coins, values={"mint": "Ostia"}, change=Change(user=alice))
        return len(captured)

    assert queries([make_coin(alice)]) == queries([make_coin(alice) for _ in range(3)])


def test_trash_and_back(alice: User) -> None:
    coin = make_domna(alice, inventory_number="A-1")
    trash_coins(coins=[coin], change=Change(user=alice, reason="sold"))
    assert (list(Coin.objects.present()), list(Coin.objects.trashed())) == ([], [coin])
    other = make_coin(alice, inventory_number="A-1")
    with pytest.raises(InputRefused) as refusal:
        restore_coins(coins=[coin], change=Change(user=alice))
    assert refusal.value.fields == {"inventory_number": "Another coin has this inventory number."}
    save(other, alice, inventory_number="A-2")
    restore_coins(coins=[coin], change=Change(user=alice))
    assert set(Coin.objects.present()) == {coin, other}
    assert told(coin) == [{"deleted_at"}, {"deleted_at"}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("writers", [4])
def test_concurrent_writers_lose_no_update(alice: User, writers: int) -> None:
    """Each writer changes a field of its own, five times, from whatever version it last saw."""
    names = ["mint", "grade", "series_label", "emission_phase"][:writers]
    coin = make_domna(alice)
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for turn in range(5):
                save(coin, alice, version=stored(coin).version if turn else 1, **{name: f"{name} {turn}"})
        except BaseException as error:
            failures.append(error)
        finally:
            close_old_connections()
            connection.close()

    run_together([threading.Thread(target=write, args=(name,)) for name in names])
    assert failures == []
    now = stored(coin)
    assert [getattr(now, name) for name in names] == [f"{name} 4" for name in names]
    assert now.version == 1 + 5 * writers
    assert sorted(told(coin), key=sorted) == sorted(({name} for name in names for _ in range(5)), key=sorted)


@pytest.mark.django_db(transaction=True)
def test_two_coins_with_one_number_at_once(alice: User) -> None:
    outcomes: list[str] = []

    def write() -> None:
        try:
            create_coin(owner=alice, values={"inventory_number": "A-1"}, change=Change(user=alice))
            outcomes.append("made")
        except InputRefused as refusal:
            outcomes.append(str(refusal.fields))
        finally:
            connection.close()

    run_together([threading.Thread(target=write) for _ in range(4)])
    refusal = "{'inventory_number': 'Another coin has this inventory number.'}"
    assert sorted(outcomes) == sorted(["made", refusal, refusal, refusal])


def run_together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


TRACKED = {"Coin", "CoinReference", "ProvenanceEvent", "CoinImage"}
WRITES = {"update", "bulk_create", "bulk_update", "create", "get_or_create", "update_or_create", "delete"}


def program_modules() -> Iterator[Path]:
    root = Path(settings.BASE_DIR)
    for app in ("coinstack", "catalog", "coins", "auctions", "market", "collections_app"):
        for path in (root / app).rglob("*.py"):
            parts = path.relative_to(root).parts
            if not {"tests", "migrations"} & set(parts) and parts[:2] != ("coins", "services"):
                yield path


def direct_writes(tree: ast.AST) -> Iterator[int]:
    """Lines such as `Coin.objects.filter(…).update(…)`: a write whose chain starts at a tracked model."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            start: ast.AST = node.func
            while isinstance(start, ast.Attribute | ast.Call):
                start = start.value if isinstance(start, ast.Attribute) else start.func
            if isinstance(start, ast.Name) and start.id in TRACKED:
                yield node.lineno


def test_only_the_services_write_coins_and_what_hangs_off_them() -> None:
    found = [
        f"{path.relative_to(settings.BASE_DIR)}:{line}"
        for path in program_modules()
        for line in direct_writes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "is_write"),
    [
        ("Coin.objects.filter(pk=1).update(mint='')", True),
        ("CoinReference.objects.bulk_create(rows)", True),
        ("coins.models.Coin.objects.all()", False),
        ("Coin.objects.filter(pk=1).count()", False),
        ("values.update(mint='')", False),
    ],
)
def test_direct_writes_are_recognised(source: str, is_write: bool) -> None:
    assert bool(list(direct_writes(ast.parse(source)))) == is_write


@pytest.mark.parametrize(("values", "rank"), [({"grade_numeric": 20}, 20), ({"grade": "VF"}, 20), ({}, None)])
def test_number_alone_ranks_a_grade(alice: User, values: dict[str, Any], rank: int | None) -> None:
    assert make_coin(alice, **values).grade_rank == rank


def test_coin_that_was_deleted_for_good_meanwhile_is_not_told_as_restored(alice: User) -> None:
    gone, kept = make_domna(alice), make_domna(alice)
    trash_coins(coins=[gone, kept], change=Change(user=alice))
    purge_coins(coins=[gone])
    restored = restore_what_fits(coins=[gone, kept], change=Change(user=alice))
    assert ([coin.pk for coin in restored.coins], restored.refused) == ([kept.pk], [])
