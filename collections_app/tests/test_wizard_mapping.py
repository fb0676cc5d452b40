"""The second step: columns and fields, what is done to cells, mappings kept for the next file."""

from decimal import Decimal
from typing import Any

import pytest

from coins.fields import COMPOSITES, FIELDS
from coins.models import Coin
from coinstack.accounts.models import User
from coinstack.exceptions import InputRefused, NotFound
from collections_app.choices import WizardStep
from collections_app.models import ImportSession, SavedMapping
from collections_app.services import wizard
from collections_app.tests.import_recipes import NERO, csv_upload, run_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(alice: User) -> ImportSession:
    return wizard.start_session(alice, csv_upload(NERO))


def entry(target: str, *transforms: tuple[str, str]) -> dict[str, Any]:
    return {"target": target, "transforms": [{"kind": kind, "value": value} for kind, value in transforms]}


def test_columns_show_samples_and_what_may_be_done(session: ImportSession) -> None:
    weight = wizard.columns_of(session)[3]
    assert (weight.header, weight.target, weight.samples, weight.confidence) == ("Weight", "weight_g", ("3.41",), 1.0)
    assert [(choice.kind, [value.value for value in choice.values]) for choice in weight.transform_choices] == [
        ("unit", ["g", "grains", "ozt", "oz"]),
        ("constant", []),
    ]


def test_every_field_can_be_a_target() -> None:
    offered = {choice.value for group in wizard.target_choices() for choice in group.choices}
    wanted = {spec.name for spec in FIELDS if spec.kind != "term"} | {composite.name for composite in COMPOSITES}
    assert offered == wanted | {"notes", "ignore", "pictures"}


def test_mapping_with_transforms_is_what_the_import_does(session: ImportSession) -> None:
    mapping = {
        "Ruler": entry("portrait_subject"),
        "Denomination": entry("ignore"),
        "Weight": entry("weight_g", ("unit", "grains")),
        "Price": entry("price", ("currency", "GBP")),
        "Metal": entry("source", ("constant", "Leu")),
    }
    wizard.set_mapping(session, mapping)
    assert session.step == WizardStep.CHECK
    wizard.check(session)
    run_session(session)
    coin = Coin.objects.get()
    assert (coin.issuer, coin.portrait_subject, coin.denomination) == ("", "Nero", "")
    assert (coin.weight_g, coin.currency, coin.source) == (Decimal("0.221"), "GBP", "Leu")
    assert "Reference: RIC 53" in coin.personal_notes
    assert "Denarius" not in coin.personal_notes


@pytest.mark.parametrize(
    ("mapping", "header", "told"),
    [
        ({"Ruler": entry("emperor")}, "Ruler", "no field"),
        ({"Ruler": entry("issuer_term")}, "Ruler", "no field"),
        ({"Ruler": entry("id")}, "Ruler", "no field"),
        ({"Colour": entry("issuer")}, "Colour", "no such column"),
        ({"Ruler": entry("issuer", ("unit", "g"))}, "Ruler", "no transform"),
        ({"Weight": entry("weight_g", ("unit", "stone"))}, "Weight", "cannot be"),
        ({"Ruler": "issuer"}, "Ruler", "no mapping"),
        ({"Ruler": {"target": ["issuer"]}}, "Ruler", "no field"),
        ({"Ruler": {"target": "issuer", "transforms": ["x"]}}, "Ruler", "no transform"),
        ({"Ruler": entry("issuer"), "Link": entry("issuer")}, "Ruler", "“Link” as well"),
    ],
)
def test_mapping_that_cannot_be(session: ImportSession, mapping: dict[str, Any], header: str, told: str) -> None:
    before = session.mapping
    with pytest.raises(InputRefused) as caught:
        wizard.set_mapping(session, mapping)
    assert told in caught.value.fields[header]
    session.refresh_from_db()
    assert (session.mapping, session.step) == (before, WizardStep.FILE)


def test_several_columns_may_feed_notes_tags_references_and_provenance(alice: User) -> None:
    upload = csv_upload("Nero,RIC 53,RSC 119,lion,rare,one,two", head="Ruler,RIC,RSC,Tag A,Tag B,N1,N2")
    session = wizard.start_session(alice, upload)
    targets = ["issuer", "references", "references", "tags", "tags", "personal_notes", "personal_notes"]
    headers = session.detection["headers"]
    wizard.set_mapping(session, {header: entry(target) for header, target in zip(headers, targets, strict=True)})
    wizard.check(session)
    run_session(session)
    coin = Coin.objects.get()
    assert [reference.text for reference in coin.references.all()] == ["RIC 53", "RSC 119"]
    assert {tag.name for tag in coin.tags.all()} == {"lion", "rare"}
    assert coin.personal_notes == "one\ntwo"


def test_saved_mapping_is_offered_again_best_first(session: ImportSession, alice: User, bob: User) -> None:
    wizard.set_mapping(session, session.mapping | {"Link": entry("ignore")})
    wizard.save_mapping(session, "My sheet")
    SavedMapping.objects.create(owner=alice, name="half", headings=["ruler", "metal"], mapping={})
    SavedMapping.objects.create(owner=bob, name="his", headings=SavedMapping.objects.first().headings, mapping={})
    near = wizard.start_session(
        alice, csv_upload("1,2,3,4,5,6,7,8", head="LINK,ruler,Weight,Price,Metal,Reference,Denomination,More")
    )
    assert [(view.name, view.match) for view in wizard.saved_mappings(near)] == [("My sheet", 0.88)]
    wizard.apply_saved(near, wizard.saved_mappings(near)[0].pk)
    assert (near.mapping["LINK"]["target"], near.mapping["More"]["target"]) == ("ignore", "notes")
    assert SavedMapping.objects.get(name="My sheet").used_at is not None


def test_saving_under_the_same_name_writes_over(session: ImportSession) -> None:
    wizard.save_mapping(session, "A")
    wizard.set_mapping(session, session.mapping | {"Link": entry("ignore")})
    wizard.save_mapping(session, " A ")
    assert SavedMapping.objects.get().mapping["Link"]["target"] == "ignore"
    with pytest.raises(InputRefused, match="name"):
        wizard.save_mapping(session, "  ")


def test_saved_mapping_gives_way_where_two_columns_want_one_field(session: ImportSession, alice: User) -> None:
    wizard.set_mapping(session, session.mapping | {"Ruler": entry("notes"), "Link": entry("issuer")})
    saved = wizard.save_mapping(session, "odd")
    other = wizard.start_session(alice, csv_upload("1,2,3", head="Emperor,Metal,Link"))
    wizard.apply_saved(other, saved.pk)
    assert {header: each["target"] for header, each in other.mapping.items()} == {
        "Emperor": "notes",
        "Metal": "metal",
        "Link": "issuer",
    }


def test_mapping_of_another_collector_is_not_there(session: ImportSession, bob: User) -> None:
    saved = SavedMapping.objects.create(owner=bob, name="his", mapping={})
    with pytest.raises(NotFound):
        wizard.apply_saved(session, saved.pk)


def test_field_that_this_version_does_not_know_any_more_becomes_a_note(session: ImportSession) -> None:
    wizard.set_mapping(session, session.mapping)
    session.mapping = session.mapping | {"Metal": entry("alloy")}
    session.save()
    wizard.check(session)
    run_session(session)
    assert "Metal: Silver" in Coin.objects.get().personal_notes
