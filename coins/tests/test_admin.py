"""Coins in the administration obey the same services; pages stay cheap with every link filled."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from catalog.models import CatalogType, Term
from coins.models import Coin, StoragePlace, Tag
from coins.services.child_rows import add_reference as add_served_reference
from coins.services.edit import edit_coin
from coins.services.history import Change
from coins.tests.recipes import add_reference, make_coin, make_domna
from coinstack.accounts.models import User
from coinstack.testing import ClientFor

MOST_QUERIES = 10
OURS = [model for label in ("catalog", "coins") for model in apps.get_app_config(label).get_models()]
CHANGELIST = reverse("admin:coins_coin_changelist")


@pytest.fixture
def visitor(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def change_url(row: models.Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def typed(visitor: Client, url: str, **values: Any) -> dict[str, Any]:
    """The form as the browser would send it back, with some fields typed over."""
    form = visitor.get(url).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    cleaned = {name: value for name, value in data.items() if value not in (None, False, "")}
    return {**cleaned, "surface_issues": "[]", **values}


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_is_registered(model: type[models.Model]) -> None:
    assert admin.site.is_registered(model)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_pages_cost_at_most_ten_queries_with_every_link_filled(model: Any, visitor: Client) -> None:
    rows = three_rows(model)
    site = admin.site._registry[model]
    pages = [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), change_url(rows[0])]
    if type(site).has_add_permission(site, visitor.get(pages[0]).wsgi_request):
        pages.append(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
    for page in pages:
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(page).status_code == 200
        assert len(captured) <= MOST_QUERIES, page


def three_rows(model: Any) -> list[models.Model]:
    """Rows with every link filled, but for the way up to a row of the same table; history rows of such rows."""
    if hasattr(model, "instance_type"):
        return [row.history.get() for row in three_rows(model.instance_type)]
    links = [column for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey)]
    return baker.make(
        model, _fill_optional=[link.name for link in links if link.related_model is not model], _quantity=3
    )


def test_new_coin_goes_through_the_service(visitor: Client, staff: User, alice: User) -> None:
    tag = Tag.objects.create(owner=alice, name="Severan")
    url = reverse("admin:coins_coin_add")
    response = visitor.post(
        url, typed(visitor, url, owner=alice.pk, issuer="Nero", denomination="Aureus", tags=[tag.pk])
    )
    coin = Coin.objects.get()
    assert response["Location"] == CHANGELIST
    assert (coin.owner, coin.title, coin.issuer_norm, list(coin.tags.all())) == (alice, "Nero, aureus", "nero", [tag])
    row = coin.history.get()
    assert (row.history_user, row.history_source) == (staff, "administration")


def test_edit_goes_through_the_service(visitor: Client, staff: User, alice: User) -> None:
    coin = make_domna(alice)
    visitor.post(change_url(coin), typed(visitor, change_url(coin), mint="Laodicea", weight_g="3.30"))
    coin.refresh_from_db()
    assert (coin.mint, coin.mint_norm, str(coin.weight_g), coin.version) == ("Laodicea", "laodicea", "3.300", 2)
    assert (coin.owner, coin.history.first().history_user, coin.history.count()) == (alice, staff, 2)


def test_stale_edit_is_told_on_the_form(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    form = typed(visitor, change_url(coin), mint="Laodicea", grade="EF")
    edit_coin(coin_id=coin.pk, version=1, values={"mint": "Emesa"}, change=Change(user=alice))
    response = visitor.post(change_url(coin), form)
    assert response.status_code == 200
    shown = response.context["adminform"].form
    assert shown.errors["mint"] == ["Changed by somebody else meanwhile."]
    assert "This coin was changed meanwhile in: Mint." in shown.non_field_errors()[0]
    assert (shown["grade"].value(), Coin.objects.get().grade) == ("EF", "VF")


def test_disjoint_edit_meanwhile_is_kept(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    form = typed(visitor, change_url(coin), grade="EF", mint="Laodicea")
    edit_coin(coin_id=coin.pk, version=1, values={"weight_g": "3.50"}, change=Change(user=alice))
    assert visitor.post(change_url(coin), form).status_code == 302
    now = Coin.objects.get()
    assert (str(now.weight_g), now.grade, now.mint) == ("3.500", "EF", "Laodicea")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"weight_g": "heavy"}, "weight_g"), ({"year_start": "300", "year_end": "200"}, "__all__")],
    ids=["unreadable", "contradiction"],
)
def test_wrong_values_are_told_on_the_form(visitor: Client, alice: User, values: dict[str, str], field: str) -> None:
    coin = make_domna(alice)
    response = visitor.post(change_url(coin), typed(visitor, change_url(coin), **values))
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


def test_another_collectors_place_is_told_on_the_form(visitor: Client, alice: User, bob: User) -> None:
    coin = make_domna(alice)
    place = StoragePlace.objects.create(owner=bob, name="Safe")
    response = visitor.post(change_url(coin), typed(visitor, change_url(coin), storage_place=place.pk))
    assert response.context["adminform"].form.errors["storage_place"] == ["There is no such storage place."]


def test_links_show_names_without_asking(visitor: Client, alice: User) -> None:
    nero = Term.objects.create(kind="issuer", name="Nero", slug="nero")
    coin = make_domna(alice, issuer_term=nero)
    page = visitor.get(change_url(coin)).text
    assert f'href="{change_url(nero)}">Nero</a>' in page


def test_search_is_folded(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    reference = add_reference(coin, "Calicó 2")
    found = visitor.get(CHANGELIST, {"q": "SEVERVS rome calico"}).context["cl"]
    assert list(found.result_list) == [coin]
    references = visitor.get(reverse("admin:coins_coinreference_changelist"), {"q": "CALICÓ"}).context["cl"]
    assert list(references.result_list) == [reference]


def test_deleting_is_the_trash(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    url = reverse("admin:coins_coin_delete", args=[coin.pk])
    assert "to the trash" in visitor.get(url).text
    response = visitor.post(url, {"post": "yes"})
    assert (response["Location"], said(response)) == (CHANGELIST, ["“Julia Domna, denarius” is in the trash."])
    assert list(Coin.objects.trashed()) == [coin]
    assert coin.history.count() == 2


def test_bulk_deleting_is_the_trash(visitor: Client, alice: User) -> None:
    coins = [make_coin(alice, inventory_number="A-1"), make_coin(alice)]
    chosen = {"_selected_action": [coin.pk for coin in coins]}
    assert [name for name, _ in visitor.get(CHANGELIST).context["action_form"].fields["action"].choices] == [
        "",
        "move_to_trash",
        "take_out_of_trash",
    ]
    response = visitor.post(CHANGELIST, {"action": "move_to_trash", **chosen})
    assert said(response) == ["2 coins moved to the trash."]
    assert Coin.objects.present().count() == 0
    other = make_coin(alice, inventory_number="A-1")
    response = visitor.post(CHANGELIST, {"action": "take_out_of_trash", **chosen})
    assert said(response)[-1] == "Inventory number: Another coin has this inventory number."
    other_gone = {"action": "move_to_trash", "_selected_action": [other.pk]}
    visitor.post(CHANGELIST, other_gone)
    visitor.post(CHANGELIST, {"action": "take_out_of_trash", **chosen})
    assert set(Coin.objects.present()) == set(coins)


def test_history_is_only_read(visitor: Client, alice: User) -> None:
    row = make_coin(alice).history.get()
    assert visitor.get(change_url(row)).status_code == 200
    assert visitor.post(change_url(row), {"mint": "x"}).status_code == 403
    assert visitor.get(reverse("admin:coins_historicalcoin_add")).status_code == 403


def test_reference_saved_here_says_so_in_its_history(visitor: Client, alice: User, staff: User) -> None:
    coin = make_coin(alice, deleted_at=timezone.now())
    url = reverse("admin:coins_coinreference_add")
    visitor.post(url, {"coin": coin.pk, "text": "RIC  IV.1 580", "order": 0, "row_source": "user"})
    reference = coin.references.get()
    assert (reference.text_norm, reference.history.get().history_source) == ("ric iu.1 580", "administration")


def test_type_that_was_chosen_here_stays(visitor: Client, alice: User) -> None:
    coin, chosen = make_domna(alice), baker.make(CatalogType, display="RIC IV Septimius Severus 580")
    url = reverse("admin:coins_coinreference_add")
    columns = {"coin": coin.pk, "text": "RSC 194", "catalog_type": chosen.pk, "order": 0, "row_source": "user"}
    visitor.post(url, columns)
    assert coin.references.get().catalog_type == chosen


def test_reference_reworded_here_is_read_anew(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    row = add_served_reference(coin, {"text": "RSC 194"}, Change(user=alice))
    visitor.post(change_url(row), typed(visitor, change_url(row), text="RSC 195 and 196", order=0))
    assert [reading.number for reading in row.readings.all()] == ["195", "196"]
    assert Coin.objects.get(pk=coin.pk).version == 3


def test_another_reference_becomes_the_primary_one(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    first, second = add_reference(coin, "RIC 1", is_primary=True), add_reference(coin, "RIC 2", order=1)
    url = change_url(second)
    visitor.post(url, typed(visitor, url, is_primary="on"))
    assert list(coin.references.values_list("text", "is_primary")) == [("RIC 1", False), ("RIC 2", True)]
    response = visitor.post(url, {"text": "RIC 2", "order": 1, "row_source": "user"})
    assert said(response)[-1] == "Make another reference the primary one instead."
    visitor.post(reverse("admin:coins_coinreference_delete", args=[second.pk]), {"post": "yes"})
    assert list(coin.references.values_list("pk", "is_primary")) == [(first.pk, True)]


def test_station_goes_through_the_service(visitor: Client, alice: User) -> None:
    coin = make_domna(alice)
    url = reverse("admin:coins_provenanceevent_add")
    visitor.post(url, {"coin": coin.pk, "kind": "auction", "source_name": "Leu", "order": 0, "row_source": "user"})
    event = coin.provenance.get()
    visitor.post(change_url(event), typed(visitor, change_url(event), sale_number="7", order=0))
    assert [row.history_source for row in event.history.all()] == ["administration"] * 2
    visitor.post(reverse("admin:coins_provenanceevent_delete", args=[event.pk]), {"post": "yes"})
    assert (coin.provenance.count(), Coin.objects.get(pk=coin.pk).version) == (0, 4)


def test_place_renamed_here_takes_along_what_lies_inside(visitor: Client, alice: User) -> None:
    cabinet = StoragePlace.objects.create(owner=alice, name="Cabinet")
    tray = StoragePlace.objects.create(owner=alice, name="Tray 5", parent=cabinet)
    visitor.post(change_url(cabinet), {"name": "Safe", "notes": "at the bank"})
    tray.refresh_from_db()
    assert (tray.path_text, StoragePlace.objects.get(name="Safe").notes) == ("Safe › Tray 5", "at the bank")
    response = visitor.post(reverse("admin:coins_storageplace_delete", args=[cabinet.pk]), {"post": "yes"})
    assert said(response)[-1] == "Other places are inside this one. Remove them first."


def test_place_inside_another_collectors_is_refused(visitor: Client, alice: User, bob: User) -> None:
    safe, url = StoragePlace.objects.create(owner=bob, name="Safe"), reverse("admin:coins_storageplace_add")
    response = visitor.post(url, {"owner": alice.pk, "parent": safe.pk, "name": "Tray", "notes": ""})
    assert response.context["adminform"].form.errors["parent"] == ["This place is another collector's."]
    visitor.post(url, {"owner": bob.pk, "parent": safe.pk, "name": "Tray", "notes": ""})
    assert StoragePlace.objects.get(name="Tray").path_text == "Safe › Tray"


def test_tag_is_renamed_made_and_taken_off_its_coins(visitor: Client, alice: User) -> None:
    tags = [Tag.objects.create(owner=alice, name=name) for name in ("Severan", "ladies")]
    coin = make_coin(alice, tags=tags)
    assert said(visitor.post(change_url(tags[1]), {"name": "SEVERAN"})) == ["You have one of that name already."]
    visitor.post(reverse("admin:coins_tag_add"), {"owner": alice.pk, "name": "severan"})
    visitor.post(reverse("admin:coins_tag_delete", args=[tags[0].pk]), {"post": "yes"})
    assert [tag.name for tag in Tag.objects.all()] == ["ladies"]
    assert (coin.history.first().tags_before, coin.history.first().tags_after) == (["Severan", "ladies"], ["ladies"])


def test_what_was_understood_is_only_read(visitor: Client, alice: User) -> None:
    row = add_served_reference(make_domna(alice), {"text": "RSC 194"}, Change(user=alice))
    reading = row.readings.get()
    assert visitor.get(change_url(reading)).status_code == 200
    assert visitor.post(change_url(reading), {"text": "x"}).status_code == 403
